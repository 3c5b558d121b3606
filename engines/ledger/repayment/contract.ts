import { z } from 'zod'
import { need, read, write } from '#kernel/contract.ts'
import { PartyId, Slug, Uuid } from '#kernel/ids.ts'
import { Fen } from '#kernel/money.ts'
import { Bilingual } from '#kernel/text.ts'
import { Day, Instant } from '#kernel/time.ts'
import { written } from '#kernel/written.ts'
import { AmountFen, BookId, InstructionId } from '../model.ts'
import { Receipt, RepaymentCause, RepaymentId, RepaymentStage, RepaymentState } from './model.ts'

const onRepayment = { kind: 'repayment', owner: 'bookId', id: 'repaymentId' } as const
const theRepayment = { bookId: BookId, repaymentId: RepaymentId }
const path = '/books/:bookId/repayments/:repaymentId'

/** The payment that is asked back, as the book has it under its lock. */
export interface OriginalPayment {
  readonly bookExists: boolean
  readonly state: string | null
  readonly person: boolean
  readonly policyId: string
  readonly period: string
  /** what the same benefit of the period has brought the payee and is not asked back yet */
  readonly leftFen: Fen
  readonly account: string
  readonly accountName: string | null
  /** the same decision has asked for it already */
  readonly demanded: boolean
}

export const RepaymentView = z.object({
  ...theRepayment,
  number: z.string(),
  partyId: PartyId,
  payer: z.string(),
  policyId: Slug,
  title: Bilingual,
  period: z.string(),
  department: z.string(),
  amountFen: Fen,
  receivedFen: Fen,
  openFen: Fen,
  state: RepaymentState,
  stage: RepaymentStage,
  reason: Bilingual,
  demandedAt: Instant,
  dueOn: Day.optional(),
  closedReason: z.string().optional(),
  receipts: z.array(
    Receipt.extend({ late: z.boolean(), source: z.enum(['statement', 'hand']), recordedAt: Instant }),
  ),
})
export type RepaymentView = z.output<typeof RepaymentView>

/** What was paid and is asked back, to its end. */
export const repaymentContract = {
  demandRepayment: write({
    path: '/books/:bookId/repayments',
    permission: 'all',
    internal: true,
    summary: 'Ask back what was paid, or a part of it, once it was decided; the payment stays as it is',
    stream: { ...onRepayment, creates: true },
    input: z.object({
      bookId: BookId,
      cause: RepaymentCause,
      instructionId: InstructionId,
      title: Bilingual,
      department: Slug,
      payer: z.string().min(1).max(200),
      amountFen: AmountFen,
      reason: Bilingual,
    }),
    output: written,
    needs: { original: need<OriginalPayment>('ledger.originalPayment') },
    refusals: ['book-unknown', 'instruction-unknown', 'not-settled', 'already-demanded', 'above-paid'],
  }),
  recordRepayment: write({
    path: `${path}/receipts`,
    permission: 'all',
    summary: 'Record money that came back, whole or in part; it is the budget’s again',
    stream: onRepayment,
    input: Receipt.extend(theRepayment),
    output: written,
    needs: { known: need<boolean>('ledger.receiptKnown') },
    refusals: ['receipt-known', 'repayment-closed', 'received-in-future', 'above-owed'],
  }),
  lookAtRepayment: write({
    path: `${path}/look`,
    permission: 'all',
    internal: true,
    summary: 'Remind of a repayment, note that its day has passed, take it further up',
    stream: onRepayment,
    input: z.object(theRepayment),
    output: written,
    refusals: ['repayment-closed', 'no-further-step'],
  }),
  withdrawRepayment: write({
    path: `${path}/withdraw`,
    permission: 'all',
    internal: true,
    summary: 'Ask for no more of a repayment; what came in stays',
    stream: onRepayment,
    input: z.object({ ...theRepayment, reason: z.string().trim().min(2).max(500) }),
    output: written,
    refusals: ['repayment-closed'],
  }),
  listRepayments: read({
    path: '/books/:bookId/repayments',
    permission: 'all',
    summary: 'List what is asked back into a book: what came in, what is late; the most urgent first',
    input: z.object({
      bookId: BookId,
      state: RepaymentState.optional(),
      q: z.string().trim().max(100).optional(),
      after: Uuid.optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    output: z.object({ items: z.array(RepaymentView), next: Uuid.optional() }),
    receipt: 'list',
  }),
}
