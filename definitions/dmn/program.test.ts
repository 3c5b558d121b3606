import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { shown } from '../feel/fixtures.ts'
import { Decimal } from '../feel/number.ts'
import type { FeelValue } from '../feel/values.ts'
import { DmnProgram } from './program.ts'
import { readModel } from './read.ts'
import { writeModel } from './write.ts'

const load = (name: string) =>
  readModel(fs.readFileSync(path.join(import.meta.dirname, 'examples', `${name}.dmn`), 'utf8'))
const d = (value: number) => new Decimal(value)
const subsidy = new DmnProgram(load('subsidy'), [load('words')])
const boxes = new DmnProgram(load('boxes'))

const enterprise = (size: string, staff: number): FeelValue =>
  new Map<string, FeelValue>([
    ['规模', size],
    ['staff count', d(staff)],
  ])
const given = (size: string, staff: number, ...paid: number[]) => [
  { name: 'enterprise', value: enterprise(size, staff) },
  { name: 'amounts paid', value: paid.map(d) },
]

describe('a model over another it imports', () => {
  test.each([
    ['小型', 3, [100, 200], '180'],
    ['小型', 1, [500], '100'],
    ['大型', 3, [100], '30'],
    ['中型', 3, [100], '0'],
  ])('%s with %i staff: %j', (size, staff, paid, expected) => {
    expect(shown(subsidy.decide('amount', given(size, staff, ...paid)).value)).toBe(expected)
    expect(shown(subsidy.call('subsidy for', given(size, staff, ...paid)).value)).toBe(expected)
  })

  test('values outside a type’s constraints are null with the cause', () => {
    const codes = (...values: Parameters<typeof given>) =>
      subsidy.decide('amount', given(...values)).notes.map(({ code }) => code)
    expect(codes('巨型', 3, 100)).toContain('type-mismatch')
    expect(codes('小型', 3, -100)).toContain('type-mismatch')
    expect(codes('小型', 3, 1, 2, 3, 4)).toContain('type-mismatch')
  })

  test('has no text that cannot be read', () => {
    expect(subsidy.readAll()).toEqual([])
    expect(subsidy.decide('nobody', []).notes.map(({ code }) => code)).toEqual(['unknown-name'])
  })
})

describe('boxed expressions', () => {
  test.each([
    ['rows', '[{name: "a", n: 1}, {name: "b", n: 3}]'],
    ['many', '[{name: "b", n: 3}]'],
    ['squares', '[1, 5]'],
    ['some of them', 'true'],
    ['every one', 'false'],
    ['add two', '7'],
    ['larger', '7'],
    ['single', '7'],
    ['moment', '2026-01-31T00:00:00Z'],
  ])('%s is %s', (name, expected) => {
    expect(shown(boxes.decide(name, []).value)).toBe(expected)
  })

  test.each([
    ['typed', 'type-mismatch'],
    ['empty', 'no-logic'],
    ['broken', 'not-parsed'],
    ['round', 'decision-cycle'],
  ])('%s is null: %s', (name, code) => {
    const { value, notes } = boxes.decide(name, [])
    expect(value).toBeNull()
    expect(notes.map((note) => note.code)).toContain(code)
  })

  test('a text that cannot be read is named with its element', () => {
    expect(new DmnProgram(load('boxes')).readAll().map(({ element, text }) => [element, text])).toEqual([
      ['broken', '1 +'],
    ])
  })
})

test.each(['subsidy', 'words', 'boxes'])('%s is written and read back equal', (name) => {
  const model = load(name)
  const text = writeModel(model)
  expect(text).toContain('xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/"')
  expect(readModel(text)).toEqual(model)
  expect(writeModel(readModel(text))).toBe(text)
})
