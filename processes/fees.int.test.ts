import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openCityTown } from '#apps/testing/city-town.ts'
import { aThemeLodged, taken } from '#engines/casework/themes.fixtures.ts'
import type { CaseView } from '#engines/casework/views.ts'
import type { ReceivableView, receivableContract } from '#engines/ledger/receivable/contract.ts'
import type { Actor } from '#kernel/actor.ts'
import type { OutputOf } from '#kernel/contract.ts'
import { instantFrom, msOf } from '#kernel/time.ts'
import { connect } from '#platform/connectors.ts'
import type { TestSystem } from '#platform/testing/system.ts'
import { type Simulators, startSimulators, systemNames } from '#simulators/start.ts'

/** A transfer of property costs stamp tax and a registration fee: two authorities, paid once, at a bank reached over HTTP. */

const secret = 'shared-between-two'
const dir = mkdtempSync(path.join(tmpdir(), 'yishang-fees-'))
const city = { accountNumber: '9900000000000091', name: '示例市政务收费汇缴专户' }
let town: TestSystem
let simulators: Simulators
let outside: ReturnType<typeof connect>

beforeAll(async () => {
  let now = () => '2026-03-02T01:00:00.000Z'
  simulators = await startSimulators({ dir, secret, now: () => now(), tickMs: 60_000 })
  outside = connect(
    Object.fromEntries(systemNames.map((name) => [name, { url: simulators.urls[name], secret }])),
  )
  town = await openCityTown({ now: '2026-03-02T01:00:00.000Z', outside })
  now = () => town.clock.now()
  await atBank('POST', '/accounts', { accounts: [city] })
})
afterAll(async () => {
  await town?.close()
  await simulators?.stop()
  rmSync(dir, { recursive: true, force: true })
})

let calls = 0
async function atBank(method: 'GET' | 'POST', at: string, body?: unknown): Promise<Record<string, unknown>> {
  const answer = await outside.call({
    system: 'bank',
    method,
    path: at,
    body,
    idempotencyKey: `test-${++calls}`,
  })
  if (answer.kind !== 'answered') throw new Error(JSON.stringify(answer))
  return answer.body as Record<string, unknown>
}
const balance = async (account: string) => Number((await atBank('GET', `/accounts/${account}`))['balanceFen'])

async function pass(seconds: number): Promise<void> {
  town.clock.set(instantFrom(msOf(town.clock.now()) + seconds * 1000))
  simulators.tick()
  await town.system.settle()
}
const soon = async () => {
  for (let i = 0; i < 4; i++) await pass(15)
}

async function query<T>(
  engine: string,
  operation: string,
  input: Record<string, unknown>,
  as?: Actor,
): Promise<T> {
  const answer = await town.query<T>(engine, operation, input, as)
  if (answer.kind === 'failed') throw new Error(JSON.stringify(answer.failure))
  return answer.answer
}

const price = 100_000_000
const stampTax = 50_000
const registrationFee = 55_000
let accounts = 0

/** Filed by an enterprise with money at the bank; nothing of it is paid. */
async function aTransfer() {
  const filing = await aThemeLodged(town, 'property-transfer', { 'transfer-price': price })
  const { partyId, caseId, founder } = filing
  await town.system.settle()
  const { fees } = await query<CaseView>('casework', 'getCase', { partyId, caseId }, founder)
  if (!fees) throw new Error('nothing was asked for')
  const ids = { partyId, receivableId: fees.receivableId }
  const { payer } = await query<ReceivableView>('ledger', 'getReceivable', ids, founder)
  const account = `88${String(++accounts).padStart(12, '0')}`
  await atBank('POST', '/accounts', {
    accounts: [{ accountNumber: account, name: payer, openingFen: 200_000 }],
  })
  return {
    ...filing,
    account,
    pay: (from = account) =>
      town.execute('ledger', 'payReceivable', { ...ids, account: from }, { as: founder }),
    sheet: () => query<ReceivableView>('ledger', 'getReceivable', ids, founder),
    standing: async () =>
      (await query<CaseView>('casework', 'getCase', { partyId, caseId }, founder)).fees?.standing,
  }
}
const inAll = () =>
  query<OutputOf<typeof receivableContract.listReceivables>>('ledger', 'listReceivables', {})

describe('fees of two authorities', () => {
  test('are paid once, received for each, and shown as paid; paying again is refused', async () => {
    const before = await balance(city.accountNumber)
    const transfer = await aTransfer()
    expect(await transfer.standing()).toBe('due')
    expect(await transfer.sheet()).toMatchObject({ state: 'due', totalFen: stampTax + registrationFee })
    expect(await transfer.pay()).toMatchObject({ kind: 'written' })
    expect(await transfer.pay()).toMatchObject({ failure: { code: 'payment-under-way' } })
    await soon()
    expect(await transfer.sheet()).toMatchObject({
      state: 'paid',
      collectedFen: stampTax + registrationFee,
      byPayee: [
        { payee: 'tax', owedFen: stampTax, receivedFen: stampTax },
        { payee: 'planning-resources', owedFen: registrationFee, receivedFen: registrationFee },
      ],
    })
    expect(await transfer.standing()).toBe('paid')
    expect(await transfer.pay()).toMatchObject({ failure: { code: 'nothing-due' } })
    expect(await balance(city.accountNumber)).toBe(before + stampTax + registrationFee)
    expect(await balance(transfer.account)).toBe(200_000 - stampTax - registrationFee)
  })

  test('go back for the part that nobody had begun when the applicant withdraws, by reversal', async () => {
    const transfer = await aTransfer()
    await transfer.pay()
    await soon()
    const { partyId, caseId, founder } = transfer
    await town.execute('casework', 'withdraw', { partyId, caseId }, { as: founder })
    await soon()
    const sheet = await transfer.sheet()
    expect(sheet).toMatchObject({ collectedFen: stampTax + registrationFee, givenBackFen: registrationFee })
    expect(sheet.byPayee.map(({ returnedFen }) => returnedFen)).toEqual([0, registrationFee])
    expect(await transfer.standing()).toBe('returned')
    expect(await balance(transfer.account)).toBe(200_000 - stampTax)
    const { rows } = await town.admin(
      `select from_account, to_account, amount from ledger.fee_posting where owner_id = '${partyId}' order by version, line`,
    )
    expect(rows.map((row) => `${row['from_account']}>${row['to_account']}`)).toEqual([
      'payer>collection',
      'collection>authority:tax',
      'collection>authority:planning-resources',
      'authority:planning-resources>collection',
      'collection>payer',
    ])
  })

  test('go back where an authority refuses before it had accepted anything, and stay where it had', async () => {
    for (const begun of [false, true]) {
      const transfer = await aTransfer()
      await transfer.pay()
      await soon()
      const { partyId, caseId } = transfer
      const stage = 'registration.examine'
      const officer = await taken(town, transfer, stage, 'planning-resources')
      const at = { partyId, caseId, stage }
      if (begun) await town.execute('casework', 'accept', at, { as: officer })
      const refusal = { outcome: 'refuse', reasons: '权属有争议', basis: '不动产登记暂行条例 第二十二条' }
      await town.execute('casework', 'decide', { ...at, ...refusal }, { as: officer })
      await soon()
      expect((await transfer.sheet()).givenBackFen).toBe(begun ? 0 : registrationFee)
    }
  })

  test('an account that cannot pay leaves them due, with the reason; another one pays', async () => {
    const transfer = await aTransfer()
    await transfer.pay('8899999999')
    await soon()
    expect(await transfer.sheet()).toMatchObject({ state: 'due', reason: 'payer-account-unknown' })
    await transfer.pay()
    await soon()
    expect(await transfer.sheet()).toMatchObject({ state: 'paid' })
  })

  test('of what is withdrawn before it was paid only the work that was done is still owed', async () => {
    const transfer = await aTransfer()
    const { partyId, caseId, founder } = transfer
    await town.execute('casework', 'withdraw', { partyId, caseId }, { as: founder })
    await town.system.settle()
    expect(await transfer.sheet()).toMatchObject({ state: 'due', totalFen: stampTax, collectedFen: 0 })
    const { payment } = await query<CaseView>('casework', 'getCase', { partyId, caseId }, founder)
    expect(payment?.totalFen).toBe(stampTax)
    expect(payment?.lines.map(({ amountFen, freed }) => [amountFen, freed])).toEqual([
      [stampTax, false],
      [registrationFee, true],
    ])
    await transfer.pay()
    await soon()
    expect(await transfer.sheet()).toMatchObject({ state: 'paid', collectedFen: stampTax })
    expect(await balance(transfer.account)).toBe(200_000 - stampTax)
  })

  test('what each authority has in all is what its lines come to', async () => {
    const { authorities, items } = await inAll()
    for (const { payee, receivedFen, returnedFen } of authorities) {
      const of = items.flatMap((one) => one.byPayee.filter((share) => share.payee === payee))
      expect(of.reduce((sum, one) => sum + one.receivedFen, 0)).toBe(receivedFen)
      expect(of.reduce((sum, one) => sum + one.returnedFen, 0)).toBe(returnedFen)
    }
    const kept = authorities.reduce((sum, one) => sum + one.receivedFen - one.returnedFen, 0)
    expect(await balance(city.accountNumber)).toBe(kept)
  })
})
