import { z } from 'zod'
import { Named } from '../view-parts.ts'

/** Figures over many cases. */

export const StatisticsView = z.object({
  theme: z.string(),
  lodged: z.number().int(),
  completed: z.number().int(),
  refused: z.number().int(),
  withdrawn: z.number().int(),
  open: z.number().int(),
  /** office minutes from filing to the last result, of completed cases */
  minutes: z.object({ mean: z.number(), median: z.number(), most: z.number() }).optional(),
  /** how long the promise is, in office minutes of a usual day */
  promisedMinutes: z.number(),
  withinPromise: z.number().int(),
  stages: z.object({
    done: z.number().int(),
    late: z.number().int(),
    byRule: z.number().int(),
    byOfficer: z.number().int(),
    outside: z.number().int(),
  }),
  ratings: z.object({ count: z.number().int(), mean: z.number().optional() }),
})
export type StatisticsView = z.output<typeof StatisticsView>

export const PublicFigures = z.object({
  theme: Named,
  /** absent below ten cases: figures must not lead to one enterprise */
  figures: z
    .object({ completed: z.number().int(), medianMinutes: z.number(), withinPromise: z.number().int() })
    .optional(),
})
