import { expect, test } from 'vitest'
import { ceilingExact, endsWithin, exactOf, rationalOf, showExact, showUnits } from './exact.ts'
import { rational, roundWhole, showDecimal } from './rational.ts'
import { dice } from './rules/columns/random-rules.ts'

test('fractions of doubles are rounded and written out as whole fractions are, seed 3', () => {
  const roll = dice(3)
  let [cut, long] = [0, 0]
  for (let i = 0; i < 40_000; i += 1) {
    const n = (roll(2) === 0 ? -1 : 1) * roll(10 ** (1 + roll(9))) * (roll(5) === 0 ? 100_000 : 1)
    // Not reduced: common factors are left in.
    const d = [1, 3, 7, 100, 2500, 1_000_000, 6_000_000][roll(7)] ?? 1
    const small = { n, d }
    const whole = rational(n, d)
    const places = roll(11)
    for (const by of ['half-up', 'up'] as const)
      expect(showExact(small, places, by), `${n}/${d} to ${places}, ${by}`).toBe(
        showDecimal(whole, places, by),
      )
    expect(rationalOf(ceilingExact(small))).toEqual(rational(roundWhole(whole, 'ceiling')))
    const ends = 10n ** BigInt(places) % whole.d === 0n
    expect(endsWithin(small, places)).toBe(ends)
    if (!ends) cut += 1
    if (Math.abs(n) * 10 ** places > Number.MAX_SAFE_INTEGER) long += 1
  }
  expect(Math.min(cut, long), 'both what ends and what does not fit a double were met').toBeGreaterThan(1000)
})

test('whole units of the last decimal', () => {
  expect([showUnits(-1_234_567_800, 6), showUnits(100, 2), showUnits(5, 2), showUnits(0, 2)]).toEqual([
    '-1,234.5678',
    '1',
    '0.05',
    '0',
  ])
  expect(showExact(exactOf(rational(10n ** 20n, 3)), 2)).toBe('33,333,333,333,333,333,333.33')
})
