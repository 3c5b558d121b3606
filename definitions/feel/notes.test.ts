import { describe, expect, test } from 'vitest'
import { causeCodes, feelNote, obstacleCodes } from './fault.ts'
import { causes } from './fixtures.ts'

const reached: Readonly<Record<string, string>> = {
  'unknown-name': 'nobody',
  'unknown-function': 'nobody(1)',
  'unknown-type': '1 instance of nobody',
  'unknown-entry': '{a: 1}.b',
  'unknown-property': '"a".length',
  'not-callable': '{f: 1, r: f(1)}.r',
  'argument-count': 'abs(1, 2)',
  'argument-name': 'abs(m: 1)',
  'argument-type': 'abs("a")',
  'argument-value': 'sqrt(-1)',
  'operand-type': '1 + "a"',
  'operand-null': '1 + null',
  'not-comparable': '1 < "a"',
  'not-boolean': '1 and true',
  'divided-by-zero': '1 / 0',
  'number-out-of-range': '10 ** 6144 * 10',
  'not-a-number': '(-8) ** 0.5',
  'temporal-form': '@"yesterday"',
  'temporal-out-of-range': '@"999999999-12-31" + @"P1D"',
  'duration-out-of-range': '@"P1999999999Y" * 2',
  'index-out-of-range': '[1][2]',
  'range-form': '[1.."a"]',
  'regex-form': 'matches("a", "(")',
  'duplicate-key': '{a: 1, a: 2}',
  'external-function':
    '(function(a) external {java: {class: "java.lang.System", method signature: "exit(int)"}})(1)',
}
/** These belong to models and have their examples in `definitions/dmn`. */
const ofModels = [
  'type-mismatch',
  'value-not-allowed',
  'rules-disagree',
  'no-rule-holds',
  'no-logic',
  'decision-cycle',
  'not-parsed',
]

describe('every null carries its cause', () => {
  test.each(Object.entries(reached))('%s: %s', (code, text) => {
    expect(causes(text)).toContain(code)
  })

  test('and every cause is reached', () => {
    expect([...Object.keys(reached), ...ofModels].sort()).toEqual([...causeCodes].sort())
  })

  test('in Chinese and English', () => {
    for (const code of causeCodes) {
      const { zh, en } = feelNote(code, { from: 0, until: 1 }).message
      expect(zh).toMatch(/\p{Script=Han}/u)
      expect(en).toMatch(/^[a-z0-9 ,-]+$/i)
    }
    expect(obstacleCodes.every((code) => code.startsWith('feel-'))).toBe(true)
  })
})
