import { z } from 'zod'
import type { Event } from '#kernel/engine.ts'
import { Uuid } from '#kernel/ids.ts'
import { Fen } from '#kernel/money.ts'
import { Day, Instant } from '#kernel/time.ts'
import type { Match } from './received.ts'

export const StatementId = Uuid.meta({ title: 'StatementId' })

/** One payment as the bank states it. The number is the bank's own: the instruction, and from the second attempt on `.2`, `.3`… */
export const StatementRow = z.object({
  /** where it stands in the statement, from 1 */
  row: z.number().int().positive(),
  instruction: z.string().min(1).max(100),
  bankReference: z.string().max(100),
  payeeAccount: z.string().min(1).max(40),
  payeeName: z.string().min(1).max(300),
  amountFen: Fen,
  state: z.enum(['settled', 'returned']),
})
export type StatementRow = z.output<typeof StatementRow>

/** Money that came into the account from somebody else. */
export const ReceivedRow = z.object({
  /** where it stands among what came in, from 1 */
  row: z.number().int().positive(),
  bankReference: z.string().min(1).max(100),
  payerAccount: z.string().min(1).max(40),
  payerName: z.string().min(1).max(300),
  amountFen: Fen.positive(),
  receivedOn: Day,
  /** what the payer wrote */
  remark: z.string().max(300),
})
export type ReceivedRow = z.output<typeof ReceivedRow>

/** What a bank says it did for one account in a period. A day with more payments than fit comes in parts. */
export const Statement = z.object({
  account: z.string().min(1).max(40),
  from: Instant,
  until: Instant,
  /** what the bank says its settled rows add up to */
  totalFen: Fen,
  rows: z.array(StatementRow).max(5_000),
  /** what came in */
  received: z.array(ReceivedRow).max(5_000).default([]),
  /** what the bank says that adds up to, where it says so */
  receivedFen: Fen.optional(),
})
export type Statement = z.output<typeof Statement>

export const findingKinds = [
  'amount-differs',
  'payee-differs',
  'state-differs',
  'missing-at-bank',
  'unknown-to-ledger',
  'receipt-unknown',
  'payer-differs',
  'repaid-too-much',
  'stated-twice',
  'budget-differs',
  'total-differs',
  'book-differs',
] as const
export const FindingKind = z.enum(findingKinds)
export type FindingKind = z.output<typeof FindingKind>

/** One difference between the ledger, the bank and the budget. */
export const Finding = z.object({
  /** its number in the statement's findings, from 1 */
  number: z.number().int().positive(),
  kind: FindingKind,
  /** the bank's row, where it has one */
  row: z.number().int().optional(),
  instruction: z.string().optional(),
  payee: z.string().optional(),
  /** the account of the book that differs */
  bookAccount: z.string().optional(),
  ledgerFen: Fen.optional(),
  bankFen: Fen.optional(),
  /** what the postings of the budget's book say */
  budgetFen: Fen.optional(),
  /** what ledger and bank say where it is no sum */
  ledgerSays: z.string().optional(),
  bankSays: z.string().optional(),
})
export type Finding = z.output<typeof Finding>

/** How a person settled a finding. Nothing is repaired by it: whoever must act is named, and acts in their own system. */
export const FindingOutcome = z.enum(['explained', 'bank-corrects', 'city-corrects'])
export type FindingOutcome = z.output<typeof FindingOutcome>

export type StatementEvent =
  | Event<
      'StatementCompared',
      {
        account: string
        from: Instant
        until: Instant
        totalFen: Fen
        source: 'bank' | 'file'
        rows: readonly StatementRow[]
        /** absent in records of before */
        received?: readonly ReceivedRow[] | undefined
        /** rows of what came in that are taken for a demand */
        matches?: readonly Match[] | undefined
        /** payments of the ledger that were looked at */
        compared: number
        findings: readonly Finding[]
      }
    >
  | Event<'FindingSettled', { number: number; outcome: FindingOutcome; reason: string; by: string }>

export interface StatementState {
  readonly importedBy: string
  readonly open: ReadonlySet<number>
  readonly known: ReadonlySet<number>
}
export const noStatement: StatementState = { importedBy: '', open: new Set(), known: new Set() }

export function evolveStatement(state: StatementState, { type, data }: StatementEvent): StatementState {
  if (type === 'StatementCompared') {
    const numbers = new Set(data.findings.map((finding) => finding.number))
    return { ...state, open: numbers, known: numbers }
  }
  const open = new Set(state.open)
  open.delete(data.number)
  return { ...state, open }
}
