import { expect, test } from 'vitest'
import { dictionary, today } from '../fixtures.ts'
import { openCity } from './city.ts'
import { answerOf, columnsOf, policyRule, type Row } from './fixtures.ts'
import { dice, randomRow, soundClause } from './random-rules.ts'

test.each([11, 12, 13])('changes of one row are those of the whole computed anew, seed %i', (seed) => {
  const roll = dice(seed)
  const rows = Array.from({ length: 150 }, () => randomRow(roll))
  const policies = Array.from({ length: 20 }, (_, i) =>
    policyRule(dictionary, `p${i}`, soundClause(roll, roll(3)), roll(2) === 0 ? true : soundClause(roll, 1)),
  )
  const answers = (row: Row) => policies.map((policy) => answerOf(policy, dictionary, row, today).verdict)
  const raw = columnsOf(dictionary, rows)
  const city = openCity(raw, dictionary)
  const plan = city.on(today, policies, { lasting: true })
  expect(plan.verdictsOf(7)).toEqual(answers(rows[7] as Row))
  let found = 0
  for (let i = 0; i < 150; i += 1) {
    const at = roll(rows.length)
    const before = rows[at] as Row
    const after = new Map(before)
    const others = randomRow(roll)
    const keys = [...raw.columns.keys()].filter(() => roll(6) === 0)
    for (const key of keys) {
      const value = others.get(key)
      if (value === undefined) after.delete(key)
      else after.set(key, value)
    }
    rows[at] = after
    city.follow(columnsOf(dictionary, rows))
    const [was, is] = [answers(before), answers(after)]
    const expected = policies.flatMap(({ id }, place) =>
      was[place] === is[place] ? [] : [{ policyId: id, before: was[place], after: is[place] }],
    )
    const told = plan.recode(at, new Set(keys))
    expect([...told].sort((a, b) => order(a.policyId, b.policyId))).toEqual(
      expected.sort((a, b) => order(a.policyId, b.policyId)),
    )
    found += expected.length
  }
  expect(found).toBeGreaterThan(20)
  expect(plan.verdicts()).toEqual(
    openCity(columnsOf(dictionary, rows), dictionary).on(today, policies).verdicts(),
  )
})

const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
