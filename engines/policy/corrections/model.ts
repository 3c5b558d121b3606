import { z } from 'zod'
import type { Event } from '#kernel/engine.ts'
import { Uuid } from '#kernel/ids.ts'
import { Fen } from '#kernel/money.ts'
import type { Bilingual } from '#kernel/text.ts'
import { Day } from '#kernel/time.ts'

export const CorrectionId = Uuid.meta({ title: 'CorrectionId' })

/**
 * `superseded`: facts changed again before anybody decided; `claimed`: the enterprise owes the difference, until it is `repaid` or the
 * rest `withdrawn`.
 */
export const correctionStates = [
  'open',
  'approved',
  'claimed',
  'repaid',
  'withdrawn',
  'rejected',
  'superseded',
] as const
export const CorrectionState = z.enum(correctionStates)
export type CorrectionState = z.output<typeof CorrectionState>

/** What a paid benefit comes to under the same rule with the facts as they are known now. */
export interface Proposal {
  readonly grantId: string
  /** the payment, as the ledger knows it */
  readonly instructionId: string
  readonly runId: string
  readonly policyId: string
  readonly policyVersion: number
  readonly period: string
  readonly title: Bilingual
  readonly department: string
  readonly bookId: string
  readonly payee: string
  /** a natural person, whose name is shortened wherever many read */
  readonly person?: true | undefined
  readonly account: string | undefined
  /** paid, with the differences of earlier corrections */
  readonly paidFen: Fen
  readonly dueFen: Fen
  /** to pay further, or below zero to claim back; nothing where an open proposal has become void */
  readonly differenceFen: Fen
  /** what the further payment is called in the instruction, one for each correction of a grant */
  readonly component: string
  readonly summary: Bilingual
  /** who found the promise broken that the payment rests on: somebody else decides */
  readonly foundBy?: string | undefined
}

/** Where what is claimed back stands in the ledger, as the enterprise sees it. */
export const RepaymentStanding = z.object({
  bookId: Uuid,
  repaymentId: Uuid,
  /** what is written into the transfer */
  number: z.string().max(40),
  account: z.string().max(40),
  accountName: z.string().max(100).optional(),
  amountFen: Fen,
  receivedFen: Fen,
  dueOn: Day.optional(),
  state: z.enum(['open', 'repaid', 'withdrawn']),
  stage: z.enum(['due', 'reminded', 'overdue', 'escalated']),
  receipts: z.array(z.object({ amountFen: Fen, receivedOn: Day, late: z.boolean() })),
})
export type RepaymentStanding = z.output<typeof RepaymentStanding>

export type CorrectionEvent =
  | Event<'CorrectionsProposed', { proposals: readonly Proposal[] }>
  | Event<
      'CorrectionDecided',
      {
        grantId: string
        outcome: 'approved' | 'rejected'
        reason: string
        by: string
        person: string
        /** what is decided, so that whoever carries it out need not look it up */
        proposal: Proposal
      }
    >
  | Event<
      'CorrectionProgressed',
      { grantId: string; state: string; instructionId: string; disbursementId: string }
    >
  | Event<'RepaymentNoted', { grantId: string; repayment: RepaymentStanding }>
  | Event<
      'CorrectionWithdrawn',
      {
        grantId: string
        reason: string
        by: string
        person: string
        /** where the ledger keeps it */
        repayment: { bookId: string; repaymentId: string }
      }
    >
  | Event<
      'CorrectionAccountConfirmed',
      {
        grantId: string
        instructionId: string
        account: string
        transfer: { bookId: string; disbursementId: string }
        by: string
      }
    >

/** Where the further payment of a grant lies in the ledger, and how it stands. */
export interface FurtherPayment {
  readonly state: string
  readonly instructionId: string
  readonly disbursementId: string
}

export interface Correction {
  readonly proposals: ReadonlyMap<string, Proposal>
  readonly decided: ReadonlySet<string>
  readonly payments: ReadonlyMap<string, FurtherPayment>
  readonly repayments: ReadonlyMap<string, RepaymentStanding>
}
export const noCorrection: Correction = {
  proposals: new Map(),
  decided: new Set(),
  payments: new Map(),
  repayments: new Map(),
}

export function evolveCorrection(correction: Correction, { type, data }: CorrectionEvent): Correction {
  switch (type) {
    case 'CorrectionsProposed':
      return { ...correction, proposals: new Map(data.proposals.map((one) => [one.grantId, one])) }
    case 'CorrectionDecided':
      return { ...correction, decided: new Set([...correction.decided, data.grantId]) }
    case 'CorrectionProgressed': {
      const { grantId, ...payment } = data
      return { ...correction, payments: new Map([...correction.payments, [grantId, payment]]) }
    }
    case 'RepaymentNoted':
      return {
        ...correction,
        repayments: new Map([...correction.repayments, [data.grantId, data.repayment]]),
      }
    case 'CorrectionWithdrawn':
    case 'CorrectionAccountConfirmed':
      return correction
  }
}
