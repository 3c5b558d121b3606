import { describe, expect, test } from 'vitest'
import { FeelStop, obstacleCodes } from './fault.ts'
import { feel } from './feel.ts'
import { shown, valueOf, written } from './fixtures.ts'
import type { RunOptions } from './run.ts'

/** The code with which a text is stopped; undefined when it is answered. */
function stopOf(text: string, options: RunOptions = {}): string | undefined {
  try {
    feel(text).evaluate(new Map(), options)
    return undefined
  } catch (error) {
    if (error instanceof FeelStop) {
      expect(error.complaint.message.zh).toMatch(/\p{Script=Han}/u)
      expect(error.complaint.remedy.en).not.toBe('')
      return error.code
    }
    throw error
  }
}

const hostNames = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'valueOf',
  'hasOwnProperty',
  '__defineGetter__',
  'process',
  'globalThis',
  'require',
  'this',
  'arguments',
  'eval',
  'Function',
]

describe('no name reaches the host', () => {
  test.each(hostNames)('%s is a name like any other', (name) => {
    expect(valueOf(name)).toBeNull()
    expect(valueOf(`{a: 1}.${name}`)).toBeNull()
    expect(valueOf(`"text".${name}`)).toBeNull()
    expect(valueOf(`(1).${name}`)).toBeNull()
    expect(valueOf(`[].${name}`)).toEqual([])
    expect(valueOf(`[1][${name} = null]`)).toEqual([shownOne])
    expect(valueOf(`@"2026-01-01".${name}`)).toBeNull()
    expect(valueOf(`(function(x) x).${name}`)).toBeNull()
    expect(valueOf(`abs.${name}`)).toBeNull()
    expect(valueOf(`${name}("return 1")`)).toBeNull()
    expect(valueOf(`abs(${name}: 1)`)).toBeNull()
    expect(valueOf(`get value({a: 1}, "${name}")`)).toBeNull()
    expect(written(`{"${name}": 7}.${name}`)).toBe('7')
    expect(written(`context put({}, "${name}", 7).${name}`)).toBe('7')
    expect(written(`context([{key: "${name}", value: 7}]).${name}`)).toBe('7')
    expect(written(`{f: function(${name}) ${name} + 1, r: f(1)}.r`)).toBe('2')
    expect(valueOf(`1 instance of ${name}`)).toBeNull()
    expect(({} as Record<string, unknown>)['7']).toBeUndefined()
  })

  test('a declared Java method calls nothing of a host', () => {
    for (const method of ['java.lang.Runtime', 'java.lang.System', '__proto__', 'constructor'])
      expect(
        valueOf(
          `(function(a) external {java: {class: "${method}", method signature: "exec(java.lang.String)"}})("ls")`,
        ),
      ).toBeNull()
  })
})
const shownOne = valueOf('1')

const doubled = (start: string, step: string, times: number) =>
  `{x0: ${start}, ${Array.from({ length: times }, (_, i) => `x${i + 1}: ${step.replaceAll('x', `x${i}`)}`).join(', ')}}`

const stopped: readonly (readonly [why: string, text: string, code: string])[] = [
  ['a loop over a million million', 'for i in 1..1e12 return i', 'feel-list-too-long'],
  ['a loop that finds nothing', 'some i in 1..1e12 satisfies false', 'feel-steps-spent'],
  [
    'a loop over all days',
    'every d in @"-999999999-01-01"..@"999999999-12-31" satisfies true',
    'feel-steps-spent',
  ],
  ['loops in loops', 'every a in 1..9999, b in 1..9999, c in 1..9999 satisfies true', 'feel-steps-spent'],
  ['a text doubled', doubled('"aaaaaaaaaa"', 'x + x', 40), 'feel-text-too-long'],
  ['a list doubled', doubled('[1,2,3]', 'concatenate(x, x)', 40), 'feel-list-too-long'],
  [
    'lists of itself, compared',
    `${doubled('[1]', '[x, x]', 40)}.x40 = ${doubled('[1]', '[x, x]', 40)}.x40`,
    'feel-steps-spent',
  ],
  ['lists of itself, written out', `string(${doubled('[1]', '[x, x]', 40)}.x40)`, 'feel-size-spent'],
  ['lists of itself, flattened', `flatten(${doubled('[1]', '[x, x]', 40)}.x40)`, 'feel-list-too-long'],
  ['lists of itself, judged', `${doubled('[1]', '[x, x]', 40)}.x40 instance of list<Any>`, 'answered'],
  [
    'lists of itself, joined',
    `string length(${doubled('"ab"', 'replace(x, "a|b", "abababab")', 12)}.x12)`,
    'feel-steps-spent',
  ],
  [
    'many long texts',
    'for i in 1..1000 return upper case(string join(for j in 1..20000 return "a"))',
    'feel-steps-spent',
  ],
  ['partial results kept', 'for i in 1..20000 return partial', 'feel-size-spent'],
  ['a function without end', '{f: function(g) g(g), r: f(f)}.r', 'feel-too-deep'],
  ['a power of powers', '9 ** 9 ** 9 ** 9', 'answered'],
  ['a number near one', '1.0000000000000000000000000000000001 ** 1e30', 'answered'],
  ['many logarithms', 'for i in 1..100000 return log(exp(i / 1000))', 'feel-steps-spent'],
  ['a catastrophic pattern', `matches("${'a'.repeat(3000)}!", "^(a+)+$")`, 'answered'],
  [
    'a pattern with many ways',
    `matches("${'a'.repeat(200)}", "${'a?'.repeat(200)}${'a'.repeat(200)}")`,
    'answered',
  ],
  [
    'references in a pattern',
    `matches("${'a'.repeat(400)}", "^(a*)(a*)(a*)(a*)\\\\1\\\\2\\\\3\\\\4b$")`,
    'feel-steps-spent',
  ],
  ['counts of counts', 'matches("a", "((a{1000}){1000}){1000}")', 'feel-regex-spent'],
  ['a long pattern', `matches("a", "${'a|'.repeat(2000)}")`, 'feel-regex-spent'],
  ['sorting without an order', 'sort(for i in 1..100000 return i, function(a, b) true)', 'feel-steps-spent'],
  ['distinct values of many', 'distinct values(for i in 1..50000 return i)', 'feel-steps-spent'],
  [
    'a list of texts sought in one another',
    `contains(${doubled('"aaaaaaaa"', 'x + x', 16)}.x16, ${doubled('"aaaaaaaa"', 'x + x', 15)}.x15 + "b")`,
    'answered',
  ],
]

describe('no text goes round without end or fills the memory', () => {
  test.each(stopped)('%s', (_, text, code) => {
    expect(stopOf(text) ?? 'answered').toBe(code)
  })

  test.each([
    ['brackets', '('.repeat(5000)],
    ['closed brackets', `${'('.repeat(5000)}1${')'.repeat(5000)}`],
    ['lists', '['.repeat(5000)],
    ['contexts', '{a:'.repeat(5000)],
    ['conditions', 'if '.repeat(5000)],
    ['signs', `${'-'.repeat(5000)}1`],
    ['functions', 'function(a) '.repeat(5000)],
    ['types', `1 instance of ${'list<'.repeat(5000)}`],
    ['tests in tests', `${'x in ('.repeat(100)}1${') + 1'.repeat(100)}`],
    ['ranges in ranges', `${'['.repeat(100)}1${'..2]'.repeat(100)}`],
    ['named arguments', 'f(a: '.repeat(5000)],
    ['filters', `x${'[x'.repeat(5000)}`],
  ])('%s in one another are refused before the parser is lost in them', (_, text) => {
    expect(['feel-too-deep', 'feel-syntax', 'feel-too-long']).toContain(stopOf(text))
  })

  test.each([
    ['a sum', `1${'+1'.repeat(40_000)}`],
    ['a path', `a${'.a'.repeat(40_000)}`],
    ['a comparison', `1${'=1'.repeat(40_000)}`],
    ['comments', '/*'.repeat(40_000)],
    ['names', `{${Array.from({ length: 6000 }, (__, i) => `a ${i}:1`).join(',')}}`],
    ['words', 'a '.repeat(40_000)],
    ['quotes', '"\\'.repeat(40_000)],
    ['digits', '9'.repeat(90_000)],
  ])('%s of any length ends with an answer or a code', (_, text) => {
    const code = stopOf(text)
    expect([undefined, ...obstacleCodes]).toContain(code)
  })

  test('a text longer than the limit is not read at all', () => {
    expect(stopOf(' '.repeat(100_001))).toBe('feel-too-long')
  })

  test('every obstacle is reached', () => {
    const met = new Set([...stopped.map(([, , code]) => code), 'feel-too-long', 'feel-syntax'])
    expect(obstacleCodes.filter((code) => !met.has(code))).toEqual([])
  })

  test('a smaller budget is kept', () => {
    expect(stopOf('for i in 1..100 return i', { budget: { listLength: 99 } })).toBe('feel-list-too-long')
    expect(stopOf('for i in 1..100 return i', { budget: { steps: 99 } })).toBe('feel-steps-spent')
    expect(stopOf('for i in 1..100 return i', { budget: { listLength: 100 } })).toBeUndefined()
  })
})

test('characters that mislead stay data', () => {
  for (const text of ['\u202Eabc', '\u0000', '<script>', '=1+1', "'; drop table", '\uD800'])
    expect(shown(valueOf('a + a', { a: text }))).toContain(text)
})
