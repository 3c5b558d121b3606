import { choiceListKind, fieldKind, materialKind } from '#definitions/city/kinds.ts'
import type { Definitions } from '#kernel/definition.ts'
import type { CasePlan } from './plan.ts'

type Kept = readonly (readonly [id: string, value: unknown])[]

/** A plan that is kept, with the fields, lists of choices and materials it was made of: it is good as long as the city has the same ones. */
export interface KeptPlan {
  readonly plan: CasePlan
  readonly fields: Kept
  readonly lists: Kept
  readonly materials: Kept
  /** the definitions it was last held against: asked of the same ones it is good without looking */
  heldAgainst: Definitions
}

export function keptPlan(plan: CasePlan, all: Definitions): KeptPlan {
  const fields = [...plan.fields.keys()].map((id) => [id, all.find(fieldKind, id)] as const)
  const lists = new Set(fields.flatMap(([, field]) => field?.choices ?? []))
  return {
    plan,
    fields,
    lists: [...lists].map((id) => [id, all.find(choiceListKind, id)]),
    materials: [...plan.materials.keys()].map((id) => [id, all.find(materialKind, id)]),
    heldAgainst: all,
  }
}

export function isCurrent(kept: KeptPlan, all: Definitions): boolean {
  if (kept.heldAgainst === all) return true
  const same =
    kept.fields.every(([id, value]) => all.find(fieldKind, id) === value) &&
    kept.lists.every(([id, value]) => all.find(choiceListKind, id) === value) &&
    kept.materials.every(([id, value]) => all.find(materialKind, id) === value)
  if (same) kept.heldAgainst = all
  return same
}
