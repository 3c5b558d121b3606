import { expect, test } from 'vitest'
import { compareExact, type Exact } from '../../exact.ts'
import { dice } from '../columns/random-rules.ts'
import { fulfilled, isMet } from '../relation.ts'
import type { Relation } from '../syntax.ts'
import { cellIn, type LimitTest, type Scale, scalesOf } from './scale.ts'
import { type Cell, no, unsure, yes } from './step.ts'

const relations: readonly Relation[] = ['<', '<=', '>', '>=', '=', '!=']
const roll = dice(23)
const third = (n: number): Exact => ({ n, d: 3 })

/** The truths of all tests of a value, by place. */
function answersTo(scales: readonly Scale[], value: Cell): Map<number, number | undefined> {
  const found = new Map<number, number | undefined>()
  for (const { limits, places, answers } of scales)
    for (const [i, place] of places.entries())
      found.set(place, answers[cellIn(limits, value) * places.length + i])
  return found
}

test('a value on, beside and between many limits answers every test as the comparison does', () => {
  const asked = Array.from({ length: 900 }, (_, place) => {
    const relation = relations[roll(relations.length)] ?? '='
    return { place, relation, limit: roll(400) - 200 }
  })
  const tests = asked.map(
    ({ place, relation, limit }): LimitTest => ({
      place,
      stretches: [[{ orders: fulfilled[relation], limit: third(limit) }]],
    }),
  )
  const scales = scalesOf(tests, new Set([3, 5]))
  expect(scales.length, 'more than one table was needed').toBeGreaterThan(1)
  let wrong = 0
  for (let n = -205; n < 205; n += 1)
    // Sixths lie between the thirds, every second one on them.
    for (const value of [third(n), { n: 2 * n + 1, d: 6 }]) {
      const found = answersTo(scales, value)
      for (const { place, relation, limit } of asked)
        if (found.get(place) !== (isMet(compareExact(value, third(limit)), relation) ? yes : no)) wrong += 1
    }
  expect(wrong).toBe(0)
  expect(new Set(answersTo(scales, undefined).values())).toEqual(new Set([unsure]))
})

test('a test of several stretches holds within any of them, its ends included as they say', () => {
  const end = (relation: Relation, limit: Cell) => ({ orders: fulfilled[relation], limit })
  const scales = scalesOf(
    [
      { place: 0, stretches: [[end('>=', '2020-01-01'), end('<', '2021-01-01')], [end('=', '2024-02-29')]] },
      { place: 1, stretches: [[end('!=', '2020-01-01')]] },
    ],
    new Set([1]),
  )
  const told = ['2019-12-31', '2020-01-01', '2020-12-31', '2021-01-01', '2024-02-29', '2024-03-01'].map(
    (day) => [...answersTo(scales, day)].sort(([a], [b]) => a - b).map(([, truth]) => truth),
  )
  expect(told).toEqual([
    [no, yes],
    [yes, no],
    [yes, yes],
    [no, yes],
    [yes, yes],
    [no, yes],
  ])
  expect(scales.map(({ places, cells }) => [[...places].slice(0, cells)]).flat()).toEqual([[1]])
})
