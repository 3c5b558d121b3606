import type { FactSheet } from '#definitions/facts/sheet.ts'
import { Answers } from '#definitions/rules/closures/answers.ts'
import { ClosurePlan } from '#definitions/rules/closures/plan.ts'
import type { Dictionary } from '#definitions/rules/dictionary.ts'
import type { PolicyRule } from '#definitions/rules/policy-rule.ts'
import type { Day } from '#kernel/time.ts'
import type { CompiledPolicy } from './compile.ts'
import type { Gives } from './policy.ts'

const steps = { 分: 1, 角: 10, 元: 100, 百元: 10_000, 万元: 1_000_000 } as const
const ways = { 四舍五入: 'half-up', 舍去: 'down', 进一: 'up' } as const

/** How a sum is rounded, in 分. */
export const roundingOf = ({ round }: Gives) => ({ toFen: steps[round.to], by: ways[round.by] })

/** The part of a policy that decides. */
export const ruleOf = (compiled: CompiledPolicy): PolicyRule => ({
  id: compiled.policy.id,
  appliesTo: compiled.appliesTo,
  conditions: compiled.conditions,
  parameters: compiled.parameters,
  ...(compiled.amount === undefined && compiled.components.length === 0
    ? {}
    : {
        benefit: {
          amount: compiled.amount,
          components: compiled.components,
          cap: compiled.cap,
          round: roundingOf(compiled.policy.gives),
        },
      }),
})

interface Kept {
  readonly on: Day
  readonly policies: readonly CompiledPolicy[]
  readonly plan: ClosurePlan
}

/** A few plans are kept ready: today, what somebody compares it with, the runs under way. */
const keptPlans = 8
const kept = new WeakMap<Dictionary, Kept[]>()

/** The verdicts of many policies for one enterprise, without their explanations. */
export function quickAnswers(
  policies: readonly CompiledPolicy[],
  dictionary: Dictionary,
  sheet: FactSheet,
  on: Day,
): Answers {
  return new Answers(planFor(policies, dictionary, on), sheet)
}

function planFor(policies: readonly CompiledPolicy[], dictionary: Dictionary, on: Day): ClosurePlan {
  const plans = kept.get(dictionary) ?? []
  const known = plans.find((one) => one.on === on && isSame(one.policies, policies))
  if (known !== undefined) return known.plan
  const plan = new ClosurePlan(policies.map(ruleOf), dictionary, on)
  kept.set(dictionary, [{ on, policies, plan }, ...plans].slice(0, keptPlans))
  return plan
}

const isSame = (a: readonly unknown[], b: readonly unknown[]) =>
  a.length === b.length && a.every((one, i) => one === b[i])
