import type { Definitions } from '#kernel/definition.ts'
import type { z } from 'zod'
import { materialKind } from '#definitions/city/kinds.ts'
import { departmentNamed } from './case-view.ts'
import { itemKind, themeKind } from './definition.ts'
import type { Item } from './item.ts'
import type { ItemGuide, ItemSummary, ThemeSummary } from './views.ts'

/** Public guides: what can be filed here and what it takes. */
export const themeSummaries = (all: Definitions): z.output<typeof ThemeSummary>[] =>
  all.list(themeKind).map((theme) => ({
    id: theme.id,
    title: theme.title,
    summary: theme.summary,
    department: departmentNamed(all, theme.department),
    promise: theme.promise.limit,
    items: Object.keys(theme.items).length,
  }))

const itemSummary = (all: Definitions, item: Item): z.output<typeof ItemSummary> => ({
  id: item.id,
  title: item.title,
  department: departmentNamed(all, item.department),
  type: item.type,
  promise: item.limits.promised.limit,
  confidence: item.confidence,
})

export const itemSummaries = (all: Definitions, search: string | undefined) => {
  const wanted = search?.trim().toLowerCase() ?? ''
  return all
    .list(itemKind)
    .filter(({ title }) => title.zh.includes(wanted) || title.en.toLowerCase().includes(wanted))
    .map((item) => itemSummary(all, item))
}

export function itemGuide(all: Definitions, id: string): z.output<typeof ItemGuide> | undefined {
  const item = all.find(itemKind, id)
  if (!item) return undefined
  const { statutory } = item.limits
  return {
    ...itemSummary(all, item),
    version: item.version,
    level: item.level,
    audience: item.audience,
    handling: item.handling,
    legalBasis: item.legalBasis,
    acceptConditions: item.acceptConditions,
    statutory: {
      limit: statutory.limit,
      onTheSpot: statutory.onTheSpot === true,
      basis: statutory.basis,
      note: statutory.note,
    },
    channels: item.channels,
    visits: item.visits,
    materials: item.materials.flatMap(({ material, when }) => {
      const known = all.find(materialKind, material)
      if (!known) return []
      const { title, hint, source, necessity } = known
      return [{ id: material, title, hint, source, necessity, conditional: when !== undefined }]
    }),
    fee: { charged: item.fee.charged, note: item.fee.note },
    result: item.result.title,
    deviations: item.deviations,
  }
}
