import { describe, expect, test } from 'vitest'
import { compileClause } from '../clause.ts'
import { type Clause, ParameterForm } from '../clause-form.ts'
import { compileParameters } from '../parameters.ts'
import { dictionary } from '../fixtures.ts'
import { analyse, type Finding } from './analyse.ts'

const days = { from: '2025-06-30', until: '2027-01-01' }

type Written = Parameters<typeof ParameterForm.parse>[0]

function findings(
  conditions: Clause,
  parameters: Record<string, Written> = {},
  appliesTo: Clause = true,
): Finding[] {
  const forms = Object.fromEntries(
    Object.entries(parameters).map(([name, form]) => [name, ParameterForm.parse(form)]),
  )
  const named = compileParameters(forms, dictionary, ['parameters'])
  const compile = (clause: Clause, path: string) => {
    const compiled = compileClause(clause, dictionary, named.parameters, [path])
    if ('faults' in compiled) throw new Error(compiled.faults.map(({ code }) => code).join())
    return compiled
  }
  if (named.faults.length > 0) throw new Error(named.faults.map(({ code }) => code).join())
  return analyse({
    dictionary,
    parameters: named.parameters,
    appliesTo: compile(appliesTo, 'appliesTo'),
    conditions: compile(conditions, 'conditions'),
    days,
  })
}

/** Code and place of what is found. */
const said = (...rule: Parameters<typeof findings>) =>
  findings(...rule).map(({ code, path }) => `${code} ${path.join('.')}`)

describe('conditions', () => {
  test.each<[Clause, string[]]>([
    [{ all: ['人数 > 30', '人数 < 30'] }, ['rule-contradiction conditions.all.1']],
    [{ all: ['人数 > 30', '人数 < 31'] }, ['rule-contradiction conditions.all.1']],
    [{ all: ['数一 > 30', '数一 < 31'] }, []],
    [{ all: ['金额二 > 0.01元', '金额二 < 0.02元'] }, ['rule-contradiction conditions.all.1']],
    ['人数 < 0', ['rule-contradiction conditions']],
    ['人数 >= 0', ['rule-always-true conditions']],
    ['数一 >= 0', []],
    [{ any: ['人数 < 30', '人数 >= 30'] }, ['rule-always-true conditions']],
    [{ any: ['人数 < 30', '人数 > 30'] }, ['rule-exclusive conditions']],
    [{ all: ['人数 >= 30', '人数 >= 20', '甲'] }, ['rule-subsumed conditions.all.1']],
    [{ any: ['人数 >= 30', '人数 >= 20'] }, ['rule-subsumed conditions.any.0']],
    [{ all: ['规模 = "大型"', 'not(规模 = "小型")'] }, ['rule-subsumed conditions.all.1']],
    [{ all: ['甲', { not: '甲' }] }, ['rule-contradiction conditions.all.1']],
    [{ any: [{ all: ['甲', { not: '甲' }] }, '乙'] }, ['rule-contradiction conditions.any.0.all.1']],
    ['本年营业收入 > 上年营业收入 and 本年营业收入 <= 上年营业收入', ['rule-contradiction conditions']],
    ['本年营业收入 > 上年营业收入 and 本年营业收入 <= 前年营业收入', []],
    ['上年研发占比 >= 5% and 上年研发占比 < 4%', ['rule-contradiction conditions']],
    ['数一 * 2 + 1 >= 7 and 数一 < 3', ['rule-contradiction conditions']],
    ['5 - 数一 > 3 and 数一 > 2', ['rule-contradiction conditions']],
    ['起始日 > @"2025-01-01" and 起始日 < @"2025-01-02"', ['rule-contradiction conditions']],
    ['今天 >= @"2027-01-01"', ['rule-contradiction conditions']],
    ['今天 >= @"2026-12-31"', []],
    ['天数(起始日, 今天) >= 30天 and 天数(起始日, 今天) < 30天', ['rule-contradiction conditions']],
    ['(if 甲 then 3 else 5) >= 6', ['rule-contradiction conditions']],
    ['备忘 = "甲" and 备忘 = "乙"', ['rule-contradiction conditions']],
    ['人数 >= 1 and 金额一 / 人数 >= 0元', ['rule-always-true conditions']],
    [{ all: ['甲', '乙', '丙'] }, []],
    [true, []],
  ])('%j gives %j', (clause, expected) => {
    expect(said(clause)).toEqual(expected)
  })

  test('whom it concerns is held against what it asks', () => {
    expect(said({ all: ['人数 < 10', '甲'] }, {}, '人数 >= 10')).toEqual([
      'rule-contradiction conditions.all.0',
    ])
    expect(said({ all: ['人数 >= 1', '甲'] }, {}, '人数 >= 10')).toEqual(['rule-subsumed conditions.all.0'])
  })

  test('says both conditions, in both languages, and what to do', () => {
    const [finding] = findings({ all: ['人数 > 30', '人数 < 30'] })
    expect(finding).toMatchObject({
      weight: 'error',
      message: {
        zh: '“人数低于 30”和“人数高于 30”不可能同时成立',
        en: '“Staff is below 30” and “Staff is above 30” can never hold together',
      },
    })
    expect(finding?.remedy.zh).not.toBe('')
  })
})

describe('tiers', () => {
  const tiers = (...rows: [when: string, value: number][]) => ({
    档: [...rows.map(([when, value]) => ({ when, value })), { otherwise: 0 }],
  })

  test('a cascade is sound', () => {
    expect(said('甲', tiers(['占比 >= 30%', 20], ['占比 >= 20%', 10]))).toEqual([])
  })

  test('a tier behind a wider one is never reached', () => {
    expect(said('甲', tiers(['占比 >= 20%', 10], ['占比 >= 30%', 20]))).toEqual([
      'tier-unreachable parameters.档.1',
    ])
  })

  test('a limit that two tiers claim is shown', () => {
    const [finding] = findings('甲', tiers(['占比 in [10%..20%]', 10], ['占比 in [20%..30%]', 20]))
    expect(finding?.code).toBe('tier-overlap')
    expect(finding?.message.zh).toContain('占比 20%')
    expect(finding?.witness?.facts).toEqual([
      { fact: 't.share', text: { zh: '占比 20%', en: 'Share 20%' }, name: '占比', value: '20%' },
    ])
  })

  test('a value between two tiers that neither takes is shown', () => {
    const [finding] = findings('甲', tiers(['占比 < 20%', 10], ['占比 > 20%', 20]))
    expect([finding?.code, finding?.witness?.facts[0]?.value]).toEqual(['tier-gap', '20%'])
    const [quotient] = findings('甲', tiers(['金额一 / 金额二 < 20%', 10], ['金额一 / 金额二 > 20%', 20]))
    expect(quotient?.witness?.facts.map(({ text }) => text.zh)).toEqual([
      '金额二 1,000,000 元',
      '金额一 20 万元',
    ])
  })
})

describe('tables', () => {
  const table = (hit: string, whens: string[][], rest: object = {}) => ({
    表: {
      table: { hit, inputs: ['人数', '规模'], rows: whens.map((when, i) => ({ when, value: i })), ...rest },
    },
  })
  const whole = { otherwise: 9 }

  test('two rows of a unique table that overlap', () => {
    const [finding] = findings(
      '甲',
      table(
        'U',
        [
          ['<= 30', '-'],
          ['>= 30', '"大型"'],
        ],
        whole,
      ),
    )
    expect(finding?.code).toBe('table-overlap')
    expect(finding?.path.join('.')).toBe('parameters.表.table.rows.1')
    expect(finding?.witness?.facts.map(({ value }) => value)).toEqual(['30', '大型'])
    expect(
      said(
        '甲',
        table(
          'U',
          [
            ['<= 30', '-'],
            ['> 30', '"大型"'],
          ],
          whole,
        ),
      ),
    ).toEqual([])
  })

  test('what a table without otherwise leaves out', () => {
    const [finding] = findings(
      '甲',
      table('U', [
        ['<= 30', '-'],
        ['> 30', '"大型"'],
      ]),
    )
    expect(finding?.code).toBe('table-gap')
    expect(finding?.witness?.facts.map(({ value }) => value)).toEqual(['31', '小型'])
    expect(
      said(
        '甲',
        table('U', [
          ['<= 30', '-'],
          ['> 30', '"大型"'],
          ['> 30', '"小型"'],
        ]),
      ),
    ).toEqual([])
  })

  test('different results where any row may answer', () => {
    expect(
      said(
        '甲',
        table(
          'A',
          [
            ['<= 30', '-'],
            ['>= 30', '-'],
          ],
          whole,
        ),
      ),
    ).toEqual(['table-conflict parameters.表.table.rows.1'])
  })

  test('rows behind others and rows that never fit', () => {
    expect(
      said(
        '甲',
        table(
          'F',
          [
            ['>= 20', '-'],
            ['>= 30', '-'],
          ],
          whole,
        ),
      ),
    ).toEqual(['table-row-unreachable parameters.表.table.rows.1'])
    expect(
      said(
        '甲',
        table('C+', [
          ['>= 20', '-'],
          ['(30..31)', '-'],
        ]),
      ),
    ).toEqual(['table-row-never parameters.表.table.rows.1'])
  })

  test('a table of yes and no is analysed as a table', () => {
    const rows = [{ when: ['<= 30', '-'] }, { when: ['>= 30', '"大型"'] }]
    expect(said({ table: { inputs: ['人数', '规模'], rows } })).toEqual([
      'table-overlap conditions.table.rows.1',
    ])
  })
})
