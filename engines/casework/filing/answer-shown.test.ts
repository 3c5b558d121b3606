import { expect, test } from 'vitest'
import { answerShown } from './form-view.ts'
import type { PlanField } from './plan.ts'

const field = (more: Partial<PlanField>): PlanField =>
  ({ id: 'asked', title: { zh: '问题', en: 'Question' }, type: 'text', choices: [], ...more }) as PlanField

test.each<[string, PlanField, string | number | boolean, string, string]>([
  ['a date', field({ type: 'date' }), '2026-03-04', '2026年3月4日', '4 March 2026'],
  [
    'a half-day of the survey',
    field({ type: 'slot' }),
    '2026-03-04/morning',
    '2026年3月4日上午',
    '4 March 2026, morning',
  ],
  [
    'a count',
    field({ type: 'integer', unit: { zh: '平方米', en: 'square metres' } }),
    12000,
    '12,000 平方米',
    '12,000 square metres',
  ],
  ['a share', field({ type: 'integer', unit: { zh: '%', en: '%' } }), 30, '30%', '30%'],
  [
    'a sum',
    field({ type: 'money', unit: { zh: '万元', en: '10,000 yuan' } }),
    5_000_000,
    '5 万元',
    'CNY 50,000',
  ],
  ['yes', field({ type: 'boolean' }), true, '是', 'Yes'],
])('%s is shown as its reader writes it', (_, asked, answer, zh, en) =>
  expect(answerShown(asked, answer)).toEqual({ zh, en }),
)
