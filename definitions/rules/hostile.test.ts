import { describe, expect, test } from 'vitest'
import { faultsOf, valueOf } from './fixtures.ts'
import { limits } from './normalise.ts'

describe('no rule reaches the host', () => {
  test.each([
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'valueOf',
    'hasOwnProperty',
    'process',
    'globalThis',
    'eval',
  ])('%s is no name, function, field or parameter', (name) => {
    for (const text of [
      `${name} = 1`,
      `${name}(1) = 1`,
      `甲.${name} = 1`,
      `清单[${name} = 1]`,
      `count(清单[种类 = "${name}"].${name}) > 0`,
      `规模 = "${name}"`,
      `起始日 > date("${name}")`,
      `数一 > 1${name}`,
    ])
      expect(faultsOf(text)).not.toEqual([])
  })

  test('a text that a fact holds stays data', () => {
    for (const value of ['__proto__', 'constructor', '${1}', '" or true or "', '\u202E', '<script>'])
      expect(valueOf('备忘 = "x"', { 备忘: value })).toBe(false)
  })
})

describe('no rule is too long, too deep or too large to be judged', () => {
  test.each([
    ['long', `数一 > ${'1 + '.repeat(limits.characters)}1`],
    ['of too many words', `数一 > ${'1+'.repeat(limits.words)}1`],
    ['deep in brackets', `${'('.repeat(limits.depth + 1)}甲${')'.repeat(limits.depth + 1)}`],
    ['deep in conditions', `${'if 甲 then '.repeat(120)}甲`],
    ['deep in functions', `${'not('.repeat(100)}甲${')'.repeat(100)}`],
    ['open', '('.repeat(1500)],
    ['of a number with too many digits', `数一 > ${'9'.repeat(40)}`],
    ['of a power', '数一 ** 数二 > 1'],
    ['of a loop', 'for i in 1..1000000000000 return i'],
    ['of a function of its own', '(function(x) x)(1) = 1'],
    ['of a pattern', 'matches(备忘, "^(a+)+$")'],
    ['of signs', '-'.repeat(1500)],
    ['of quotation marks', '"'.repeat(1501)],
  ])('a rule %s is refused with a code', (_, text) => {
    const codes = faultsOf(text)
    expect(codes.length).toBeGreaterThan(0)
    for (const code of codes) expect(code).toMatch(/^[a-z-]+$/)
  })

  test('a number that grows with every sign is unknown, not large', () => {
    const group = `(${Array.from({ length: 15 }, () => '数一').join(' * ')})`
    const product = Array.from({ length: 12 }, () => group).join(' * ')
    expect(faultsOf(`${product} > 0`)).toEqual([])
    expect(valueOf(`${product} > 0`, { 数一: '9999999999.5' })).toBeUndefined()
  })
})
