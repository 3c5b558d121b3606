import { expect, test } from 'vitest'
import { matches, meets, stateOf, valueAt } from './calculate.ts'
import type { Server } from './model.ts'

const server = (kind: Server['kind'], present: boolean): Server => ({ kind, id: 'x', present })
const some = [{ sample: 3 }]

test('an engine alone never makes a measure usable', () => {
  expect(stateOf([server('engine', true)], some)).toBe('not-yet')
})
test('a measure with everything but events is ready, not running', () => {
  expect(stateOf([server('theme', true)], [{ sample: 0 }])).toBe('ready')
})
test('a measure with everything and real events is running', () => {
  expect(stateOf([server('theme', true), server('engine', true)], some)).toBe('running')
})
test('one missing part makes it partly usable, whatever the figures', () => {
  expect(stateOf([server('theme', true), server('screen', false)], some)).toBe('partly')
})
test('without a value a target is neither met nor missed', () => {
  expect(meets(undefined, { comparison: 'at-least', value: 1 })).toBeUndefined()
  expect(meets(0.5, { comparison: 'at-most', value: 0.5 })).toBe(true)
  expect(meets(0.6, { comparison: 'at-most', value: 0.5 })).toBe(false)
  expect(meets(50, { comparison: 'at-least', value: 50 })).toBe(true)
  expect(meets(2, { comparison: 'exactly', value: 1 })).toBe(false)
})
test('paths do not reach inherited properties', () => {
  expect(valueAt({ a: { b: 1 } }, 'a.b')).toBe(1)
  expect(valueAt({}, 'constructor.name')).toBeUndefined()
  expect(matches({ a: 1 }, { a: 1 })).toBe(true)
  expect(matches({ a: 1 }, { a: 2 })).toBe(false)
})
