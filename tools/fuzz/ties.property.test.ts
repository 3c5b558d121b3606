import { expect, test } from 'vitest'
import { type Rational, rational } from '#definitions/rational.ts'
import { compareExact, divideExact, exactOf, multiplyExact, subtractExact } from '#definitions/exact.ts'
import { dice } from '#definitions/rules/columns/random-rules.ts'

const seed = Number(process.env['FUZZ_SEED'] ?? 7)
const cases = 1_200_000

/** A share of a sum against a limit of so many parts, where the share is exactly the limit, or one 分 beside it. */
interface Tie {
  /** whole numbers of 分 */
  readonly part: bigint
  readonly whole: bigint
  /** the limit is `limit / parts` */
  readonly limit: bigint
  readonly parts: bigint
  /** what whole fractions say: is part / whole at least the limit? */
  readonly reached: boolean
}

const scales = [100n, 1000n, 10_000n]

function* ties(count: number): Generator<Tie> {
  const roll = dice(seed)
  for (let i = 0; i < count; i += 1) {
    const parts = scales[roll(scales.length)] ?? 100n
    const limit = BigInt(roll(Number(parts)) + 1)
    // One in twenty is beyond what a double holds.
    const size =
      roll(20) === 0 ? BigInt(roll(1 << 30)) * 2n ** 34n + BigInt(roll(1 << 20)) : BigInt(roll(1 << 30))
    const whole = (size + 1n) * parts
    const part = (whole / parts) * limit + BigInt(i % 3) - 1n
    yield { part, whole, limit, parts, reached: part * parts >= limit * whole }
  }
}

type Judge = (part: Rational, whole: Rational, limit: Rational) => boolean

function wrongBy(judge: Judge, count: number): number {
  let wrong = 0
  for (const { part, whole, limit, parts, reached } of ties(count))
    if (judge(rational(part), rational(whole), rational(limit, parts)) !== reached) wrong += 1
  return wrong
}

test('of more than a million shares at their limit, none is judged wrongly', () => {
  const wrong = wrongBy(
    (part, whole, limit) => compareExact(divideExact(exactOf(part), exactOf(whole)), exactOf(limit)) >= 0,
    cases,
  )
  process.stdout.write(`ties: seed ${seed}, ${cases} at the limit or one 分 beside it, ${wrong} wrong\n`)
  expect(wrong).toBe(0)
}, 120_000)

test('the same limits written as products and differences', () => {
  const byProduct = wrongBy(
    (part, whole, limit) => compareExact(exactOf(part), multiplyExact(exactOf(whole), exactOf(limit))) >= 0,
    200_000,
  )
  const byDifference = wrongBy((part, whole, limit) => {
    const share = divideExact(exactOf(part), exactOf(whole))
    return compareExact(subtractExact(share, exactOf(limit)), exactOf(rational(0))) >= 0
  }, 200_000)
  expect([byProduct, byDifference]).toEqual([0, 0])
}, 120_000)

const double = ({ n, d }: Rational) => Number(n) / Number(d)

test.each<[string, Judge]>([
  ['a division of doubles', (part, whole, limit) => double(part) / double(whole) >= double(limit)],
  ['a product of doubles', (part, whole, limit) => double(part) >= double(whole) * double(limit)],
  ['above for at least', (part, whole, limit) => part.n * limit.d > limit.n * whole.n],
])('%s is found out', (_, judge) => {
  expect(wrongBy(judge, 100_000)).toBeGreaterThan(0)
})
