import { expect, test } from 'vitest'
import { as, changed, childrenOf, kindOf, testOf } from './kinds.ts'

/** A condition that is written another way keeps what can be kept of it. */

const named = { id: 'grade', zh: '评价为优', en: 'Excellent', when: '等级 = "优"' }

test('one test becomes the first of several, and is one again', () => {
  const joined = as('all', '等级 = "优"')
  expect(joined).toEqual({ all: ['等级 = "优"'] })
  expect(as('any', joined)).toEqual({ any: ['等级 = "优"'] })
  expect(as('test', joined)).toBe('等级 = "优"')
})

test('words, source and exception stay with it', () => {
  expect(as('not', named)).toEqual({ id: 'grade', zh: '评价为优', en: 'Excellent', not: '等级 = "优"' })
  expect(changed(named, { when: 'a = 1' })).toEqual({ ...named, when: 'a = 1' })
  expect(changed('a = 1', { clause: '第二条' })).toEqual({ when: 'a = 1', clause: '第二条' })
  expect(changed({ when: 'a = 1', clause: '第二条' }, { clause: undefined })).toBe('a = 1')
})

test.each([
  ['a = 1', 'test'],
  [named, 'test'],
  [true, 'always'],
  [{ when: false, zh: '从不', en: 'Never' }, 'never'],
  [{ all: ['a', 'b'] }, 'all'],
  [{ not: 'a' }, 'not'],
  [{ table: { inputs: ['a'], rows: [{ when: '1' }] } }, 'table'],
] as const)('%j is seen as %s, and written as that it stays what it is', (rule, kind) => {
  expect(kindOf(rule)).toBe(kind)
  expect(as(kind, rule)).toEqual(rule)
})

test('of several one is looked at at a time', () => {
  expect(childrenOf({ any: ['a', named] })).toEqual(['a', named])
  expect(testOf(named)).toBe('等级 = "优"')
})
