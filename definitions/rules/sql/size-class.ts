import {
  type Indicator,
  industrySection,
  sizeClasses,
  type SizeRow,
  sizeTable,
} from '#definitions/facts/size-class.ts'
import type { Dialect } from './dialect.ts'

const indicators: readonly Indicator[] = ['headcount', 'revenue', 'assets']
const fenPerTenThousandYuan = 1_000_000

interface Entry {
  readonly row: SizeRow
  readonly prefixes: readonly string[]
}

/** The longer prefix wins; letters stand for all of their divisions. */
const entries: readonly Entry[] = [4, 3, 2, 1, 0].flatMap((length) =>
  sizeTable.flatMap((row) => {
    const prefixes = row.industries.filter((prefix) => weight(prefix) === length)
    return prefixes.length === 0 ? [] : [{ row, prefixes }]
  }),
)

function weight(prefix: string): number {
  return /^\d/.test(prefix) ? prefix.length : 0
}

/**
 * 统计上大中小微型企业划分办法 as one expression. `holds` says whether a figure (headcount, revenue, assets) reaches a bound. One figure below
 * the lowest bound already makes 微型; otherwise every figure of the row must be known.
 */
export function sizeClassSql(
  dialect: Dialect,
  industry: string,
  holds: (figure: number, bound: bigint) => string,
): string {
  const branches = entries.map(({ row, prefixes }) => {
    const fits = dialect.matches(industry, patternOf(prefixes))
    return `when ${fits}\n        then ${classIn(row, holds)}`
  })
  return `case\n      ${branches.join('\n      ')}\n    end`
}

function patternOf(prefixes: readonly string[]): string {
  const [first = ''] = prefixes
  if (/^\d/.test(first)) return `^[A-T]?(${prefixes.join('|')})`
  const divisions = Array.from({ length: 97 }, (_, i) => i + 1)
    .filter((division) => prefixes.includes(industrySection(division) ?? ''))
    .map((division) => String(division).padStart(2, '0'))
  return `^((${prefixes.join('|')})$|[A-T]?(${divisions.join('|')}))`
}

function classIn({ bounds }: SizeRow, holds: (figure: number, bound: bigint) => string): string {
  const figures = Object.entries(bounds) as [Indicator, readonly number[]][]
  const reached = (level: number) =>
    figures.map(([indicator, limits]) => {
      const scale = indicator === 'headcount' ? 1 : fenPerTenThousandYuan
      return holds(indicators.indexOf(indicator), BigInt((limits[level] ?? 0) * scale))
    })
  const [small, medium, large] = [reached(0), reached(1), reached(2)].map(
    (tests) => `(${tests.join(' and ')})`,
  )
  const known = reached(0).map((test) => `(${test} is not null)`)
  const [micro, ...rest] = sizeClasses
  return [
    `case when not ${small} then '${micro}'`,
    `when not (${known.join(' and ')}) then null`,
    `when not ${medium} then '${rest[0]}'`,
    `when not ${large} then '${rest[1]}'`,
    `else '${rest[2]}' end`,
  ].join(' ')
}
