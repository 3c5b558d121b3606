import { z } from 'zod'
import { Bilingual } from '#kernel/text.ts'
import { Day } from '#kernel/time.ts'
import { Named } from '../view-parts.ts'

/** How one department keeps the time of one item. A step counts when an office or an outside system did it, or was late with it. */
export const ServiceRow = z.object({
  item: Named,
  department: Named,
  /** steps done, and the share of 0 to 1 in time; absent below ten steps: figures must not lead to one enterprise */
  figures: z.object({ steps: z.number().int(), onTime: z.number() }).optional(),
  /** the same of the steps on a fast track alone */
  fast: z.object({ steps: z.number().int(), onTime: z.number() }).optional(),
  late: z.number().int(),
  secondNotices: z.number().int(),
})
export type ServiceRow = z.output<typeof ServiceRow>

/** A step that ran over its time. The name of the enterprise is struck out of the reason. */
export const Breach = z.object({
  item: Named,
  step: Bilingual,
  department: Named,
  district: Named.optional(),
  dueOn: Day.optional(),
  doneOn: Day.optional(),
  /** absent until the office has told why */
  reason: z.string().optional(),
})
export type Breach = z.output<typeof Breach>

/** A refusal of an item that has a closed list of grounds, such as moving to another district. */
export const Block = z.object({
  item: Named,
  department: Named,
  district: Named.optional(),
  on: Day,
  ground: Bilingual,
})
export type Block = z.output<typeof Block>

export const ServiceRecord = z.object({
  rows: z.array(ServiceRow),
  breaches: z.array(Breach),
  blocks: z.array(Block),
})
export type ServiceRecord = z.output<typeof ServiceRecord>
