import { expect, test } from 'vitest'
import en from '../../words/en.json' with { type: 'json' }
import zh from '../../words/zh.json' with { type: 'json' }
import { placeIn } from './places.ts'

test.each([
  ['policy', '/title/en', 'title', 1],
  ['policy', '/gives/text/en', 'gives', 1],
  ['policy', '/gives/amount', 'amount', 1],
  ['policy', '/conditions/all/2/when', 'conditionAt', 3],
  ['policy', '/parameterNames', 'steps', 1],
  ['example', '/examples/0', 'exampleAt', 1],
  ['example', '/examples', 'examples', 1],
] as const)('%s %s is called by its place on the page', (part, path, key, number) => {
  expect(placeIn(part, path)).toEqual({ key, number })
  expect([zh.write.place[key], en.write.place[key]].every(Boolean)).toBe(true)
})

test('a place that the page does not have has no name', () =>
  expect(placeIn('policy', '/id')).toBeUndefined())
