import type { Dialect } from './dialect.ts'
import type { Whole } from './fraction.ts'

/**
 * A day moved by whole days, months or years; unknown beyond 100,000 of them and outside the years 1000 to 9999, as everywhere. The
 * guards stand before the computation, so that no database meets a date it cannot hold.
 */
export function moved(
  dialect: Dialect,
  day: string,
  amount: Whole,
  unit: '天' | '个月' | '年',
  back: boolean,
): string {
  const by = back ? `(-${amount.sql})` : amount.sql
  const small = `abs(${amount.sql}) <= 100000`
  if (unit === '天') {
    const guard = `${by} >= date '1000-01-01' - ${day} and ${by} <= date '9999-12-31' - ${day}`
    return `case when ${small} and ${guard} then ${dialect.addDays(day, by)} end`
  }
  const months = unit === '年' ? `(${by} * 12)` : by
  const reached = `(${monthsOf(dialect, day)} + ${months})`
  const guard = `${reached} >= ${1000 * 12} and ${reached} < ${10_000 * 12}`
  return `case when ${small} and ${guard} then ${dialect.addMonths(day, months)} end`
}

const monthsOf = (dialect: Dialect, day: string) => `(${dialect.year(day)} * 12 + ${dialect.month(day)} - 1)`

/** Full months from one day to another; negative where the second is earlier. A month is full on the same day or on the last of a shorter month. */
export function monthsBetween(dialect: Dialect, a: string, b: string): string {
  const full = (early: string, late: string) => {
    const months = `(${monthsOf(dialect, late)} - ${monthsOf(dialect, early)})`
    return `(${months} - case when ${dialect.addMonths(early, months)} > ${late} then 1 else 0 end)`
  }
  return `case when ${b} < ${a} then -${full(b, a)} when ${b} >= ${a} then ${full(a, b)} end`
}
