import { fieldKind, materialKind } from '#definitions/city/kinds.ts'
import type { Definitions } from '#kernel/definition.ts'
import { type Bilingual, bilingual } from '#kernel/text.ts'
import type { Day } from '#kernel/time.ts'
import { compiledRule } from '../filing/conditions.ts'
import type { FormatRow, TrackRow } from './guide-terms-views.ts'
import type { DistrictItem } from './district-item.ts'
import type { Item } from './item.ts'
import { itemAs } from './item-as.ts'
import { planAlone } from '../filing/plan-alone.ts'
import { giftsOf } from '../tracks/track-gifts.ts'
import { trackConditions } from '../tracks/tracks.ts'

/** What a guide tells of an item's terms: a row for each business format, and what opens which fast track. */

const named = (id: string, title: Bilingual | undefined) => title ?? bilingual(id, id)

/** How each business format is done, whole and as it differs from the item; nothing where the item knows none. */
export function formatRows(all: Definitions, item: Item, local?: DistrictItem): FormatRow[] {
  const plan = planAlone(item, all)
  if (!plan) return []
  const field = (id: string) => named(id, all.find(fieldKind, id)?.title)
  const material = (id: string) => named(id, all.find(materialKind, id)?.title)
  return (item.variants ?? []).map((variant) => {
    const done = itemAs(item, { variant, local })
    return {
      id: variant.id,
      title: variant.title,
      when: compiledRule(plan, variant.when).tree.text,
      guide: variant.guide,
      conditions: variant.conditions ?? [],
      asked: (variant.fields?.add ?? []).map((one) => field(one.field)),
      notAsked: (variant.fields?.drop ?? []).map(field),
      materials: done.materials.map((one) => material(one.material)),
      notWanted: (variant.materials?.drop ?? []).map(material),
      steps: done.stages.map(({ title }) => title),
      promise: done.limits.promised.limit,
      confidence: variant.confidence,
    }
  })
}

/** Measured against the item with everything that one format or another wants. */
export function trackRows(all: Definitions, item: Item, on: Day): TrackRow[] {
  const variants = item.variants ?? []
  const usual: Item = {
    ...item,
    materials: [...item.materials, ...variants.flatMap(({ materials }) => materials?.add ?? [])],
    stages: [...item.stages, ...variants.flatMap(({ steps }) => (steps?.add ?? []).map(({ step }) => step))],
  }
  return (item.fastTracks ?? []).map((track) => ({
    id: track.id,
    title: track.title,
    conditions: [...trackConditions(all, track, on)],
    gifts: giftsOf(track, usual, (id) => all.find(materialKind, id)?.title),
    basis: track.basis,
    confidence: track.confidence,
  }))
}
