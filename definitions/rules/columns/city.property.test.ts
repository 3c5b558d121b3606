import { describe, expect, test } from 'vitest'
import { dictionary, today } from '../fixtures.ts'
import type { PolicyRule } from '../policy-rule.ts'
import { rowsIn } from './bitmap.ts'
import { openCity } from './city.ts'
import { answerOf, columnsOf, countsOf, policyRule } from './fixtures.ts'
import { type Dice, dice, randomRow, soundClause } from './random-rules.ts'
import type { Question } from './result.ts'

const questions: readonly Question[] = ['eligible', 'ineligible', 'unknown', 'not-applicable', 'near-miss']

const randomPolicies = (roll: Dice, count: number): PolicyRule[] =>
  Array.from({ length: count }, (_, i) =>
    policyRule(
      dictionary,
      `p${i}`,
      soundClause(roll, roll(3)),
      roll(2) === 0 ? true : soundClause(roll, roll(2)),
    ),
  )

describe('a city in columns answers as the interpreter does', () => {
  test.each([1, 2, 3, 4])('random rules over random rows, seed %i', (seed) => {
    const roll = dice(seed)
    const rows = Array.from({ length: 250 }, () => randomRow(roll))
    const policies = randomPolicies(roll, 30)
    const raw = columnsOf(dictionary, rows)
    const plan = openCity(raw, dictionary).on(today, policies)
    const plain = openCity(raw, dictionary, { kernels: 'javascript' }).on(today, policies)
    const verdicts = plan.verdicts()
    const eligible = plan.eligibleCounts()
    expect([plain.verdicts(), plain.eligibleCounts()]).toEqual([verdicts, eligible])
    for (const [i, policy] of policies.entries()) {
      const answers = rows.map((row) => answerOf(policy, dictionary, row, today))
      const told = policy.conditions.tree.text.zh
      for (const question of questions) {
        const expected = answers.flatMap((answer, row) =>
          (question === 'near-miss' ? answer.nearMiss : answer.verdict === question) ? [row] : [],
        )
        expect(rowsIn(plan.rowsOf(policy.id, question)), `${question} of ${told}`).toEqual(expected)
      }
      expect(verdicts[i], told).toEqual(countsOf(answers))
      expect(eligible[i]).toBe(countsOf(answers).eligible)
    }
  })

  test('policies in force are planned once for a list, and count who of a draft they reach', () => {
    const roll = dice(9)
    const rows = Array.from({ length: 1500 }, () => randomRow(roll))
    const policies = randomPolicies(roll, 12)
    const drafts = randomPolicies(roll, 6).map((draft, i) => ({ ...draft, id: `d${i}` }))
    for (const kernels of ['wasm', 'javascript'] as const) {
      const city = openCity(columnsOf(dictionary, rows), dictionary, { kernels })
      const standing = city.on(today, policies, { lasting: true })
      let shared = 0
      for (const draft of drafts) {
        const mine = city.on(today, [draft]).rowsOf(draft.id, 'eligible')
        const among = [...standing.eligibleAmong(mine)]
        const inMine = new Set(rowsIn(mine))
        const expected = policies.map(
          ({ id }) => rowsIn(standing.rowsOf(id, 'eligible')).filter((row) => inMine.has(row)).length,
        )
        expect(among).toEqual(expected)
        shared += among.filter((count) => count > 0).length
      }
      expect(shared).toBeGreaterThan(5)
      expect(city.on(today, policies, { lasting: true })).toBe(standing)
      expect(city.on(today, [...policies], { lasting: true })).not.toBe(standing)
    }
  })
})
