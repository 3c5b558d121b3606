import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  bigMoneyText,
  dueText,
  measuredText,
  momentText,
  moneyText,
  percentText,
  spanText,
} from './figures.ts'
import { dayText } from '#kernel/day-text.ts'
import { editableFen, fenFrom, wholeNumber } from './numbers.ts'

describe('amounts', () => {
  it('are written in 元 with the unit said once, and in yuan in English', () => {
    expect(moneyText(1_234_567, 'zh')).toBe('12,345.67 元')
    expect(moneyText(1_234_500, 'zh')).toBe('12,345 元')
    expect(moneyText(1_234_567, 'en')).toBe('CNY 12,345.67')
  })

  it('are written in 万元 only where nothing is lost by it', () => {
    expect(bigMoneyText(100_000_000, 'zh')).toBe('100 万元')
    expect(bigMoneyText(123_450_000, 'zh')).toBe('123.45 万元')
    expect(bigMoneyText(1_234_567_800_000, 'zh')).toBe('1,234,567.8 万元')
    expect(bigMoneyText(100_000_001, 'zh')).toBe('1,000,000.01 元')
    expect(bigMoneyText(999_900, 'zh')).toBe('9,999 元')
    expect(bigMoneyText(-200_000_000, 'zh')).toBe('-200 万元')
  })

  it('come back exactly from what is shown for editing', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 10 ** 13 }),
        fc.constantFrom('yuan' as const, 'wan' as const),
        (fen, unit) => {
          expect(fenFrom(editableFen(fen, unit), unit)).toBe(fen)
        },
      ),
    )
  })

  it('are read as people type them, and never rounded', () => {
    expect(fenFrom('１００', 'wan')).toBe(100_000_000)
    expect(fenFrom('1,000.5', 'yuan')).toBe(100_050)
    expect(fenFrom('0.000001', 'wan')).toBe(1)
    expect(fenFrom('0.0000001', 'wan')).toBeUndefined()
    expect(fenFrom('1.005', 'yuan')).toBeUndefined()
    expect(fenFrom('一百', 'yuan')).toBeUndefined()
    expect(wholeNumber('１２，000')).toBe(12_000)
    expect(wholeNumber('3.5')).toBeUndefined()
  })
})

describe('dates and spans', () => {
  it('are written out in both languages, in the city’s own time', () => {
    expect(dayText('2026-03-02', 'zh')).toBe('2026年3月2日')
    expect(dayText('2026-03-02', 'en')).toBe('2 March 2026')
    expect(momentText('2026-03-01T16:05:00.000Z', 480, 'zh', '2026-05-05')).toBe('3月2日 00:05')
    expect(momentText('2025-12-31T15:59:00.000Z', 480, 'en', '2026-05-05')).toBe('31 December 2025, 23:59')
  })

  it('say what is left with the moment, or how long it has passed', () => {
    const due = '2026-03-04T10:00:00.000Z'
    expect(dueText(due, '2026-03-02T02:00:00.000Z', 480, 'zh', 2)).toBe('还剩 2 个工作日（3月4日 18:00 前）')
    expect(dueText(due, '2026-03-04T09:00:00.000Z', 480, 'zh')).toBe('还剩 1 小时（3月4日 18:00 前）')
    expect(dueText(due, '2026-03-04T10:30:00.000Z', 480, 'en')).toBe(
      'overdue by 30 minutes (was due 4 Mar, 18:00)',
    )
  })

  it('never round a span up', () => {
    expect(spanText(59_999, 'zh')).toBe('不到 1 分钟')
    expect(spanText(3_599_999, 'zh')).toBe('59 分钟')
    expect(spanText(47 * 3_600_000, 'en')).toBe('47 hours')
    expect(spanText(48 * 3_600_000, 'en')).toBe('2 days')
  })
})

describe('ratios', () => {
  it('become per cent exactly', () => {
    expect(['0.05', '0.0512', 1, '0.333333', '0', '-0.2', '12.5'].map(percentText)).toEqual([
      '5%',
      '5.12%',
      '100%',
      '33.3333%',
      '0%',
      '-20%',
      '1250%',
    ])
  })
})

describe('units', () => {
  const said = (value: number, language: 'zh' | 'en', decimals?: number) => {
    const { number, unit } = measuredText(
      value,
      { zh: '份', en: 'licences', one: 'licence' },
      language,
      decimals,
    )
    return `${number} ${unit}`
  }
  it('are singular beside one, and only there', () => {
    expect([0, 1, 2, 21].map((value) => said(value, 'en', 0))).toEqual([
      '0 licences',
      '1 licence',
      '2 licences',
      '21 licences',
    ])
    expect([said(1, 'en', 2), said(0.5, 'en')]).toEqual(['1.00 licences', '0.5 licences'])
    expect(said(1, 'zh', 0)).toBe('1 份')
  })
  it('without a word of its own for one stay as they are', () => {
    const { unit } = measuredText(1, { zh: '元', en: 'CNY' }, 'en')
    expect(unit).toBe('CNY')
  })
})
