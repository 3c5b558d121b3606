import { z } from 'zod'
import { hashOf } from '#platform/canonical.ts'
import type { Outside, OutsideAnswer } from '#platform/connectors.ts'
import { type Day, dayOf, type Instant } from '#kernel/time.ts'
import { type Job, type JobContext, systemActor } from '#platform/engine.ts'
import { bankInstruction } from './bank-instruction.ts'
import type { BankAnswer } from './contract.ts'
import {
  listOpenDisbursements,
  listOpenPayments,
  listWaitingDisbursements,
  type OpenPayment,
} from './store.ts'

/** What the bank's interface says of one payment; the city's other banks speak it through their connectors. */
const PaymentView = z.object({
  state: z.enum(['accepted', 'settled', 'returned']),
  paymentNumber: z.string().max(100).optional(),
  settledFen: z.number().int().safe().optional(),
  reason: z.object({ code: z.string().max(100) }).optional(),
})

const chunkSize = 100
const callsAtOnce = 16

const answerFrom = (payment: OpenPayment, body: unknown): BankAnswer => {
  const { instructionId, attempt } = payment
  const view = PaymentView.safeParse(body)
  if (!view.success) return { instructionId, attempt, state: 'lost' }
  const { state, paymentNumber, settledFen, reason } = view.data
  return {
    instructionId,
    attempt,
    state,
    bankReference: paymentNumber,
    amountFen: settledFen,
    reason: reason?.code,
  }
}

/** A refusal of the order paid nothing; only one that the order itself caused is a return, the rest is tried again later. */
const refusedForGood = (code: string) => code === 'input-invalid'

/** How a worker may ask the bank: what day it is, and until when the bank may act on what this worker says. */
interface Asking {
  readonly outside: Outside
  readonly today: Day
  readonly offsetMinutes: number
  readonly notAfter: Instant
}

/** The bank refuses what arrives later than `notAfter`: one who stood still and was replaced orders nothing. */
function orderPayment({ outside, notAfter }: Asking, payment: OpenPayment): Promise<OutsideAnswer> {
  const { attempt, state: _, since: __, ...order } = payment
  const instructionId = bankInstruction(payment.instructionId, attempt)
  return outside.call({
    system: 'bank',
    method: 'POST',
    path: `/payments?notAfter=${encodeURIComponent(notAfter)}`,
    body: { ...order, instructionId },
    idempotencyKey: instructionId,
  })
}

/**
 * Orders a payment, or asks after one whose answer was lost. The bank pays an instruction id once, so ordering again is safe;
 * still a payment in doubt is looked up first and ordered again only where the bank never received it. So is one of an earlier
 * day: some banks know their instructions again only on the day they got them.
 */
async function ask(asking: Asking, payment: OpenPayment): Promise<BankAnswer | undefined> {
  const { outside, today, offsetMinutes } = asking
  const { instructionId, attempt } = payment
  if (payment.state === 'in-doubt' || dayOf(payment.since, offsetMinutes) < today) {
    const path = `/payments/${bankInstruction(instructionId, attempt)}`
    const seen = await outside.call({ system: 'bank', method: 'GET', path })
    if (seen.kind === 'answered') return answerFrom(payment, seen.body)
    if (seen.kind === 'lost' || seen.code !== 'instruction-unknown') return undefined
  }
  const ordered = await orderPayment(asking, payment)
  if (ordered.kind === 'answered') return answerFrom(payment, ordered.body)
  if (ordered.kind === 'lost') return { instructionId, attempt, state: 'lost' }
  return refusedForGood(ordered.code)
    ? { instructionId, attempt, state: 'returned', reason: ordered.code }
    : undefined
}

async function inOrder<T, R>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = []
  for (let start = 0; start < items.length; start += atOnce)
    results.push(...(await Promise.all(items.slice(start, start + atOnce).map(work))))
  return results
}

const actor = systemActor('ledger')

async function record(
  { execute }: JobContext,
  ids: { bookId: string; disbursementId: string },
  answers: readonly BankAnswer[],
): Promise<void> {
  if (answers.length === 0) return
  const result = await execute({
    engine: 'ledger',
    operation: 'recordBankAnswers',
    input: { ...ids, answers },
    actor,
    // The same answers are recorded once, whichever worker hears them.
    idempotencyKey: `bank:${ids.disbursementId}:${hashOf(answers)}`,
  })
  if (result.kind === 'failed')
    throw new Error(`bank answers not recorded: ${JSON.stringify(result.failure)}`)
}

/** Tells the bank what is ordered and asks after what is in doubt; recorded in chunks, so a killed worker loses little. */
export const pay: Job = async (payload, context) => {
  const ids = { bookId: String(payload['bookId']), disbursementId: String(payload['disbursementId']) }
  const open = await context.reading((trx) => listOpenPayments(trx, ids.bookId, ids.disbursementId))
  for (let start = 0; start < open.length; start += chunkSize) {
    const chunk = open.slice(start, start + chunkSize)
    const { today, calendar } = context.moment()
    const notAfter = await context.leaseUntil()
    const asking = { outside: context.outside, today, offsetMinutes: calendar.offsetMinutes, notAfter }
    const answers = await inOrder(chunk, callsAtOnce, (payment) => ask(asking, payment))
    await record(
      context,
      ids,
      answers.filter((answer) => answer !== undefined),
    )
  }
}

/** The bank has news: whatever is open is asked after now, not when its timer comes. */
export const heard: Job = async (_, context) => {
  for (const ids of await context.reading((trx) => listOpenDisbursements(trx, 1000))) await pay(ids, context)
}

/** Serves those who wait, in their order, until the money ends again. */
export const serveWaiting: Job = async (payload, context) => {
  const bookId = String(payload['bookId'])
  const cause = String(payload['cause'])
  const waiting = await context.reading((trx) => listWaitingDisbursements(trx, bookId, 1000))
  for (const disbursementId of waiting) {
    const result = await context.execute({
      engine: 'ledger',
      operation: 'serveWaiting',
      input: { bookId, disbursementId },
      actor,
      idempotencyKey: `serve:${cause}:${disbursementId}`,
    })
    if (result.kind === 'failed' && result.failure.kind !== 'refusal')
      throw new Error(`waiting not served: ${JSON.stringify(result.failure)}`)
    if (result.kind === 'failed') return
  }
}
