import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { composeCreditCode, creditCodeFault } from './credit-code.ts'

const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const code = fc
  .tuple(
    fc.constantFrom('91', '92', '93', '11', '12', '51'),
    fc.constantFrom('440101', '440116', '350200', '100000'),
    fc.nat(31 ** 6 - 1),
  )
  .map(([authority, division, serial]) => composeCreditCode(authority, division, serial))

describe('credit codes of GB 32100', () => {
  test.each([
    '91440101MA5CJQ4N59',
    '91350200MA2YJ1XR9G',
    '91350200776049653A',
    '91350200MA31E12PXF',
    '123502001549897397',
    '11440116MB2D282878',
  ])('%s is valid', (valid) => {
    expect(creditCodeFault(valid)).toBeUndefined()
  })

  test.each([
    ['91350203M0001QAY9B', 'outer-check'],
    ['91440101MA5CJQ4N5', 'length'],
    ['91440101MA5CJQ4N5O', 'character'],
    ['91440101MA5CJQ4n59', 'character'],
    ['91440101MA5CJQ4N69', 'inner-check'],
    ['９1440101MA5CJQ4N59', 'character'],
    ['', 'length'],
  ])('%s is refused for its %s', (wrong, fault) => {
    expect(creditCodeFault(wrong)).toBe(fault)
  })

  test('a composed code is valid, and two serials never meet', () => {
    fc.assert(
      fc.property(code, (composed) => {
        expect(creditCodeFault(composed)).toBeUndefined()
      }),
    )
    const composed = Array.from({ length: 2000 }, (_, serial) => composeCreditCode('91', '440106', serial))
    expect(new Set(composed).size).toBe(2000)
  })

  test('every change of one character is caught', () => {
    fc.assert(
      fc.property(code, fc.nat(17), fc.constantFrom(...alphabet), (composed, place, char) => {
        fc.pre(char !== composed[place])
        expect(creditCodeFault(composed.slice(0, place) + char + composed.slice(place + 1))).toBeDefined()
      }),
      { numRuns: 2000 },
    )
  })

  test('every exchange of two unlike neighbours is caught', () => {
    fc.assert(
      fc.property(code, fc.nat(16), (composed, place) => {
        const [left = '', right = ''] = composed.slice(place, place + 2)
        fc.pre(left !== right)
        expect(
          creditCodeFault(composed.slice(0, place) + right + left + composed.slice(place + 2)),
        ).toBeDefined()
      }),
      { numRuns: 1000 },
    )
  })

  test('exchanging the first and the last character is the known weakness: both weigh one', () => {
    const weak = composeCreditCode('91', '440101', 3)
    expect(creditCodeFault(weak[17] + weak.slice(1, 17) + weak[0])).toBeUndefined()
  })
})
