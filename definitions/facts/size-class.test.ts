import { describe, expect, test } from 'vitest'
import { rational } from '../rational.ts'
import {
  type Indicator,
  isIndustryCode,
  sizeClass,
  sizeClasses,
  type SizeFigures,
  sizeRow,
  sizeTable,
} from './size-class.ts'

const scale = (indicator: Indicator) => (indicator === 'headcount' ? 1 : 1_000_000)
const least = (indicator: Indicator) => rational(1, indicator === 'headcount' ? 1 : 1)

/** Figures exactly at a class's bounds, all indicators of the row. */
const atBounds = (row: (typeof sizeTable)[number], level: number): SizeFigures =>
  Object.fromEntries(
    Object.entries(row.bounds).map(([indicator, bounds]) => [
      indicator,
      rational((bounds[level - 1] ?? 0) * scale(indicator as Indicator)),
    ]),
  )

/** 国统字〔2017〕213号 as printed: industry, then the lower bounds of small, medium and large. Written apart from the table. */
const vectors: readonly [
  industry: string,
  indicator: Indicator,
  small: number,
  medium: number,
  large: number,
][] = [
  ['0111', 'revenue', 50, 500, 20000],
  ['B', 'headcount', 20, 300, 1000],
  ['3911', 'revenue', 300, 2000, 40000],
  ['C3911', 'headcount', 20, 300, 1000],
  ['44', 'revenue', 300, 2000, 40000],
  ['4710', 'revenue', 300, 6000, 80000],
  ['47', 'assets', 300, 5000, 80000],
  ['5111', 'headcount', 5, 20, 200],
  ['51', 'revenue', 1000, 5000, 40000],
  ['5211', 'headcount', 10, 50, 300],
  ['52', 'revenue', 100, 500, 20000],
  ['5411', 'headcount', 20, 300, 1000],
  ['5910', 'revenue', 200, 3000, 30000],
  ['58', 'revenue', 200, 3000, 30000],
  ['5990', 'headcount', 20, 100, 200],
  ['594', 'revenue', 100, 1000, 30000],
  ['6010', 'headcount', 20, 300, 1000],
  ['60', 'revenue', 100, 2000, 30000],
  ['6110', 'headcount', 10, 100, 300],
  ['61', 'revenue', 100, 2000, 10000],
  ['6210', 'headcount', 10, 100, 300],
  ['62', 'revenue', 100, 2000, 10000],
  ['6311', 'headcount', 10, 100, 2000],
  ['64', 'revenue', 100, 1000, 100000],
  ['6510', 'headcount', 10, 100, 300],
  ['65', 'revenue', 50, 1000, 10000],
  ['7010', 'revenue', 100, 1000, 200000],
  ['7010', 'assets', 2000, 5000, 10000],
  ['7020', 'headcount', 100, 300, 1000],
  ['7020', 'revenue', 500, 1000, 5000],
  ['7111', 'headcount', 10, 100, 300],
  ['72', 'assets', 100, 8000, 120000],
  ['7310', 'headcount', 10, 100, 300],
  ['7030', 'headcount', 10, 100, 300],
  ['8511', 'headcount', 10, 100, 300],
  ['81', 'headcount', 10, 100, 300],
]

describe('every bound of the size classes', () => {
  test.each(vectors)('%s by %s: %d, %d, %d', (industry, indicator, ...bounds) => {
    const row = sizeRow(industry)
    expect(row?.bounds[indicator]).toEqual(bounds)
    if (row === undefined) return
    for (const [level, bound] of bounds.entries()) {
      const exact = atBounds(row, level + 1)
      expect(sizeClass(industry, exact)).toEqual({ size: sizeClasses[level + 1] })
      const one = rational(bound * scale(indicator))
      const below = { ...exact, [indicator]: rational(one.n - least(indicator).n) }
      expect(sizeClass(industry, below)).toEqual({ size: sizeClasses[level] })
      const above = { ...exact, [indicator]: rational(one.n + 1n) }
      expect(sizeClass(industry, above)).toEqual({ size: sizeClasses[level + 1] })
    }
  })

  test('every row of the table is covered', () => {
    const covered = new Set(vectors.map(([industry, indicator]) => `${sizeRow(industry)?.zh} ${indicator}`))
    for (const row of sizeTable)
      for (const indicator of Object.keys(row.bounds)) expect(covered).toContain(`${row.zh} ${indicator}`)
  })
})

test('one indicator below the bound takes the enterprise down a class', () => {
  expect(sizeClass('6510', { headcount: rational(5000), revenue: rational(999 * 1_000_000) })).toEqual({
    size: 'small',
  })
})

test('a figure below the bound of small makes micro although the other is unknown', () => {
  expect(sizeClass('6510', { headcount: rational(9) })).toEqual({ size: 'micro' })
  expect(sizeClass('6510', { headcount: rational(10) })).toEqual({ needs: ['revenue'] })
})

test('figures the industry does not use are not asked for', () => {
  expect(sizeClass('7310', { headcount: rational(10) })).toEqual({ size: 'small' })
})

test.each(['6610', 'J', '8310', '9110', '0511', '53'])('%s is not classified', (industry) => {
  expect(sizeClass(industry, { headcount: rational(10) })).toEqual({ unclassified: true })
})

test('industry codes are those of GB/T 4754', () => {
  for (const code of ['C', '39', '391', '3911', 'C3911', 'I65']) expect(isIndustryCode(code)).toBe(true)
  for (const code of ['', 'U', 'I3911', '98', '00', '39110', 'abc', '3'])
    expect(isIndustryCode(code)).toBe(false)
})
