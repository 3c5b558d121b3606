import { describe, expect, test } from 'vitest'
import { guangzhouYears, usualHours } from './calendar.fixtures.ts'
import { workingCalendar } from './calendar.ts'

/**
 * A second implementation of working days, written another way: no ordinals, ranks or searches, but one long row of days
 * walked by hand, weekdays by Zeller's congruence, month lengths by the rule of thumb. What both say alike is right.
 */

const leap = (year: number) => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
const monthDays = (year: number, month: number) =>
  month === 2 ? (leap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31

/** 0 is Saturday, 1 Sunday (Zeller). */
function zeller(year: number, month: number, day: number): number {
  const [m, y] = month < 3 ? [month + 12, year - 1] : [month, year]
  return (
    (day +
      Math.floor((13 * (m + 1)) / 5) +
      y +
      Math.floor(y / 4) -
      Math.floor(y / 100) +
      Math.floor(y / 400)) %
    7
  )
}

const two = (value: number) => String(value).padStart(2, '0')

interface Row {
  readonly day: string
  readonly works: boolean
}

function everyDay(): Row[] {
  const rows: Row[] = []
  for (const { year, off, work } of guangzhouYears)
    for (let month = 1; month <= 12; month++)
      for (let d = 1; d <= monthDays(year, month); d++) {
        const day = `${year}-${two(month)}-${two(d)}`
        const weekend = zeller(year, month, d) < 2
        rows.push({ day, works: work.includes(day) || (!weekend && !off.includes(day)) })
      }
  return rows
}

const rows = everyDay()
const calendar = workingCalendar(guangzhouYears, usualHours, 480)

describe('the working-day engine and the oracle', () => {
  test('agree in more than a million cases over 2023–2026, and both stop where the calendar does', () => {
    let cases = 0
    const wrong: string[] = []
    for (let from = 0; from < rows.length; from++) {
      let counted = 0
      const start = rows[from]?.day ?? ''
      for (let at = from + 1; at < Math.min(rows.length, from + 420); at++) {
        const row = rows[at]
        if (!row) break
        if (row.works) {
          counted++
          const told = calendar.addWorkingDays(start, counted)
          if (told.provisional || told.day !== row.day) wrong.push(`${start} + ${counted}`)
          cases++
        }
        const between = calendar.workingDaysBetween(start, row.day)
        if (between.provisional || between.count !== counted) wrong.push(`${start} … ${row.day}`)
        cases++
      }
    }
    for (let last = rows.length - 40; last < rows.length; last++) {
      const left = rows.slice(last + 1).filter(({ works }) => works).length
      for (let more = 1; more <= 60; more++) {
        const told = calendar.addWorkingDays(rows[last]?.day ?? '', left + more)
        if (!told.provisional || told.knownWorkingDays !== left)
          wrong.push(`${rows[last]?.day} + ${left + more}`)
        cases++
      }
    }
    for (const { day, works } of rows) {
      if (calendar.isWorkingDay(day) !== works) wrong.push(day)
      cases++
    }
    // Beyond one year: spans of two and three years from every second day.
    for (let from = 0; from < rows.length; from += 2) {
      let counted = 0
      for (let at = from + 1; at < rows.length; at++) {
        if (rows[at]?.works) counted++
        if (at - from < 420 || (at - from) % 2 !== 0) continue
        const between = calendar.workingDaysBetween(rows[from]?.day ?? '', rows[at]?.day ?? '')
        if (between.provisional || between.count !== counted)
          wrong.push(`${rows[from]?.day} … ${rows[at]?.day}`)
        cases++
      }
    }
    expect(wrong).toEqual([])
    expect(cases).toBeGreaterThanOrEqual(1_000_000)
  }, 60_000)

  test('a fault of one day is found', () => {
    const years = guangzhouYears.map((year) =>
      year.year === 2025 ? { ...year, work: year.work.slice(1) } : year,
    )
    const faulty = workingCalendar(years, usualHours, 480)
    expect(rows.some(({ day, works }) => faulty.isWorkingDay(day) !== works)).toBe(true)
  })
})
