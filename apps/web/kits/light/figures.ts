import type { Language, Unit } from '#kernel/text.ts'
import { dayOf, type Day, type Instant, msOf } from '#kernel/time.ts'
import { type Fen, yuan } from '#kernel/money.ts'
import { dayText, monthNames } from '#kernel/day-text.ts'

/** Figures as people read them: amounts, dates and spans in both languages. Pure; the clock comes from the caller. */

const group = (whole: string) => whole.replace(/\B(?=(\d{3})+$)/g, ',')

export const countText = (count: number): string => group(String(count))

/** `12,345.67 元`; whole amounts without the zeros. */
export function moneyText(fen: Fen, language: Language): string {
  const amount = yuan(fen).replace(/\.00$/, '')
  return language === 'zh' ? `${amount} 元` : `CNY ${amount}`
}

const fenPerWan = 1_000_000
/** `1,234.5 万元` for amounts from 10,000 元 on that lose nothing by it; in English always in yuan. */
export function bigMoneyText(fen: Fen, language: Language): string {
  if (language === 'en' || Math.abs(fen) < fenPerWan || fen % 10_000 !== 0) return moneyText(fen, language)
  const [whole = '0', fraction] = (fen / fenPerWan).toString().split('.')
  return `${whole.startsWith('-') ? '-' : ''}${group(whole.replace('-', ''))}${fraction ? `.${fraction}` : ''} 万元`
}

/** `周三` or `Wed`. */
export const weekdayText = (day: Day, language: Language): string =>
  new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', {
    weekday: 'short',
    timeZone: 'UTC',
  }).format(new Date(`${day}T00:00:00Z`))

export const shortDayText = (day: Day, language: Language): string => {
  const [, month = '', date = ''] = day.split('-')
  return language === 'zh'
    ? `${+month}月${+date}日`
    : `${+date} ${(monthNames[+month - 1] ?? '').slice(0, 3)}`
}

/** `10:32` at the city's own time. */
export const clockText = (at: Instant, offsetMinutes: number): string =>
  new Date(msOf(at) + offsetMinutes * 60_000).toISOString().slice(11, 16)

/** `3月4日 18:00`; with the year when it is another than `today`'s. */
export function momentText(at: Instant, offsetMinutes: number, language: Language, today?: Day): string {
  const day = dayOf(at, offsetMinutes)
  const clock = clockText(at, offsetMinutes)
  const sameYear = today !== undefined && today.slice(0, 4) === day.slice(0, 4)
  const date = sameYear ? shortDayText(day, language) : dayText(day, language)
  return language === 'zh' ? `${date} ${clock}` : `${date}, ${clock}`
}

const minuteMs = 60_000
const plural = (count: number, unit: string) => `${count} ${unit}${count === 1 ? '' : 's'}`

/** A span in its largest fitting unit: minutes below an hour, hours below two days, else days. Rounds down. */
export function spanText(ms: number, language: Language): string {
  const minutes = Math.floor(Math.abs(ms) / minuteMs)
  const zh = language === 'zh'
  if (minutes < 1) return zh ? '不到 1 分钟' : 'less than a minute'
  if (minutes < 60) return zh ? `${minutes} 分钟` : plural(minutes, 'minute')
  const hours = Math.floor(minutes / 60)
  if (hours < 48) return zh ? `${hours} 小时` : plural(hours, 'hour')
  const days = Math.floor(hours / 24)
  return zh ? `${days} 天` : plural(days, 'day')
}

/** What is left until a moment, or how long it has passed, with the moment itself. */
export function dueText(
  due: Instant,
  now: Instant,
  offsetMinutes: number,
  language: Language,
  workingDaysLeft?: number,
): string {
  const left = msOf(due) - msOf(now)
  const moment = momentText(due, offsetMinutes, language, dayOf(now, offsetMinutes))
  const zh = language === 'zh'
  if (left < 0)
    return zh
      ? `已超过 ${spanText(left, language)}（应在 ${moment} 前）`
      : `overdue by ${spanText(left, language)} (was due ${moment})`
  const span =
    workingDaysLeft === undefined || workingDaysLeft < 1
      ? spanText(left, language)
      : zh
        ? `${workingDaysLeft} 个工作日`
        : plural(workingDaysLeft, 'working day')
  return zh ? `还剩 ${span}（${moment} 前）` : `${span} left (until ${moment})`
}

/** `35%` from a ratio written as decimal text or number, exactly: 0.0512 → 5.12%. */
export function percentText(ratio: number | string): string {
  const [whole = '0', fraction = ''] = String(ratio).replace('-', '').split('.')
  const digits = whole + fraction.padEnd(2, '0')
  const at = whole.length + 2
  const before = digits.slice(0, at).replace(/^0+(?=\d)/, '')
  const after = digits.slice(at).replace(/0+$/, '')
  return `${String(ratio).startsWith('-') ? '-' : ''}${before}${after ? `.${after}` : ''}%`
}

/** A number with its unit as it is read aloud: `1 licence`, `2 licences`, `1.00 working days`. */
export const measuredText = (
  value: number,
  unit: Unit,
  language: Language,
  decimals?: number,
): { readonly number: string; readonly unit: string } => {
  const number = decimals === undefined ? String(value) : value.toFixed(decimals)
  const written = new Intl.PluralRules(language, { minimumFractionDigits: decimals ?? 0 })
  const isOne = language === 'en' && written.select(value) === 'one'
  return { number, unit: isOne ? (unit.one ?? unit.en) : unit[language] }
}
