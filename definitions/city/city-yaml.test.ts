import { describe, expect, test } from 'vitest'
import { maxFileCharacters, readCityYaml } from './city-yaml.ts'

const codes = (text: string) => {
  const read = readCityYaml('a.yaml', text)
  return 'faults' in read ? read.faults.map(({ code, line }) => `${line} ${code}`) : []
}

describe('positions', () => {
  const text = 'id: one\ntitle: { zh: 一, en: One }\nlist:\n  - a: 1\n    b: 2\n'
  const read = readCityYaml('a.yaml', text)
  if ('faults' in read) throw new Error('readable')

  test('lead to the line and column of a value', () => {
    expect(read.locate(['list', 0, 'b'])).toEqual({ file: 'a.yaml', line: 5, column: 8, path: '/list/0/b' })
    expect(read.locate(['title', 'en'])).toMatchObject({ line: 2, column: 21 })
  })
  test('lead to the key where the key is meant', () => {
    expect(read.locate([], 'list')).toMatchObject({ line: 3, column: 1, path: '/list' })
  })
  test('stop at the nearest that exists', () => {
    expect(read.locate(['list', 0, 'c', 'd'])).toMatchObject({ line: 4, path: '/list/0/c/d' })
    expect(read.locate(['list', 7])).toMatchObject({ line: 4 })
    expect(read.locate(['id', 'deeper'])).toMatchObject({ line: 1 })
  })
  test('write slashes in keys as JSON pointers do', () => {
    expect(read.locate(['a/b', 'c~d']).path).toBe('/a~1b/c~0d')
  })
})

describe('hostile files', () => {
  test('a billion laughs is refused without being expanded', () => {
    const bomb = ['a: &a [x, x]', 'b: &b [*a, *a]', 'c: &c [*b, *b]', 'd: [*c, *c]'].join('\n')
    expect(codes(bomb)).toEqual(['2 alias', '2 alias', '3 alias', '3 alias', '4 alias', '4 alias'])
  })
  test('nesting a hundred thousand deep is refused quickly', () => {
    expect(codes('['.repeat(100_000))).not.toEqual([])
    expect(codes(`${'['.repeat(60)}1${']'.repeat(60)}`)).toEqual(['1 too-deep'])
    const indented = Array.from({ length: 60 }, (_, i) => `${' '.repeat(i)}k:`).join('\n')
    expect(codes(`${indented} 1`)).toEqual([expect.stringMatching(/too-deep$/)])
  })
  test('an oversized file is refused unread', () => {
    expect(codes(`a: ${'x'.repeat(maxFileCharacters)}`)).toEqual(['1 too-large'])
  })
  test('merge keys, tags and a second document do nothing but fail', () => {
    expect(codes('a: !!js/function "x"')).toEqual(['1 yaml-syntax'])
    expect(codes('a: 1\n---\nb: 2\n')).toEqual([expect.stringMatching(/yaml-syntax$/)])
    const merged = readCityYaml('a.yaml', 'a:\n  <<: { b: 1 }\n')
    expect('value' in merged && merged.value).toEqual({ a: { '<<': { b: 1 } } })
  })
  test('a key named __proto__ stays a key', () => {
    const read = readCityYaml('a.yaml', '__proto__: { polluted: true }\n')
    expect('value' in read && Object.hasOwn(Object(read.value), '__proto__')).toBe(true)
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  })
  test('several syntax faults are told together', () => {
    expect(codes('a: 1\na: 2\nb: 1\nb: 2\n')).toEqual(['2 duplicate-key', '4 duplicate-key'])
  })
})

test('dates and codes with leading zeros stay what was written', () => {
  const read = readCityYaml('a.yaml', 'on: 2026-01-01\ncode: "0101"\nyes: no\n')
  expect('value' in read && read.value).toEqual({ on: '2026-01-01', code: '0101', yes: 'no' })
})
