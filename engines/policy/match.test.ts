import { describe, expect, test } from 'vitest'
import { composition } from '#apps/composition.ts'
import { factKind } from '#definitions/facts/kind.ts'
import { parseFactSheet } from '#definitions/facts/sheet.ts'
import { dictionaryOf } from '#definitions/rules/dictionary.ts'
import { Explanation } from '#kernel/explanation.ts'
import { keptCity } from '#platform/testing/city.ts'
import { compilePolicy } from './compile.ts'
import { matchAll } from './match.ts'
import { Policy } from './policy.ts'

const city = await keptCity(composition.defaultCity, composition.kinds)
const dictionary = dictionaryOf(city.list(factKind))
const policies = city.entries.flatMap(({ kind, value }) => {
  const compiled = kind === 'policy' ? compilePolicy(Policy.parse(value), dictionary) : undefined
  return compiled === undefined || 'faults' in compiled ? [] : [compiled]
})

function matched(facts: Record<string, unknown>, on: string) {
  const parsed = parseFactSheet(facts, dictionary.vocabulary, on)
  if ('faults' in parsed) throw new Error(parsed.faults.map(({ message }) => message.zh).join('\n'))
  return matchAll(policies, dictionary, parsed.sheet, on)
}
const one = (id: string, facts: Record<string, unknown>, on: string) =>
  matched(facts, on).find(({ policyId }) => policyId === id)

describe('which version judges', () => {
  test('the rules of the day, not those of today', () => {
    const version = (on: string) => one('specialised-sme', {}, on)?.version
    expect([
      version('2022-05-31'),
      version('2022-06-01'),
      version('2026-03-31'),
      version('2026-04-01'),
    ]).toEqual([undefined, 1, 1, 2])
  })

  test('three hundred thousand a quarter is free on the last day of 2025 and taxed the day after', () => {
    const facts = { 增值税纳税人类型: '小规模纳税人', 增值税计税期间: '按季', 本期销售额: '300000元' }
    const answer = (on: string) => {
      const match = one('vat-small-scale-threshold', facts, on)
      return [match?.verdict, match?.amount]
    }
    expect(answer('2025-12-31')).toEqual(['eligible', 0])
    expect(answer('2026-01-01')).toEqual(['ineligible', 300_000])
  })

  test('a policy that ended is left out', () => {
    expect(one('job-stabilisation-refund', {}, '2025-12-31')).toBeDefined()
    expect(one('job-stabilisation-refund', {}, '2026-01-01')).toBeUndefined()
  })
})

test('of two income tax rates both are told, each naming the other', () => {
  const facts = {
    高新技术企业: '是',
    限制或禁止行业: '否',
    应纳税所得额: { 2024: '600000元' },
    季均从业人数: { 2024: 10 },
    季均资产总额: { 2024: '10万元' },
  }
  const all = matched(facts, '2025-06-30').filter(
    ({ exclusive, verdict }) => verdict === 'eligible' && exclusive.includes('income-tax-rate'),
  )
  expect(all.map(({ policyId, amount, alternatives }) => [policyId, amount, alternatives]).sort()).toEqual([
    ['high-tech-income-tax', 9_000_000, ['small-profit-income-tax']],
    ['small-profit-income-tax', 3_000_000, ['high-tech-income-tax']],
  ])
})

test('who meets the conditions while a fact for the sum is missing is told which, once', () => {
  const facts = {
    参保人数: 20,
    失业保险缴费月数: { 2024: 12 },
    裁员率: { 2024: '3%' },
    严重失信主体: '否',
    僵尸企业: '否',
  }
  const match = one('job-stabilisation-refund', facts, '2025-06-30')
  expect([match?.verdict, match?.amount]).toEqual(['eligible', null])
  expect(match?.explanation.summary.zh).toMatch(/^条件都符合，金额还缺数据：/)
  expect(match?.explanation.summary.zh).toContain('失业保险实缴额')
  const asked = match?.explanation.missing.map(({ label }) => label.zh) ?? []
  expect(new Set(asked).size).toBe(asked.length)
})

test('parameters of one policy never answer for another', () => {
  const facts = {
    注册区: '黄埔区',
    高新技术企业: '是',
    成立日期: '2020-06-30',
    营业收入: { 2024: '5亿元', 2023: '4亿元', 2021: '1元' },
    连续认定瞪羚年数: 1,
    上市公司: '否',
    企业估值: '6亿元',
  }
  const sums = matched(facts, '2025-06-30').filter(
    ({ verdict, kind }) => verdict === 'eligible' && kind === 'cash',
  )
  expect(sums.map(({ policyId, amount }) => [policyId, amount])).toEqual([
    ['huangpu-unicorn-award', 200_000_000],
    ['huangpu-gazelle-award', 10_000_000],
  ])
})

test('a single measurable condition missed is a near miss, and stands before what is unknown', () => {
  const facts = {
    上年失业保险缴费月数: 12,
    参保人数: 31,
    上年裁员率: '5.51%',
    企业规模: '小型',
    上年失业保险实缴额: '1元',
    严重失信主体: '否',
    僵尸企业: '否',
  }
  const [first] = matched(facts, '2025-06-30').filter(({ verdict }) => verdict !== 'eligible')
  expect(first).toMatchObject({
    policyId: 'job-stabilisation-refund',
    verdict: 'ineligible',
    nearMiss: true,
    amount: null,
  })
  expect(first?.explanation.summary.zh).toContain('超出 0.01 个百分点')
  const two = one('job-stabilisation-refund', { ...facts, 上年失业保险缴费月数: 11 }, '2025-06-30')
  expect(two?.nearMiss).toBe(false)
})

test('with nothing known, nothing is said to be met or missed', () => {
  for (const { verdict, explanation, amount } of matched({}, '2025-12-31')) {
    expect(verdict).toBe('unknown')
    expect(explanation.missing.length).toBeGreaterThan(0)
    expect(amount).toBeNull()
  }
})

test('every explanation has the shape the screens read, with words in both languages', () => {
  for (const facts of [{}, { 注册区: '天河区', 上市日期: '2020-01-01' }])
    for (const { explanation } of matched(facts, '2025-12-31')) {
      expect(Explanation.parse(explanation)).toEqual(explanation)
      expect(explanation.ruleHash).toMatch(/^[0-9a-f]{64}$/)
      expect(explanation.summary.zh).not.toMatch(/[A-Za-z]{4,}/)
      expect(explanation.summary.en).not.toMatch(/\p{Script=Han}/u)
    }
})

test('an answer is never surer than a figure it computes with', () => {
  const sureness = (id: string) => one(id, {}, '2025-12-31')?.confidence
  expect([
    sureness('disabled-employment-levy'),
    sureness('credit-risk-compensation'),
    sureness('individual-income-tax-half'),
    sureness('start-up-loan-interest'),
  ]).toEqual(['verified', 'secondary', 'unverified', 'sample'])
})

test('a deduction is told as one, not as money saved', () => {
  const match = one('disabled-wages-deduction', { 残疾职工工资额: { 2024: '60000元' } }, '2025-06-30')
  expect(match).toMatchObject({ amountIs: 'deduction', amount: 6_000_000 })
  expect(match?.explanation.summary).toEqual({
    zh: '您符合条件，可在税前扣除 60,000 元',
    en: 'You qualify and deduct CNY 60,000 before tax',
  })
})

test('a sheet of absurd sums gets an answer without a sum', () => {
  const match = one('expansion-subsidy', { 扩岗补助人数: '999999999999' }, '2025-06-30')
  expect(match).toMatchObject({
    verdict: 'eligible',
    amount: 149_999_999_999_850_000 > Number.MAX_SAFE_INTEGER ? null : 0,
  })
})
