import { fieldKind, materialKind } from '#definitions/city/kinds.ts'
import type { Definitions } from '#kernel/definition.ts'
import type { CasePlan } from './plan.ts'

/** A plan that is kept, with the fields and materials it was made of: it is good as long as the city has the same ones. */
export interface KeptPlan {
  readonly plan: CasePlan
  readonly fields: readonly (readonly [id: string, value: unknown])[]
  readonly materials: readonly (readonly [id: string, value: unknown])[]
  /** the definitions it was last held against: asked of the same ones it is good without looking */
  heldAgainst: Definitions
}

export const keptPlan = (plan: CasePlan, all: Definitions): KeptPlan => ({
  plan,
  fields: [...plan.fields.keys()].map((id) => [id, all.find(fieldKind, id)]),
  materials: [...plan.materials.keys()].map((id) => [id, all.find(materialKind, id)]),
  heldAgainst: all,
})

export function isCurrent(kept: KeptPlan, all: Definitions): boolean {
  if (kept.heldAgainst === all) return true
  const same =
    kept.fields.every(([id, value]) => all.find(fieldKind, id) === value) &&
    kept.materials.every(([id, value]) => all.find(materialKind, id) === value)
  if (same) kept.heldAgainst = all
  return same
}
