import type { Sums } from './effect.ts'
import type { Verdict, VerdictChange } from './row-watch.ts'

/** How many enterprises a policy answers how. `nearMiss` counts those refused by one condition that can be measured. */
export interface VerdictCounts {
  readonly eligible: number
  readonly ineligible: number
  readonly unknown: number
  readonly notApplicable: number
  readonly nearMiss: number
}

/** A set of rows: bit `row & 7` of byte `row >> 3`. */
export type Bitmap = Uint8Array

export type Question = 'eligible' | 'ineligible' | 'unknown' | 'not-applicable' | 'near-miss'

/** What a policy would do to the city: who gets it and what it costs. */
export interface Effect extends VerdictCounts {
  /** what all who are eligible get, in 分; undefined where the policy names no sum */
  readonly sumFen?: bigint | undefined
  /** eligible, but a fact for the sum is missing */
  readonly withoutSum: number
  readonly eligibleRows: Bitmap
  readonly nearMissRows: Bitmap
}

/** Who came to a benefit and who lost it between two runs. */
export interface Difference {
  readonly gained: number
  readonly lost: number
  readonly gainedRows: () => readonly number[]
  readonly lostRows: () => readonly number[]
}

/**
 * A city ready to be asked. `columns/city.ts` makes one from raw columns:
 * `openCity(raw, dictionary, options).on(day, policies)`.
 */
export interface CityPlan {
  readonly policies: readonly { readonly id: string }[]
  /** the slots that the rules read; what the mirror must hold to answer them */
  readonly slots: readonly { readonly key: string; readonly held: boolean }[]
  /** the number of eligible rows of each policy, and nothing else */
  eligibleCounts(): Float64Array
  /** the same of some rows only */
  eligibleAmong(rows: Bitmap): Float64Array
  /** the four verdicts and near misses of each policy */
  verdicts(): readonly VerdictCounts[]
  /** the rows that give one answer to one policy */
  rowsOf(policyId: string, question: Question): Bitmap
  /** what those who are eligible get in all */
  effectOf(policyId: string): Effect
  /** what a policy gives each row that it reaches, in 分; undefined where it names no sum */
  amountsOf(policyId: string): Sums | undefined
  /** what each policy answers to one row */
  verdictsOf(row: number): readonly Verdict[]
  /**
   * Codes one row again after its facts changed in place, only the columns that read one of `slots` where they are given, and tells
   * which policies of the plan answer another way. A column that appeared or grew is `City.follow`'s to tell first.
   */
  recode(row: number, slots?: ReadonlySet<string>): readonly VerdictChange[]
}
