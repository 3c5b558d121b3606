import { describe, expect, test } from 'vitest'
import { compileClause } from './clause.ts'
import { type Clause, type ParameterForm } from './clause-form.ts'
import { compileParameters } from './parameters.ts'
import { compileDictionary } from './dictionary.ts'
import { explain } from './explain.ts'
import { dictionary, sheet, testFacts, today } from './fixtures.ts'

function compiled(clause: Clause, parameters: Record<string, ParameterForm> = {}) {
  const named = compileParameters(parameters, dictionary, ['parameters'])
  const answer = compileClause(clause, dictionary, named.parameters)
  if ('faults' in answer || named.faults.length > 0)
    throw new Error(JSON.stringify('faults' in answer ? answer.faults : named.faults))
  return answer
}

const ask = (
  clause: Clause,
  facts: Record<string, unknown>,
  parameters: Record<string, ParameterForm> = {},
) => explain(compiled(clause, parameters), dictionary, sheet(facts), today)

describe('gaps', () => {
  test.each([
    ['占比 >= 5%', { 占比: '3.8%' }, '还差 1.2 个百分点', '1.2 percentage points short'],
    ['占比 <= 5.5%', { 占比: '5.51%' }, '超出 0.01 个百分点', '0.01 percentage points over'],
    ['占比 > 5%', { 占比: '5%' }, '须高于 5%', 'must be above 5%'],
    ['人数 > 70人', { 人数: 70 }, '还差 1 人', '1 person short'],
    ['人数 < 70人', { 人数: 72 }, '超出 3 人', '3 persons over'],
    ['金额一 >= 500万元', { 金额一: '498.8万元' }, '还差 1.2 万元', 'CNY 12,000 short'],
    ['金额二 < 300000元', { 金额二: '300000元' }, '超出 0.01 元', 'CNY 0.01 over'],
    ['500万元 <= 金额一', { 金额一: '498.8万元' }, '还差 1.2 万元', 'CNY 12,000 short'],
    [
      '上年研发占比 >= 5%',
      { 研发费用: { 2024: '1万元' }, 营业收入: { 2024: '21万元' } },
      '还差 0.24 个百分点',
      '0.24 percentage points short',
    ],
    ['人数 in [300人..1000人)', { 人数: 299 }, '还差 1 人', '1 person short'],
    ['人数 in [300人..1000人)', { 人数: 1000 }, '超出 1 人', '1 person over'],
    ['not(人数 >= 30人)', { 人数: 31 }, '超出 2 人', '2 persons over'],
    ['起始日 <= 今天', { 起始日: '2025-07-02' }, '晚了 2 天', '2 days too late'],
    ['人数 = 5人', { 人数: 7 }, '超出 2 人', '2 persons over'],
  ])('%s with %o: %s', (clause, facts, zh, en) => {
    const answer = ask(clause, facts)
    expect(answer.truth).toBe('false')
    expect(answer.tree[0]?.gap).toEqual({ zh, en })
  })

  test('a hair too little never reads as nothing', () => {
    const answer = ask('金额一 / 金额二 >= 5%', {
      金额一: '5,000,000,000.00元',
      金额二: '99,999,999,999.99元',
    })
    expect(answer.truth).toBe('true')
    const hair = ask('金额一 / 金额二 >= 5%', { 金额一: '4,999,999,999.99元', 金额二: '99,999,999,999.99元' })
    expect(hair.truth).toBe('false')
    expect(hair.tree[0]?.gap?.zh).toMatch(/还差 0\.0+\d+ 个百分点/)
  })

  test('a fulfilled condition has no gap, an unknown one neither', () => {
    expect(ask('占比 >= 5%', { 占比: '5%' }).tree[0]?.gap).toBeUndefined()
    expect(ask('占比 >= 5%', {}).tree[0]?.gap).toBeUndefined()
  })

  test('of several ways the one with fewest steps is told, then the nearest', () => {
    const any: Clause = {
      id: 'way',
      zh: '两条路',
      en: 'Two ways',
      any: ['金额一 >= 500万元', { all: ['人数 >= 20人', '占比 >= 5%'] }],
    }
    const far = ask(any, { 金额一: '1万元', 人数: 19, 占比: '5%' })
    expect(far.tree[0]?.gap?.zh).toBe('还差 1 人')
    const two = ask(any, { 金额一: '1万元', 人数: 19, 占比: '4%' })
    expect(two.tree[0]?.gap?.zh).toBe('还差 499 万元')
    expect([far.failing, two.failing]).toEqual([1, 1])
  })
})

describe('what is shown', () => {
  test('each condition tells text, values with year and source, limit and clause', () => {
    const [condition] = ask(
      {
        id: 'share',
        zh: '研发投入达标',
        en: 'Enough R&D',
        clause: '第二条（一）',
        when: '上年研发占比 >= 5%',
      },
      {
        研发费用: { 2024: { value: '1万元', on: '2025-03-01', source: '税务局' } },
        营业收入: { 2024: '20万元' },
      },
    ).tree
    expect(condition).toMatchObject({
      id: 'share',
      kind: 'test',
      truth: 'true',
      clause: '第二条（一）',
      threshold: '5%',
      thresholdEn: '5%',
    })
    expect(condition?.used).toEqual([
      {
        fact: 'rd.share',
        label: { zh: '研发占比', en: 'R&D share' },
        value: '5%',
        valueEn: '5%',
        period: '2024',
      },
      {
        fact: 'rd.total',
        label: { zh: '研发费用', en: 'R&D expenditure' },
        value: '1 万元',
        valueEn: 'CNY 10,000',
        period: '2024',
        on: '2025-03-01',
        source: '税务局',
      },
      {
        fact: 'fin.revenue',
        label: { zh: '营业收入', en: 'Revenue' },
        value: '20 万元',
        valueEn: 'CNY 200,000',
        period: '2024',
      },
    ])
  })

  test('a condition without words gets some', () => {
    const words = (clause: string) => compiled(clause).tree.text
    expect(words('上年营业收入 >= 1000万元')).toEqual({
      zh: '上年营业收入不低于 1,000 万元',
      en: 'Revenue last year is at least CNY 10,000,000',
    })
    expect(words('规模 in ("大型", "小型")')).toEqual({
      zh: '规模为大型、小型',
      en: 'Size is Large or Small',
    })
    expect(words('起始日 > date("2024-01-31")')).toEqual({
      zh: '起始日晚于 2024年1月31日',
      en: 'Start is after 31 January 2024',
    })
    expect(words('not(甲) and 乙').zh).toBe('不属于“甲”，并且乙')
  })

  test('except takes back what the rule gave', () => {
    const clause: Clause = { when: '人数 >= 30人', except: '甲' }
    expect(ask(clause, { 人数: 30, 甲: '否' }).truth).toBe('true')
    expect(ask(clause, { 人数: 30, 甲: '是' }).truth).toBe('false')
    expect(ask(clause, { 人数: 30 }).truth).toBe('unknown')
  })

  test('only facts that the answer hangs on are asked for', () => {
    const clause: Clause = { all: ['甲', { any: ['乙', '人数 >= 3人'] }, { any: ['丙', '占比 > 5%'] }] }
    const answer = ask(clause, { 甲: '是', 丙: '是' })
    expect(answer.missing.map(({ fact }) => fact)).toEqual(['t.other', 't.staff'])
    expect(ask(clause, { 甲: '否' }).missing).toEqual([])
  })

  test('a list nobody told asks for the fact derived from it; a zero revenue says so', () => {
    const derived = compileClause('一类个数 >= 1', dictionary)
    expect('tree' in derived && explain(derived, dictionary, sheet({}), today).missing).toEqual([
      { fact: 't.ones', label: { zh: '一类个数', en: 'Ones' }, ask: 'tax' },
    ])
    const zero = ask('上年研发占比 >= 5%', { 研发费用: { 2024: '1元' }, 营业收入: { 2024: '0元' } })
    expect(zero.missing).toEqual([
      {
        fact: 'fin.revenue',
        label: {
          zh: '2024年营业收入（为 0，无法计算比率）',
          en: 'Revenue 2024 (zero, so no ratio can be computed)',
        },
        ask: 'tax',
      },
    ])
  })
})

describe('parameters', () => {
  test('tiers are tried in order; the first whose condition is unknown leaves the value unknown', () => {
    const tiers: ParameterForm = [
      { when: '上年营业收入 <= 5000万元', value: '5%' },
      { when: '上年营业收入 <= 20000万元', value: '4%' },
      { otherwise: '3%' },
    ]
    const truth = (revenue: string | null) =>
      ask('占比 >= 下限', { 占比: '4%', 上年营业收入: revenue }, { 下限: tiers }).truth
    expect([
      truth('5000万元'),
      truth('5000.01万元'),
      truth('20000万元'),
      truth('20000.01万元'),
      truth(null),
    ]).toEqual(['false', 'true', 'true', 'true', 'unknown'])
  })

  test('a version holds from its first day until the day before its end', () => {
    const dated: ParameterForm = [
      { from: '2024-01-01', until: '2025-06-30', value: '5%' },
      { from: '2025-06-30', value: '6%' },
    ]
    const rule = compiled('占比 >= 下限', { 下限: dated })
    const on = (day: string) => explain(rule, dictionary, sheet({ 占比: '5%' }, day), day).truth
    expect([on('2023-12-31'), on('2024-01-01'), on('2025-06-29'), on('2025-06-30')]).toEqual([
      'unknown',
      'true',
      'true',
      'false',
    ])
  })

  test.each([
    [{ 下限: [{ when: '甲', value: '5%' }] }, 'tiers-without-otherwise'],
    [{ 下限: [{ when: '甲', value: '5%' }, { otherwise: '5元' }] }, 'tiers-differ'],
    [{ 甲: '5%' }, 'parameter-name'],
    [{ '下 限': '5%' }, 'parameter-name'],
    [{ 下限: '上限 + 1%', 上限: '下限 + 1%' }, 'unknown-name'],
  ])('%o is refused: %s', (parameters, code) => {
    const { faults } = compileParameters(parameters as Record<string, ParameterForm>, dictionary, [])
    expect(faults.map((fault) => fault.code)).toContain(code)
  })
})

describe('the hash of a rule', () => {
  const hash = (clause: Clause, parameters: Record<string, ParameterForm> = {}) =>
    compiled(clause, parameters).hash

  test('does not hang on names, layout, width of signs or words', () => {
    expect(hash('上年营业收入 >= 1000万元')).toBe(hash('fin.revenue.lastYear＞＝１０００万元'))
    expect(hash('上年营业收入 >= 1000万元')).toBe(hash('上年销售额 >= 0.1亿元'))
    expect(hash({ id: 'a', zh: '一', en: 'One', when: '甲' })).toBe(
      hash({ id: 'a', zh: '二', en: 'Two', when: '甲' }),
    )
  })

  test('hangs on what the rule means, behind derived facts and parameters too', () => {
    const different = [
      hash('甲'),
      hash('not(甲)'),
      hash('乙'),
      hash('占比 >= 下限', { 下限: '5%' }),
      hash('占比 >= 下限', { 下限: '6%' }),
      hash('占比 > 下限', { 下限: '5%' }),
    ]
    expect(new Set(different).size).toBe(different.length)
    const changed = testFacts.map((fact) =>
      fact.id === 'rd.share' ? { ...fact, derived: '研发费用 / 营业收入 / 2' } : fact,
    )
    const other = compileClause('上年研发占比 >= 5%', compileDictionary(changed).dictionary)
    expect('hash' in other && other.hash).not.toBe(hash('上年研发占比 >= 5%'))
  })
})

describe('a dictionary', () => {
  const withFact = (change: object) =>
    compileDictionary(
      testFacts.map((fact) => (fact.id === 'rd.share' ? { ...fact, ...change } : fact)),
    ).complaints.map(({ code }) => code)

  test.each([
    [{ derived: '上年研发占比' }, 'derived-cycle'],
    [{ derived: '研发占比 + 1%' }, 'derived-cycle'],
    [{ derived: '研发费用' }, 'derived-type'],
    [{ derived: '研发费用 / 收入' }, 'unknown-name'],
    [{ zh: '甲' }, 'name-taken'],
    [{ zh: '今天' }, 'name-taken'],
    [{ type: 'code' }, 'fact-shape'],
  ])('with %o is refused: %s', (change, code) => {
    expect(withFact(change)).toContain(code)
  })
})
