import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { composition } from '#apps/composition.ts'
import { instantFrom, msOf } from '#kernel/time.ts'
import { connect } from '#platform/connectors.ts'
import { openTestSystem, type TestSystem } from '#platform/testing/system.ts'
import { type Sandbox, sandbox, secret } from '#simulators/fixtures.ts'
import { aBook, holdInput, someLines } from '../fixtures.ts'

// The city and the bank know each other's public key and nothing else; a person carries the files between them.
const treasury = '9900000000000018'
let town: TestSystem
let bank: Sandbox
let bankKey: unknown

beforeAll(async () => {
  let now = () => '2026-03-02T02:00:00.000Z'
  bank = await sandbox({ now: () => now() })
  town = await openTestSystem({
    engines: composition.engines,
    processes: [],
    mandatesOf: composition.mandatesOf,
    outside: connect({ bank: { url: bank.urls().bank, secret } }),
  })
  now = () => town.clock.now()
  const account = { accountNumber: treasury, name: '样例市财政专户', openingFen: 1_000_000_00 }
  await bank.call('bank', 'POST', '/accounts', { accounts: [account] })
  await town.system.keys.signer(town.clock.now())
  const [key] = await town.system.keys.records()
  const agreed = await bank.call('bank', 'POST', '/batch-agreements', {
    account: treasury,
    publicJwk: key?.publicJwk,
  })
  bankKey = agreed.kind === 'answered' ? (agreed.body as { bankKey: unknown }).bankKey : undefined
})
afterAll(async () => {
  await town?.close()
  await bank?.end()
})

async function written(operation: string, input: Record<string, unknown>) {
  const answer = await town.execute('ledger', operation, input)
  if (answer.kind !== 'written') throw new Error(`${operation}: ${JSON.stringify(answer.failure)}`)
  return answer.id
}
async function seen<T>(operation: string, input: Record<string, unknown>): Promise<T> {
  const answer = await town.query<T>('ledger', operation, input)
  if (answer.kind === 'failed') throw new Error(JSON.stringify(answer.failure))
  return answer.answer
}
async function pass(ms: number) {
  town.clock.set(instantFrom(msOf(town.clock.now()) + ms))
  bank.pass(0)
  await town.system.settle()
  bank.pass(0)
}

let accounts = 0
const payees = 5
/** A book that pays by file, with payments ordered; the last payee's account is closed at the bank. */
async function ordered() {
  const { bookId } = await aBook(town, 10_000_00, treasury)
  await written('setChannel', { bookId, channel: 'file', bankKey })
  const lines = someLines(payees, 100_00).map((line, index) => ({
    ...line,
    amountFen: 100_00 + index,
    account: `97${String(++accounts).padStart(14, '0')}`,
  }))
  await bank.call('bank', 'POST', '/accounts', {
    accounts: lines.map(({ account, payee }) => ({ accountNumber: account, name: payee })),
  })
  const last = lines.at(-1)
  await bank.call('bank', 'POST', `/accounts/${last?.account}/close`)
  const disbursementId = await written('holdFunds', holdInput(bookId, lines))
  await written('orderPayments', { bookId, disbursementId })
  await pass(60_000)
  const fileId = await written('makeBatchFile', { bookId })
  const { file, signature } = await seen<{ file: string; signature: string }>('getBatchFile', {
    bookId,
    fileId,
  })
  return { bookId, disbursementId, fileId, file, signature, lines }
}
const hand = ({ file, signature }: { file: string; signature: string }) =>
  bank.call('bank', 'POST', '/batches', { file, signature })
async function answerOf({ fileId }: { fileId: string }) {
  const answer = await bank.call('bank', 'GET', `/batches/${fileId}/answer`)
  if (answer.kind !== 'answered') throw new Error(JSON.stringify(answer))
  return answer.body as { file: string; signature: string }
}
const refusal = async (operation: string, input: Record<string, unknown>) => {
  const answer = await town.execute('ledger', operation, input)
  return answer.kind === 'failed' && answer.failure.kind === 'refusal' ? answer.failure : answer
}
const states = async (bookId: string) => {
  const { items } = await seen<{ items: { state: string }[] }>('listTransfers', { bookId })
  return items.map(({ state }) => state).toSorted()
}
const balanceOf = async (account: string) => {
  const answer = await bank.call('bank', 'GET', `/accounts/${account}`)
  return answer.kind === 'answered' ? (answer.body as { balanceFen: number }).balanceFen : undefined
}

describe('payments by signed file', () => {
  test('reach the bank in one file, whoever carries it how often, and its answer settles and returns them', async () => {
    const made = await ordered()
    const { bookId, fileId, lines } = made
    // Nothing went over the interface meanwhile.
    expect(await states(bookId)).toEqual(lines.map(() => 'ordered'))
    expect(await refusal('makeBatchFile', { bookId })).toMatchObject({ code: 'nothing-to-file' })
    expect(await refusal('setChannel', { bookId, channel: 'http' })).toMatchObject({
      code: 'payments-under-way',
    })
    expect(await hand(made)).toMatchObject({ status: 202 })
    expect(await hand(made)).toMatchObject({ status: 202 })
    bank.pass(0)
    await pass(60_000)
    const answer = await answerOf(made)
    await written('takeBatchAnswer', { bookId, fileId, ...answer })
    await pass(1_000)
    expect(await states(bookId)).toEqual([...Array(payees - 1).fill('settled'), 'returned'].toSorted())
    for (const line of lines.slice(0, -1)) expect(await balanceOf(line.account)).toBe(line.amountFen)
    expect(await seen('getBook', { bookId })).toMatchObject({ balanced: true })
    expect(await refusal('takeBatchAnswer', { bookId, fileId, ...answer })).toMatchObject({
      code: 'answer-taken',
    })
    expect(await seen('listBatchFiles', { bookId })).toMatchObject({
      items: [{ fileId, count: payees, ended: payees, refused: 0, answers: 1 }],
    })
  })

  test('a payment that came back goes into the next file under its next number', async () => {
    const made = await ordered()
    const { bookId, disbursementId, fileId, lines } = made
    await hand(made)
    await pass(60_000)
    await written('takeBatchAnswer', { bookId, fileId, ...(await answerOf(made)) })
    await pass(1_000)
    const [first, last] = [lines[0], lines.at(-1)]
    const instructionId = last?.instructionId
    await written('supplyAccount', { bookId, disbursementId, instructionId, account: first?.account })
    await written('orderPayments', { bookId, disbursementId })
    const next = await written('makeBatchFile', { bookId })
    const { file } = await seen<{ file: string }>('getBatchFile', { bookId, fileId: next })
    expect(file).toContain(`"${instructionId}.2"`)
    expect(file.trim().split('\n')).toHaveLength(2)
  })

  test('the bank pays nothing of a file that was changed on the way or that another signed', async () => {
    const made = await ordered()
    const { file, signature, lines } = made
    const changed = file.replace('"amountFen":10001', '"amountFen":10002')
    expect(changed).not.toBe(file)
    const raised = changed.replace('"totalFen":50010', '"totalFen":50011')
    expect(await hand({ file: raised, signature })).toMatchObject({ code: 'batch-signature-wrong' })
    expect(await hand({ file: changed, signature })).toMatchObject({ code: 'batch-damaged' })
    expect(await hand({ file: file.slice(0, -40), signature })).toMatchObject({
      code: 'batch-damaged',
      body: { lines: [payees + 1] },
    })
    expect(await hand({ file, signature: signature.replace('..', '.e30.') })).toMatchObject({
      code: 'batch-signature-wrong',
    })
    await pass(60_000)
    for (const line of lines.slice(0, -1)) expect(await balanceOf(line.account)).toBe(0)
  })

  test('an answer that is damaged, repeated, foreign or not the bank’s is refused with its lines, and nothing of it is taken', async () => {
    const made = await ordered()
    const other = await ordered()
    const { bookId, fileId } = made
    await hand(made)
    await hand(other)
    await pass(60_000)
    const { file, signature } = await answerOf(made)
    const taking = (change: Record<string, unknown>) =>
      refusal('takeBatchAnswer', { bookId, fileId, file, signature, ...change })
    expect(await taking({ file: file.replace('"settled"', '"returned"') })).toMatchObject({
      code: 'answer-signature-wrong',
    })
    expect(await taking({ signature: made.signature })).toMatchObject({ code: 'answer-signature-wrong' })
    expect(await taking(await answerOf(other))).toMatchObject({
      code: 'answer-unfit',
      fields: ['file/1'],
      details: { lines: '1 other-file' },
    })
    expect(await states(bookId)).toEqual(Array(payees).fill('ordered'))
  })
})
