import { expect, test } from 'vitest'
import { neighbour } from './reading-order.ts'

test('the next row is the one that stood below, although the row just worked on has moved to the end', () => {
  expect(neighbour(['a', 'b', 'c'], ['b', 'c', 'a'], 'a', 1)).toBe('b')
})

test('rows that have left are passed over, in both directions', () => {
  expect(neighbour(['a', 'b', 'c', 'd'], ['a', 'd'], 'a', 1)).toBe('d')
  expect(neighbour(['a', 'b', 'c', 'd'], ['a', 'd'], 'd', -1)).toBe('a')
})

test('the row worked on may have left itself', () => {
  expect(neighbour(['a', 'b', 'c'], ['a', 'c'], 'b', 1)).toBe('c')
})

test('rows that came since follow last, and after them there is nothing', () => {
  expect(neighbour(['a', 'b'], ['x', 'a', 'b'], 'b', 1)).toBe('x')
  expect(neighbour(['a', 'b'], ['x', 'a', 'b'], 'x', 1)).toBeUndefined()
})

test('reading begins at the top', () => {
  expect(neighbour([], ['a', 'b'], undefined, 1)).toBe('a')
  expect(neighbour([], [], undefined, 1)).toBeUndefined()
})
