import { type Rational, rational } from '#definitions/rational.ts'
import type { Row } from '#definitions/rules/columns/fixtures.ts'
import type { Dice } from '#definitions/rules/columns/random-rules.ts'
import type { Value } from '#definitions/rules/expression.ts'

const pick = <T>(roll: Dice, from: readonly T[]): T => from[roll(from.length)] as T

/** Days on which months end, leap years turn and years begin. */
const days = [
  '2020-01-31',
  '2020-02-28',
  '2020-02-29',
  '2020-03-01',
  '2021-02-28',
  '2023-12-31',
  '2024-01-01',
  '2024-02-29',
  '2024-06-30',
  '2025-05-31',
  '2025-06-29',
  '2025-06-30',
  '2025-07-01',
  '1000-01-01',
  '9999-12-31',
]

/**
 * A row over the dictionary of the language's tests. A quarter is unknown; values stand at the limits that random rules use, just below
 * and just above them, at zero, below it and beyond what a double holds. `fractions` adds thirds and sevenths, which no decimal column holds.
 */
export function fuzzRow(roll: Dice, fractions: boolean): Row {
  const row = new Map<string, Value>()
  const put = (key: string, value: () => Value) => {
    if (roll(4) > 0) row.set(key, value())
  }
  const near = (limit: Rational, step: Rational): Rational => {
    const aside = BigInt(roll(3) - 1)
    return rational(limit.n * step.d + aside * step.n * limit.d, limit.d * step.d)
  }
  for (const flag of ['t.flag', 't.other', 't.third']) put(flag, () => roll(2) === 1)
  for (const number of ['t.n', 't.m', 't.k'])
    put(number, () => {
      switch (roll(fractions ? 8 : 6)) {
        case 0:
          return rational(0)
        case 1:
          return near(rational(roll(21) - 10, 2), rational(1, 1_000_000))
        case 6:
          return rational(roll(13) - 6, 3)
        case 7:
          return rational(roll(13) - 6, 7)
        default:
          return rational(roll(41) - 20, 2)
      }
    })
  put('t.money', () =>
    near(rational(roll(20) * 5000), rational(1)).n < 0n
      ? rational(0)
      : near(rational(roll(20) * 5000 + 1), rational(1)),
  )
  put('t.cash', () =>
    roll(8) === 0
      ? near(rational(BigInt(roll(9) - 4) * 2n ** 53n), rational(1))
      : near(rational((roll(21) - 10) * 5000), rational(1)),
  )
  put('t.share', () => near(rational(roll(15) + 1, 100), rational(1, 1_000_000)))
  put('t.staff', () => rational(roll(40)))
  put('t.months', () => rational(roll(36)))
  for (const day of ['t.day', 't.end']) put(day, () => pick(roll, days))
  put('t.size', () => pick(roll, ['large', 'small']))
  put('t.note', () => pick(roll, ['甲', '乙', '丙', '𠮷', "o'b"]))
  for (const year of [2023, 2024]) {
    // 5 in 100 and the like are hit exactly: 0.70 of 14.00.
    put(`fin.revenue ${year}`, () => rational(roll(15) * 100))
    put(`rd.total ${year}`, () => rational(roll(15) * (roll(2) === 0 ? 5 : 7)))
    if (roll(6) === 0) put(`rd.share ${year}`, () => rational(roll(20), 100))
  }
  return row
}
