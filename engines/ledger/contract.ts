import { z } from 'zod'
import { need, read, write } from '#kernel/contract.ts'
import { PartyId, Slug, Uuid } from '#kernel/ids.ts'
import { Fen } from '#kernel/money.ts'
import { Instant } from '#kernel/time.ts'
import { written } from '#kernel/written.ts'
import {
  AmountFen,
  Balances,
  BankAccount,
  BookId,
  BookPeriod,
  Cause,
  Fund,
  InstructionId,
  Line,
  TransferState,
} from './model.ts'
import { batchContract } from './batch/contract.ts'
import { receivableContract } from './receivable/contract.ts'
import { repaymentContract } from './repayment/contract.ts'
import { statementContract } from './reconcile/contract.ts'

const DisbursementId = Uuid.meta({ title: 'DisbursementId' })
const onBook = { kind: 'book', owner: 'bookId', id: 'bookId' } as const
const onDisbursement = { kind: 'disbursement', owner: 'bookId', id: 'disbursementId' } as const
const ofDisbursement = { bookId: BookId, disbursementId: DisbursementId }
const path = '/books/:bookId/disbursements/:disbursementId'
const Reason = z.string().trim().min(2).max(500)

/** What the ledger knows of a book while it holds the book's lock. */
export interface BookStanding {
  readonly balances: Balances
  /** transfers that wait for money */
  readonly waiting: number
}

export const BankAnswer = z.object({
  instructionId: InstructionId,
  attempt: z.number().int().min(1),
  /** `lost`: nobody can say; `never-received`: the bank knows of no such instruction */
  state: z.enum(['accepted', 'lost', 'settled', 'returned']),
  amountFen: Fen.optional(),
  bankReference: z.string().max(100).optional(),
  reason: z.string().max(100).optional(),
})
export type BankAnswer = z.output<typeof BankAnswer>

const standing = need<BookStanding | null>('ledger.standing')

export const ledgerContract = {
  ...statementContract,
  ...batchContract,
  ...receivableContract,
  ...repaymentContract,
  openBook: write({
    path: '/books',
    permission: 'all',
    summary: 'Open a book for a fund’s budget of one year',
    stream: { kind: 'book', owner: 'self', id: 'bookId', creates: true },
    input: z.object({
      title: z.string().trim().min(2).max(100),
      fund: Fund,
      period: BookPeriod,
      budgetFen: AmountFen,
      bankAccount: BankAccount,
      /** the name under which the bank holds the account: whoever pays into it writes it */
      accountName: z.string().trim().min(2).max(100).optional(),
    }),
    output: written,
    needs: { existing: need<string | null>('ledger.bookOfFund') },
    refusals: ['book-exists'],
  }),
  changeBudget: write({
    path: '/books/:bookId/budget',
    permission: 'all',
    summary: 'Raise or lower a book’s budget, never below what is committed',
    stream: onBook,
    input: z.object({ bookId: BookId, budgetFen: AmountFen, reason: Reason }),
    output: written,
    needs: { standing },
    refusals: ['budget-below-committed'],
  }),
  holdFunds: write({
    path: '/books/:bookId/disbursements',
    permission: 'all',
    internal: true,
    summary: 'Hold money for approved grants; those the budget does not cover wait in order',
    stream: { kind: 'disbursement', owner: 'bookId', id: 'disbursementId', creates: true },
    input: z.object({
      bookId: BookId,
      cause: Cause,
      policyId: Slug,
      policyVersion: z.number().int().positive(),
      period: BookPeriod,
      purpose: z.string().min(1).max(200),
      lines: z.array(Line).min(1).max(500),
    }),
    output: written,
    needs: { standing, taken: need<readonly string[]>('ledger.taken') },
    refusals: ['book-unknown', 'line-repeated', 'instruction-not-of-cause', 'already-held'],
  }),
  serveWaiting: write({
    path: `${path}/serve`,
    permission: 'all',
    internal: true,
    summary: 'Hold money for those who waited, in their order',
    stream: onDisbursement,
    input: z.object(ofDisbursement),
    output: written,
    needs: { standing, ahead: need<boolean>('ledger.waitingAhead') },
    refusals: ['nothing-waiting', 'not-its-turn', 'funds-insufficient'],
  }),
  supplyAccount: write({
    path: `${path}/account`,
    permission: 'all',
    internal: true,
    summary: 'Record the account a payment goes to; after a return this begins a new attempt',
    stream: onDisbursement,
    input: z.object({ ...ofDisbursement, instructionId: InstructionId, account: BankAccount }),
    output: written,
    refusals: ['instruction-unknown', 'account-fixed'],
  }),
  orderPayments: write({
    path: `${path}/order`,
    permission: 'all',
    internal: true,
    summary: 'Order the bank to pay what is held and has an account',
    stream: onDisbursement,
    input: z.object(ofDisbursement),
    output: written,
    refusals: [],
  }),
  recordBankAnswers: write({
    path: `${path}/answers`,
    permission: 'all',
    internal: true,
    summary: 'Record what the bank says of payments; the same answer again changes nothing',
    stream: onDisbursement,
    input: z.object({ ...ofDisbursement, answers: z.array(BankAnswer).min(1).max(500) }),
    output: written,
    refusals: ['instruction-unknown'],
  }),
  askBank: write({
    path: `${path}/ask`,
    permission: 'all',
    internal: true,
    summary: 'Ask the bank again about payments that are not settled',
    stream: onDisbursement,
    input: z.object(ofDisbursement),
    output: written,
    refusals: ['nothing-open'],
  }),
  settleDispute: write({
    path: `${path}/disputes/:instructionId`,
    permission: 'all',
    summary: 'Decide a payment whose bank answer disagrees with the order',
    stream: onDisbursement,
    input: z.object({
      ...ofDisbursement,
      instructionId: InstructionId,
      outcome: z.enum(['settled', 'returned']),
      reason: Reason,
    }),
    output: written,
    refusals: ['instruction-unknown', 'not-disputed'],
  }),
  releaseHold: write({
    path: `${path}/release`,
    permission: 'all',
    summary: 'Give held, waiting or returned money back to the budget',
    stream: onDisbursement,
    input: z.object({
      ...ofDisbursement,
      instructionIds: z.array(InstructionId).min(1).max(500),
      reason: Reason,
    }),
    output: written,
    refusals: ['instruction-unknown', 'not-releasable'],
  }),
  reverse: write({
    path: `${path}/reverse`,
    permission: 'all',
    summary: 'Record that a paid amount came back into the fund',
    stream: onDisbursement,
    input: z.object({ ...ofDisbursement, instructionId: InstructionId, reason: Reason }),
    output: written,
    needs: { askedBack: need<boolean>('ledger.askedBack') },
    refusals: ['instruction-unknown', 'not-settled', 'asked-back'],
  }),
  listBooks: read({
    path: '/books',
    permission: 'all',
    summary: 'List the books with their balances',
    input: z.object({}),
    output: z.object({
      items: z.array(
        z.object({
          bookId: BookId,
          title: z.string(),
          fund: z.string(),
          period: z.string(),
          balances: Balances,
          waiting: z.number().int(),
        }),
      ),
    }),
    receipt: 'none',
  }),
  getBook: read({
    path: '/books/:bookId',
    permission: 'all',
    summary: 'Show a book: balances, what its postings add up to, transfers by state',
    input: z.object({ bookId: BookId }),
    output: z.object({
      bookId: BookId,
      title: z.string(),
      fund: z.string(),
      period: z.string(),
      bankAccount: z.string(),
      accountName: z.string().optional(),
      channel: z.enum(['http', 'file']),
      balances: Balances,
      /** the balances computed again from every posting; anything else than equal is an alarm */
      recomputed: Balances,
      balanced: z.boolean(),
      transfers: z.array(z.object({ state: TransferState, count: z.number().int(), amountFen: Fen })),
      disputed: z.number().int(),
      /** what was paid and is asked back: how much is open, how much came in, how many are open, of those past their day */
      repayments: z.object({
        openFen: Fen,
        receivedFen: Fen,
        open: z.number().int(),
        overdue: z.number().int(),
      }),
    }),
    receipt: 'none',
  }),
  listTransfers: read({
    path: '/books/:bookId/transfers',
    permission: 'all',
    summary: 'List a book’s transfers, newest last',
    input: z.object({
      bookId: BookId,
      state: TransferState.optional(),
      runId: Uuid.optional(),
      after: z.string().max(60).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    output: z.object({
      items: z.array(
        z.object({
          instructionId: InstructionId,
          disbursementId: DisbursementId,
          partyId: PartyId,
          payee: z.string(),
          account: z.string().optional(),
          amountFen: Fen,
          state: TransferState,
          attempt: z.number().int(),
          disputed: z.boolean(),
          bankReference: z.string().optional(),
          reason: z.string().optional(),
          changedAt: Instant,
          /** asked back by a correction: what comes in of it is told there, and it is not reversed */
          askedBack: z.boolean(),
          cameBackFen: Fen,
        }),
      ),
      next: z.string().optional(),
    }),
    receipt: 'list',
  }),
  listWaiting: read({
    path: '/books/:bookId/waiting',
    permission: 'all',
    summary: 'List who waits for money in the order of service; the names of persons are shortened',
    input: z.object({
      bookId: BookId,
      limit: z.coerce.number().int().min(1).max(200).default(50),
      after: z.coerce.number().int().min(0).default(0),
    }),
    output: z.object({
      items: z.array(
        z.object({ position: z.number().int(), payee: z.string(), amountFen: Fen, since: Instant }),
      ),
      next: z.number().int().optional(),
    }),
    receipt: 'none',
  }),
}
