import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openCityTown } from '#apps/testing/city-town.ts'
import { anEmployer, approver, aRun, passPublicity, publish } from '#engines/policy/scenes.fixtures.ts'
import { instantFrom, msOf } from '#kernel/time.ts'
import { connect } from '#platform/connectors.ts'
import type { TestSystem } from '#platform/testing/system.ts'
import { type Sandbox, sandbox, secret } from '#simulators/fixtures.ts'

/** Money that was paid by mistake is asked back, and followed to its end: at the bank, in the ledger, on the enterprise's page. */

const treasury = { number: '9900000000000018', name: '样例市财政专户' }
let town: TestSystem
let bank: Sandbox
let accounts = 700
let transfers = 0

beforeAll(async () => {
  let now = () => '2026-03-02T02:00:00.000Z'
  bank = await sandbox({ now: () => now() })
  town = await openCityTown({
    outside: connect({ bank: { url: bank.urls().bank, secret } }),
  })
  now = () => town.clock.now()
  await open(treasury.number, treasury.name, 1_000_000_00)
})
afterAll(async () => {
  await town?.close()
  await bank?.end()
})

const open = (accountNumber: string, name: string, openingFen = 0) =>
  bank.call('bank', 'POST', '/accounts', { accounts: [{ accountNumber, name, openingFen }] })

async function pass(ms: number) {
  town.clock.set(instantFrom(msOf(town.clock.now()) + ms))
  bank.pass(0)
  await town.system.settle()
  bank.pass(0)
  await town.system.settle()
}
const minutes = (n: number) => n * 60_000
const days = (n: number) => n * 86_400_000

async function act(engine: string, operation: string, input: Record<string, unknown>, as = approver) {
  const answer = await town.execute(engine, operation, input, { as: await as(town) })
  if (answer.kind !== 'written') throw new Error(`${operation}: ${JSON.stringify(answer.failure)}`)
  await town.system.settle()
  return answer.id
}
const read = async <T>(engine: string, operation: string, input: Record<string, unknown>): Promise<T> => {
  const answer = await town.query<T>(engine, operation, input)
  if (answer.kind === 'failed') throw new Error(JSON.stringify(answer.failure))
  return answer.answer
}

interface Correction {
  readonly correctionId: string
  readonly grantId: string
  readonly state: string
  readonly differenceFen: number
  readonly repayment?: {
    readonly number: string
    readonly account: string
    readonly dueOn?: string
    readonly state: string
    readonly stage: string
    readonly receivedFen: number
    readonly receipts: readonly { readonly amountFen: number; readonly late: boolean }[]
  }
}
const correctionOf = async (partyId: string): Promise<Correction> => {
  const { items } = await read<{ items: Correction[] }>('policy', 'listMyCorrections', { partyId })
  const [first] = items
  if (!first) throw new Error('no correction')
  return first
}

/** An enterprise that was paid 600 yuan of which 180 turn out too much, with money of its own at the bank; the demand is made. */
async function owing() {
  const account = `99000000000${String(++accounts).padStart(5, '0')}`
  const party = await anEmployer(town, { paidFen: 1_000_00, account })
  await open(account, party.name, 5_000_00)
  const run = await aRun(town, undefined, treasury.number)
  await town.system.settle()
  await publish(town, run.runId)
  await town.system.settle()
  passPublicity(town)
  await town.system.settle()
  await act('policy', 'approveRun', { runId: run.runId })
  for (let i = 0; i < 4; i++) await pass(minutes(5))
  const fact = { fact: 'hr.insurancePaid', value: 700_00, period: '2024', on: '2025-02-28', source: 'tax' }
  await town.execute('party', 'recordFacts', { partyId: party.partyId, facts: [fact], cause: 'corrected' })
  await town.system.settle()
  const { correctionId, grantId } = await correctionOf(party.partyId)
  const ids = { partyId: party.partyId, correctionId, grantId }
  await act('policy', 'decideCorrection', { ...ids, outcome: 'approved', reason: '缴费数据更正' })
  const { repayment } = await correctionOf(party.partyId)
  if (!repayment) throw new Error('nothing was asked back')
  return { ...run, ...ids, party, account, repayment }
}
type Owing = Awaited<ReturnType<typeof owing>>

/** The enterprise sends money from its own account, and the day's statement is fetched. */
async function send({ account, repayment, bookId }: Owing, amountFen: number, remark = repayment.number) {
  const from = town.clock.now()
  await bank.call('bank', 'POST', '/transfers', {
    transferId: `t${++transfers}`,
    fromAccount: account,
    toAccount: repayment.account,
    toName: treasury.name,
    amountFen,
    remark,
  })
  await pass(minutes(10))
  await pass(minutes(1))
  await act('ledger', 'askStatement', { bookId, from, until: town.clock.now() })
  await pass(minutes(1))
}
interface StatementView {
  readonly items: readonly { readonly kind: string; readonly payee?: string; readonly bankFen?: number }[]
  readonly matches: readonly {
    readonly payer: string
    readonly amountFen: number
    readonly recorded: boolean
  }[]
}
async function lastStatement(bookId: string) {
  const { items } = await read<{ items: { statementId: string }[] }>('ledger', 'listStatements', { bookId })
  return read<StatementView>('ledger', 'getStatement', { bookId, statementId: items[0]?.statementId })
}
interface BookView {
  readonly balanced: boolean
  readonly balances: Record<string, number>
  readonly repayments: Record<string, number>
}
const bookOf = (bookId: string) => read<BookView>('ledger', 'getBook', { bookId })
const noticesOf = async (partyId: string) =>
  (
    await read<{ items: { subject: string; text: { zh: string } }[] }>('message', 'listNotices', { partyId })
  ).items.filter(({ subject }) => subject.startsWith('repayment/'))

describe('money that is asked back', () => {
  test('comes in part and then whole by the bank’s statement; the payment stays, the budget has it again', async () => {
    const one = await owing()
    expect(one.repayment).toMatchObject({
      state: 'open',
      stage: 'due',
      receivedFen: 0,
      account: treasury.number,
    })
    expect(one.repayment.dueOn).toMatch(/^2026-/)
    const before = await bookOf(one.bookId)
    expect(before).toMatchObject({ repayments: { openFen: 180_00, receivedFen: 0, open: 1, overdue: 0 } })
    await send(one, 80_00)
    expect((await lastStatement(one.bookId)).matches).toMatchObject([{ amountFen: 80_00, recorded: true }])
    expect((await correctionOf(one.partyId)).repayment).toMatchObject({ receivedFen: 80_00, state: 'open' })
    await send(one, 100_00)
    expect(await correctionOf(one.partyId)).toMatchObject({
      state: 'repaid',
      repayment: { receivedFen: 180_00 },
    })
    const after = await bookOf(one.bookId)
    expect(after).toMatchObject({ balanced: true, repayments: { openFen: 0, receivedFen: 180_00, open: 0 } })
    expect(after.balances['paid']).toBe((before.balances['paid'] ?? 0) - 180_00)
    expect(after.balances['available']).toBe((before.balances['available'] ?? 0) + 180_00)
    const { rows } = await town.admin(
      `select state, amount from ledger.transfer where owner_id = '${one.bookId}' and party_id = '${one.partyId}'`,
    )
    expect(rows).toEqual([{ state: 'settled', amount: 600_00 }])
    const { items } = await read<{ items: object[] }>('policy', 'listDisclosures', {
      q: one.party.name,
      limit: 5,
    })
    expect(items).toMatchObject([{ amountFen: 600_00, returnedFen: 180_00, furtherFen: 0 }])
    const mine = await read<{ items: object[] }>('policy', 'listMyGrants', { partyId: one.partyId })
    expect(mine.items).toMatchObject([{ state: 'settled', returnedFen: 180_00, furtherFen: 0 }])
    const { items: shown } = await read<{ items: object[] }>('ledger', 'listTransfers', {
      bookId: one.bookId,
    })
    expect(shown).toMatchObject([{ state: 'settled', askedBack: true, cameBackFen: 180_00 }])
    type Sums = { items: readonly { returnedFen?: number; cameBackFen?: number }[] }
    const disclosed = await read<Sums>('policy', 'listDisclosures', { limit: 100 })
    const delivered = await read<Sums>('policy', 'delivery', {})
    expect(delivered.items.reduce((sum, { cameBackFen = 0 }) => sum + cameBackFen, 0)).toBe(
      disclosed.items.reduce((sum, { returnedFen = 0 }) => sum + returnedFen, 0),
    )
    const told = (await noticesOf(one.partyId)).map(({ text }) => text.zh)
    expect(told.some((text) => text.includes(one.repayment.number))).toBe(true)
    expect(told.some((text) => text.includes('已收到全部退款'))).toBe(true)
  })

  test('that is too much, or nobody’s, is named to the row and recorded by nobody', async () => {
    const one = await owing()
    await send(one, 180_01)
    expect(await lastStatement(one.bookId)).toMatchObject({
      matches: [],
      items: expect.arrayContaining([
        expect.objectContaining({ kind: 'repaid-too-much', payee: one.party.name, bankFen: 180_01 }),
      ]),
    })
    await send(one, 5_00, '货款')
    expect((await lastStatement(one.bookId)).items).toContainEqual(
      expect.objectContaining({ kind: 'receipt-unknown', payee: one.party.name, bankFen: 5_00 }),
    )
    expect((await correctionOf(one.partyId)).repayment).toMatchObject({ receivedFen: 0 })
  })

  test('is reminded of, is late when its day has passed, is taken further up, and a late receipt says so', async () => {
    const one = await owing()
    const stage = async () => (await correctionOf(one.partyId)).repayment?.stage
    await pass(days(16))
    expect(await stage()).toBe('reminded')
    await pass(days(10))
    expect(await stage()).toBe('overdue')
    expect((await bookOf(one.bookId)).repayments).toMatchObject({ overdue: 1 })
    await pass(days(22))
    expect(await stage()).toBe('escalated')
    const further = await read<{ items: Correction[] }>('policy', 'listCorrections', {
      stage: 'escalated',
      limit: 200,
    })
    expect(further.items.map(({ correctionId }) => correctionId)).toContain(one.correctionId)
    await send(one, 180_00)
    expect(await correctionOf(one.partyId)).toMatchObject({
      state: 'repaid',
      repayment: { receipts: [{ amountFen: 180_00, late: true }] },
    })
    const left = await read<{ items: Correction[] }>('policy', 'listCorrections', {
      stage: 'escalated',
      limit: 200,
    })
    expect(left.items.map(({ correctionId }) => correctionId)).not.toContain(one.correctionId)
    const told = (await noticesOf(one.partyId)).map(({ text }) => text.zh)
    expect(told.filter((text) => text.includes('逾期')).length).toBeGreaterThan(0)
  })

  test('is no longer asked for where the decision is taken back; what came in stays', async () => {
    const one = await owing()
    await send(one, 30_00)
    const { partyId, correctionId, grantId } = one
    await act('policy', 'withdrawCorrection', { partyId, correctionId, grantId, reason: '异议成立' })
    expect(await correctionOf(partyId)).toMatchObject({
      state: 'withdrawn',
      repayment: { receivedFen: 30_00 },
    })
    expect((await bookOf(one.bookId)).repayments).toMatchObject({ openFen: 0, receivedFen: 30_00, open: 0 })
    // The same is not proposed again; another sum is, and what came back counts in it.
    await town.execute('policy', 'reviewPayments', { partyId })
    await town.system.settle()
    expect(await correctionOf(partyId)).toMatchObject({ state: 'withdrawn' })
    const fact = { fact: 'hr.insurancePaid', value: 600_00, period: '2024', on: '2025-02-28', source: 'tax' }
    await town.execute('party', 'recordFacts', { partyId, facts: [fact], cause: 'corrected again' })
    await town.system.settle()
    expect(await correctionOf(partyId)).toMatchObject({ state: 'open', differenceFen: 360_00 - 570_00 })
  })

  test('is one line of what was told, to however many it was asked back', async () => {
    const told = async () =>
      (await read<{ items: { about: string; sent: number }[] }>('message', 'feedback', {})).items.filter(
        ({ about }) => about.startsWith('repayment'),
      )
    const [before] = await told()
    const owed = [await owing(), await owing()]
    const sent = await Promise.all(owed.map(({ partyId }) => noticesOf(partyId)))
    const asked = sent.flat().filter(({ text }) => text.zh.includes('请退回')).length
    expect(asked).toBe(2)
    expect(await told()).toMatchObject([{ about: 'repayment', sent: (before?.sent ?? 0) + asked }])
  })
})
