import { describe, expect, test } from 'vitest'
import { Decimal } from '../feel/number.ts'
import { shown } from '../feel/fixtures.ts'
import { table } from './fixtures.ts'
import type { DmnProgram } from './program.ts'

const given = (x: number) => [{ name: 'x', value: new Decimal(x) }]
const at = (program: DmnProgram, x: number) => shown(program.decide('d', given(x)).value)
const causes = (program: DmnProgram, x: number) => program.decide('d', given(x)).notes.map(({ code }) => code)

const overlapping = [
  ['< 10', '"low"', '1'],
  ['< 20', '"mid"', '2'],
  ['-', '"any"', '3'],
]
const one = overlapping.map(([test = '', , number = '']) => [test, number])
const priority = ['"any", "mid", "low"']

describe('hit policies', () => {
  test.each([
    ['UNIQUE', {}, 5, 'null'],
    ['UNIQUE', {}, 50, '{o1: "any", o2: 3}'],
    ['FIRST', {}, 5, '{o1: "low", o2: 1}'],
    ['ANY', {}, 5, 'null'],
    ['PRIORITY', { values: priority }, 5, '{o1: "any", o2: 3}'],
    ['OUTPUT ORDER', { values: priority }, 15, '[{o1: "any", o2: 3}, {o1: "mid", o2: 2}]'],
    ['RULE ORDER', {}, 15, '[{o1: "mid", o2: 2}, {o1: "any", o2: 3}]'],
    ['COLLECT', {}, 15, '[{o1: "mid", o2: 2}, {o1: "any", o2: 3}]'],
  ] as const)('%s %j of %i', (policy, more, x, expected) => {
    expect(at(table(policy, overlapping, more), x)).toBe(expected)
  })

  test.each([
    ['SUM', '6'],
    ['MIN', '1'],
    ['MAX', '3'],
    ['COUNT', '3'],
  ] as const)('COLLECT %s', (aggregation, expected) => {
    expect(at(table('COLLECT', one, { aggregation }), 5)).toBe(expected)
  })

  test('ANY answers where the rules that hold agree', () => {
    const agreeing = table('ANY', [
      ['< 10', '1'],
      ['< 20', '1.0'],
    ])
    expect(at(agreeing, 5)).toBe('1')
  })
})

describe('a table without an answer says why', () => {
  test('no rule holds, unless there is a default', () => {
    expect(causes(table('UNIQUE', [['< 1', '1']]), 5)).toEqual(['no-rule-holds'])
    expect(at(table('UNIQUE', [['< 1', '1']], { defaults: ['0'] }), 5)).toBe('0')
    expect(at(table('COLLECT', [['< 1', '1']], { aggregation: 'COUNT' }), 5)).toBe('0')
  })

  test('rules disagree, or the input is outside its values', () => {
    expect(causes(table('UNIQUE', one), 5)).toContain('rules-disagree')
    expect(causes(table('ANY', one), 5)).toContain('rules-disagree')
    expect(causes(table('FIRST', one), 101)).toContain('value-not-allowed')
  })
})
