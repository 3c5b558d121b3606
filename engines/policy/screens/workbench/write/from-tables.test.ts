import { describe, expect, test } from 'vitest'
import type { Fact } from './fact-names.ts'
import { examplesOfTable, rowOfCells, rowsOfTable, tableOfExamples, tiersOfTable } from './from-tables.ts'

const fact = (zh: string, type: string, more: Partial<Fact> = {}): Fact => ({
  id: zh,
  title: { zh, en: zh },
  type,
  group: 'finance',
  yearly: false,
  ...more,
})
const facts = [
  fact('参保人数', 'integer', { unit: '人' }),
  fact('营业收入', 'money', { yearly: true, display: '万元' }),
  fact('裁员率', 'ratio', { yearly: true }),
  fact('严重失信主体', 'boolean'),
  fact('企业规模', 'code', { values: [{ code: 'small', zh: '小型', en: 'Small' }] }),
  fact('成立日期', 'date'),
]

describe('a condition out of a table', () => {
  test.each([
    [['参保人数', '不少于', '20人'], { when: '参保人数 >= 20人' }],
    [['参保人数', '20人以上'], { when: '参保人数 >= 20人' }],
    [['参保人数不满 20'], { when: '参保人数 < 20人' }],
    [['上年营业收入', '≥', '2000'], { when: '上年营业收入 >= 2000万元' }],
    [['上年裁员率：不高于5.5%；'], { when: '上年裁员率 <= 5.5%' }],
    [['严重失信主体', '否'], { not: { when: '严重失信主体' } }],
    [['严重失信主体'], { when: '严重失信主体' }],
    [['企业规模', '为', '小型'], { when: '企业规模 = "小型"' }],
    [['成立日期', '不晚于', '2023-01-01'], { when: '成立日期 <= date("2023-01-01")' }],
  ])('%j', (cells, row) => expect(rowOfCells(cells, facts)).toEqual(row))

  test('that is not understood stays as it was written', () =>
    expect(rowOfCells(['信誉良好'], facts)).toEqual({ when: '信誉良好' }))

  test('stands in a row of its own, without head and numbers', () =>
    expect(
      rowsOfTable(
        [
          ['序号', '条件', '标准'],
          ['1', '参保人数', '不少于20人'],
          ['2.', '严重失信主体', '无'],
        ],
        facts,
      ),
    ).toEqual([{ when: '参保人数 >= 20人' }, { not: { when: '严重失信主体' } }]))
})

test('steps out of a table: the last cell is what its condition gives', () =>
  expect(
    tiersOfTable(
      [
        ['参保人数', '标准'],
        ['参保人数 50人以上', '800元'],
        ['其余', '500 元'],
      ],
      facts,
    ),
  ).toEqual([{ when: '参保人数 >= 50人', value: '800元' }, { value: '500元' }]))

test('examples go out as a table and come back the same', () => {
  const examples = [
    { name: '正好', facts: { 参保人数: '20人' }, expect: { verdict: '符合', amount: '10000元' } },
    { name: '不够', on: '2025-01-01', facts: { 上年裁员率: '6%' }, expect: { verdict: '不符合' } },
  ]
  const table = tableOfExamples(examples)
  expect(table[0]).toEqual(['名称', '日期', '参保人数', '上年裁员率', '结果', '金额'])
  expect(examplesOfTable(table)).toEqual(examples)
  expect(
    examplesOfTable([
      ['Name', '参保人数', 'Result'],
      ['none insured', '0', 'not applicable'],
    ]),
  ).toEqual([{ name: 'none insured', facts: { 参保人数: '0' }, expect: { verdict: '不适用' } }])
  expect(
    examplesOfTable([
      ['名称', '结果'],
      ['没有结果', '也许'],
    ]),
  ).toEqual([])
})
