import { z } from 'zod'
import { need, read, write } from '#kernel/contract.ts'
import { Fen } from '#kernel/money.ts'
import { Instant } from '#kernel/time.ts'
import { written } from '#kernel/written.ts'
import { BookId } from '../model.ts'
import { Finding, FindingOutcome, Statement, StatementId } from './model.ts'
import type { Match } from './received.ts'

/** What comparing a statement with ledger and budget brought to light. */
export interface Comparison {
  /** the account that the book pays from; nothing for a book that does not exist */
  readonly account: string | null
  /** another statement of the account that covers some of the same time */
  readonly overlaps: boolean
  readonly compared: number
  readonly findings: readonly Finding[]
  /** rows of what came in that are taken for a demand */
  readonly matches: readonly Match[]
}

const StatementSummary = z.object({
  bookId: BookId,
  statementId: StatementId,
  from: Instant,
  until: Instant,
  source: z.enum(['bank', 'file']),
  importedBy: z.string(),
  importedAt: Instant,
  rows: z.number().int(),
  totalFen: Fen,
  /** payments of the ledger that were looked at */
  compared: z.number().int(),
  findings: z.number().int(),
  open: z.number().int(),
})
export type StatementSummary = z.output<typeof StatementSummary>

const FindingView = Finding.extend({
  settled: z.object({ outcome: FindingOutcome, reason: z.string(), by: z.string(), at: Instant }).optional(),
})
export type FindingView = z.output<typeof FindingView>

/** Reconciliation three ways: what the bank states, what the ledger says, what the budget's postings say. */
export const statementContract = {
  importStatement: write({
    path: '/books/:bookId/statements',
    permission: 'all',
    summary: 'Compare a bank statement with ledger and budget, and record every difference',
    stream: { kind: 'statement', owner: 'bookId', id: 'statementId', creates: true },
    input: z.object({ bookId: BookId, source: z.enum(['bank', 'file']), statement: Statement }),
    output: written,
    needs: { comparison: need<Comparison>('ledger.comparison') },
    refusals: ['book-unknown', 'statement-of-another-account', 'period-wrong', 'statement-known'],
  }),
  askStatement: write({
    path: '/books/:bookId/statements/ask',
    permission: 'all',
    summary: 'Ask the bank for its statement of a period and compare it when it comes',
    stream: { kind: 'book', owner: 'bookId', id: 'bookId' },
    input: z.object({ bookId: BookId, from: Instant, until: Instant }),
    output: written,
    refusals: ['period-wrong'],
  }),
  settleFinding: write({
    path: '/books/:bookId/statements/:statementId/findings/:number',
    permission: 'all',
    summary: 'Settle a difference with a reason; nothing is changed by it',
    stream: { kind: 'statement', owner: 'bookId', id: 'statementId' },
    input: z.object({
      bookId: BookId,
      statementId: StatementId,
      number: z.coerce.number().int().positive(),
      outcome: FindingOutcome,
      reason: z.string().trim().min(2).max(500),
    }),
    output: written,
    refusals: ['finding-unknown', 'finding-settled', 'person-needed'],
  }),
  listStatements: read({
    path: '/books/:bookId/statements',
    permission: 'all',
    summary: 'List the statements compared with a book, newest first',
    input: z.object({
      bookId: BookId,
      before: Instant.optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    output: z.object({ items: z.array(StatementSummary), next: Instant.optional() }),
    receipt: 'none',
  }),
  getStatement: read({
    path: '/books/:bookId/statements/:statementId',
    permission: 'all',
    summary: 'Show a statement’s differences and how each was settled',
    input: z.object({ bookId: BookId, statementId: StatementId }),
    output: StatementSummary.extend({
      items: z.array(FindingView),
      /** what came in for demands; `recorded` once the demand has it */
      matches: z.array(
        z.object({
          row: z.number().int(),
          number: z.string(),
          payer: z.string(),
          bankReference: z.string(),
          amountFen: Fen,
          recorded: z.boolean(),
        }),
      ),
    }),
    receipt: 'none',
  }),
}
