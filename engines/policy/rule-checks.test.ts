import { describe, expect, test } from 'vitest'
import { compileClause } from '#definitions/rules/clause.ts'
import { question } from '#definitions/rules/evaluate.ts'
import { dictionary, sheet, today } from '#definitions/rules/fixtures.ts'
import { casesShown, findingsShown } from './rule-checks.ts'

function rule(text: string) {
  const compiled = compileClause(text, dictionary)
  if ('faults' in compiled) throw new Error(compiled.faults.map(({ code }) => code).join())
  return compiled
}
const cases = (text: string, facts: Record<string, unknown>) =>
  casesShown(rule(text), question(dictionary, sheet(facts), today)).map(({ side, facts: [fact], truth }) => [
    side,
    fact?.name,
    fact?.value,
    truth,
  ])

describe('checks of a rule while it is written', () => {
  test('each limit is tried from three sides and without the fact', () => {
    expect(cases('人数 >= 30 and 甲', { 人数: 30, 甲: true })).toEqual([
      ['below', 't.staff', '29', 'false'],
      ['at', 't.staff', '30', 'true'],
      ['above', 't.staff', '31', 'true'],
      ['unknown', 't.staff', '', 'unknown'],
    ])
  })

  test('without a sheet the limits are tried all the same', () => {
    expect(cases('占比 < 5%', {})).toEqual([
      ['below', 't.share', '4.99%', 'true'],
      ['at', 't.share', '5%', 'false'],
      ['above', 't.share', '5.01%', 'false'],
    ])
  })

  test('a share moves by its numerator, money by one fen, a day by one day', () => {
    expect(
      cases('上年研发费用 / 上年营业收入 >= 5%', { 研发费用: { 2024: 5 }, 营业收入: { 2024: 100 } }),
    ).toEqual([
      ['below', 'rd.total.2024', '49900元', 'false'],
      ['at', 'rd.total.2024', '50000元', 'true'],
      ['above', 'rd.total.2024', '50100元', 'true'],
      ['unknown', 'rd.total.2024', '', 'unknown'],
    ])
    expect(cases('金额一 > 1元', {})[2]).toEqual(['above', 't.money', '1.01元', 'true'])
    expect(cases('起始日 > @"2025-03-01"', {})[0]).toEqual(['below', 't.day', '2025-02-28', 'false'])
  })

  test('what is proven comes with its remedy', () => {
    expect(findingsShown(rule('人数 > 30 and 人数 < 30'), dictionary, today)).toMatchObject([
      { code: 'rule-contradiction', weight: 'error', remedy: { zh: '请检查界限和方向，或改成“任一”' } },
    ])
    expect(findingsShown(rule('人数 > 30'), dictionary, today)).toEqual([])
  })
})
