import { z } from 'zod'
import { Explanation } from '#kernel/explanation.ts'
import { Bilingual } from '#kernel/text.ts'
import { TimeLimit } from '#kernel/time-limit.ts'

/** What a fast track gives beyond the usual way. */
export const TrackGifts = z.object({
  promise: TimeLimit.optional(),
  /** materials that may follow */
  mayFollow: z.array(Bilingual),
  first: z.boolean(),
  withoutVisits: z.boolean(),
})
export type TrackGifts = z.output<typeof TrackGifts>

/** One fast track as it stands to one enterprise: whether it is taken, and why or why not. */
export const TrackView = z.object({
  id: z.string(),
  title: Bilingual,
  taken: z.boolean(),
  gifts: TrackGifts,
  explanation: Explanation,
  confidence: z.string(),
})
export type TrackView = z.output<typeof TrackView>

/** 业态: what sort of business an item is done for. */
export const FormatView = z.object({ id: z.string(), title: Bilingual, guide: Bilingual.optional() })
