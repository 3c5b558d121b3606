import type { Rounding } from '#definitions/rational.ts'
import type { PolicyRule } from '#definitions/rules/policy-rule.ts'
import type { CompiledPolicy } from './compile.ts'
import type { Gives } from './policy.ts'

/** How many 分 a sum is rounded to. */
const steps = { 分: 1, 角: 10, 元: 100, 百元: 10_000, 万元: 1_000_000 } as const
const ways: Record<Gives['round']['by'], Rounding> = { 四舍五入: 'half-up', 舍去: 'down', 进一: 'up' }

/** How a sum is rounded, in 分. */
export const roundingOf = ({ round }: Gives) => ({ toFen: steps[round.to], by: ways[round.by] })

/** The part of a compiled policy that every back end compiles. */
export function ruleOf({
  policy,
  appliesTo,
  conditions,
  parameters,
  amount,
  components,
  cap,
}: CompiledPolicy): PolicyRule {
  const paid = amount !== undefined || components.length > 0
  return {
    id: policy.id,
    appliesTo,
    conditions,
    parameters,
    ...(paid ? { benefit: { amount, components, cap, round: roundingOf(policy.gives) } } : {}),
  }
}
