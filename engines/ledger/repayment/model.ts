import { z } from 'zod'
import type { Event } from '#kernel/engine.ts'
import { PartyId, Uuid } from '#kernel/ids.ts'
import { addFen, type Fen } from '#kernel/money.ts'
import { canonicalJson, sha256 } from '#kernel/sha256.ts'
import type { Bilingual } from '#kernel/text.ts'
import { Day, type Instant } from '#kernel/time.ts'

/** Money that was paid and is asked back. The payment itself is never touched: what comes back is posted in the other direction. */

export const RepaymentId = Uuid.meta({ title: 'RepaymentId' })

/** Whose decision it is, as the engine that asks names it. */
export const RepaymentCause = z.object({ partyId: PartyId, correctionId: Uuid, grantId: Uuid })
export type RepaymentCause = z.output<typeof RepaymentCause>

/** `open` until everything came back, or nothing more is asked for. */
export const RepaymentState = z.enum(['open', 'repaid', 'withdrawn'])
export type RepaymentState = z.output<typeof RepaymentState>

/** How far an open demand is: asked for, its day near, its day past, past for so long that it is taken further up. */
export const repaymentStages = ['due', 'reminded', 'overdue', 'escalated'] as const
export const RepaymentStage = z.enum(repaymentStages)
export type RepaymentStage = z.output<typeof RepaymentStage>

/** Money that came in for a demand, as the bank states it. */
export const Receipt = z.object({
  bankReference: z.string().min(1).max(100),
  amountFen: z.number().int().positive().safe(),
  receivedOn: Day,
  payerName: z.string().min(1).max(300),
  payerAccount: z.string().max(40).optional(),
})
export type Receipt = z.output<typeof Receipt>

/** The moments at which an open demand is looked at; absent beyond the published calendar. */
export interface Term {
  readonly dueOn?: Day | undefined
  readonly remindAt?: Instant | undefined
  /** when the last day is over */
  readonly dueAt?: Instant | undefined
  readonly escalateAt?: Instant | undefined
}
interface Looked {
  readonly term: Term
  /** when it is looked at next */
  readonly nextAt?: Instant | undefined
}

/** What everybody who hears of a demand needs of it. */
export interface About {
  readonly cause: RepaymentCause
  readonly title: Bilingual
  readonly department: string
  /** what the payer writes into the transfer, so that it is known again */
  readonly number: string
  readonly amountFen: Fen
  /** received so far */
  readonly receivedFen: Fen
  readonly dueOn?: Day | undefined
}

export type RepaymentEvent =
  | Event<
      'RepaymentDemanded',
      About &
        Looked & {
          /** the payment that is asked back, or a part of it */
          instructionId: string
          policyId: string
          period: string
          payer: string
          person?: true | undefined
          reason: Bilingual
          account: string
          accountName?: string | undefined
          demandedOn: Day
        }
    >
  | Event<'RepaymentTermSet', About & Looked>
  | Event<'RepaymentReminded', About & Looked & { stage: Exclude<RepaymentStage, 'due'> }>
  | Event<
      'RepaymentReceived',
      About & { receipt: Receipt; late: boolean; source: 'statement' | 'hand'; by: string; whole: boolean }
    >
  | Event<'RepaymentWithdrawn', About & { reason: string; by: string }>

export interface Repayment {
  readonly state: RepaymentState | 'none'
  readonly stage: RepaymentStage
  readonly cause: RepaymentCause | undefined
  readonly title: Bilingual
  readonly department: string
  readonly number: string
  readonly amountFen: Fen
  readonly receivedFen: Fen
  readonly demandedOn: Day
  readonly term: Term
}
export const noRepayment: Repayment = {
  state: 'none',
  stage: 'due',
  cause: undefined,
  title: { zh: '', en: '' },
  department: '',
  number: '',
  amountFen: 0,
  receivedFen: 0,
  demandedOn: '',
  term: {},
}

export function evolveRepayment(repayment: Repayment, { type, data }: RepaymentEvent): Repayment {
  switch (type) {
    case 'RepaymentDemanded': {
      const { cause, title, department, number, amountFen, demandedOn, term } = data
      return { ...repayment, state: 'open', cause, title, department, number, amountFen, demandedOn, term }
    }
    case 'RepaymentTermSet':
      return { ...repayment, term: data.term }
    case 'RepaymentReminded':
      return { ...repayment, term: data.term, stage: data.stage }
    case 'RepaymentReceived':
      return {
        ...repayment,
        receivedFen: data.receivedFen,
        state: data.receivedFen === repayment.amountFen ? 'repaid' : 'open',
      }
    case 'RepaymentWithdrawn':
      return { ...repayment, state: 'withdrawn' }
  }
}

export const openFen = ({ amountFen, receivedFen }: Pick<About, 'amountFen' | 'receivedFen'>): Fen =>
  addFen(amountFen, -receivedFen)

/** Ten digits made of the demand’s id; unique in a book by key. */
export const repaymentNumber = (repaymentId: string): string =>
  `TH${String(BigInt(`0x${sha256(canonicalJson({ repaymentId })).slice(0, 12)}`) % 10_000_000_000n).padStart(10, '0')}`
