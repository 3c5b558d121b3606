import { afterAll, beforeAll, expect, test } from 'vitest'
import { composition } from '#apps/composition.ts'
import { openTestSystem, type TestSystem } from '#platform/testing/system.ts'
import { aBook, holdInput, someLines } from './fixtures.ts'

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
const stateCounts = async (bookId: string) =>
  (
    await town.admin(
      `select state, count(*)::int as n from ledger.transfer where owner_id = '${bookId}' group by state order by state`,
    )
  ).rows

test('of 64 who want a fund that covers 20 at the same moment exactly 20 get it, and the rest wait', async () => {
  const { bookId } = await aBook(town, 20 * 100_00 + 99_99)
  await Promise.all(someLines(64, 100_00).map((line) => hold(bookId, [line])))
  expect(await stateCounts(bookId)).toEqual([
    { state: 'held', n: 20 },
    { state: 'waiting', n: 44 },
  ])
  expect(await balanceOf(bookId)).toEqual({ available: 99_99, held: 20 * 100_00 })
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
