import { z } from 'zod'
import { dayOf } from '#kernel/time.ts'
import { canonicalJson, sha256 } from '#kernel/sha256.ts'
import type { OutsideAnswer } from '#platform/connectors.ts'
import { type Job, type JobContext, systemActor } from '#platform/engine.ts'
import { findOpenMoney, listOpenMoney, type OpenMoney } from './store.ts'

const Payment = z.object({
  state: z.enum(['accepted', 'settled', 'returned']),
  paymentNumber: z.string().max(100).optional(),
  settledFen: z.number().int().safe().optional(),
  reason: z.object({ code: z.string().max(100) }).optional(),
})
type Said = Record<string, unknown> & { state: 'accepted' | 'settled' | 'returned' | 'lost' }

/** The same order has the same number, whoever tells it and however often: the bank moves it once. */
export const moneyInstruction = ({
  receivableId,
  flow,
  attempt,
}: Pick<OpenMoney, 'receivableId' | 'flow' | 'attempt'>) =>
  `FEE${sha256(canonicalJson({ receivableId, flow, attempt })).slice(0, 40)}`

const order = (money: OpenMoney) => {
  const { flow, account, payer, cityAccount, cityName, amountFen, purpose } = money
  const there = { payerAccount: account, payeeAccount: cityAccount, payeeName: cityName }
  const back = { payerAccount: cityAccount, payeeAccount: account, payeeName: payer }
  const instructionId = moneyInstruction(money)
  return flow === 'collection'
    ? { ...there, amountFen, purpose, instructionId }
    : { ...back, amountFen, purpose: `退费：${purpose}`, instructionId }
}

/** Refusals of an order that paying from another account would mend; of a refund, only one that the order itself caused. */
const payersFault = new Set([
  'payer-account-unknown',
  'payer-account-closed',
  'insufficient-funds',
  'input-invalid',
])
const endsIt = ({ flow }: OpenMoney, code: string) =>
  flow === 'collection' ? payersFault.has(code) : code === 'input-invalid'

function saidBy(answer: OutsideAnswer): Said | undefined {
  if (answer.kind !== 'answered') return undefined
  const payment = Payment.safeParse(answer.body)
  if (!payment.success) return { state: 'lost' }
  const { state, paymentNumber, settledFen, reason } = payment.data
  return { state, bankReference: paymentNumber, amountFen: settledFen, reason: reason?.code }
}

async function ask(money: OpenMoney, context: JobContext): Promise<Said | undefined> {
  const { today, calendar } = context.moment()
  const instructionId = moneyInstruction(money)
  if (money.state === 'in-doubt' || dayOf(money.orderedAt, calendar.offsetMinutes) < today) {
    const seen = await context.outside.call({
      system: 'bank',
      method: 'GET',
      path: `/payments/${instructionId}`,
    })
    if (seen.kind === 'answered') return saidBy(seen)
    if (seen.kind === 'lost' || seen.code !== 'instruction-unknown') return undefined
  }
  const notAfter = await context.leaseUntil()
  const answer = await context.outside.call({
    system: 'bank',
    method: 'POST',
    path: `/payments?notAfter=${encodeURIComponent(notAfter)}`,
    body: order(money),
    idempotencyKey: instructionId,
  })
  if (answer.kind === 'answered') return saidBy(answer)
  if (answer.kind === 'lost') return { state: 'lost' }
  return endsIt(money, answer.code) ? { state: 'returned', reason: answer.code } : undefined
}

const actor = systemActor('ledger')

async function carry(money: OpenMoney, context: JobContext): Promise<void> {
  const said = await ask(money, context)
  if (!said) return
  const { partyId, receivableId, flow, attempt } = money
  const result = await context.execute({
    engine: 'ledger',
    operation: 'recordMoney',
    input: { partyId, receivableId, flow, attempt, ...said },
    actor,
    idempotencyKey: `money:${receivableId}:${flow}:${attempt}:${said.state}`,
  })
  if (result.kind === 'failed') throw new Error(`answer not recorded: ${JSON.stringify(result.failure)}`)
}

/** Tells the bank an order about fees, or asks how far it is. */
export const moveMoney: Job = async (payload, context) => {
  const { partyId, receivableId } = payload
  const money = await context.reading((trx) => findOpenMoney(trx, String(partyId), String(receivableId)))
  if (money) await carry(money, context)
}

/** The bank has news: whatever is open is asked after now, not when its timer comes. */
export const heardOfMoney: Job = async (_, context) => {
  for (const money of await context.reading((trx) => listOpenMoney(trx, 1000))) await carry(money, context)
}
