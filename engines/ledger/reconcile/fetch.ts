import { z } from 'zod'
import { hashOf } from '#platform/canonical.ts'
import { type Job, systemActor } from '#platform/engine.ts'
import { findBook } from '../store.ts'
import { ReceivedRow, StatementRow } from './model.ts'

/** A statement as the bank's interface gives it; rows are numbered here, in the bank's order. */
const BankStatement = z.object({
  account: z.string(),
  totalFen: z.number().int().safe(),
  rows: z
    .array(
      StatementRow.omit({ row: true, instruction: true, bankReference: true }).extend({
        instructionId: z.string().min(1).max(100),
        paymentNumber: z.string().max(100),
      }),
    )
    .max(5_000),
  /** what came in; banks that state only what they paid say nothing of it */
  received: z
    .array(
      ReceivedRow.omit({ row: true, bankReference: true }).extend({
        paymentNumber: z.string().min(1).max(100),
      }),
    )
    .max(5_000)
    .default([]),
  receivedFen: z.number().int().safe().optional(),
})

const actor = systemActor('ledger')

/**
 * Asks the bank for a book's statement of a period and has it compared. What the bank refuses, or answers in another shape, is
 * tried again; a statement that was compared meanwhile stays as it is.
 */
export const fetchStatement: Job = async (payload, context) => {
  const bookId = String(payload['bookId'])
  const from = String(payload['from'])
  const until = String(payload['until'])
  const book = await context.reading((trx) => findBook(trx, bookId))
  if (!book) return
  const query = new URLSearchParams({ account: book.bankAccount, from, until })
  const answer = await context.outside.call({
    system: 'bank',
    method: 'GET',
    path: `/settlements?${query.toString()}`,
  })
  if (answer.kind !== 'answered') throw new Error(`no statement: ${answer.kind}`)
  const { account, totalFen, rows, received, receivedFen } = BankStatement.parse(answer.body)
  const statement = {
    account,
    from,
    until,
    totalFen,
    rows: rows.map(({ instructionId, paymentNumber, ...row }, index) => ({
      ...row,
      row: index + 1,
      instruction: instructionId,
      bankReference: paymentNumber,
    })),
    received: received.map(({ paymentNumber, ...row }, index) => ({
      ...row,
      row: index + 1,
      bankReference: paymentNumber,
    })),
    ...(receivedFen === undefined ? {} : { receivedFen }),
  }
  const result = await context.execute({
    engine: 'ledger',
    operation: 'importStatement',
    input: { bookId, source: 'bank', statement },
    actor,
    idempotencyKey: `statement:${bookId}:${hashOf(statement)}`,
  })
  if (result.kind === 'failed' && result.failure.kind !== 'refusal')
    throw new Error(`statement not compared: ${JSON.stringify(result.failure)}`)
}
