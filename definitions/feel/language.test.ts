import { describe, expect, test } from 'vitest'
import { FeelStop } from './fault.ts'
import { feel, feelTests } from './feel.ts'
import { shown, valueOf, written } from './fixtures.ts'
import { Decimal } from './number.ts'

const d = (value: number) => new Decimal(value)

describe('numbers are decimals of 34 digits, rounded half to even', () => {
  test.each([
    ['0.1 + 0.2', '0.3'],
    ['0.70 / 14.00 >= 0.05', 'true'],
    ['1 / 3', '0.3333333333333333333333333333333333'],
    ['2 / 3', '0.6666666666666666666666666666666667'],
    ['9007199254740993 + 1', '9007199254740994'],
    ['1234567890123456789012345678901234 + 0.5', '1234567890123456789012345678901234'],
    ['1234567890123456789012345678901235 + 0.5', '1234567890123456789012345678901236'],
    ['-2 ** 2', '4'],
    ['2 ** 3 ** 2', '64'],
    ['10 ** -2', '0.01'],
    ['2 + 3 * 4', '14'],
    ['- (2 + 3)', '-5'],
    ['.5 + 1e2', '100.5'],
    ['1 / 0', 'null'],
    ['1e6145', 'null'],
    ['10 ** 6144 * 10', 'null'],
  ])('%s is %s', (text, expected) => {
    expect(written(text)).toBe(expected)
  })
})

describe('three truth values', () => {
  const values = ['true', 'false', 'null']
  const not = (value: string) => (value === 'null' ? 'null' : value === 'true' ? 'false' : 'true')
  test.each(values.flatMap((a) => values.map((b) => [a, b] as const)))('%s with %s', (a, b) => {
    const and = a === 'false' || b === 'false' ? 'false' : a === 'null' || b === 'null' ? 'null' : 'true'
    expect(written(`${a} and ${b}`)).toBe(and)
    expect(written(`not(${a})`)).toBe(not(a))
    expect(written(`not(not(${a}) or not(${b}))`)).toBe(and)
  })

  test.each([
    ['null = null', 'true'],
    ['null = 1', 'false'],
    ['null > 1', 'null'],
    ['1 = "1"', 'null'],
    ['if null then 1 else 2', '2'],
    ['some x in [1, null] satisfies x > 5', 'null'],
    ['some x in [1, 9] satisfies x > 5', 'true'],
    ['every x in [] satisfies x > 5', 'true'],
    ['every x in [1, null] satisfies x > 0', 'null'],
    ['every x in [9, 1], y in [2] satisfies x > y', 'false'],
  ])('%s is %s', (text, expected) => {
    expect(written(text)).toBe(expected)
  })
})

describe('an `in` ends where its test ends', () => {
  test.each([
    ['5 in [1..3) or true', 'true'],
    ['2 in [1..3) and false', 'false'],
    ['2 in (1, 2) and 3 in (> 1, < 0)', 'true'],
    ['5 in (2 + 3) * 1', 'true'],
    ['2 between 1 and 3 and 5 between 6 and 7', 'false'],
    ['2 between 5 and 1', 'false'],
    ['"b" in ["a".."c"]', 'true'],
    ['3 in ]1..3[', 'false'],
    ['3 in ]1..3[ or 1 in [1..2[', 'true'],
    ['[1, 2] in [[1, 2], [3]]', 'true'],
    ['5 in (> 3, null)', 'true'],
    ['not(1 in [2, 3])', 'true'],
  ])('%s is %s', (text, expected) => {
    expect(written(text)).toBe(expected)
  })
})

describe('names', () => {
  test('end where a name in scope ends, whatever signs they hold', () => {
    const names = { a: d(5), b: d(3), 'a-b': d(100), 'Monthly  Income': d(7), 'profit & loss': d(1) }
    expect(written('a - b', { a: d(5), b: d(3) })).toBe('2')
    expect(written('a-b', names)).toBe('100')
    expect(written('Monthly Income + 1', names)).toBe('8')
  })

  test('may be Chinese, in rare characters, or an emoji', () => {
    expect(written('营业收入 > 100', { 营业收入: d(101) })).toBe('true')
    expect(written('企业.注册地.区', { 企业: new Map([['注册地', new Map([['区', '天河']])]]) })).toBe(
      '"天河"',
    )
    expect(written('𠮷野 + 🐎', { 𠮷野: d(1), '🐎': d(2) })).toBe('3')
  })

  test('of loops, functions and entries hold spaces too', () => {
    expect(written('for my item in [1, 2] return my item * 2')).toBe('[2, 4]')
    expect(written('{net price: 3, gross price: net price * 2}.gross price')).toBe('6')
    expect(
      written('(function(first one, second one) first one - second one)(second one: 1, first one: 3)'),
    ).toBe('2')
  })
})

describe('lists, contexts and loops', () => {
  test.each([
    ['[1, 2, 3][-1]', '3'],
    ['[1, 2, 3][4]', 'null'],
    ['[1, 2, 3][item >= 2]', '[2, 3]'],
    ['[{x: 1, y: 2}, {x: 2, y: 3}][x = 2].y', '[3]'],
    ['100[item > 50]', '[100]'],
    ['[{a: 1}, {a: 2}].a', '[1, 2]'],
    ['{a: 1, b: a + 1}', '{a: 1, b: 2}'],
    ['{"a b": 1}.a b', '1'],
    ['{a: 1, a: 2}', 'null'],
    ['for i in 3..1 return i', '[3, 2, 1]'],
    ['for i in [1..3), j in 1..i return i * 10 + j', '[11, 21, 22]'],
    ['for i in 1..5 return if i < 3 then 1 else partial[-1] + partial[-2]', '[1, 1, 2, 3, 5]'],
    ['for day in @"2024-02-28"..@"2024-03-01" return day.day', '[28, 29, 1]'],
    ['{f: function(n: number) n + 1, r: f(n: 2)}.r', '3'],
    ['{f: function(n: number) n + 1, r: f("x")}.r', 'null'],
    ['{f: function(n: number) n + 1, r: f([4])}.r', '5'],
    ['/* a */ 1 + // b\n 1', '2'],
    [String.raw`"\u4e1c\"\\\n"`, String.raw`"东\"\\` + '\n"'],
    ['"a" + "b" < "b"', 'true'],
    ['"\\U01F40E" > "\uFFFD"', 'true'],
  ])('%s is %s', (text, expected) => {
    expect(written(text)).toBe(expected)
  })
})

describe('instance of looks at the shape', () => {
  test.each([
    ['1 instance of number', 'true'],
    ['null instance of number', 'false'],
    ['-4 instance of number', 'true'],
    ['2 - 4 instance of number', 'null'],
    ['[1, 2] instance of list<number>', 'true'],
    ['[1, "a"] instance of list<number>', 'false'],
    ['{a: 1, b: 2} instance of context<a: number>', 'true'],
    ['{a: 1} instance of context<a: string>', 'false'],
    ['[1..2] instance of range<number>', 'true'],
    ['(> 2) instance of range<number>', 'true'],
    ['["a".."b"] instance of range<number>', 'false'],
    ['(function(a: number) a) instance of function<number> -> Any', 'true'],
    ['(function(a: number) a) instance of function<string> -> Any', 'false'],
    ['(function(a) a) instance of function<number> -> number', 'true'],
    ['abs instance of function<number> -> string', 'false'],
    ['@"P1Y" instance of years and months duration', 'true'],
    ['@"P1D" instance of years and months duration', 'false'],
    ['1 instance of nothing known', 'null'],
  ])('%s is %s', (text, expected) => {
    expect(written(text)).toBe(expected)
  })
})

describe('unary tests', () => {
  const passes = (text: string, value: Parameters<ReturnType<typeof feelTests>['test']>[0]) =>
    feelTests(text, { variables: ['?'] }).test(value).value
  test.each([
    ['-', d(1), true],
    ['1, 2', d(2), true],
    ['not(1, 2)', d(2), false],
    ['< 5', d(3), true],
    ['[1..3)', d(3), false],
    ['"a", "b"', 'c', false],
    ['? > 2 and ? < 4', d(3), true],
    ['starts with(?, "a")', 'abc', true],
    ['[1, 2]', d(2), true],
    ['true', true, true],
    ['false', false, true],
    ['null', null, true],
    ['> 5', null, null],
    ['not(null)', d(1), true],
  ])('%s', (text, value, expected) => {
    expect(passes(text, value)).toBe(expected)
  })
})

describe('a text that cannot be read', () => {
  test.each([
    '1 +',
    '(1',
    '[1, 2',
    '"open',
    'for x in',
    'if 1 then 2',
    '1 2',
    ')',
    '',
    '{a 1}',
    'x instance of',
    '@5',
  ])('%s is refused with the place', (text) => {
    expect(() => feel(text)).toThrow(FeelStop)
    try {
      feel(text)
    } catch (error) {
      if (!(error instanceof FeelStop)) throw error
      expect(error.code).toBe('feel-syntax')
      expect(error.complaint.message.zh).toMatch(/第 \d+ 个字符/)
      expect(error.at.from).toBeLessThanOrEqual(text.length)
    }
  })
})

test('an expression is read once and evaluated with many contexts', () => {
  const expression = feel('a * 2', { variables: ['a'] })
  expect([1, 2, 3].map((a) => shown(expression.evaluate(new Map([['a', d(a)]])).value))).toEqual([
    '2',
    '4',
    '6',
  ])
})

test('strict mode makes the first null an error with its cause', () => {
  expect(() => valueOf('1 / 0', {}, { strict: true })).toThrow(/divided-by-zero/)
  expect(valueOf('null', {}, { strict: true })).toBeNull()
})
