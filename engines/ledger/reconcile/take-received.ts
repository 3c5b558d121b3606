import { type Job, systemActor } from '#platform/engine.ts'
import type { Match } from './received.ts'

const actor = systemActor('ledger')

/**
 * Records what a statement says came in for demands. A demand that was answered otherwise meanwhile refuses; the statement then shows
 * the row as not recorded.
 */
export const takeReceived: Job = async (payload, context) => {
  const bookId = String(payload['bookId'])
  for (const { row: _, repaymentId, payer: payerName, ...receipt } of payload['matches'] as Match[]) {
    const result = await context.execute({
      engine: 'ledger',
      operation: 'recordRepayment',
      input: { bookId, repaymentId, ...receipt, payerName },
      actor,
      idempotencyKey: `received:${bookId}:${receipt.bankReference}`,
    })
    if (result.kind === 'failed' && result.failure.kind !== 'refusal')
      throw new Error(`what came in was not recorded: ${JSON.stringify(result.failure)}`)
  }
}
