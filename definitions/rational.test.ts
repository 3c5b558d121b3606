import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  compareRational,
  decimalText,
  parseDecimal,
  rational,
  roundTo,
  roundWhole,
  showDecimal,
} from './rational.ts'
import { evaluate, question } from './rules/evaluate.ts'
import { compile, dictionary, today } from './rules/fixtures.ts'
import type { FactSheet } from './facts/sheet.ts'

/** A small fast generator: the same seed, the same numbers. */
function numbers(seed: number) {
  let state = seed >>> 0
  return (bound: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * bound)
  }
}

describe('ratios are compared exactly', () => {
  test('seventy fen of fourteen yuan are five per cent', () => {
    const asked = question(dictionary, sheetFor(70n, 1400n), today)
    expect(0.7 / 14 >= 0.05).toBe(false)
    expect(evaluate(compile('金额一 / 金额二 >= 5%'), asked)).toBe(true)
    expect(evaluate(compile('金额一 / 金额二 > 5%'), asked)).toBe(false)
  })

  test('in 120,000 comparisons, half of them ties or a fen beside, none differs from integer arithmetic', () => {
    const next = numbers(20251123)
    const rules = [1, 3, 5, 10, 15, 33, 55, 60, 99].map((share) => ({
      share,
      at: compile(`金额一 / 金额二 >= ${share}%`),
      above: compile(`金额一 / 金额二 > ${share}%`),
    }))
    let ties = 0
    for (let i = 0; i < 60_000; i++) {
      const rule = rules[next(rules.length)]
      if (rule === undefined) continue
      const unit = BigInt(1 + next(2 ** 31)) * BigInt(1 + next(1000))
      const whole = 100n * unit
      const near = BigInt(rule.share) * unit + BigInt([0, 0, 1, -1][next(4)] ?? 0)
      const part = next(2) === 0 ? near : BigInt(next(2 ** 31)) * 1000n
      const asked = question(dictionary, sheetFor(part, whole), today)
      const difference = part * 100n - BigInt(rule.share) * whole
      if (difference === 0n) ties += 1
      if (evaluate(rule.at, asked) !== difference >= 0n || evaluate(rule.above, asked) !== difference > 0n)
        expect.fail(`${part} / ${whole} against ${rule.share}%`)
    }
    expect(ties).toBeGreaterThan(10_000)
  })
})

function sheetFor(part: bigint, whole: bigint): FactSheet {
  const values: Record<string, bigint> = { 't.money': part, 't.cash': whole }
  return { lookup: (id) => ({ value: rational(values[id] ?? 0n) }), items: () => undefined }
}

describe('rounding is the statutory one', () => {
  test.each([
    ['2.5', 'half-up', 3n],
    ['-2.5', 'half-up', -3n],
    ['2.4', 'half-up', 2n],
    ['2.9', 'down', 2n],
    ['-2.9', 'down', -2n],
    ['2.1', 'up', 3n],
    ['-2.1', 'up', -3n],
    ['-2.1', 'floor', -3n],
    ['-2.1', 'ceiling', -2n],
    ['2', 'up', 2n],
  ] as const)('%s by %s is %s', (text, by, whole) => {
    expect(roundWhole(parseDecimal(text) ?? rational(0), by)).toBe(whole)
  })

  test('1.005 rounds to 1.01 although its double does not', () => {
    expect(decimalText(roundTo(parseDecimal('1.005') ?? rational(0), rational(1, 100), 'half-up'))).toBe(
      '1.01',
    )
  })
})

test('a decimal read and written is itself', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }),
      fc.integer({ min: 0, max: 12 }),
      (digits, places) => {
        const value = rational(digits, 10n ** BigInt(places))
        expect(parseDecimal(decimalText(value))).toEqual(value)
      },
    ),
  )
})

test('order of fractions agrees with order of their difference', () => {
  const fraction = fc
    .tuple(fc.bigInt({ min: -1000n, max: 1000n }), fc.bigInt({ min: 1n, max: 1000n }))
    .map(([n, d]) => rational(n, d))
  fc.assert(
    fc.property(fraction, fraction, (a, b) => {
      expect(Math.sign(Number(a.n * b.d - b.n * a.d))).toBe(compareRational(a, b))
    }),
  )
})

test('numbers are shown with separators and without idle zeros', () => {
  expect(showDecimal(rational(123456789, 100), 2)).toBe('1,234,567.89')
  expect(showDecimal(rational(-1, 3), 2)).toBe('-0.33')
  expect(showDecimal(rational(5), 2)).toBe('5')
})
