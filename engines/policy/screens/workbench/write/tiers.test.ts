import { expect, test } from 'vitest'
import { asAsked } from './asked.ts'
import { parametersAsked, renamed, tiersIn, writtenTiers } from './tiers.ts'
import { lacksEnglish, pairsIn, withEnglish } from './translations.ts'

const steps = [{ when: '参保人数 >= 50人', value: '800元' }, { otherwise: '500元' }]

test('steps are read and written back, the one for the rest last', () => {
  expect(tiersIn(steps)).toEqual([{ when: '参保人数 >= 50人', value: '800元' }, { value: '500元' }])
  expect(writtenTiers([{ value: '500元' }, { when: '参保人数 >= 50人', value: '800元' }])).toEqual(steps)
  expect(tiersIn([{ from: '2024-01-01', value: '5.5%' }])).toEqual(undefined)
  expect(tiersIn('5%')).toBeUndefined()
})

test('steps that are only begun are not asked, and neither is a formula that needs them', () => {
  const begun = [{ when: '参保人数 >= ', value: '' }, { otherwise: '' }]
  expect(parametersAsked({ 标准: begun, 比例: '5%' })).toEqual({ 比例: '5%' })
  const policy = { parameters: { 标准: begun }, gives: { kind: 'cash', amount: '参保人数 * 标准' } }
  expect(asAsked(policy)['gives']).toEqual({ kind: 'cash', amount: '' })
})

test('a new name goes into every formula that used the old one', () => {
  const policy = {
    parameters: { 标准: steps },
    parameterNames: { 标准: 'Sum' },
    gives: { amount: '参保人数 * 标准', cap: '标准 * 200' },
  }
  expect(renamed(policy, '标准', '每人标准')).toEqual({
    parameters: { 每人标准: steps },
    parameterNames: { 每人标准: 'Sum' },
    gives: { amount: '参保人数 * 每人标准', cap: '每人标准 * 200' },
  })
})

test('every Chinese text is shown to the translator, wherever it stands', () => {
  const policy = {
    title: { zh: '补贴', en: 'Subsidy' },
    text: [{ clause: '第一条', zh: '支持就业。' }],
    conditions: { all: [{ any: [{ zh: '成立满 2 年', when: '成立日期 <= 今天 - 2年' }] }] },
    parameters: { 标准: steps },
  }
  expect(pairsIn(policy).map(({ zh, optional }) => [zh, optional])).toEqual([
    ['补贴', false],
    ['支持就业。', true],
    ['成立满 2 年', false],
  ])
  expect(lacksEnglish(policy)).toBe(2)
  const told = withEnglish(policy, ['conditions', 'all', 0, 'any', 0], 'Two years old') as typeof policy
  expect(told.conditions.all[0]?.any[0]).toMatchObject({ en: 'Two years old', zh: '成立满 2 年' })
})
