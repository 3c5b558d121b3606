import { afterAll, beforeAll, expect, test } from 'vitest'
import { composition } from '#apps/composition.ts'
import { openTestSystem, type TestSystem } from '#platform/testing/system.ts'
import { instantFrom, msOf } from '#kernel/time.ts'
import { aBook, holdInput, ledgerFixtures, someLines } from './fixtures.ts'

let town: TestSystem
beforeAll(async () => {
  town = await openTestSystem({
    engines: composition.engines,
    processes: [],
    mandatesOf: composition.mandatesOf,
  })
})
afterAll(() => town?.close())

const hold = (bookId: string, lines: ReturnType<typeof someLines>) =>
  town.execute('ledger', 'holdFunds', holdInput(bookId, lines))
const balanceOf = async (bookId: string) =>
  (await town.admin(`select available, held from ledger.balance where owner_id = '${bookId}'`)).rows[0]
const getBook = async (bookId: string) => {
  const answer = await town.query<{ balanced: boolean; recomputed: Record<string, number> }>(
    'ledger',
    'getBook',
    { bookId },
  )
  if (answer.kind !== 'answer') throw new Error(JSON.stringify(answer.failure))
  return answer.answer
}
const stateCounts = async (bookId: string) =>
  (
    await town.admin(
      `select state, count(*)::int as n from ledger.transfer where owner_id = '${bookId}' group by state order by state`,
    )
  ).rows

/** While `work` goes on, the lowest balance that anybody could see. */
async function lowestDuring(bookId: string, work: Promise<unknown>): Promise<number> {
  let lowest = Number.POSITIVE_INFINITY
  const fight = { going: true }
  const ended = work.finally(() => {
    fight.going = false
  })
  while (fight.going) {
    const { available = 0, held = 0 } = (await balanceOf(bookId)) as { available?: number; held?: number }
    lowest = Math.min(lowest, available, held)
  }
  await ended
  return lowest
}

test.each([0, 1, 20, 63, 64])(
  'of 64 who want a fund that covers %i at the same moment exactly so many get it, the rest wait, and nothing falls below zero',
  async (k) => {
    const { bookId } = await aBook(town, k * 100_00 + 99_99)
    const all = someLines(64, 100_00)
    const fight = Promise.all(all.map((line) => hold(bookId, [line])))
    expect(await lowestDuring(bookId, fight)).toBeGreaterThanOrEqual(0)
    expect(await stateCounts(bookId)).toEqual([
      ...(k > 0 ? [{ state: 'held', n: k }] : []),
      ...(k < 64 ? [{ state: 'waiting', n: 64 - k }] : []),
    ])
    expect(await balanceOf(bookId)).toEqual({ available: 99_99, held: k * 100_00 })
  },
)

test('of 64 who serve those who wait when money comes for 3 of them, 3 are served, the longest waiting first', async () => {
  const { bookId } = await aBook(town, 1)
  const waiting: string[] = []
  for (const line of someLines(8, 100_00)) {
    const held = await hold(bookId, [line])
    if (held.kind === 'written') waiting.push(held.id)
    town.clock.set(instantFrom(msOf(town.clock.now()) + 1))
  }
  await town.execute('ledger', 'changeBudget', { bookId, budgetFen: 300_00 + 1, reason: '追加预算' })
  const serve = (i: number) =>
    town.execute('ledger', 'serveWaiting', { bookId, disbursementId: waiting[i % waiting.length] })
  for (let round = 0; round < 4; round += 1)
    await lowestDuring(bookId, Promise.all(Array.from({ length: 64 }, (_, i) => serve(i))))
  const { rows } = await town.admin(
    `select disbursement_id as id from ledger.transfer where owner_id = '${bookId}' and state = 'held' order by opened_at`,
  )
  expect(rows.map(({ id }) => id)).toEqual(waiting.slice(0, 3))
  expect(await balanceOf(bookId)).toEqual({ available: 1, held: 300_00 })
})

test('of 64 receipts for one demand at the same moment no more is recorded than is owed, and one bank number counts once', async () => {
  const { success } = ledgerFixtures.recordRepayment
  const { input } = await success(town)
  const { bookId, repaymentId } = input as { bookId: string; repaymentId: string }
  // 100 yuan are owed; 64 receipts of 7 yuan, half of them with the same number.
  const record = (i: number) =>
    town.execute('ledger', 'recordRepayment', {
      ...input,
      amountFen: 7_00,
      bankReference: i % 2 ? 'THE-SAME' : `IN-${i}`,
    })
  await Promise.all(Array.from({ length: 64 }, (_, i) => record(i)))
  const { rows } = await town.admin(
    `select r.received, (select count(*)::int from ledger.repayment_receipt c where c.repayment_id = r.repayment_id) as n
     from ledger.repayment r where repayment_id = '${repaymentId}'`,
  )
  expect(rows).toEqual([{ received: 14 * 7_00, n: 14 }])
  const { recomputed, balanced } = await getBook(bookId)
  expect(balanced).toBe(true)
  expect(recomputed['paid']).toBe(100_00 - 14 * 7_00)
})

test('the order of waiting shortens the names of persons, and nobody else’s', async () => {
  const { bookId } = await aBook(town, 1)
  const [one, two, three] = someLines(3, 100_00)
  if (!one || !two || !three) throw new Error('no lines')
  await hold(bookId, [
    { ...one, payee: '张小明', person: true },
    { ...two, payee: '李四', person: true },
    { ...three, payee: '广州示例科技有限公司' },
  ])
  const answer = await town.query<{ items: { payee: string }[] }>('ledger', 'listWaiting', { bookId })
  const items = answer.kind === 'answer' ? answer.answer.items : []
  expect(items.map(({ payee }) => payee)).toEqual(['张*明', '李*', '广州示例科技有限公司'])
})

test('the same cause asked for by many at once is held once', async () => {
  const { bookId } = await aBook(town)
  const lines = someLines(1, 100_00)
  const answers = await Promise.all(Array.from({ length: 12 }, () => hold(bookId, lines)))
  expect(answers.filter((answer) => answer.kind === 'written')).toHaveLength(1)
  expect(await stateCounts(bookId)).toEqual([{ state: 'held', n: 1 }])
})

test('a smaller sum does not overtake one that waits', async () => {
  const { bookId } = await aBook(town, 100_00)
  await hold(bookId, someLines(1, 100_01))
  await hold(bookId, someLines(1, 1))
  expect(await stateCounts(bookId)).toEqual([{ state: 'waiting', n: 2 }])
})

test('the database itself refuses a balance below zero and books that do not add up', async () => {
  const { bookId } = await aBook(town, 100_00)
  const change = (set: string) => town.admin(`update ledger.balance set ${set} where owner_id = '${bookId}'`)
  await expect(change('available = available - 20000, held = held + 20000')).rejects.toMatchObject({
    code: '23514',
  })
  await expect(change('held = held + 1')).rejects.toMatchObject({ code: '23514' })
})
