import type { Bilingual } from '#kernel/text.ts'
import type { Day } from '#kernel/time.ts'
import type { Expression, Type } from './expression.ts'
import type { CompiledTable } from './table.ts'

/** A named value of a policy: by date, then by the first tier whose condition holds. */
export interface CompiledParameter {
  readonly label: Bilingual
  readonly type: Type
  readonly versions: readonly ParameterVersion[]
}

export interface ParameterVersion {
  readonly from?: Day | undefined
  readonly until?: Day | undefined
  readonly tiers: readonly Tier[]
  /** the decision table the tiers were made from */
  readonly table?: CompiledTable | undefined
}

export interface Tier {
  readonly when?: Expression | undefined
  readonly value: Expression
  /** where it is written, from the definition on */
  readonly path?: readonly (string | number)[] | undefined
}

/** The version of a named value in force on a day. */
export const versionOn = (parameter: CompiledParameter | undefined, on: Day): ParameterVersion | undefined =>
  parameter?.versions.find(
    ({ from, until }) => (from === undefined || from <= on) && (until === undefined || on < until),
  )
