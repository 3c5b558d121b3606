import type { Truth } from '#kernel/explanation.ts'
import { type Day, within } from '#kernel/time.ts'
import { holds } from '../filing/conditions.ts'
import type { DistrictItem } from './district-item.ts'
import type { Variant } from './item-variants.ts'
import type { Answers } from '../model.ts'
import { type CasePlan, nodeOn, type PlanNode } from '../filing/plan.ts'

/** 业态: which of an item's business formats the answers of a filing call for, and which district's version. */

/** How each business format of an item stands to the answers; of an item that has none, nothing. */
export const formatsOf = (
  plan: CasePlan,
  node: PlanNode,
  answers: Answers,
  on: Day,
): { readonly variant: Variant; readonly truth: Truth }[] =>
  (node.definition.variants ?? []).map((variant) => ({
    variant,
    truth: holds(plan, variant.when, { answers, on }),
  }))

/** The first format that fits: a city whose formats overlap without an order does not start. */
const formatFor = (plan: CasePlan, node: PlanNode, answers: Answers, on: Day): Variant | undefined =>
  formatsOf(plan, node, answers, on).find(({ truth }) => truth === 'true')?.variant

/** The district's own version in force on a day. */
export const localIn = (
  locals: readonly DistrictItem[],
  district: string | undefined,
  on: Day,
): DistrictItem | undefined =>
  district === undefined
    ? undefined
    : locals.findLast((local) => local.district === district && within(local.inForce, on))

/** An item as these answers call for it. Where its terms are fixed it is what it is. */
export function nodeFor(plan: CasePlan, node: PlanNode, answers: Answers, on: Day): PlanNode {
  if (!node.definition.variants && node.locals.length === 0) return node
  const variant = formatFor(plan, node, answers, on)
  const local = node.locals.length ? localIn(node.locals, districtOf(plan, answers)?.id, on) : undefined
  return variant || local ? nodeOn(node, { variant, local }) : node
}

/** The district whose offices serve the case: the answer to the field that asks for one. */
export function districtOf(plan: CasePlan, answers: Answers): { id: string; code: string } | undefined {
  for (const field of plan.fields.values()) {
    if (field.choicesOf !== 'district') continue
    const choice = field.choices.find(({ value }) => value === answers[field.id])
    if (choice) return { id: choice.value, code: String(choice.attributes['code']) }
  }
  return undefined
}
