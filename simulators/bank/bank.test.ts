import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { OutsideResult } from '#platform/outside.ts'
import { codes, receiver, type Sandbox, sandbox } from '../fixtures.ts'

const city = '60000000001'
const firm = '60000000002'
const payment = {
  instructionId: 'i-1',
  amountFen: 12_345,
  payerAccount: city,
  payeeAccount: firm,
  payeeName: '广州宜商样例（集团）有限公司',
  purpose: '稳岗返还 2025',
}

let box: Sandbox
beforeEach(async () => {
  box = await sandbox()
  await open(box)
})
afterEach(() => box.end())

const open = (target: Sandbox) =>
  target.call('bank', 'POST', '/accounts', {
    accounts: [
      { accountNumber: city, name: '样例市财政专户', openingFen: 1_000_000 },
      { accountNumber: firm, name: '广州宜商样例(集团)有限公司', creditCode: codes[0] },
    ],
  })
const pay = (change: Record<string, unknown> = {}, key?: string) =>
  box.call('bank', 'POST', '/payments', { ...payment, ...change }, key)
const state = (id = 'i-1') => box.call('bank', 'GET', `/payments/${id}`)
const balance = async (account: string) =>
  bodyOf(await box.call('bank', 'GET', `/accounts/${account}`)).balanceFen
const bodyOf = (result: OutsideResult) => (result as { body: Record<string, unknown> }).body
const trial = async () => bodyOf(await box.call('bank', 'GET', '/trial-balance'))

describe('a payment', () => {
  it('is accepted, then settled, and both statements show it', async () => {
    expect(await pay()).toMatchObject({ status: 202, body: { state: 'accepted', amountFen: 12_345 } })
    expect(await trial()).toMatchObject({ sumFen: 0, clearingFen: 12_345, openPayments: 1 })
    box.pass(2000)
    expect(await state()).toMatchObject({ body: { state: 'settled', settledFen: 12_345 } })
    expect(await balance(city)).toBe(1_000_000 - 12_345)
    expect(await balance(firm)).toBe(12_345)
    expect(bodyOf(await box.call('bank', 'GET', `/statement?account=${firm}`))).toEqual({
      account: firm,
      openingFen: 0,
      closingFen: 12_345,
      entries: [
        {
          entryId: 6,
          at: '2026-03-02T01:00:02.000Z',
          counterparty: 'BANK-CLEARING',
          amountFen: 12_345,
          balanceAfterFen: 12_345,
          purpose: '稳岗返还 2025',
          instructionId: 'i-1',
        },
      ],
    })
  })

  it('is made once for an instruction, however often and whenever it is sent', async () => {
    await Promise.all([pay(), pay(), pay({}, 'k'), pay({}, 'k')])
    box.pass(5000)
    expect(await pay()).toMatchObject({ status: 202, body: { state: 'settled' } })
    box.pass(5000)
    expect(await balance(firm)).toBe(12_345)
  })

  it('is refused when the instruction id was used for another payment', async () => {
    await pay()
    expect(await pay({ amountFen: 1 })).toMatchObject({ status: 409, code: 'instruction-conflict' })
    expect(await pay({ payeeAccount: '60000000009' })).toMatchObject({ code: 'instruction-conflict' })
    box.pass(5000)
    expect(await balance(firm)).toBe(12_345)
  })

  it('is refused without funds or payer, and bad amounts never reach the books', async () => {
    expect(await pay({ amountFen: 1_000_001 })).toMatchObject({
      status: 422,
      code: 'insufficient-funds',
      body: { availableFen: 1_000_000 },
    })
    expect(await pay({ payerAccount: '1' })).toMatchObject({ code: 'payer-account-unknown' })
    expect(await pay({ payerAccount: 'BANK-FUNDING' })).toMatchObject({ code: 'payer-account-unknown' })
    for (const amountFen of [0, -1, 0.5, 1e18, '5'])
      expect(await pay({ amountFen })).toMatchObject({ status: 400, body: { fields: ['amountFen'] } })
    expect(await state()).toMatchObject({ status: 404, code: 'instruction-unknown' })
  })

  it('comes back with a reason when name or account do not fit', async () => {
    await pay({ instructionId: 'n', payeeName: '别的公司' })
    await pay({ instructionId: 'u', payeeAccount: '60000000404' })
    await pay({ instructionId: 'c' })
    await box.call('bank', 'POST', `/accounts/${firm}/close`)
    box.pass(2000)
    expect(await state('n')).toMatchObject({
      body: { state: 'returned', reason: { code: 'payee-account-closed' } },
    })
    expect(await state('u')).toMatchObject({
      body: { state: 'returned', reason: { code: 'payee-account-unknown' } },
    })
    expect(await state('c')).toMatchObject({
      body: { state: 'returned', reason: { code: 'payee-account-closed' } },
    })
    expect(await balance(city)).toBe(1_000_000)
    expect(await trial()).toMatchObject({ sumFen: 0, clearingFen: 0, openPayments: 0 })
  })

  it('comes back when the name is another’s; brackets and width do not matter', async () => {
    await pay({ instructionId: 'n', payeeName: '广州宜商样例（集团）有限责任公司' })
    box.pass(2000)
    expect(await state('n')).toMatchObject({ body: { reason: { code: 'payee-name-mismatch' } } })
    await pay()
    box.pass(2000)
    expect(await state()).toMatchObject({ body: { state: 'settled' } })
  })

  it('tells the payer by callback', async () => {
    const there = await receiver()
    await pay({ callbackUrl: there.url })
    box.pass(2000)
    await there.until(1)
    expect(there.received[0]?.body).toMatchObject({
      event: 'payment.settled',
      instructionId: 'i-1',
      settledFen: 12_345,
    })
    there.close()
  })
})

describe('when things go wrong', () => {
  const outcomes = [
    ['lost-request', { kind: 'lost', reason: 'connection-broken' }, false],
    ['error-500', { kind: 'lost', reason: 'server-error' }, false],
    ['lost-answer', { kind: 'lost', reason: 'connection-broken' }, true],
    ['garbage', { kind: 'lost', reason: 'not-understood' }, true],
    ['delay', { kind: 'answered', status: 202 }, true],
  ] as const
  it.each(outcomes)(
    '%s leaves the payment to be asked again, and it is paid once',
    async (fault, outcome, done) => {
      await box.fault('bank', { fault, on: 'POST /payments', delayMs: 30 })
      expect(await pay({}, 'k')).toMatchObject(outcome)
      expect((await state()).kind).toBe(done ? 'answered' : 'refused')
      expect(await pay({}, 'k')).toMatchObject({ status: 202 })
      box.pass(2000)
      expect(await balance(firm)).toBe(12_345)
      expect(await balance(city)).toBe(1_000_000 - 12_345)
    },
  )

  it('an answer later than the caller waits is lost, and the payment was made', async () => {
    await box.fault('bank', { fault: 'delay', on: 'POST /payments', delayMs: 4000 })
    expect(await pay()).toMatchObject({ kind: 'lost', reason: 'timeout' })
    expect(await state()).toMatchObject({ body: { state: 'accepted' } })
  })

  it('a bank that pays a wrong amount or a part says so, and its books still add up', async () => {
    await box.fault('bank', { fault: 'wrong-amount', on: 'POST /payments' })
    await pay({ instructionId: 'w' })
    await box.fault('bank', { fault: 'partial', on: 'POST /payments' })
    await pay({ instructionId: 'p' })
    await box.fault('bank', { fault: 'reject', on: 'POST /payments', reason: 'sanctions-check' })
    await pay({ instructionId: 'r' })
    box.pass(2000)
    expect(await state('w')).toMatchObject({ body: { state: 'settled', settledFen: 12_445 } })
    expect(await state('p')).toMatchObject({ body: { state: 'settled', settledFen: 6173 } })
    expect(await state('r')).toMatchObject({
      body: { state: 'returned', reason: { code: 'sanctions-check' } },
    })
    expect(await balance(firm)).toBe(12_445 + 6173)
    expect(await trial()).toMatchObject({ sumFen: 0, clearingFen: 0, differencesFen: -100 })
  })

  it('the same seed brings the same faults', async () => {
    const run = async () => {
      const faulty = await sandbox({ seed: 7, rates: { 'error-500': 0.3, 'lost-answer': 0.2 } })
      const kinds: string[] = []
      for (let i = 0; i < 20; i++) kinds.push((await faulty.call('bank', 'GET', '/trial-balance')).kind)
      await faulty.end()
      return kinds
    }
    const first = await run()
    expect(await run()).toEqual(first)
    expect(new Set(first)).toEqual(new Set(['lost', 'answered']))
  })

  it('orders of unknown faults are refused', async () => {
    expect(await box.call('bank', 'POST', '/faults', { fault: 'earthquake' })).toMatchObject({ status: 400 })
    await box.fault('bank', { fault: 'garbage', on: 'POST /nothing', times: 3 })
    expect(bodyOf(await box.call('bank', 'GET', '/faults')).pending).toHaveLength(1)
  })
})

describe('accounts', () => {
  it('are opened by appointment for a new company, under its own name', async () => {
    await box.call('bank', 'POST', '/appointments', {
      caseRef: 'c',
      creditCode: codes[1],
      name: '新公司',
      branch: '天河',
    })
    box.pass(6000)
    const answer = await box.call('bank', 'GET', '/appointments/c')
    expect(answer).toMatchObject({ body: { state: 'done', result: { accountName: '新公司' } } })
    const { accountNumber } = bodyOf(answer).result as { accountNumber: string }
    expect(accountNumber).toMatch(/^99\d{15}$/)
    await pay({ payeeAccount: accountNumber, payeeName: '新公司' })
    box.pass(2000)
    expect(await balance(accountNumber)).toBe(12_345)
    expect(bodyOf(await box.call('bank', 'GET', `/accounts/${codes[1]}`)).accountNumber).toBe(accountNumber)
  })

  it('are opened in bulk once; another name under a number is refused and nothing is opened', async () => {
    expect(await open(box)).toMatchObject({ status: 201, body: { opened: 0, known: 2 } })
    expect(await balance(city)).toBe(1_000_000)
    const accounts = [
      { accountNumber: '70000000001', name: '甲' },
      { accountNumber: firm, name: '乙' },
    ]
    expect(await box.call('bank', 'POST', '/accounts', { accounts })).toMatchObject({
      status: 409,
      code: 'account-exists',
    })
    expect(await box.call('bank', 'GET', '/accounts/70000000001')).toMatchObject({ status: 404 })
  })

  it('with money in them are not closed', async () => {
    expect(await box.call('bank', 'POST', `/accounts/${city}/close`)).toMatchObject({
      code: 'account-not-empty',
    })
  })

  it('have statements for a period, in pages', async () => {
    for (let i = 0; i < 5; i++) {
      await pay({ instructionId: `s-${i}`, amountFen: 100 + i })
      box.pass(60_000)
    }
    const page = async (query: string) =>
      bodyOf(await box.call('bank', 'GET', `/statement?account=${firm}${query}`)) as {
        openingFen: number
        closingFen: number
        entries: { amountFen: number }[]
        next?: number
      }
    const period = '&from=2026-03-02T01:02:00.000Z&until=2026-03-02T01:05:00.000Z'
    const middle = await page(period)
    expect(middle.entries.map((entry) => entry.amountFen)).toEqual([101, 102, 103])
    expect([middle.openingFen, middle.closingFen]).toEqual([100, 406])
    const first = await page(`${period}&limit=2`)
    expect(first.entries).toHaveLength(2)
    expect(
      (await page(`${period}&limit=2&after=${first.next}`)).entries.map((entry) => entry.amountFen),
    ).toEqual([103])
    expect(await box.call('bank', 'GET', `/statement?account=${firm}&limit=0`)).toMatchObject({ status: 400 })
    expect(await box.call('bank', 'GET', '/statement?account=0')).toMatchObject({ status: 404 })
  })
})
