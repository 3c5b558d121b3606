import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { codes, receiver, type Sandbox, sandbox } from './fixtures.ts'
import type { SystemName } from './start.ts'

let box: Sandbox
beforeEach(async () => {
  box = await sandbox()
})
afterEach(() => box.end())

const input = { caseRef: 'case-1', creditCode: codes[0], name: '广州宜商样例科技有限公司' }
const register = (system: SystemName, body: unknown = input, key?: string) =>
  box.call(system, 'POST', '/registrations', body, key)
const look = (system: SystemName, ref = 'case-1') => box.call(system, 'GET', `/registrations/${ref}`)

const results: readonly [SystemName, Record<string, unknown>, Record<string, unknown>][] = [
  ['tax', {}, { taxpayerId: codes[0], invoiceQuotaFen: 10_000_000, invoiceQuotaIsSample: true }],
  ['tax', { taxpayerKind: 'general' }, { invoiceQuotaFen: 75_000_000, invoiceAccount: 'EI44010100000001' }],
  ['social-insurance', { employees: 12 }, { unitNumber: 'SB44010100000001', employees: 12 }],
  ['housing-fund', { contributionPercent: 8 }, { unitAccount: 'GJ44010100000001', contributionPercent: 8 }],
  ['seal', {}, { filingNumber: 'YZ44010100000001' }],
]

describe.each(results)('registration at %s with %j', (system, extra, result) => {
  it('is received, worked on and done, in its own time', async () => {
    const first = await register(system, { ...input, ...extra })
    expect(first).toMatchObject({
      kind: 'answered',
      status: 202,
      body: { state: 'received', caseRef: 'case-1' },
    })
    box.pass(2000)
    expect(await look(system)).toMatchObject({ body: { state: 'in-progress' } })
    box.pass(3999)
    expect(await look(system)).toMatchObject({ body: { state: 'in-progress' } })
    box.pass(1)
    expect(await look(system)).toMatchObject({
      body: { state: 'done', finishedAt: '2026-03-02T01:00:06.000Z', result },
    })
  })
})

describe('a department’s registration', () => {
  it('files a set of four seals with a code each', async () => {
    await register('seal')
    box.pass(10_000)
    const answer = await look('seal')
    const { result } = (answer as { body: { result: { seals: { kind: string; code: string }[] } } }).body
    expect(result.seals.map((seal) => seal.kind)).toEqual([
      'company',
      'finance',
      'invoice',
      'legal-representative',
    ])
    expect(new Set(result.seals.map((seal) => seal.code)).size).toBe(4)
  })

  it('is one registration however often it is asked for', async () => {
    const first = await register('tax', input, 'key-1')
    expect(await register('tax', input, 'key-1')).toEqual(first)
    expect(await register('tax', input, 'key-2')).toEqual(first)
    expect(await register('tax', { ...input, caseRef: 'case-2' })).toMatchObject({
      status: 409,
      code: 'already-registered',
    })
  })

  it('refuses another content under the same case reference or key', async () => {
    await register('tax', input, 'key-1')
    expect(await register('tax', { ...input, name: '别的公司' })).toMatchObject({ code: 'case-ref-conflict' })
    const other = { caseRef: 'case-9', creditCode: codes[1], name: '乙' }
    expect(await register('tax', other, 'key-1')).toMatchObject({
      status: 409,
      code: 'idempotency-key-reused',
    })
  })

  it('refuses bad input with a code and the fields it is about', async () => {
    const wrongCode = await register('tax', { ...input, creditCode: '91440101MA5CJQ4N58' })
    expect(wrongCode).toMatchObject({
      status: 422,
      code: 'credit-code-invalid',
      body: { fault: 'outer-check' },
    })
    expect(await register('tax', { creditCode: codes[0] })).toMatchObject({
      status: 400,
      code: 'input-invalid',
      body: { fields: ['caseRef', 'name'] },
    })
    const low = await register('housing-fund', { ...input, contributionPercent: 4 })
    expect(low).toMatchObject({ status: 422, code: 'contribution-too-low' })
    expect(await look('tax')).toMatchObject({ status: 404, code: 'registration-unknown' })
    expect(await box.call('tax', 'GET', '/nothing')).toMatchObject({ status: 404, code: 'route-unknown' })
  })

  it('can be rejected with its reason, and asked for again under a new case', async () => {
    await box.fault('tax', { fault: 'reject', reason: 'premises-not-found' })
    await register('tax')
    box.pass(10_000)
    expect(await look('tax')).toMatchObject({
      body: {
        state: 'rejected',
        reason: { code: 'premises-not-found', message: { zh: expect.stringContaining('地址') } },
      },
    })
    await register('tax', { ...input, caseRef: 'case-2' })
    box.pass(10_000)
    expect(await look('tax', 'case-2')).toMatchObject({ body: { state: 'done' } })
  })

  it('is remembered after a restart, with everything that became of it', async () => {
    const first = await register('tax')
    await register('seal')
    box.pass(2500)
    await box.restart()
    expect(await look('tax')).toMatchObject({ body: { state: 'in-progress' } })
    expect(await register('tax')).toMatchObject({
      body: { receiptNumber: (first as { body: { receiptNumber: string } }).body.receiptNumber },
    })
    box.pass(10_000)
    await box.restart()
    expect(await look('tax')).toMatchObject({ body: { state: 'done', result: { taxpayerId: codes[0] } } })
  })

  it('is refused without a right signature', async () => {
    const health = await fetch(`${box.urls().tax}/health`)
    expect(await health.json()).toMatchObject({ system: 'tax' })
    const unsigned = await fetch(`${box.urls().tax}/registrations/case-1`)
    expect(unsigned.status).toBe(401)
    expect(await unsigned.json()).toMatchObject({ code: 'signature-missing' })
  })
})

describe('callbacks', () => {
  it('are signed, tried until they are taken, and carry the same delivery id each time', async () => {
    const seen: number[] = []
    const there = await receiver((attempt) => (seen.push(attempt), attempt < 3 ? 503 : 200))
    await register('tax', { ...input, callbackUrl: `${there.url}/mine` })
    box.pass(10_000)
    await there.until(2)
    expect(
      there.received.map(({ path, body }) => [path, body.system, body.event, body.state]).sort(),
    ).toEqual([
      ['/callbacks/mine', 'tax', 'registration.done', 'done'],
      ['/callbacks/mine', 'tax', 'registration.started', 'in-progress'],
    ])
    expect(new Set(there.received.map(({ body }) => body.deliveryId)).size).toBe(2)
    expect(seen.length).toBeGreaterThanOrEqual(4)
    there.close()
  })

  it('go to the base address, twice when that fault is ordered, and the receiver can tell by the id', async () => {
    const there = await receiver()
    await box.end()
    box = await sandbox({ callbackBase: () => there.url })
    await register('seal')
    box.pass(2000)
    await there.until(1)
    await box.fault('seal', { fault: 'duplicate-callback', on: 'callback' })
    box.pass(4000)
    await there.until(3)
    expect(there.received.map(({ path, body }) => [path, body.event])).toEqual([
      ['/callbacks/seal', 'registration.started'],
      ['/callbacks/seal', 'registration.done'],
      ['/callbacks/seal', 'registration.done'],
    ])
    expect(there.received[1]?.body.deliveryId).toBe(there.received[2]?.body.deliveryId)
    there.close()
  })

  it('that were not taken before a restart are sent after it, and taken ones are not sent again', async () => {
    let open = false
    const there = await receiver(() => (open ? 200 : 500))
    await box.end()
    box = await sandbox({ callbackBase: () => there.url })
    await register('tax')
    box.pass(10_000)
    await box.restart()
    open = true
    await there.until(2)
    await new Promise((resolve) => setTimeout(resolve, 30))
    await box.restart()
    await new Promise((resolve) => setTimeout(resolve, 30))
    expect(there.received).toHaveLength(2)
    there.close()
  })
})
