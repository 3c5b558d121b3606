import { isWhole } from '../rational.ts'
import type { Type } from './expression.ts'
import type { Quantity } from './units.ts'

export type Pair = readonly [zh: string, en: string]
export const broken: Type = { kind: 'broken' }
export const boolean: Type = { kind: 'boolean' }
export const plain: Type = { kind: 'number', whole: false }
export const counted = (unit: string): Type => ({ kind: 'number', unit, whole: true })

/** A type in words. */
export function typeName(type: Type): Pair {
  switch (type.kind) {
    case 'boolean':
      return ['是或否', 'yes or no']
    case 'text':
      return ['文字', 'text']
    case 'date':
      return ['日期', 'a date']
    case 'money':
      return ['金额（元）', 'money (元)']
    case 'ratio':
      return ['比率（%）', 'a ratio (%)']
    case 'number':
      return type.unit === undefined ? ['数', 'a number'] : [`数（${type.unit}）`, `a number of ${type.unit}`]
    case 'code':
      return [
        `选项（${type.values.map(({ zh }) => zh).join('、')}）`,
        `one of ${type.values.map(({ en }) => en).join(', ')}`,
      ]
    case 'broken':
      return ['？', '?']
  }
}

export const literalType = ({ kind, unit, amount }: Quantity): Type => {
  if (kind === 'money' || kind === 'ratio') return { kind }
  return { kind: 'number', unit, whole: isWhole(amount) }
}

const unitOf = (type: Type) => (type.kind === 'number' ? type.unit : undefined)
const wholeOf = (type: Type) => type.kind === 'number' && type.whole
const dimensionless = (type: Type) =>
  type.kind === 'ratio' || (type.kind === 'number' && type.unit === undefined)

/** The type of a product; undefined where the units do not multiply. */
export function product(a: Type, b: Type): Type | undefined {
  if (a.kind === 'broken' || b.kind === 'broken') return broken
  if (a.kind === 'money' || b.kind === 'money') return a.kind === b.kind ? undefined : { kind: 'money' }
  if (a.kind === 'ratio' && b.kind === 'ratio') return { kind: 'ratio' }
  if (dimensionless(a) || dimensionless(b))
    return { kind: 'number', unit: unitOf(a) ?? unitOf(b), whole: wholeOf(a) && wholeOf(b) }
  return plain
}

/** The type of a quotient; undefined where the units do not divide. */
export function quotient(a: Type, b: Type): Type | undefined {
  if (a.kind === 'broken' || b.kind === 'broken') return broken
  if (a.kind === 'money') return b.kind === 'money' ? { kind: 'ratio' } : a
  if (b.kind === 'money') return undefined
  if (a.kind === 'ratio') return b.kind === 'ratio' || unitOf(b) === undefined ? a : plain
  if (unitOf(a) !== undefined && unitOf(a) === unitOf(b)) return { kind: 'ratio' }
  return dimensionless(b) ? { kind: 'number', unit: unitOf(a), whole: false } : plain
}

export const sum = (a: Type, b: Type): Type => wider(a, b)

/** The type that holds values of both. */
export function wider(a: Type, b: Type): Type {
  if (a.kind === 'broken') return b
  if (a.kind === 'number' && b.kind === 'number')
    return { kind: 'number', unit: a.unit ?? b.unit, whole: a.whole && b.whole }
  return a.kind === 'number' && b.kind === 'ratio' ? b : a
}
