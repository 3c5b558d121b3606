import type { Example, Fixtures } from '#platform/testing/fixtures.ts'
import { addDays } from '#kernel/time.ts'
import type { TestSystem } from '#platform/testing/system.ts'
import { act, type Filing, ids, later } from '../acts.fixtures.ts'
import type { Actor } from '#kernel/actor.ts'
import type { caseworkContract } from '../contract.ts'

type Make = (town: TestSystem, more?: Record<string, unknown>) => Promise<Filing>

/** What a holder puts in the wallet from elsewhere, by its name and by what shows it. */
export async function aKeptLicence(
  town: TestSystem,
  { partyId, founder }: Filing,
  {
    title = '保安服务许可证',
    ...shown
  }: { title?: string; file?: boolean; text?: string; validUntil?: string } = {},
) {
  const { file, ...more } = shown
  const stored = file
    ? await town.system.files.put(new TextEncoder().encode(title), 'text/plain', town.clock.now())
    : undefined
  const answer = await town.execute(
    'credential',
    'collect',
    {
      partyId,
      title,
      issuer: '示例省公安厅',
      department: 'market-regulation',
      ...more,
      ...(stored ? { hash: stored.hash, fileName: `${title}.txt` } : {}),
    },
    { as: founder },
  )
  if (answer.kind !== 'written') throw new Error(JSON.stringify(answer.failure))
  return { from: 'elsewhere', id: answer.id }
}

const material = 'prior-licence'

/** A draft that puts forward a licence which ends in two days. */
async function puttingForward(town: TestSystem, filing: Filing): Promise<Filing> {
  const validUntil = addDays(town.system.moment().today, 2)
  const licence = await aKeptLicence(town, filing, { file: true, validUntil })
  await act(town, 'proveMaterial', { ...ids(filing), material, licence }, filing.founder)
  return filing
}

/** The same when that licence has ended. */
export async function lapsedBeforeFiling(town: TestSystem, filing: Filing): Promise<Filing> {
  await puttingForward(town, filing)
  later(town, 3)
  return filing
}

/** Filed with a licence that ends before the office decides. */
export async function relyingOnWhatLapses(
  town: TestSystem,
  filing: Filing,
  officer: Actor,
  stage: string,
  signed: readonly string[],
) {
  await puttingForward(town, filing)
  await act(town, 'submit', { ...ids(filing), signed }, filing.founder)
  await act(town, 'decideByRule', { ...ids(filing), stage: 'name.compare' })
  await act(town, 'claim', { ...ids(filing), stage }, officer)
  later(town, 3)
  return filing
}

export function proofFixtures(
  draft: Make,
  ended: (town: TestSystem) => Promise<Filing>,
): Fixtures<typeof caseworkContract>['proveMaterial'] {
  const needing = (town: TestSystem) => draft(town, { 'business-activities': ['security-services'] })
  const proving =
    (kept: Parameters<typeof aKeptLicence>[2], lapses = false): Example =>
    async (town) => {
      const filing = await needing(town)
      const validUntil = addDays(town.system.moment().today, 5)
      const licence = await aKeptLicence(town, filing, lapses ? { ...kept, validUntil } : kept)
      if (lapses) later(town, 6)
      return { input: { ...ids(filing), material, licence }, as: filing.founder }
    }
  const none = { from: 'here', id: '00000000-0000-4000-8000-000000000000' }
  return {
    success: proving({ file: true }),
    refusals: {
      'case-ended': async (town) => {
        const filing = await ended(town)
        return { input: { ...ids(filing), material, licence: none }, as: filing.founder }
      },
      'material-unknown': async (town) => {
        const filing = await needing(town)
        return {
          input: { ...ids(filing), material: 'articles-of-association', licence: none },
          as: filing.founder,
        }
      },
      'licence-unknown': async (town) => {
        const filing = await needing(town)
        return { input: { ...ids(filing), material, licence: none }, as: filing.founder }
      },
      'licence-not-standing': proving({ file: true }, true),
      'licence-proves-other': proving({ title: '道路运输经营许可证', file: true }),
      'only-own-word': proving({}),
    },
  }
}
