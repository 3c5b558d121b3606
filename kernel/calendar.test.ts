import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { workingCalendar } from './calendar.ts'
import { guangzhouYears, usualHours } from './calendar.fixtures.ts'
import { addDays, instantFrom, msOf } from './time.ts'

const calendar = workingCalendar(guangzhouYears, usualHours, 480)
const oracle = naiveCalendar()

describe('working days of 2023–2026', () => {
  test.each([
    ['2023-12-29', 5, '2024-01-08'],
    ['2024-02-08', 1, '2024-02-09'],
    ['2024-02-09', 1, '2024-02-18'],
    ['2024-09-13', 1, '2024-09-14'],
    ['2025-01-27', 1, '2025-02-05'],
    ['2025-09-30', 1, '2025-10-09'],
    ['2026-02-13', 1, '2026-02-14'],
    ['2026-02-13', 2, '2026-02-24'],
  ])('%s plus %i working days is %s', (from, n, expected) => {
    expect(calendar.addWorkingDays(from, n)).toEqual({ day: expected })
  })

  test.each([
    [2023, 249],
    [2024, 251],
    [2025, 248],
    [2026, 248],
  ])('%i has %i working days', (year, count) => {
    const known = workingCalendar(
      [...guangzhouYears, { year: 2022, off: [], work: [] }],
      usualHours,
      480,
    ).workingDaysBetween(`${year - 1}-12-31`, `${year}-12-31`)
    expect(known).toEqual({ count })
  })

  test('an unpublished year is never taken for Monday to Friday', () => {
    expect(calendar.isWorkingDay('2027-01-04')).toBe('unpublished')
    expect(calendar.isWorkingDay('2022-12-30')).toBe('unpublished')
    expect(calendar.addWorkingDays('2026-12-29', 5)).toEqual({
      provisional: true,
      knownWorkingDays: 2,
      lastKnownDay: '2026-12-31',
    })
    expect(calendar.workingDayFrom('2027-01-01')).toMatchObject({ provisional: true })
  })

  test('a year missing between two published ones stays unknown', () => {
    const gap = workingCalendar(
      guangzhouYears.filter(({ year }) => year !== 2024),
      usualHours,
      480,
    )
    expect(gap.addWorkingDays('2023-12-28', 3)).toMatchObject({ provisional: true, knownWorkingDays: 1 })
    expect(gap.workingDaysBetween('2023-12-28', '2025-01-03')).toMatchObject({ provisional: true })
  })

  test('every day of the published years equals the oracle', () => {
    for (let day = '2023-01-01'; day <= '2026-12-31'; day = addDays(day, 1))
      expect(calendar.isWorkingDay(day)).toBe(oracle.works(day))
  })

  test('adding and counting equal the oracle from any day', () => {
    fc.assert(
      fc.property(publishedDay(), fc.integer({ min: 0, max: 300 }), (day, n) => {
        expect(calendar.addWorkingDays(day, n)).toEqual(oracle.add(day, n))
      }),
      { numRuns: 500 },
    )
    fc.assert(
      fc.property(publishedDay(), publishedDay(), (a, b) => {
        expect(calendar.workingDaysBetween(a, b)).toEqual({ count: oracle.between(a, b) })
      }),
      { numRuns: 500 },
    )
  })
})

describe('office minutes', () => {
  test('a lunch break and a closed evening do not count', () => {
    expect(calendar.officeMinutesBetween('2026-03-02T03:30:00.000Z', '2026-03-03T01:30:00.000Z')).toEqual({
      minutes: 30 + 240 + 30,
    })
  })

  test('half of an office day begun at eleven ends after lunch', () => {
    const half = (calendar.officeMinutesOf('2026-03-02') ?? 0) / 2
    expect(half).toBe(210)
    expect(calendar.addOfficeMinutes('2026-03-02T03:00:00.000Z', half)).toEqual({
      at: '2026-03-02T07:30:00.000Z',
    })
  })

  test('a day off has none, a make-up Saturday has all', () => {
    expect(calendar.officeMinutesOf('2026-02-17')).toBe(0)
    expect(calendar.officeMinutesOf('2026-02-14')).toBe(420)
    expect(calendar.officeMinutesOf('2027-02-14')).toBeUndefined()
  })

  test('new hours count from the day they are in force', () => {
    const summer = workingCalendar(
      guangzhouYears,
      [
        { from: '2023-01-01', until: '2026-06-01', sessions: [{ from: '09:00', until: '17:00' }] },
        { from: '2026-06-01', sessions: [{ from: '08:00', until: '12:00' }] },
      ],
      480,
    )
    expect(summer.officeMinutesOf('2026-05-29')).toBe(480)
    expect(summer.officeMinutesOf('2026-06-01')).toBe(240)
  })

  test('minutes running past the calendar are provisional', () => {
    expect(calendar.addOfficeMinutes('2026-12-31T08:00:00.000Z', 61)).toMatchObject({ provisional: true })
    expect(
      calendar.officeMinutesBetween('2026-12-31T08:00:00.000Z', '2027-01-01T08:00:00.000Z'),
    ).toMatchObject({ provisional: true, lastKnownDay: '2026-12-31' })
  })

  test('counting equals a minute-by-minute oracle', () => {
    fc.assert(
      fc.property(minuteOf('2026-02-12', 14), fc.integer({ min: 0, max: 4 * 1440 }), (from, span) => {
        const until = instantFrom(msOf(from) + span * 60_000)
        expect(calendar.officeMinutesBetween(from, until)).toEqual({ minutes: oracle.minutes(from, until) })
      }),
      { numRuns: 60 },
    )
  })

  test('adding is the inverse of counting', () => {
    fc.assert(
      fc.property(minuteOf('2025-09-20', 40), fc.integer({ min: 1, max: 4000 }), (from, minutes) => {
        const added = calendar.addOfficeMinutes(from, minutes)
        if (added.provisional) throw new Error('within the calendar')
        expect(calendar.officeMinutesBetween(from, added.at)).toEqual({ minutes })
      }),
    )
  })
})

function publishedDay() {
  return fc.integer({ min: 0, max: 1095 }).map((n) => addDays('2023-01-01', n))
}

function minuteOf(first: string, days: number) {
  return fc
    .integer({ min: 0, max: days * 1440 })
    .map((n) => instantFrom(msOf(`${first}T00:00:00.000Z`) + n * 60_000))
}

/** Written from facts 2.9 alone, day by day, with no index and no shared arithmetic. */
function naiveCalendar() {
  const off = new Set(guangzhouYears.flatMap((year) => year.off))
  const work = new Set(guangzhouYears.flatMap((year) => year.work))
  const works = (day: string) => {
    if (work.has(day)) return true
    if (off.has(day)) return false
    const name = new Date(`${day}T12:00:00Z`).toUTCString().slice(0, 3)
    return name !== 'Sat' && name !== 'Sun'
  }
  const next = (day: string) =>
    new Date(Date.parse(`${day}T12:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
  const add = (day: string, n: number) => {
    let [current, left, known] = [day, n, 0]
    while (left > 0) {
      current = next(current)
      if (current > '2026-12-31')
        return { provisional: true, knownWorkingDays: known, lastKnownDay: '2026-12-31' }
      if (works(current)) [left, known] = [left - 1, known + 1]
    }
    return { day: current }
  }
  const between = (from: string, until: string) => {
    let count = 0
    for (let day = next(from); day <= until; day = next(day)) if (works(day)) count += 1
    return count
  }
  const minutes = (from: string, until: string) => {
    let count = 0
    for (let at = Date.parse(from); at < Date.parse(until); at += 60_000) {
      const local = new Date(at + 8 * 3_600_000).toISOString()
      const clock = local.slice(11, 16)
      const open = (clock >= '09:00' && clock < '12:00') || (clock >= '13:00' && clock < '17:00')
      if (open && works(local.slice(0, 10))) count += 1
    }
    return count
  }
  return { works, add, between, minutes }
}
