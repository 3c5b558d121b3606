import { multiply, parseDecimal, type Rational, rational } from '../rational.ts'

/** A number as people write it, in base units: money in 分, a percentage as a fraction, counts with their unit. */
export interface Quantity {
  readonly amount: Rational
  readonly kind: 'bare' | 'money' | 'ratio' | 'count'
  /** the canonical unit of a count: 人, 个月, 天, 年, 件 … */
  readonly unit?: string
}

interface Unit {
  readonly kind: Quantity['kind']
  readonly factor: Rational
  readonly unit?: string
}

const money = (fen: number): Unit => ({ kind: 'money', factor: rational(fen) })
const ratio = (parts: number): Unit => ({ kind: 'ratio', factor: rational(1, parts) })
const count = (unit: string): Unit => ({ kind: 'count', factor: rational(1), unit })

/** 名 and 人, 月 and 个月 are one unit each; 分 is a score, never 1/100 yuan, because rules count money in 元. */
const units: ReadonlyMap<string, Unit> = new Map([
  ['元', money(100)],
  ['千元', money(100_000)],
  ['万元', money(1_000_000)],
  ['百万元', money(100_000_000)],
  ['亿元', money(10_000_000_000)],
  ['人民币元', money(100)],
  ['CNY', money(100)],
  ['RMB', money(100)],
  ['yuan', money(100)],
  ['%', ratio(100)],
  ['‰', ratio(1000)],
  ['个百分点', ratio(100)],
  ['人', count('人')],
  ['名', count('人')],
  ['person', count('人')],
  ['persons', count('人')],
  ['户', count('户')],
  ['家', count('家')],
  ['个月', count('个月')],
  ['月', count('个月')],
  ['month', count('个月')],
  ['months', count('个月')],
  ['天', count('天')],
  ['日', count('天')],
  ['day', count('天')],
  ['days', count('天')],
  ['年', count('年')],
  ['year', count('年')],
  ['years', count('年')],
  ['件', count('件')],
  ['项', count('项')],
  ['个', count('个')],
  ['分', count('分')],
  ['次', count('次')],
  ['岁', count('岁')],
  ['级', count('级')],
  ['倍', { kind: 'bare', factor: rational(1) }],
])

export const unitNames = [...units.keys()]
export const unitNamed = (name: string): Unit | undefined => units.get(name)

/** The canonical form of a unit of counted things; itself where unknown. */
export const canonicalUnit = (unit: string): string => units.get(unit)?.unit ?? unit

export const maxDigits = 34

/** `digits` is a plain decimal without separators. */
export function quantity(digits: string, unitName: string): Quantity | undefined {
  const number = parseDecimal(digits)
  if (number === undefined) return undefined
  if (unitName === '') return { amount: number, kind: 'bare' }
  const unit = units.get(unitName)
  if (unit === undefined) return undefined
  const { kind, factor } = unit
  return { amount: multiply(number, factor), kind, ...(unit.unit === undefined ? {} : { unit: unit.unit }) }
}
