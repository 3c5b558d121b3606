import { z } from 'zod'
import { Bilingual } from '#kernel/text.ts'
import { TimeLimit } from '#kernel/time-limit.ts'
import { TrackGifts } from '../tracks/track-views.ts'
import { LegalBasis, Named } from '../view-parts.ts'

/** What a guide tells of business formats, fast tracks and districts. */

export const FormatRow = z.object({
  id: z.string(),
  title: Bilingual,
  /** by which answers it is recognised */
  when: Bilingual,
  guide: Bilingual.optional(),
  /** conditions of the place beside the item's own */
  conditions: z.array(Bilingual),
  asked: z.array(Bilingual),
  notAsked: z.array(Bilingual),
  /** all that it wants */
  materials: z.array(Bilingual),
  notWanted: z.array(Bilingual),
  steps: z.array(Bilingual),
  promise: TimeLimit,
  confidence: z.string(),
})
export type FormatRow = z.output<typeof FormatRow>

export const TrackRow = z.object({
  id: z.string(),
  title: Bilingual,
  conditions: z.array(Bilingual),
  gifts: TrackGifts,
  basis: z.array(LegalBasis),
  confidence: z.string(),
})
export type TrackRow = z.output<typeof TrackRow>

/** Where and when, and whom to ask. */
export const PlaceView = z.object({
  addresses: z.array(Bilingual),
  hours: Bilingual.optional(),
  consult: z.string().optional(),
  complain: z.string().optional(),
})

/** How a district departs from the city. */
export const LocalView = z.object({
  district: Named,
  guide: Bilingual.optional(),
  /** the city's promise, where the district's is shorter */
  cityPromise: TimeLimit.optional(),
  waives: z.array(Bilingual),
  confidence: z.string(),
})
