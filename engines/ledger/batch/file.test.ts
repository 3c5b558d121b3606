import { expect, test } from 'vitest'
import { generateKey, signerFrom } from '#kernel/signature.ts'
import { answerFormat, isSignedBy, orderFile, readAnswer, signFile } from './file.ts'
import type { BankKey } from './model.ts'

const file = { fileId: 'f-1', account: '99000018' }
const ordered = new Map([
  [1, 'i-1'],
  [2, 'i-2.2'],
])
const head = { format: answerFormat, ...file, answeredAt: '2026-03-02T02:00:00.000Z', count: 2 }
const first = { n: 1, instruction: 'i-1', state: 'settled', amountFen: 100 }
const second = { n: 2, instruction: 'i-2.2', state: 'returned', reason: 'payee-account-closed' }
const text = (...lines: readonly (object | string)[]) =>
  `${lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n')}\n`
const faults = (...lines: readonly (object | string)[]) =>
  readAnswer(text(...lines), file, ordered).faults.map(({ line, code }) => `${line} ${code}`)

test('an answer is read row by row', () => {
  const read = readAnswer(text(head, first, second), file, ordered)
  expect(read.faults).toEqual([])
  expect(read.rows.map(({ n, state }) => [n, state])).toEqual([
    [1, 'settled'],
    [2, 'returned'],
  ])
})

test('every way in which an answer may not fit is named with its line', () => {
  expect(faults('nonsense')).toEqual(['1 head-missing'])
  expect(faults({ ...head, format: 'other' }, first, second)).toEqual(['1 head-missing'])
  expect(faults({ ...head, fileId: 'f-2' }, first, second)).toEqual(['1 other-file'])
  expect(faults({ ...head, account: '1' }, first, second)).toEqual(['1 other-file'])
  expect(faults({ ...head, count: 3 }, first, second)).toEqual(['1 count-differs'])
  expect(faults(head, first, '{"n":2')).toEqual(['3 not-json'])
  expect(faults(head, first, { ...second, state: 'perhaps' })).toEqual(['3 shape'])
  expect(faults(head, first, { ...second, extra: 1 })).toEqual(['3 shape'])
  expect(faults(head, first, { ...second, n: 3 })).toEqual(['3 row-unknown'])
  expect(faults(head, first, first)).toEqual(['3 row-repeated'])
  expect(faults(head, { ...first, instruction: 'i-2.2' }, second)).toEqual(['2 instruction-differs'])
  expect(faults(head, { n: 1, instruction: 'i-1', state: 'settled' }, second)).toEqual(['2 amount-missing'])
  expect(faults({ ...head, count: 1 }, first)).toEqual(['3 row-missing'])
})

test('a file is the same to the byte for the same payments, and a detached signature holds for these bytes only', async () => {
  const row = {
    n: 1,
    instruction: 'i-1',
    payeeAccount: '98',
    payeeName: '企业（样例）',
    amountFen: 100,
    purpose: '返还',
  }
  const order = { ...file, madeAt: '2026-03-02T02:00:00.000Z', count: 1, totalFen: 100 }
  const made = orderFile(order, [row])
  expect(orderFile(order, [{ ...row }])).toBe(made)
  const { publicJwk, privateJwk } = await generateKey()
  const signature = await signFile(made, await signerFrom('k1', privateJwk))
  const key = publicJwk as BankKey
  expect(signature).toMatch(/^[\w-]+\.\.[\w-]{86}$/)
  expect(await isSignedBy(key, made, signature)).toBe(true)
  expect(await isSignedBy(key, made.replace('100', '101'), signature)).toBe(false)
  expect(await isSignedBy((await generateKey()).publicJwk as BankKey, made, signature)).toBe(false)
  for (const wrong of ['', '..', 'a.b.c', `${signature}.x`, signature.replace('..', '.e30.')])
    expect(await isSignedBy(key, made, wrong)).toBe(false)
  const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}..${signature.split('..')[1]}`
  expect(await isSignedBy(key, made, unsigned)).toBe(false)
})
