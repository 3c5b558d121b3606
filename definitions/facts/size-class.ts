import { compareRational, type Rational, rational } from '../rational.ts'

/**
 * 统计上大中小微型企业划分办法（2017）, 国统字〔2017〕213号. Lower bounds are included, upper bounds are not ("以上" includes and "以下"
 * excludes there). A class needs all of its lower bounds; an enterprise that misses one belongs to the class below.
 */
export const sizeClasses = ['micro', 'small', 'medium', 'large'] as const
export type SizeClass = (typeof sizeClasses)[number]

/** persons; 万元 of revenue; 万元 of assets */
export type Indicator = 'headcount' | 'revenue' | 'assets'

export interface SizeRow {
  /** GB/T 4754 prefixes: a section letter, or two to four digits */
  readonly industries: readonly string[]
  readonly zh: string
  /** lower bounds of small, medium, large */
  readonly bounds: Partial<Record<Indicator, readonly [small: number, medium: number, large: number]>>
}

/** Order matters: the longer prefix wins. */
export const sizeTable: readonly SizeRow[] = [
  { zh: '农、林、牧、渔业', industries: ['01', '02', '03', '04'], bounds: { revenue: [50, 500, 20000] } },
  {
    zh: '工业',
    industries: ['B', 'C', 'D'],
    bounds: { headcount: [20, 300, 1000], revenue: [300, 2000, 40000] },
  },
  { zh: '建筑业', industries: ['E'], bounds: { revenue: [300, 6000, 80000], assets: [300, 5000, 80000] } },
  { zh: '批发业', industries: ['51'], bounds: { headcount: [5, 20, 200], revenue: [1000, 5000, 40000] } },
  { zh: '零售业', industries: ['52'], bounds: { headcount: [10, 50, 300], revenue: [100, 500, 20000] } },
  {
    zh: '交通运输业',
    industries: ['54', '55', '56', '57', '58', '591'],
    bounds: { headcount: [20, 300, 1000], revenue: [200, 3000, 30000] },
  },
  { zh: '仓储业', industries: ['59'], bounds: { headcount: [20, 100, 200], revenue: [100, 1000, 30000] } },
  { zh: '邮政业', industries: ['60'], bounds: { headcount: [20, 300, 1000], revenue: [100, 2000, 30000] } },
  { zh: '住宿业', industries: ['61'], bounds: { headcount: [10, 100, 300], revenue: [100, 2000, 10000] } },
  { zh: '餐饮业', industries: ['62'], bounds: { headcount: [10, 100, 300], revenue: [100, 2000, 10000] } },
  {
    zh: '信息传输业',
    industries: ['63', '64'],
    bounds: { headcount: [10, 100, 2000], revenue: [100, 1000, 100000] },
  },
  {
    zh: '软件和信息技术服务业',
    industries: ['65'],
    bounds: { headcount: [10, 100, 300], revenue: [50, 1000, 10000] },
  },
  {
    zh: '房地产开发经营',
    industries: ['7010', '701'],
    bounds: { revenue: [100, 1000, 200000], assets: [2000, 5000, 10000] },
  },
  {
    zh: '物业管理',
    industries: ['7020', '702'],
    bounds: { headcount: [100, 300, 1000], revenue: [500, 1000, 5000] },
  },
  {
    zh: '租赁和商务服务业',
    industries: ['71', '72'],
    bounds: { headcount: [10, 100, 300], assets: [100, 8000, 120000] },
  },
  {
    zh: '其他未列明行业',
    industries: ['M', 'N', 'O', 'R', '703', '704', '709', '85'],
    bounds: { headcount: [10, 100, 300] },
  },
]

const sectionStarts: readonly (readonly [section: string, first: number])[] = [
  ['A', 1],
  ['B', 6],
  ['C', 13],
  ['D', 44],
  ['E', 47],
  ['F', 51],
  ['G', 53],
  ['H', 61],
  ['I', 63],
  ['J', 66],
  ['K', 70],
  ['L', 71],
  ['M', 73],
  ['N', 76],
  ['O', 80],
  ['P', 83],
  ['Q', 84],
  ['R', 86],
  ['S', 91],
  ['T', 97],
]

/** The section letter of a two-digit division of GB/T 4754-2017; undefined where there is none. */
export const industrySection = (division: number): string | undefined =>
  division < 1 || division > 97 ? undefined : sectionStarts.findLast(([, first]) => first <= division)?.[0]

/**
 * Whether a text is an industry code: a section letter alone, or two to four digits with or without the letter they
 * belong to.
 */
export function isIndustryCode(code: string): boolean {
  const [, letter, digits] = /^([A-T]?)(\d{2,4})?$/.exec(code) ?? []
  if (letter === undefined || code === '') return false
  if (digits === undefined) return true
  const section = industrySection(Number(digits.slice(0, 2)))
  return section !== undefined && (letter === '' || letter === section)
}

/** The row for an industry code; undefined where the method does not classify it (finance, education, government …). */
export function sizeRow(industry: string): SizeRow | undefined {
  const digits = industry.replace(/^[A-T]/, '')
  const section = digits === '' ? industry : industrySection(Number(digits.slice(0, 2)))
  const fits = (prefix: string) => (/^\d/.test(prefix) ? digits.startsWith(prefix) : prefix === section)
  const matches = sizeTable.flatMap((row) => row.industries.filter(fits).map((prefix) => ({ row, prefix })))
  return matches.sort((a, b) => weight(b.prefix) - weight(a.prefix))[0]?.row
}

const weight = (prefix: string) => (/^\d/.test(prefix) ? prefix.length : 0)
const fenPerTenThousandYuan = 1_000_000

export interface SizeFigures {
  readonly headcount?: Rational | undefined
  /** 分 */
  readonly revenue?: Rational | undefined
  /** 分 */
  readonly assets?: Rational | undefined
}

/** The class, or which figures it still needs. `unclassified` where the method has no row for the industry. */
export type SizeAnswer =
  | { readonly size: SizeClass }
  | { readonly needs: readonly Indicator[] }
  | { readonly unclassified: true }

/** One figure below the bound of 小型 already makes 微型, whatever the others are. */
export function sizeClass(industry: string, figures: SizeFigures): SizeAnswer {
  const row = sizeRow(industry)
  if (row === undefined) return { unclassified: true }
  let lowest = 3
  const needs: Indicator[] = []
  for (const [indicator, bounds] of Object.entries(row.bounds) as [Indicator, readonly number[]][]) {
    const figure = figures[indicator]
    if (figure === undefined) {
      needs.push(indicator)
      continue
    }
    const scale = indicator === 'headcount' ? 1 : fenPerTenThousandYuan
    lowest = Math.min(
      lowest,
      bounds.filter((bound) => compareRational(figure, rational(bound * scale)) >= 0).length,
    )
  }
  if (needs.length > 0 && lowest > 0) return { needs }
  return { size: sizeClasses[lowest] ?? 'micro' }
}
