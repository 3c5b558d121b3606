import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Parts of the paths of files that take long, the longest first. */
const longest = [
  'tools/crash/',
  'tools/fuzz/agreement',
  'engines/contract',
  'tools/bank-faults/',
  'apps/cli/cli.int',
  'apps/server/survival',
  'engines/policy/run.int',
  'apps/cli/walk/',
  'e2e/themes',
  'e2e/journey',
  'e2e/claims',
  'e2e/public-pages',
  'e2e/policy-desk',
  'e2e/licence-life',
  'e2e/item-desk',
]
const rankOf = ({ moduleId }: TestSpecification): number => {
  const rank = longest.findIndex((part) => moduleId.includes(part))
  return rank < 0 ? longest.length : rank
}

/** What takes longest begins first, so that no worker is left alone with it; a fresh checkout has no times of earlier runs. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).sort((a, b) => rankOf(a) - rankOf(b))
  }
}
