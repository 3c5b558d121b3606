import type { Rounding } from '../rational.ts'
import type { CompiledClause } from './clause.ts'
import type { CompiledParameter } from './compiled-parameter.ts'
import type { Expression } from './expression.ts'

/** The part of a policy that decides: what every back end compiles. */
export interface PolicyRule {
  readonly id: string
  readonly appliesTo: CompiledClause
  readonly conditions: CompiledClause
  readonly parameters: ReadonlyMap<string, CompiledParameter>
  readonly benefit?: BenefitRule | undefined
}

/** What is paid to those whose conditions are met: one amount, or the sum of the components whose condition holds. */
export interface BenefitRule {
  readonly amount?: Expression | undefined
  readonly components: readonly { readonly when?: Expression | undefined; readonly amount: Expression }[]
  readonly cap?: Expression | undefined
  /** the step, in 分, that the whole is rounded to */
  readonly round: { readonly toFen: number; readonly by: Rounding }
}
