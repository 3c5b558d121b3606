import { describe, expect, test } from 'vitest'
import { rational } from '../../rational.ts'
import type { Value } from '../expression.ts'
import { dictionary, today } from '../fixtures.ts'
import { Ground } from '../ground.ts'
import type { PolicyRule } from '../policy-rule.ts'
import { sumsOf, totalOf } from './effect.ts'
import { ExactRows } from './exact.ts'
import { amount, columnsOf, expression, policyRule, type Row } from './fixtures.ts'
import { dice } from './random-rules.ts'

const amounts = [
  '上年研发费用 * 12.5%',
  '上年研发费用 * 5% + 上年营业收入 / 3',
  'if 上年营业收入 > 5元 then 上年研发费用 / 7 else 上年研发费用 * 2',
  'min(上年研发费用 * 3, 上年营业收入 - 1元)',
  'max(上年研发费用, 上年营业收入 / 9) - 0.03元',
]

describe('sums in doubles are those with whole fractions', () => {
  test.each(amounts)('%s', (written) => {
    const roll = dice(17)
    const rows: Row[] = Array.from({ length: 300 }, () => {
      const cells = new Map<string, Value>()
      const large = roll(20) === 0 ? 10n ** 15n : 1n
      if (roll(9) > 0) cells.set('fin.revenue 2024', rational(BigInt(roll(2000)) * large))
      if (roll(9) > 0) cells.set('rd.total 2024', rational(BigInt(roll(900)) * large))
      return cells
    })
    const raw = columnsOf(dictionary, rows)
    const ground = new Ground(dictionary, today, (key) => raw.columns.has(key))
    const exact = new ExactRows(() => raw)
    let filled = 0
    for (const by of ['half-up', 'down', 'up', 'floor', 'ceiling'] as const)
      for (const benefit of [
        { amount: amount(written), components: [] },
        { amount: amount(written), components: [], cap: amount('上年营业收入 / 2') },
        {
          components: [
            { amount: amount(written) },
            { when: expression('上年研发费用 > 3元'), amount: amount('上年营业收入 * 1%') },
          ],
        },
      ]) {
        const policy: PolicyRule = {
          ...policyRule(dictionary, 'p', true),
          benefit: { ...benefit, round: { toFen: 100, by } },
        }
        const quick = sumsOf(policy, ground, exact, raw)
        const slow = sumsOf(policy, ground, exact, { rows: 0, columns: new Map() })
        const answers = rows.map((_, row) => quick?.of(row))
        expect(answers).toEqual(rows.map((_, row) => slow?.of(row)))
        const out = new Float64Array(1)
        for (const [row, answer] of answers.entries())
          if (quick?.fill?.(Int32Array.of(row), 1, out)) {
            filled += 1
            expect(out[0], `${by}, row ${row}`).toBe(answer ?? Number.NaN)
          }
        const some = Uint8Array.from({ length: Math.ceil(rows.length / 8) }, () => roll(256))
        some[some.length - 1] = (some.at(-1) ?? 0) & 15
        expect(quick && totalOf(quick, some)).toEqual(slow && totalOf({ of: slow.of }, some))
        expect(new Set(answers).size).toBeGreaterThan(2)
      }
    expect(filled, 'blocks were computed, and refused where a number is too large').toBeGreaterThan(3000)
    expect(filled).toBeLessThan(15 * rows.length)
  })
})
