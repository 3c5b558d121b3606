import { z } from 'zod'
import type { Event } from '#kernel/engine.ts'
import { Uuid } from '#kernel/ids.ts'
import type { Fen } from '#kernel/money.ts'
import type { Instant } from '#kernel/time.ts'

export const FileId = Uuid.meta({ title: 'FileId' })
/** Bounds an event and what a bank answers at once. */
export const mostRows = 2_000

/** A public key of the bank, by which it is known that an answer is the bank's. */
export const BankKey = z.strictObject({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  y: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
})
export type BankKey = z.output<typeof BankKey>

/** One payment of a file. */
export interface BatchRow {
  readonly n: number
  /** as the bank numbers it */
  readonly instruction: string
  readonly payeeAccount: string
  readonly payeeName: string
  readonly amountFen: Fen
  readonly purpose: string
}

/** What the bank says of one row: `accepted` is under way, `refused` was not taken, and why. */
export const AnswerRow = z.strictObject({
  n: z.number().int().positive(),
  instruction: z.string().min(1).max(100),
  state: z.enum(['accepted', 'settled', 'returned', 'refused']),
  amountFen: z.number().int().positive().safe().optional(),
  paymentNumber: z.string().max(100).optional(),
  reason: z.string().max(100).optional(),
})
export type AnswerRow = z.output<typeof AnswerRow>

/** What is wrong with one line of an answer. Line 1 is the head; row n stands on line n + 1. */
export interface LineFault {
  readonly line: number
  readonly code:
    | 'not-json'
    | 'shape'
    | 'head-missing'
    | 'other-file'
    | 'count-differs'
    | 'row-unknown'
    | 'row-repeated'
    | 'row-missing'
    | 'instruction-differs'
    | 'amount-missing'
}

export type BatchEvent =
  | Event<
      'BatchFileMade',
      {
        account: string
        madeAt: Instant
        count: number
        totalFen: Fen
        /** SHA-256 of the file, in hex */
        digest: string
        madeBy: string
      }
    >
  | Event<'BatchAnswered', { digest: string; answers: readonly AnswerRow[]; takenBy: string }>

export interface Batch {
  /** digests of the answers that were taken */
  readonly answers: readonly string[]
}
export const noBatch: Batch = { answers: [] }
export const evolveBatch = (batch: Batch, { type, data }: BatchEvent): Batch =>
  type === 'BatchAnswered' ? { answers: [...batch.answers, data.digest] } : batch
