import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalJson, sha256 } from './sha256.ts'

test('equals the native hash for any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      expect(sha256(text)).toBe(createHash('sha256').update(text).digest('hex'))
    }),
  )
  for (let length = 50; length < 70; length++)
    expect(sha256('宜'.repeat(length))).toBe(createHash('sha256').update('宜'.repeat(length)).digest('hex'))
})

test('canonical JSON does not depend on the order of keys, but on that of lists', () => {
  expect(canonicalJson({ b: [1, { d: null, c: '宜' }], a: true })).toBe(
    '{"a":true,"b":[1,{"c":"宜","d":null}]}',
  )
  expect(canonicalJson([1, 2])).not.toBe(canonicalJson([2, 1]))
})
