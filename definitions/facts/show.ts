import { dayText } from '#kernel/day-text.ts'
import type { Bilingual, Language } from '#kernel/text.ts'
import {
  absoluteExact,
  ceilingExact,
  compareExact,
  endsWithin,
  type Exact,
  exactOf,
  isSmall,
  multiplyExact,
  rationalOf,
  showExact,
  showUnits,
  subtractExact,
} from '../exact.ts'
import { decimalText, multiply, type Rational, rational, roundTo, showDecimal } from '../rational.ts'
import { isRational, type Type, type Value } from '../rules/expression.ts'
import type { CodeValue } from './fact.ts'

/** 分 in a unit, and how many decimals write a whole number of 分 out in it */
const units = {
  元: { fen: 100, places: 2 },
  万元: { fen: 1_000_000, places: 6 },
  亿元: { fen: 10_000_000_000, places: 10 },
} as const
export type MoneyUnit = keyof typeof units

const englishUnits: ReadonlyMap<string, string> = new Map([
  ['人', 'persons'],
  ['个月', 'months'],
  ['天', 'days'],
  ['年', 'years'],
  ['件', 'items'],
  ['项', 'items'],
  ['个', ''],
  ['分', 'points'],
  ['次', 'times'],
  ['家', 'units'],
  ['户', 'households'],
  ['岁', 'years of age'],
  ['级', 'levels'],
])
export const englishUnit = (unit: string) => englishUnits.get(unit) ?? unit

/**
 * A value as people read it, with its unit. Money below 1 万元 is in 元; larger sums are in 万元 where the fact is usually told so,
 * always exact to 分. Values of a computation that do not end are cut after six digits.
 */
export function show(value: Value, type: Type, display: MoneyUnit = '元'): Bilingual {
  if (!isRational(value)) return showPlain(value, type)
  switch (type.kind) {
    case 'money':
      return showMoney(value, display)
    case 'ratio':
      return both(`${showDecimal(multiply(value, rational(100)), 6)}%`)
    case 'number': {
      const digits = showDecimal(value, 6)
      if (type.unit === undefined) return both(digits)
      if (type.unit === '年' && /^[12]\d{3}$/.test(decimalText(value))) return both(decimalText(value))
      const unit = englishUnit(type.unit)
      return { zh: `${digits} ${type.unit}`, en: `${digits} ${digits === '1' ? single(unit) : unit}`.trim() }
    }
    default:
      return both(decimalText(value))
  }
}

/** One year, not one years. */
const single = (unit: string) => unit.replace(/^([a-z]+)s\b/, '$1')

const both = (text: string): Bilingual => ({ zh: text, en: text })

function showPlain(value: boolean | string, type: Type): Bilingual {
  if (typeof value === 'boolean') return value ? { zh: '是', en: 'yes' } : { zh: '否', en: 'no' }
  const label = type.kind === 'code' ? type.values.find(({ code }) => code === value) : undefined
  if (label !== undefined) return { zh: label.zh, en: label.en }
  if (type.kind === 'text' && type.values !== undefined) return named(value, type.values)
  if (type.kind !== 'date') return both(value)
  return { zh: dayText(value, 'zh'), en: dayText(value, 'en') }
}

/** `6510` as 软件和信息技术服务业（6510）, by the longest code that begins it; as it stands where nothing names it. */
function named(code: string, values: readonly CodeValue[]): Bilingual {
  const digits = code.replace(/^[A-T](?=\d)/, '')
  const name = values
    .filter((one) => digits.startsWith(one.code))
    .reduce<CodeValue | undefined>(
      (best, one) => (best === undefined || one.code.length > best.code.length ? one : best),
      undefined,
    )
  return name === undefined ? both(code) : { zh: `${name.zh}（${code}）`, en: `${name.en} (${code})` }
}

const tenThousandYuan: Exact = { n: units['万元'].fen, d: 1 }
const hundred: Exact = { n: 100, d: 1 }

export const showMoney = (sum: Exact, display: MoneyUnit = '元'): Bilingual => {
  const fen = isSmall(sum) ? sum : exactOf(sum)
  return { zh: moneyIn('zh', fen, display), en: moneyIn('en', fen, display) }
}

function moneyIn(language: Language, fen: Exact, display: MoneyUnit): string {
  if (language === 'en') return `CNY ${amountIn(fen, '元')}`
  const isLittle = compareExact(absoluteExact(fen), tenThousandYuan) < 0
  const unit: MoneyUnit = isLittle || display === '元' ? '元' : display
  return `${amountIn(fen, unit)} ${unit}`
}

/** Whole 分 need no division: the unit only says where the point stands. */
function amountIn(fen: Exact, unit: MoneyUnit): string {
  const { fen: size, places } = units[unit]
  if (isSmall(fen) && fen.d === 1) return showUnits(fen.n, places)
  return showExact(multiplyExact(fen, { n: 1, d: size }), places)
}

/** How far `value` is from `limit`, always positive, rounded away from zero so that it never reads as nothing. */
export function showDistance(
  value: Exact,
  limit: Exact,
  type: Type,
  language: Language,
  display: MoneyUnit = '元',
): string {
  const distance = absoluteExact(subtractExact(value, limit))
  if (type.kind === 'ratio')
    return `${readable(multiplyExact(distance, hundred))}${language === 'zh' ? ' 个百分点' : ' percentage points'}`
  if (type.kind === 'money') return moneyIn(language, ceilingExact(distance), display)
  return show(parseReadable(rationalOf(distance)), type, display)[language]
}

/** Exact where six decimals suffice; otherwise two decimals, or as many as the first digit needs. */
function readable(value: Exact): string {
  if (endsWithin(value, 6)) return showExact(value, 6)
  for (let places = 2; places <= 10; places += 2) {
    if (showExact(value, places) !== '0') return showExact(value, places, 'up')
  }
  return showExact(value, 10, 'up')
}

const parseReadable = (value: Rational) =>
  endsWithin(value, 6) ? value : roundTo(value, rational(1, 1_000_000), 'up')
