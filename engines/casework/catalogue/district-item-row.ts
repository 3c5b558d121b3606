import { z } from 'zod'
import { Bilingual } from '#kernel/text.ts'
import { TimeLimit } from '#kernel/time-limit.ts'
import { Day } from '#kernel/time.ts'
import { Named } from '../view-parts.ts'

/** One district's version of an item, and how it stands to the city's as that is now. */
export const DistrictItemRow = z.object({
  id: z.string(),
  version: z.number().int(),
  title: Bilingual,
  item: Named,
  district: Named,
  department: Named,
  from: Day,
  until: Day.optional(),
  promise: TimeLimit,
  cityPromise: TimeLimit,
  waives: z.array(Bilingual),
  guide: Bilingual.optional(),
  /** the version of the city's item it was written for, and the present one */
  itemVersion: z.number().int(),
  cityVersion: z.number().int(),
  /** what of it the city's item has no place for any more */
  misfits: z.array(z.object({ message: Bilingual, remedy: Bilingual })),
  confidence: z.string(),
})
export type DistrictItemRow = z.output<typeof DistrictItemRow>
