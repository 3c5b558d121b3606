import { aParty } from '#engines/party/fixtures.ts'
import type { Actor } from '#kernel/actor.ts'
import { deriveId } from '#platform/canonical.ts'
import type { Example, Fixtures } from '#platform/testing/fixtures.ts'
import type { TestSystem } from '#platform/testing/system.ts'
import type { receivableContract } from './contract.ts'
import type { OwedLine } from './model.ts'

let made = 0
const payerAccount = '9900000000000026'
const lines: OwedLine[] = [
  { part: 'tax', charge: 'stamp', payee: 'tax', amountFen: 500_00 },
  { part: 'registration', charge: 'fee', payee: 'planning-resources', amountFen: 550_00 },
]

const today = '2026-03-02T01:00:00.000Z'
const beforeTheAccount = '2022-12-30T01:00:00.000Z'

async function act(town: TestSystem, operation: string, input: Record<string, unknown>, as?: Actor) {
  const answer = await town.execute('ledger', operation, input, as ? { as } : {})
  if (answer.kind !== 'written') throw new Error(`${operation}: ${JSON.stringify(answer.failure)}`)
  return answer
}

/** A case of a party is asked for two fees of two authorities. */
export async function aReceivable(town: TestSystem) {
  town.clock.set(today)
  const { partyId, founder } = await aParty(town)
  const caseId = deriveId('case', `of fees ${++made}`)
  const raised = { partyId, caseId, purpose: '测试办件', lines }
  const { id: receivableId } = await act(town, 'raiseReceivable', raised)
  return { ids: { partyId, receivableId }, raised, founder }
}
/** The bank was told to take the fees; `said` is what it answered. */
async function ordered(town: TestSystem, ...said: readonly Record<string, unknown>[]) {
  const made = await aReceivable(town)
  await act(town, 'payReceivable', { ...made.ids, account: payerAccount }, made.founder)
  for (const one of said)
    await act(town, 'recordMoney', { ...made.ids, flow: 'collection', attempt: 1, ...one })
  return made
}
const inFull = { state: 'settled', amountFen: 1050_00 }
const anotherSum = { state: 'settled', amountFen: 1050_01 }
/** Paid and to be given back, but the payer's bank sent the refund back. */
async function refundSentBack(town: TestSystem) {
  const made = await ordered(town, inFull)
  await act(town, 'giveBack', { ...made.ids, parts: ['registration'], reason: '申请撤回' })
  await act(town, 'recordMoney', { ...made.ids, flow: 'refund', attempt: 1, state: 'returned' })
  return made
}

type Made = Awaited<ReturnType<typeof aReceivable>>
const bySystem =
  (make: (town: TestSystem) => Promise<Made>, more: Record<string, unknown> = {}): Example =>
  async (town) => ({ input: { ...(await make(town)).ids, ...more } })
const byPayer =
  (make: (town: TestSystem) => Promise<Made>, more: Record<string, unknown> = {}): Example =>
  async (town) => {
    const { ids, founder } = await make(town)
    return { input: { ...ids, ...more }, as: founder }
  }
const account = { account: payerAccount }
const decided = { outcome: 'returned', reason: '银行确认没有扣款' }

export const receivableFixtures: Fixtures<typeof receivableContract> = {
  raiseReceivable: {
    success: async (town) => ({ input: await unasked(town) }),
    refusals: {
      'receivable-exists': async (town) => ({ input: (await aReceivable(town)).raised }),
      'line-repeated': async (town) => {
        const input = await unasked(town)
        return { input: { ...input, lines: [...lines, ...lines] } }
      },
    },
  },
  payReceivable: {
    success: byPayer(aReceivable, account),
    refusals: {
      'collection-not-set-up': async (town) => {
        const example = await byPayer(aReceivable, account)(town)
        town.clock.set(beforeTheAccount)
        return example
      },
      'payment-under-way': byPayer((town) => ordered(town), account),
      'nothing-due': byPayer((town) => ordered(town, inFull), account),
    },
  },
  supplyRefundAccount: {
    success: byPayer(refundSentBack, { account: '9900000000000034' }),
    refusals: { 'no-refund-waiting': byPayer(aReceivable, account) },
  },
  giveBack: {
    success: bySystem((town) => ordered(town, inFull), { parts: ['registration'], reason: '申请撤回' }),
    refusals: {},
  },
  recordMoney: {
    success: bySystem((town) => ordered(town), { flow: 'collection', attempt: 1, ...inFull }),
    refusals: {},
  },
  askAboutMoney: {
    success: bySystem((town) => ordered(town)),
    refusals: { 'nothing-open': bySystem(aReceivable) },
  },
  settleMoney: {
    success: bySystem((town) => ordered(town, anotherSum), decided),
    refusals: { 'not-disputed': bySystem(aReceivable, decided) },
  },
  getReceivable: { success: byPayer(aReceivable) },
  listReceivables: {
    success: async (town) => {
      await aReceivable(town)
      return { input: {} }
    },
  },
}

async function unasked(town: TestSystem) {
  const { partyId } = await aParty(town)
  const caseId = deriveId('case', `of fees ${++made}`)
  return { partyId, caseId, purpose: '测试办件', lines }
}
