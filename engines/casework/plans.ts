import type { Definitions } from '#kernel/definition.ts'
import { itemKind, themeKind } from './definition.ts'
import { type CasePlan, makePlan } from './plan.ts'
import type { Theme } from './theme.ts'

export type ItemVersions = Readonly<Record<string, { item: string; version: number }>>

const plans = new WeakMap<Theme, Map<string, CasePlan>>()

/** The plan of a theme; of the versions now in force unless a case names its own. */
export function planOf(
  all: Definitions,
  themeId: string,
  version?: number,
  versions: ItemVersions = {},
): CasePlan {
  const theme = all.get(themeKind, themeId, version)
  const items = Object.entries(theme.items).map(([id, node]) =>
    all.get(itemKind, node.item, versions[id]?.version),
  )
  const key = items.map((item) => item.version).join()
  const known = plans.get(theme) ?? new Map<string, CasePlan>()
  plans.set(theme, known)
  const plan = known.get(key) ?? makePlan(all, theme, items)
  known.set(key, plan)
  return plan
}

/** Undefined where the city has no such theme. */
export const findPlan = (all: Definitions, theme: string): CasePlan | undefined =>
  all.find(themeKind, theme) === undefined ? undefined : planOf(all, theme)
