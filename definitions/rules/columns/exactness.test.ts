import { describe, expect, test } from 'vitest'
import { compareRational, divide, type Rational, rational } from '../../rational.ts'
import type { Value } from '../expression.ts'
import { dictionary, today } from '../fixtures.ts'
import { rowsIn } from './bitmap.ts'
import { openCity } from './city.ts'
import { columnsOf, policyRule, type Row } from './fixtures.ts'
import { dice } from './random-rules.ts'

const row = (facts: Record<string, Value>): Row => new Map(Object.entries(facts))
const eligible = (rule: string, rows: readonly Row[]) =>
  rowsIn(
    openCity(columnsOf(dictionary, rows), dictionary)
      .on(today, [policyRule(dictionary, 'p', rule)])
      .rowsOf('p', 'eligible'),
  )
const money = (revenue: bigint | number, research: bigint | number) =>
  row({ 'fin.revenue 2024': rational(revenue), 'rd.total 2024': rational(research) })

describe('columns are exact at the limit', () => {
  test('0.70 of 14.00 is 5 %, although doubles say less', () => {
    expect(0.7 / 14 >= 0.05).toBe(false)
    expect(eligible('上年研发占比 >= 5%', [money(1400, 70), money(1400, 69), money(1401, 70)])).toEqual([0])
  })

  test('ties and their neighbours in sums far beyond 2^53 are told apart', () => {
    const large = 10n ** 20n
    expect(
      eligible('上年研发占比 >= 5%', [
        money(20n * large, large),
        money(20n * large + 1n, large),
        money(20n * large, large - 1n),
      ]),
    ).toEqual([0])
  })

  test('100,000 ratios at and beside a limit, against whole fractions', () => {
    const roll = dice(5)
    const rows = Array.from({ length: 100_000 }, () => {
      const research = 1 + roll(2_000_000)
      return money(research * 20 + roll(3) - 1, research)
    })
    const limit = rational(1, 20)
    const ratio = (one: Row) =>
      divide(one.get('rd.total 2024') as Rational, one.get('fin.revenue 2024') as Rational)
    const expected = rows.flatMap((one, i) => (compareRational(ratio(one) ?? limit, limit) >= 0 ? [i] : []))
    expect(expected.length).toBeGreaterThan(60_000)
    expect(expected.length).toBeLessThan(70_000)
    expect(eligible('上年研发占比 >= 5%', rows)).toEqual(expected)
  })

  test('who is in a range that holds nothing is known not to be, whatever other columns hold', () => {
    const rows = [row({ 't.share': rational(1, 2), 't.staff': rational(9) }), row({ 't.staff': rational(9) })]
    const policy = policyRule(dictionary, 'p', '人数 >= 5', '占比 in (80%..20%]')
    const plan = openCity(columnsOf(dictionary, rows), dictionary).on(today, [policy])
    expect([rowsIn(plan.rowsOf('p', 'not-applicable')), rowsIn(plan.rowsOf('p', 'unknown'))]).toEqual([
      [0],
      [1],
    ])
  })

  test('a value that does not fit the scale of its column is compared as it is', () => {
    const third = rational(1, 3)
    const rows = [row({ 't.share': third }), row({ 't.share': rational(33, 100) }), row({})]
    expect(eligible('占比 > 33%', rows)).toEqual([0])
  })

  test('a column of more than 254 cuts takes two bytes and answers each', () => {
    const rows = Array.from({ length: 700 }, (_, staff) => row({ 't.staff': rational(staff) }))
    const policies = Array.from({ length: 600 }, (_, limit) =>
      policyRule(dictionary, `p${limit}`, `人数 >= ${limit}人`),
    )
    const counts = openCity(columnsOf(dictionary, rows), dictionary).on(today, policies).eligibleCounts()
    expect([...counts]).toEqual(policies.map((_, limit) => 700 - limit))
  })

  test('the sum of a draft is exact, capped, rounded, and says for whom a fact is missing', () => {
    const rows = [
      money(1000, 101),
      money(1000, 999),
      money(1000, 5),
      row({ 'fin.revenue 2024': rational(1000) }),
    ]
    const { conditions } = policyRule(dictionary, 'share', '上年研发费用 * 50% > 0元')
    const cap = policyRule(dictionary, 'cap', '2元 > 上年研发费用')
    if (conditions.tree.kind !== 'test' || cap.conditions.tree.kind !== 'test') throw new Error('tests')
    const [half, most] = [conditions.tree.expression, cap.conditions.tree.expression]
    if (half.op !== 'compare' || most.op !== 'compare') throw new Error('comparisons')
    const policy = policyRule(dictionary, 'p', '上年营业收入 >= 10元', true, {
      amount: half.left,
      components: [],
      cap: most.left,
      round: { toFen: 1, by: 'half-up' },
    })
    const effect = openCity(columnsOf(dictionary, rows), dictionary).on(today, [policy]).effectOf('p')
    expect(effect).toMatchObject({ eligible: 4, sumFen: 51n + 200n + 3n, withoutSum: 1 })
  })
})

describe('a city that changes', () => {
  test('coded row by row is the city coded as a whole', () => {
    const roll = dice(8)
    const rows = Array.from({ length: 300 }, () => money(1 + roll(40), roll(5)))
    const policies = [policyRule(dictionary, 'p', '上年研发占比 >= 5% and 上年营业收入 <= 0.3元')]
    const city = openCity(columnsOf(dictionary, rows), dictionary)
    city.on(today, policies).verdicts()
    const changed = new Set<number>()
    for (let i = 0; i < 60; i += 1) {
      const at = roll(rows.length)
      rows[at] = money(1 + roll(40), roll(5))
      changed.add(at)
    }
    for (let i = 0; i < 40; i += 1) rows.push(money(1 + roll(40), roll(5)))
    const raw = columnsOf(dictionary, rows)
    city.follow(raw, changed)
    const fresh = openCity(raw, dictionary).on(today, policies)
    expect(city.on(today, policies).verdicts()).toEqual(fresh.verdicts())
    expect(city.on(today, policies).rowsOf('p', 'eligible')).toEqual(fresh.rowsOf('p', 'eligible'))
  })
})
