import { z } from 'zod'
import type { Event } from '#kernel/engine.ts'
import { Fen } from '#kernel/money.ts'
import { Bilingual } from '#kernel/text.ts'
import { Day } from '#kernel/time.ts'

/** What a policy is to an enterprise, as far as it is worth remembering: what it gets, and what it nearly gets. */
export const StandingGroup = z.enum(['gets', 'nearly'])
export type StandingGroup = z.output<typeof StandingGroup>

export const StandingLine = z.object({
  policyId: z.string(),
  version: z.number().int(),
  group: StandingGroup,
  amountFen: Fen.nullable(),
})
export type StandingLine = z.output<typeof StandingLine>

/** One policy that became something else to the enterprise; `none` is neither got nor nearly got. */
export const StandingChange = z.object({
  policyId: z.string(),
  version: z.number().int(),
  title: Bilingual,
  department: z.string(),
  mode: z.string(),
  kind: z.string(),
  before: z.enum(['gets', 'nearly', 'none']),
  after: z.enum(['gets', 'nearly', 'none']),
  amountFen: Fen.nullable(),
  amountBeforeFen: Fen.nullable(),
  summary: Bilingual,
})
export type StandingChange = z.output<typeof StandingChange>

/**
 * One policy that other facts would change: got anew, lost, another sum; opened, where it stops being none of the enterprise's business
 * and only data or one condition is missing; closed, the other way round.
 */
export const WhatIfLine = z.object({
  policyId: z.string(),
  version: z.number().int(),
  title: Bilingual,
  department: z.string(),
  effect: z.enum(['gained', 'lost', 'sum', 'opened', 'closed']),
  amountBeforeFen: Fen.nullable(),
  amountFen: Fen.nullable(),
  /** what the rule says now, and what it would say */
  before: Bilingual,
  after: Bilingual,
})
export type WhatIfLine = z.output<typeof WhatIfLine>

export type StandingEvent = Event<
  'StandingChanged',
  {
    on: Day
    /** nothing was known of the enterprise before */
    first: boolean
    changes: readonly StandingChange[]
  }
>

export const RoundCause = z.enum(['day', 'publication', 'import'])
export type RoundEvent = Event<'RoundStarted', { cause: z.output<typeof RoundCause>; on: Day }>
