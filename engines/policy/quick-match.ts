import type { FactSheet } from '#definitions/facts/sheet.ts'
import { Answers } from '#definitions/rules/closures/answers.ts'
import { ClosurePlan } from '#definitions/rules/closures/plan.ts'
import type { Dictionary } from '#definitions/rules/dictionary.ts'
import type { Day } from '#kernel/time.ts'
import type { CompiledPolicy } from './compile.ts'
import { ruleOf } from './rule-of.ts'

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
