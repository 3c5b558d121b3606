import { describe, expect, test } from 'vitest'
import { compileClause } from './clause.ts'
import { Clause, ParameterForm } from './clause-form.ts'
import { compileParameters } from './parameters.ts'
import { describe as say } from './describe.ts'
import { evaluate, question } from './evaluate.ts'
import { explain } from './explain.ts'
import { compileExpression } from './check.ts'
import { isRational } from './expression.ts'
import { dictionary, sheet, today } from './fixtures.ts'
import { Ground } from './ground.ts'

type Written = Parameters<typeof ParameterForm.parse>[0]

/** The value of a parameter `表` for a sheet: a number, `-` where it is unknown. */
function value(form: Written, facts: Record<string, unknown>, name = '表') {
  const forms = { 表: ParameterForm.parse(form) }
  const { parameters, faults } = compileParameters(forms, dictionary, ['parameters'])
  if (faults.length > 0)
    throw new Error(JSON.stringify(faults.map(({ code, path, message }) => [code, path, message.zh])))
  const types = new Map([...parameters].map(([key, { type }]) => [key, type]))
  const expression = compileExpression(name, { vocabulary: dictionary.vocabulary, parameters: types })
  if (Array.isArray(expression)) throw new Error('no such parameter')
  const got = evaluate(expression, question(dictionary, sheet(facts), today, parameters))
  return got === undefined ? '-' : isRational(got) ? Number(got.n) / Number(got.d) : got
}

const codes = (form: Written) =>
  compileParameters({ 表: ParameterForm.parse(form) }, dictionary, ['parameters']).faults.map(
    ({ code, path }) => [code, path.join('.')],
  )

const score = (hit: string, rest: object = {}) => ({
  table: {
    hit,
    inputs: ['占比', '人数'],
    rows: [
      { when: ['>= 30%', '-'], value: 20 },
      { when: ['[10%..30%)', '>= 5'], value: 5 },
      { when: ['-', '< 3'], value: 9 },
    ],
    ...rest,
  },
})

describe('a decision table as a parameter', () => {
  test.each([
    ['F', { 占比: '30%', 人数: 1 }, 20],
    ['F', { 占比: '29.99%', 人数: 5 }, 5],
    ['F', { 占比: '9.99%', 人数: 2 }, 9],
    ['F', { 占比: '9.99%', 人数: 3 }, '-'],
    ['F', { 人数: 1 }, '-'],
    ['C+', { 占比: '30%', 人数: 1 }, 29],
    ['C+', { 占比: '9%', 人数: 3 }, 0],
    ['C#', { 占比: '30%', 人数: 1 }, 2],
    ['C<', { 占比: '30%', 人数: 1 }, 9],
    ['C>', { 占比: '30%', 人数: 1 }, 20],
  ])('%s of %o is %s', (hit, facts, expected) => {
    expect(value(score(hit), facts)).toBe(expected)
  })

  test('P takes the strongest result, wherever its row stands', () => {
    expect(value(score('P', { priority: [9, 20, 5] }), { 占比: '30%', 人数: 1 })).toBe(9)
  })

  test('otherwise is for those no row fits, also where the table sums', () => {
    for (const hit of ['U', 'F', 'C+', 'C#', 'C<'])
      expect(value(score(hit, { otherwise: -1 }), { 占比: '9%', 人数: 3 })).toBe(-1)
    expect(value(score('C+', { otherwise: -1 }), { 占比: '9%', 人数: 2 })).toBe(9)
  })

  test('lists, negations, yes and no, dates, versions and single cells', () => {
    const table = {
      inputs: ['规模', '甲', '起始日'],
      rows: [
        { when: ['"大型"、"小型"', true, '< @"2020-01-01"'], value: 1 },
        { when: ['not("大型")', '否', '-'], value: 2 },
      ],
      otherwise: 3,
    }
    const facts = { 规模: '大型', 甲: true, 起始日: '2019-12-31' }
    expect(value({ table }, facts)).toBe(1)
    expect(value({ table }, { ...facts, 起始日: '2020-01-01' })).toBe(3)
    expect(value({ table }, { 规模: '小型', 甲: false })).toBe(2)
    const single = { inputs: ['人数'], rows: [{ when: '>= 1,000', value: 1 }], otherwise: 0 }
    const versions = [
      { from: '2020-01-01', until: '2025-01-01', value: 7 },
      { from: '2025-01-01', table: single },
    ]
    expect(value(versions, { 人数: 1000 })).toBe(1)
    expect(value(versions, { 人数: 999 })).toBe(0)
  })

  test('several outputs are parameters of their own', () => {
    const table = {
      outputs: ['比例', '上限'],
      inputs: ['规模'],
      rows: [{ when: '"大型"', value: ['30%', '100万元'] }],
      otherwise: ['60%', '50万元'],
    }
    expect(value({ table }, { 规模: '小型' }, '比例')).toBe(0.6)
    expect(value({ table }, { 规模: '大型' }, '上限')).toBe(100_000_000)
  })

  test('every fault is told at its cell, and its character counts in the cell', () => {
    const broken = {
      table: {
        inputs: ['占比', '人术'],
        rows: [
          { when: ['>= 30'], value: 1 },
          { when: ['>= 30', '> 5'], value: 1 },
          { when: ['> 1%', '-'], value: [1, 2] },
        ],
      },
    }
    expect(codes(broken)).toEqual([
      ['unknown-name', 'parameters.表.table.inputs.1'],
      ['table-width', 'parameters.表.table.rows.0.when'],
      ['percent-sign', 'parameters.表.table.rows.1.when.0'],
      ['table-outputs', 'parameters.表.table.rows.2.value'],
    ])
    const { faults } = compileParameters({ 表: ParameterForm.parse(broken) }, dictionary, [])
    expect(faults[2]?.message.zh).toContain('第 1 个字符“')
    expect(codes(score('R')).map(([code]) => code)).toEqual(['table-hit-list'])
    expect(codes(score('P')).map(([code]) => code)).toEqual(['table-priority'])
    const formula = { hit: 'C<', inputs: ['甲'], rows: [{ when: '是', value: '人数 + 1' }] }
    expect(codes({ table: formula }).map(([code]) => code)).toEqual(['table-not-fixed'])
  })

  test('is grounded into the same operations as tiers, so that every back end has it', () => {
    const { parameters } = compileParameters({ 表: ParameterForm.parse(score('F')) }, dictionary, [])
    const { parameters: tiers } = compileParameters(
      {
        表: ParameterForm.parse([
          { when: '占比 >= 30%', value: 20 },
          { when: '占比 in [10%..30%) and 人数 >= 5', value: 5 },
          { when: '人数 < 3', value: 9 },
          { otherwise: 0 },
        ]),
      },
      dictionary,
      [],
    )
    const ground = new Ground(dictionary, today)
    const shape = (from: typeof parameters) => {
      const tier = from.get('表')?.versions[0]?.tiers[0]?.when
      return tier && ground.ground(tier).id
    }
    expect(shape(parameters)).toBe(shape(tiers))
  })
})

describe('a decision table as a condition', () => {
  const clause = (hit: string, otherwise = false) =>
    Clause.parse({
      id: 'fits',
      zh: '符合表内一行',
      en: 'Fits a row',
      table: {
        hit,
        ...(hit === 'P' ? { priority: [true, false] } : {}),
        inputs: ['规模', '人数'],
        rows: [
          { when: ['"大型"', '> 100'], value: false },
          { when: ['"大型"', '>= 10'], clause: '第二条' },
          { when: ['"小型"', '<= 30'] },
        ],
        otherwise,
      },
    })
  const truth = (form: Clause, facts: Record<string, unknown>) => {
    const compiled = compileClause(form, dictionary)
    if ('faults' in compiled) throw new Error(compiled.faults.map(({ code }) => code).join())
    return explain(compiled, dictionary, sheet(facts), today)
  }

  test.each([
    ['F', { 规模: '大型', 人数: 101 }, 'false'],
    ['F', { 规模: '大型', 人数: 100 }, 'true'],
    ['F', { 规模: '大型', 人数: 9 }, 'false'],
    ['F', { 规模: '小型', 人数: 30 }, 'true'],
    ['F', { 规模: '大型' }, 'unknown'],
    ['P', { 规模: '大型', 人数: 101 }, 'true'],
  ])('%s answers %o with %s', (hit, facts, expected) => {
    expect(truth(clause(hit), facts).truth).toBe(expected)
  })

  test('otherwise yes is yes where no row fits', () => {
    expect(truth(clause('F', true), { 规模: '小型', 人数: 31 }).truth).toBe('true')
    expect(truth(clause('F', true), { 规模: '大型', 人数: 101 }).truth).toBe('false')
  })

  test('each row is a condition with its gap and its clause', () => {
    const { tree } = truth(clause('F'), { 规模: '小型', 人数: 31 })
    expect(tree[0]?.gap?.zh).toBe('超出 1 人')
    expect(tree[0]?.children.map(({ clause: place }) => place)).toContain('第二条')
  })

  test('a number is no condition', () => {
    const compiled = compileClause(clause('C+'), dictionary)
    expect('faults' in compiled && compiled.faults.map(({ code }) => code)).toEqual(['table-hit-condition'])
  })

  test('has words of its own where its author gave none', () => {
    const expression = compileExpression('人数 >= 10', { vocabulary: dictionary.vocabulary })
    if (Array.isArray(expression)) throw new Error('does not compile')
    const compiled = compileClause(
      Clause.parse({ table: { inputs: ['人数'], rows: [{ when: '>= 10' }] } }),
      dictionary,
    )
    expect('tree' in compiled && compiled.tree.text).toEqual(say(expression, dictionary))
  })
})
