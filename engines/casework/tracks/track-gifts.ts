import type { Bilingual } from '#kernel/text.ts'
import type { Item } from '../catalogue/item.ts'
import type { FastTrack } from './item-tracks.ts'
import { roughly } from '../catalogue/rough-limits.ts'
import type { TrackGifts, TrackView } from './track-views.ts'
import type { Explanation } from '#kernel/explanation.ts'

type TitleOf = (material: string) => Bilingual | undefined

/** What a track gives, measured against the item as it would be done without it: what changes nothing there is not told. */
export function giftsOf(track: FastTrack, usual: Item, titleOf: TitleOf): TrackGifts {
  const { promised, tolerance, first, withoutVisits } = track
  const wanted = new Set(usual.materials.map(({ material }) => material))
  const known = new Set(usual.tolerance?.materials)
  const sooner = promised && roughly(promised.limit) < roughly(usual.limits.promised.limit)
  return {
    promise: sooner ? promised.limit : undefined,
    mayFollow: (tolerance?.materials ?? [])
      .filter((id) => wanted.has(id) && !known.has(id))
      .flatMap((id) => titleOf(id) ?? []),
    first: first === true,
    withoutVisits: withoutVisits === true && usual.stages.some(({ onSite }) => onSite === 'by-practice'),
  }
}

export const trackView = (
  track: FastTrack,
  usual: Item,
  titleOf: TitleOf,
  { taken, explanation }: { readonly taken: boolean; readonly explanation: Explanation },
): TrackView => ({
  id: track.id,
  title: track.title,
  taken,
  gifts: giftsOf(track, usual, titleOf),
  explanation,
  confidence: track.confidence,
})
