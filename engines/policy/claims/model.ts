import { z } from 'zod'
import type { Event } from '#kernel/engine.ts'
import type { Explanation } from '#kernel/explanation.ts'
import { Uuid } from '#kernel/ids.ts'
import type { Fen } from '#kernel/money.ts'
import { Bilingual } from '#kernel/text.ts'
import { Day, type Instant } from '#kernel/time.ts'
import type { PolicyMode } from '../policy.ts'

export const ClaimId = Uuid.meta({ title: 'ClaimId' })

export const ClaimState = z.enum(['open', 'granted', 'refused', 'withdrawn'])
export type ClaimState = z.output<typeof ClaimState>

/** What becomes of a promise: nobody has looked yet, it was true, it was not, what it cost was made good and its entry ended. */
export const PromiseState = z.enum(['unchecked', 'kept', 'broken', 'repaired'])
export type PromiseState = z.output<typeof PromiseState>

/** A signed promise, with the words that were signed. */
export const Promised = z.object({
  facts: z.array(
    z.object({
      fact: z.string(),
      value: z.union([z.string(), z.number(), z.boolean()]),
      text: Bilingual,
    }),
  ),
  checkBy: Day,
  consequence: Bilingual,
})
export type Promised = z.output<typeof Promised>

/** What was found of a promise, by whose office and when. */
export const PromiseCheck = z.object({ reason: z.string(), on: Day })
export type PromiseCheck = z.output<typeof PromiseCheck>

/** Whoever broke a promise asks that its entry in the record end, and is answered. */
export const PromiseRepair = z.object({
  state: z.enum(['asked', 'granted', 'refused']),
  /** what was done to make it good */
  text: z.string(),
  askedOn: Day,
  reason: z.string().optional(),
  answeredOn: Day.optional(),
})
export type PromiseRepair = z.output<typeof PromiseRepair>

export type ClaimEvent =
  | Event<
      'ClaimLodged',
      {
        policyId: string
        policyVersion: number
        mode: PolicyMode
        department: string
        title: Bilingual
        period: string
        /** what comes out today; the run says what is paid */
        amountFen: Fen | null
        summary: Bilingual
        /** the judgement as it was shown with the button; absent where a case decided */
        explanation?: Explanation | undefined
        promised?: Promised | undefined
        /** the case that granted it */
        caseId?: string | undefined
        /** absent while the calendar of those days is not published */
        decideBy?: Day | undefined
        /** when the office closes on that day: the limit itself */
        dueAt?: Instant | undefined
        by: string
      }
    >
  | Event<'ClaimWithdrawn', { by: string }>
  | Event<
      'ClaimAnswered',
      {
        policyId: string
        department: string
        title: Bilingual
        outcome: 'granted' | 'refused'
        reason: Bilingual
        runId?: string | undefined
        by: string
      }
    >
  | Event<
      'PromiseChecked',
      {
        policyId: string
        department: string
        title: Bilingual
        outcome: 'kept' | 'broken'
        reason: string
        consequence: Bilingual
        on: Day
        by: string
        /** the human behind the account, who does not decide what follows from it */
        person: string
        /** a broken promise becomes known of the party; absent where the record said so already */
        enters: boolean
      }
    >
  | Event<'RepairAsked', { text: string; on: Day; by: string }>
  | Event<
      'RepairAnswered',
      {
        policyId: string
        department: string
        title: Bilingual
        outcome: 'granted' | 'refused'
        reason: string
        on: Day
        by: string
        /** nothing else is known of the party that keeps the entry in the record */
        clears: boolean
      }
    >

export interface Claim {
  readonly state: ClaimState
  readonly policyId: string
  readonly department: string | undefined
  readonly title: Bilingual
  readonly promised: Promised | undefined
  readonly promise: PromiseState | undefined
  readonly repair: PromiseRepair | undefined
}
export const noClaim: Claim = {
  state: 'open',
  policyId: '',
  department: undefined,
  title: { zh: '', en: '' },
  promised: undefined,
  promise: undefined,
  repair: undefined,
}

export function evolveClaim(claim: Claim, { type, data }: ClaimEvent): Claim {
  switch (type) {
    case 'ClaimLodged': {
      const { policyId, department, title, promised } = data
      return { ...claim, policyId, department, title, promised, promise: promised && 'unchecked' }
    }
    case 'ClaimWithdrawn':
      return { ...claim, state: 'withdrawn' }
    case 'ClaimAnswered':
      return { ...claim, state: data.outcome }
    case 'PromiseChecked':
      return { ...claim, promise: data.outcome }
    case 'RepairAsked':
      return { ...claim, repair: { state: 'asked', text: data.text, askedOn: data.on } }
    case 'RepairAnswered': {
      const { outcome: state, reason, on: answeredOn } = data
      return {
        ...claim,
        promise: state === 'granted' ? 'repaired' : claim.promise,
        repair: claim.repair && { ...claim.repair, state, reason, answeredOn },
      }
    }
  }
}
