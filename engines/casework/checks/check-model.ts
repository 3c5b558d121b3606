import { z } from 'zod'
import type { Event } from '#kernel/engine.ts'
import { PartyId, Uuid } from '#kernel/ids.ts'
import { Day, type Instant, Instant as InstantSchema } from '#kernel/time.ts'
import { Bilingual } from '#kernel/text.ts'
import type { Officer } from '../model.ts'

/** A matter of its own: what was promised instead of proven (告知承诺) is checked afterwards (国办发〔2020〕42号). */

/** planned: its day has not come · open: an office looks · mending: to be put right · kept, broken: over */
export const CheckStanding = z.enum(['planned', 'open', 'mending', 'kept', 'broken'])
export type CheckStanding = z.output<typeof CheckStanding>

export const CheckOutcome = z.enum(['kept', 'to-mend', 'broken'])
export type CheckOutcome = z.output<typeof CheckOutcome>

export interface PlannedCheck {
  readonly caseId: string
  readonly part: string
  readonly item: string
  readonly itemVersion: number
  readonly title: string
  readonly department: string
  readonly district?: string | undefined
  readonly opensOn: Day
  /** the last day for it */
  readonly by: Day
}

interface At {
  readonly at: Instant
}

export type CheckEvent =
  | Event<'CheckPlanned', At & PlannedCheck & { opensAt: Instant; overdueAt: Instant }>
  | Event<'CheckOpened', At>
  | Event<
      'CheckRecorded',
      At & {
        outcome: CheckOutcome
        findings: string
        /** the article that a broken promise is judged by */
        basis?: string | undefined
        /** what was found must be put right by this day */
        mendBy?: Day | undefined
        overdueAt?: Instant | undefined
        by: Officer
        /** whose decision it was, for those who draw the consequence */
        caseId: string
        part: string
      }
    >
  | Event<'CheckOverdue', At>

export interface Check {
  readonly standing: CheckStanding | 'none'
  readonly planned: (PlannedCheck & { opensAt: Instant; overdueAt: Instant }) | undefined
  /** when the office is late: the last day of the check, or of putting right */
  readonly overdueAt: Instant | undefined
  readonly overdue: boolean
  readonly mended: boolean
}

export const noCheck: Check = {
  standing: 'none',
  planned: undefined,
  overdueAt: undefined,
  overdue: false,
  mended: false,
}

export function evolveCheck(check: Check, event: CheckEvent): Check {
  switch (event.type) {
    case 'CheckPlanned': {
      const { at: _, ...planned } = event.data
      return { ...check, standing: 'planned', planned, overdueAt: planned.overdueAt }
    }
    case 'CheckOpened':
      return { ...check, standing: 'open' }
    case 'CheckOverdue':
      return { ...check, overdue: true }
    case 'CheckRecorded': {
      const { outcome, overdueAt } = event.data
      return outcome === 'to-mend'
        ? { ...check, standing: 'mending', overdueAt, overdue: false, mended: true }
        : { ...check, standing: outcome, overdueAt: undefined }
    }
  }
}

export const CheckId = Uuid.meta({ title: 'CheckId' })

/** A check as pages show it. */
export const CheckView = z.object({
  partyId: PartyId,
  checkId: CheckId,
  caseId: z.string(),
  part: z.string(),
  item: z.object({ id: z.string(), title: Bilingual }),
  title: z.string(),
  department: z.object({ id: z.string(), title: Bilingual }),
  standing: CheckStanding,
  opensOn: Day,
  by: Day,
  overdue: z.boolean(),
  findings: z.string().optional(),
  basis: z.string().optional(),
  mendBy: Day.optional(),
  recordedAt: InstantSchema.optional(),
})
export type CheckView = z.output<typeof CheckView>
