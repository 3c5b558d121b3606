import { choiceListKind, fieldKind, materialKind } from '#definitions/city/kinds.ts'
import type { Definitions } from '#kernel/definition.ts'
import type { Item } from '../catalogue/item.ts'
import { fieldsEver, materialsEver } from '../catalogue/item-as.ts'
import { isCurrent, type KeptPlan, keptPlan } from './kept-plan.ts'
import { type CasePlan, makePlan } from './plan.ts'

const plans = new WeakMap<Item, KeptPlan>()

/** The item as if it were a theme of its own: a format is told by what the item itself asks. Undefined where a reference leads nowhere. */
export function planAlone(item: Item, all: Definitions): CasePlan | undefined {
  const known = plans.get(item)
  if (known && isCurrent(known, all)) return known.plan
  const fields = fieldsEver(item).map((id) => all.find(fieldKind, id))
  const lists = fields.every(
    (field) => field && (field.choices === undefined || all.find(choiceListKind, field.choices)),
  )
  const materials = materialsEver(item).every((id) => all.find(materialKind, id))
  if (!lists || !materials) return undefined
  const { id, title, version, inForce, department, legalBasis, confidence, limits } = item
  const page = { id: 'all', title, why: title, fields: fieldsEver(item) }
  const plan = makePlan(
    all,
    {
      id,
      version,
      inForce,
      title,
      summary: title,
      department,
      legalBasis,
      pages: fields.length ? [page] : [],
      routing: [],
      items: { [id]: { item: id } },
      promise: limits.promised,
      result: { bundle: id, title, deliver: 'as-ready' },
      confidence,
    },
    [item],
  )
  plans.set(item, keptPlan(plan, all))
  return plan
}
