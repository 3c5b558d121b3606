import { describe, expect, test } from 'vitest'
import type { Value } from '../expression.ts'
import { dictionary, today } from '../fixtures.ts'
import { rational } from '../../rational.ts'
import { rowsIn } from './bitmap.ts'
import { openCity } from './city.ts'
import { amount, columnsOf, policyRule } from './fixtures.ts'
import { dice } from './random-rules.ts'
import type { Bitmap } from './result.ts'
import { type Additive, Tally } from './tally.ts'

const size = 4000
const weights = Array.from({ length: size }, (_, row) => row * row + 7)
const sumOf = (rows: Bitmap) => rowsIn(rows).reduce((sum, row) => sum + (weights[row] ?? 0), 0)

/** A sum that tells how many rows were looked at for it. */
function watched(): { additive: Additive<number>; looked: () => number } {
  let looked = 0
  const of = (rows: Bitmap) => {
    looked += rowsIn(rows).length
    return sumOf(rows)
  }
  return { additive: { of, plus: (a, b) => a + b, minus: (a, b) => a - b }, looked: () => looked }
}

describe('a sum over rows of which few change', () => {
  test('is that of all rows, whatever came and went, and looks at few', () => {
    const roll = dice(3)
    const rows = Uint8Array.from({ length: size / 8 }, () => roll(256))
    const tally = new Tally()
    const { additive, looked } = watched()
    expect(tally.of('weights', rows.slice(), additive)).toBe(sumOf(rows))
    const atFirst = looked()
    for (let turn = 0; turn < 200; turn += 1) {
      for (let i = 0; i < 3; i += 1) rows[roll(rows.length)] = roll(256)
      expect(tally.of('weights', rows.slice(), additive)).toBe(sumOf(rows))
    }
    expect(looked() - atFirst).toBeLessThan(200 * 3 * 8)
  })

  test('is added up anew where more changed than there is, and for what it was not asked about', () => {
    const tally = new Tally()
    const { additive, looked } = watched()
    const all = new Uint8Array(size / 8).fill(255)
    const few = new Uint8Array(size / 8)
    few[3] = 1
    for (const rows of [all, few, all]) expect(tally.of('weights', rows, additive)).toBe(sumOf(rows))
    expect(looked()).toBe(size + 1 + size)
    tally.of('other weights', all, additive)
    expect(looked()).toBe(size + 1 + size + size)
  })
})

test('a limit that is moved, and values that change behind it, are summed as in a city that was never asked before', () => {
  const roll = dice(11)
  const rows = Array.from({ length: 3000 }, () => {
    const row = new Map<string, Value>([['rd.total 2024', rational(roll(9000))]])
    return roll(20) === 0 ? row : row.set('fin.revenue 2024', rational(roll(100_000)))
  })
  const raw = columnsOf(dictionary, rows)
  const city = openCity(raw, dictionary)
  const fresh = () => openCity(columnsOf(dictionary, rows), dictionary)
  const benefit = {
    amount: amount('上年研发费用 * 12.5%'),
    components: [],
    round: { toFen: 1, by: 'half-up' },
  } as const
  const draft = (limit: number) => policyRule(dictionary, 'p', `上年营业收入 >= ${limit}元`, true, benefit)
  const figures = (asked: typeof city, limit: number) => {
    const { eligibleRows: _, nearMissRows: __, ...told } = asked.on(today, [draft(limit)]).effectOf('p')
    return told
  }
  for (let turn = 0; turn < 40; turn += 1) {
    const limit = 300 + 2 * turn
    expect(figures(city, limit)).toEqual(figures(fresh(), limit))
    if (turn % 10 !== 9) continue
    const column = raw.columns.get('rd.total 2024')
    if (column?.kind !== 'number') throw new Error('a column of numbers')
    const at = roll(rows.length)
    rows[at]?.set('rd.total 2024', rational(77_777))
    column.values[at] = 77_777 * column.scale
    city.follow(raw, [at])
  }
})
