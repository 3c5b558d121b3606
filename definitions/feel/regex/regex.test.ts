import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Run } from '../run.ts'
import { matchesRegex, replaceRegex, splitRegex } from './regex.ts'

const matches = (text: string, pattern: string, flags = '') => matchesRegex(text, pattern, flags, new Run())

describe('regular expressions of XPath', () => {
  test.each([
    ['abc', 'b', '', true],
    ['abc', '^b', '', false],
    ['a\nb', '^b$', 'm', true],
    ['a\nb', 'a.b', '', false],
    ['a\nb', 'a.b', 's', true],
    ['ABC', 'abc', 'i', true],
    ['ÀÉ', 'àé', 'i', true],
    ['hello world', 'hello\\ sworld', 'x', true],
    ['a b', 'a[ ]b', 'x', true],
    ['a.b', 'a.b', 'q', true],
    ['axb', 'a.b', 'q', false],
    ['abab', '^(ab)\\1$', '', true],
    ['aA', '(a)\\1', 'i', true],
    ['h', '[a-z-[aeiou]]', '', true],
    ['e', '[a-z-[aeiou]]', '', false],
    ['中', '\\p{IsCJKUnifiedIdeographs}', '', true],
    ['中', '^\\p{L}$', '', true],
    ['٣', '^\\d$', '', true],
    ['\u{20BB7}', '^.$', '', true],
    ['aaa', '^a{2,3}?$', '', true],
    ['aaaa', '^a{2,3}$', '', false],
    ['-', '[a-]', '', true],
    ['a', '[^a]', '', false],
    ['', '(a*)*', '', true],
  ])('%j with %s and flags %j: %s', (text, pattern, flags, expected) => {
    expect(matches(text, pattern, flags)).toBe(expected)
  })

  test.each([
    '(',
    ')',
    'a**',
    '[',
    '[]',
    '[b-a]',
    'a{2,1}',
    '\\b',
    '(?=a)',
    '(?i)a',
    '\\1',
    '(\\1)',
    '\\p{Nope}',
    'a{',
    '\\',
  ])('%s is none', (pattern) => {
    const run = new Run()
    expect(matchesRegex('a', pattern, '', run)).toBeNull()
    expect(run.notes.map(({ code }) => code)).toEqual(['regex-form'])
  })

  test('replacement names groups, and a pattern that matches nothing at all is refused', () => {
    const replace = (text: string, pattern: string, by: string) =>
      replaceRegex(text, pattern, by, '', new Run())
    expect(replace('abracadabra', 'a(.)', 'a$1$1')).toBe('abbraccaddabbra')
    expect(replace('1.5', '\\.', '\\$')).toBe('1$5')
    expect(replace('ab', '(a)(b)', '$2$1$3')).toBe('ba')
    expect(replace('abc', 'x*', '-')).toBeNull()
    expect(replace('abc', 'a', '$')).toBeNull()
    expect(splitRegex('a;b;;', ';', new Run())).toEqual(['a', 'b', '', ''])
  })

  test('agree with the host at 3,000 random patterns both know', () => {
    const atom = fc.constantFrom('a', 'b', '[ab]', '[^a]', '.', '(a|b)', '(ab|a)(b?)', '(?:ba)')
    const times = fc.constantFrom('', '*', '+', '?', '*?', '{1,2}')
    const pattern = fc
      .array(fc.tuple(atom, times), { minLength: 1, maxLength: 5 })
      .map((parts) => parts.map(([one, count]) => one + count).join(''))
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 12 })
    fc.assert(
      fc.property(pattern, text, (one, value) => {
        expect(matches(value, one)).toBe(new RegExp(one).test(value))
        if (new RegExp(`^(?:${one})$`).test('')) return
        expect(replaceRegex(value, one, '<$0>', '', new Run())).toBe(
          value.replaceAll(new RegExp(one, 'g'), '<$&>'),
        )
      }),
      { numRuns: 3000 },
    )
  })
})
