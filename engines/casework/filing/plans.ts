import type { Definitions } from '#kernel/definition.ts'
import { districtItemKind, itemKind, themeKind } from '../definition.ts'
import type { DistrictItem } from '../catalogue/district-item.ts'
import type { Terms } from '../catalogue/item-as.ts'
import type { CaseState, PartTerms } from '../model.ts'
import { isCurrent, type KeptPlan, keptPlan } from './kept-plan.ts'
import { type CasePlan, makePlan, nodeOn, type PlanNode } from './plan.ts'
import type { Theme } from './theme.ts'

export type ItemVersions = Readonly<Record<string, { item: string; version: number }>>

const plans = new WeakMap<Theme, Map<string, KeptPlan>>()
const localsByItem = new WeakMap<readonly DistrictItem[], ReadonlyMap<string, readonly DistrictItem[]>>()
const none: readonly DistrictItem[] = []

/** The districts' own versions of each item. */
function localsIn(all: Definitions): ReadonlyMap<string, readonly DistrictItem[]> {
  const list = all.list(districtItemKind)
  const known = localsByItem.get(list)
  if (known) return known
  const made = new Map<string, DistrictItem[]>()
  for (const local of list) made.set(local.item, [...(made.get(local.item) ?? []), local])
  localsByItem.set(list, made)
  return made
}

export const localsOf = (all: Definitions, item: string): readonly DistrictItem[] =>
  localsIn(all).get(item) ?? none

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
  const key = items
    .map((item) => [item.version, ...localsOf(all, item.id).map(({ id, version }) => `${id}@${version}`)])
    .join(';')
  const known = plans.get(theme) ?? new Map<string, KeptPlan>()
  plans.set(theme, known)
  const kept = known.get(key)
  if (kept && isCurrent(kept, all)) return kept.plan
  const plan = makePlan(all, theme, items, (item) => localsOf(all, item))
  known.set(key, keptPlan(plan, all))
  return plan
}

/** Undefined where the city has no such theme. */
export const findPlan = (all: Definitions, theme: string): CasePlan | undefined =>
  all.find(themeKind, theme) === undefined ? undefined : planOf(all, theme)

/** Terms in the words of the record. */
export const recorded = ({ variant, local, track }: Terms): PartTerms => ({
  variant: variant?.id,
  local: local && { id: local.id, version: local.version },
  track: track?.id,
})

/** What the record calls them, read in the versions that the case was filed under. */
function termsOf(all: Definitions, { base }: PlanNode, { variant, local, track }: PartTerms): Terms {
  return {
    variant: base.variants?.find(({ id }) => id === variant),
    local: local && all.get(districtItemKind, local.id, local.version),
    track: base.fastTracks?.find(({ id }) => id === track),
  }
}

const fixed = new WeakMap<CasePlan, Map<string, CasePlan>>()

/** The plan with each item on the terms that were fixed for it; what was not filed stays as it is published. */
export function planOn(
  all: Definitions,
  plan: CasePlan,
  terms: Readonly<Record<string, PartTerms>>,
): CasePlan {
  const known = fixed.get(plan) ?? new Map<string, CasePlan>()
  fixed.set(plan, known)
  const key = JSON.stringify(terms)
  const made = known.get(key) ?? {
    ...plan,
    nodes: plan.nodes.map((node) => {
      const of = terms[node.id]
      return of ? nodeOn(node, termsOf(all, node, of)) : node
    }),
  }
  known.set(key, made)
  return made
}

/** The plan of a case: of the versions it was opened under, on the terms it was filed on. */
export function planOfCase(
  all: Definitions,
  { theme, version, items, terms }: Pick<CaseState, 'theme' | 'version' | 'items' | 'terms'>,
): CasePlan {
  const plan = planOf(all, theme, version, items)
  return terms ? planOn(all, plan, terms) : plan
}
