import { describe, expect, test } from 'vitest'
import { comparisonIn, conditionsOf, rowsIn, sentencesIn, textOf } from './conditions.ts'

describe('a condition as a row', () => {
  test.each(['参保人数 >= 20人', '上年营业收入 < 2000万元', '企业规模 = "小型"', '成立日期 <= 今天 - 3年'])(
    'reads %s as fact, operator and value and writes it back',
    (text) => {
      const found = comparisonIn(text)
      expect(found && textOf(found)).toBe(text)
    },
  )

  test.each(['参保人数 >= 20 and 裁员率 <= 5%', '研发费用 / 营业收入 >= 5%', '高新技术企业', '2 <= 3 < 4'])(
    'leaves %s to be written as a rule',
    (text) => expect(comparisonIn(text)).toBeUndefined(),
  )

  test('what is only begun is no condition yet', () => {
    const rows = [{ when: '' }, { any: [{ when: '' }] }, { when: '参保人数 >= 20人', except: { when: ' ' } }]
    expect(conditionsOf(rows)).toEqual({ all: [{ when: '参保人数 >= 20人' }] })
  })

  test('rows are those joined at the top', () => {
    expect(rowsIn({ all: ['参保人数 >= 20人', { any: [{ when: '高新技术企业' }] }] })).toEqual([
      { when: '参保人数 >= 20人' },
      { any: [{ when: '高新技术企业' }] },
    ])
  })
})

test('a pasted document falls into its articles, and lines without a number get one', () => {
  expect(sentencesIn('总则\n第一条 支持招工。第二条 每人一千元。')).toEqual([
    { clause: '第 1 句', zh: '总则' },
    { clause: '第一条', zh: '第一条 支持招工。' },
    { clause: '第二条', zh: '第二条 每人一千元。' },
  ])
})
