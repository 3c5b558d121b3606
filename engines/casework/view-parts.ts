import { z } from 'zod'
import { Bilingual } from '#kernel/text.ts'
import { TimeLimit } from '#kernel/time-limit.ts'
import { Instant } from '#kernel/time.ts'

/** What pages receive. Every name of a definition comes with its words: no page shows an identifier. */

export const Named = z.object({ id: z.string(), title: Bilingual })
export const Lamp = z.enum(['green', 'amber', 'red', 'blue', 'grey'])
export type Lamp = z.output<typeof Lamp>

export const LegalBasis = z.object({
  law: z.string(),
  number: z.string().optional(),
  article: z.string().optional(),
  confidence: z.string(),
})

/** A clock as a page shows it. */
export const ClockView = z.object({
  limit: TimeLimit,
  dueAt: Instant.optional(),
  provisional: z.boolean(),
  lamp: Lamp,
  used: z.number(),
  allowed: z.number(),
  unit: z.enum(['office-minutes', 'working-days', 'days']),
})

/** A length of office time in a unit that people count in. */
export const Span = z.object({ count: z.number(), unit: z.enum(['working-days', 'hours']) })
export type Span = z.output<typeof Span>
