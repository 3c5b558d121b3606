import { complain } from '#definitions/complaint.ts'
import { factKind } from '#definitions/facts/kind.ts'
import { sides } from '#definitions/rules/analysis/boundaries.ts'
import { type Dictionary, dictionaryOf } from '#definitions/rules/dictionary.ts'
import type { Complaint, Definitions } from '#kernel/definition.ts'
import { type CompiledPolicy, compilePolicy } from './compile.ts'
import { testsIn, uncoveredBy } from './coverage.ts'
import { policyKind } from './definition.ts'
import { type Examples, examplesKind } from './examples.ts'
import { boundaryCoverage, missingSides } from './proposals.ts'

/** So many of so many. */
export interface Share {
  readonly covered: number
  readonly of: number
}

/** What the examples of one version of a policy look at. */
export interface ExampleCoverage {
  readonly policy: string
  readonly version: number
  /** single tests seen true, and seen false */
  readonly conditions: Share
  /** limits seen from below, at and from above, as far as an enterprise can stand there */
  readonly sides: Share
  readonly lacks: readonly Complaint[]
}

/** The coverage of every version of every policy that compiles; of what does not, its own check speaks. */
export function exampleCoverage(all: Definitions): ExampleCoverage[] {
  const dictionary = dictionaryOf(all.list(factKind))
  return all.versions(policyKind).flatMap((policy): ExampleCoverage[] => {
    const examples = all.find(examplesKind, policy.id, policy.version)
    const compiled = compilePolicy(policy, dictionary)
    if (examples === undefined || 'faults' in compiled) return []
    const truths = testsIn(compiled).length * 2
    const lacks = unseenSides(compiled, dictionary, examples)
    const seen = boundaryCoverage(compiled, dictionary, examples).reduce(
      (sum, one) => sum + sides.filter((side) => one.seen[side]).length,
      0,
    )
    return [
      {
        policy: policy.id,
        version: policy.version,
        conditions: { covered: truths - uncoveredBy(compiled, dictionary, examples).length, of: truths },
        sides: { covered: seen, of: seen + lacks.length },
        lacks,
      },
    ]
  })
}

const sideWords = {
  below: { zh: '略低于界限', en: 'just below' },
  at: { zh: '正好在界限', en: 'exactly at' },
  above: { zh: '略高于界限', en: 'just above' },
} as const

/** Each side of a limit from which no example looks although one could. */
export const unseenSides = (
  compiled: CompiledPolicy,
  dictionary: Dictionary,
  examples: Examples,
): Complaint[] =>
  missingSides(compiled, dictionary, examples).map(({ boundary: { text }, side }) =>
    complain(
      'limit-unseen',
      [],
      `${text.en}: ${side}`,
      [`没有示例${sideWords[side].zh}“${text.zh}”`, `no example stands ${sideWords[side].en} “${text.en}”`],
      ['请采用建议的边界示例', 'Accept the proposed example at this limit'],
    ),
  )
