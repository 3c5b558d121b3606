import { describe, expect, test } from 'vitest'
import { dateIn, labelsIn, labelTest, quantityIn, unitsOf, writtenDate, writtenQuantity } from './values.ts'

describe('a number with its unit', () => {
  const wan = unitsOf({ type: 'money', display: '万元' })

  test('is read in any unit of its fact and begins in the usual one', () => {
    expect(wan).toEqual(['万元', '元', '亿元'])
    expect(quantityIn('500元', wan)).toEqual({ number: '500', unit: '元' })
    expect(quantityIn('', wan)).toEqual({ number: '', unit: '万元' })
    expect(quantityIn('5.5%', unitsOf({ type: 'ratio' }))).toEqual({ number: '5.5', unit: '%' })
  })

  test('is written with the unit as soon as it is a number', () => {
    expect(writtenQuantity('2,000', '万元')).toBe('2,000万元')
    expect(writtenQuantity('上年营业收入 * 5%', '万元')).toBe('上年营业收入 * 5%')
  })

  test.each(['上年营业收入 * 5%', '20个月', '甲'])('%s stays a formula', (text) =>
    expect(quantityIn(text, ['人'])).toBeUndefined(),
  )
})

describe('a day', () => {
  test.each([
    ['date("2025-08-23")', { way: 'day', value: '2025-08-23' }],
    ['今天 - 3年', { way: 'years', value: '3' }],
    ['今天 - 6个月', { way: 'months', value: '6' }],
    ['今天 - 90天', { way: 'days', value: '90' }],
  ] as const)('%s is read and written back', (text, value) => {
    expect(dateIn(text)).toEqual(value)
    expect(writtenDate(value)).toBe(text)
  })

  test('of another kind is a formula', () => expect(dateIn('成立日期 + 5年')).toBeUndefined())
})

test('labels of a list are one of them, several, or none of them', () => {
  expect(labelTest(true, ['小型'])).toEqual({ operator: '=', value: '"小型"' })
  expect(labelTest(true, ['小型', '微型'])).toEqual({ operator: 'in', value: '("小型", "微型")' })
  expect(labelTest(false, ['小型', '微型'])).toEqual({ operator: 'not in', value: '("小型", "微型")' })
  expect(labelsIn('("小型"、“微型”)')).toEqual(['小型', '微型'])
})
