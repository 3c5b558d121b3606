import { afterAll, beforeAll, expect, test } from 'vitest'
import { isHarmed, unharmed } from './audit.ts'
import { control, grid } from './grid.ts'
import { walls } from './machine.ts'
import { shortPoints } from './points.ts'
import { aTown, type Town } from './town.ts'

// The short grid: real processes killed with SIGKILL, stopped and woken, over a real database and a bank over HTTP. Its three
// controls are one run each: they show that the same run would be seen to pay twice if a wall were missing.
const payees = 6
let town: Town
beforeAll(async () => {
  town = await aTown(payees)
})
afterAll(() => town?.close())

test('workers killed at every named point and stopped until others did their work pay nobody twice, lose nothing and stay within the budget', async () => {
  const { rows, total } = await grid(town, { seeds: [1], runs: 5, atOnce: 2, short: true })
  expect(shortPoints.length).toBeGreaterThanOrEqual(40)
  expect(rows.filter((row) => row.times === 0 || row.unfinished > 0).map((row) => row.name)).toEqual([])
  expect(total).toEqual(unharmed)
  // The worker that was woken really told the bank to pay, and only for the end of its lease it did not.
  const woken = rows.find((row) => row.name === 'stopped: outside bank POST asking')
  expect(woken?.late).toBeGreaterThan(0)
}, 300_000)

test.each(walls)(
  'without %s somebody is paid twice or wrongly, and it shows',
  async (wall) => {
    expect(isHarmed(await control(town, wall))).toBe(true)
  },
  120_000,
)
