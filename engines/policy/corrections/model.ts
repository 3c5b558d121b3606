import { z } from 'zod'
import type { Event } from '#kernel/engine.ts'
import { Uuid } from '#kernel/ids.ts'
import type { Fen } from '#kernel/money.ts'
import type { Bilingual } from '#kernel/text.ts'

export const CorrectionId = Uuid.meta({ title: 'CorrectionId' })

/** `superseded`: facts changed again before anybody decided; `claimed`: the enterprise owes the difference. */
export const correctionStates = ['open', 'approved', 'claimed', 'rejected', 'superseded'] as const
export const CorrectionState = z.enum(correctionStates)
export type CorrectionState = z.output<typeof CorrectionState>

/** What a paid benefit comes to under the same rule with the facts as they are known now. */
export interface Proposal {
  readonly grantId: string
  readonly runId: string
  readonly policyId: string
  readonly policyVersion: number
  readonly period: string
  readonly title: Bilingual
  readonly department: string
  readonly bookId: string
  readonly payee: string
  readonly account: string | undefined
  /** paid, with the differences of earlier corrections */
  readonly paidFen: Fen
  readonly dueFen: Fen
  /** to pay further, or below zero to claim back; nothing where an open proposal has become void */
  readonly differenceFen: Fen
  /** what the further payment is called in the instruction, one for each correction of a grant */
  readonly component: string
  readonly summary: Bilingual
}

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
}
export const noCorrection: Correction = { proposals: new Map(), decided: new Set(), payments: new Map() }

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
    case 'CorrectionAccountConfirmed':
      return correction
  }
}
