import fc from 'fast-check'
import { expect, test } from 'vitest'
import { identityCheck, identityNumberFault } from './identity-number.ts'

const number = fc.tuple(fc.integer({ min: 0, max: 20_000 }), fc.nat(999)).map(([days, order]) => {
  const born = new Date(days * 86_400_000).toISOString().slice(0, 10).replaceAll('-', '')
  const first17 = `440106${born}${String(order).padStart(3, '0')}`
  return first17 + identityCheck(first17)
})

test('a number with its check character is well formed, and any changed digit is caught', () => {
  fc.assert(
    fc.property(number, fc.nat(16), fc.integer({ min: 1, max: 9 }), (valid, place, step) => {
      expect(identityNumberFault(valid)).toBeUndefined()
      const digit = String((Number(valid[place]) + step) % 10)
      expect(identityNumberFault(valid.slice(0, place) + digit + valid.slice(place + 1))).toBeDefined()
    }),
  )
})

test.each([
  ['11010519491231002X', undefined],
  ['11010519491231002x', 'character'],
  ['110105194912310021', 'check'],
  ['11010519490231002X', 'birth-date'],
  ['1101051949', 'length'],
])('%s gives %s', (given, fault) => {
  expect(identityNumberFault(given)).toBe(fault)
})
