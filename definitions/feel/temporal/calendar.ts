/**
 * The proleptic Gregorian calendar for years -999,999,999 to 999,999,999. Temporal's dates end near year ±271,821, so the
 * arithmetic of days is done here, on integers that stay below 2^53.
 */
export const lastYear = 999_999_999

export interface CivilDay {
  readonly year: number
  readonly month: number
  readonly day: number
}

export const isLeapYear = (year: number) => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const

export const daysInMonth = (year: number, month: number): number =>
  month === 2 && isLeapYear(year) ? 29 : (monthLengths[month - 1] ?? 0)

export const isCivilDay = (year: number, month: number, day: number): boolean =>
  Number.isInteger(year) &&
  Math.abs(year) <= lastYear &&
  Number.isInteger(month) &&
  Number.isInteger(day) &&
  month >= 1 &&
  month <= 12 &&
  day >= 1 &&
  day <= daysInMonth(year, month)

/** Days since 1970-01-01. Years are counted from 1 March, so that the leap day ends a year. */
export function epochDay({ year, month, day }: CivilDay): number {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

/** The day so many days after 1970-01-01; undefined beyond the last year. */
export function civilDay(days: number): CivilDay | undefined {
  if (!Number.isSafeInteger(days)) return undefined
  const shifted = days + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153)
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  return Math.abs(year) <= lastYear ? { year, month, day } : undefined
}

/** Months later or earlier; a day that the month lacks becomes its last day. */
export function addMonths({ year, month, day }: CivilDay, months: bigint): CivilDay | undefined {
  const all = BigInt(year) * 12n + BigInt(month - 1) + months
  const inYear = ((all % 12n) + 12n) % 12n
  const to = Number((all - inYear) / 12n)
  if (Math.abs(to) > lastYear) return undefined
  const toMonth = Number(inYear) + 1
  return { year: to, month: toMonth, day: Math.min(day, daysInMonth(to, toMonth)) }
}

/** 1 = Monday … 7 = Sunday */
export const dayOfWeek = (day: CivilDay): number => ((((epochDay(day) + 3) % 7) + 7) % 7) + 1
export const dayOfYear = (day: CivilDay): number =>
  epochDay(day) - epochDay({ year: day.year, month: 1, day: 1 }) + 1

/** The ISO 8601 week, 1 to 53: the week of the year's first Thursday is week 1. */
export function weekOfYear(day: CivilDay): number {
  const thursday = civilDay(epochDay(day) + 4 - dayOfWeek(day)) ?? day
  return Math.floor((dayOfYear(thursday) - 1) / 7) + 1
}
