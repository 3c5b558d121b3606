import type { PublishedYear } from '#kernel/calendar.ts'
import { workingCalendar } from '#kernel/calendar.ts'
import type { Complaint } from '#kernel/definition.ts'
import { addDays, type Day, weekday, yearOf } from '#kernel/time.ts'
import type { CalendarYear, CityProfile } from './schemas.ts'

/** The year as the kernel counts it. */
export function publishedYear(calendar: CalendarYear): PublishedYear {
  const off: Day[] = []
  for (const { from, through = from } of calendar.off)
    for (let day = from; day <= through && off.length < 366; day = addDays(day, 1)) off.push(day)
  return { year: calendar.year, off, work: calendar.work }
}

/** Days of another year, a make-up day that is no weekend, and a sum that does not come out. `years` are all that the city has. */
export function calendarComplaints(calendar: CalendarYear, years: readonly number[]): Complaint[] {
  const found: Complaint[] = []
  calendar.off.forEach(({ from, through = from }, i) => {
    if (yearOf(from) !== calendar.year || yearOf(through) !== calendar.year)
      found.push(dayComplaint('other-year', ['off', i], calendar.year))
    if (through < from) found.push(dayComplaint('days-reversed', ['off', i, 'through'], calendar.year))
  })
  const off = new Set(publishedYear(calendar).off)
  calendar.work.forEach((day, i) => {
    if (yearOf(day) !== calendar.year) found.push(dayComplaint('other-year', ['work', i], calendar.year))
    if (off.has(day)) found.push(dayComplaint('off-and-work', ['work', i], calendar.year))
    if (weekday(day) % 6 !== 0) found.push(dayComplaint('not-a-weekend', ['work', i], calendar.year))
  })
  if (found.length === 0) found.push(...sumComplaint(calendar))
  if (calendar.year > Math.min(...years) && !years.includes(calendar.year - 1))
    found.push(dayComplaint('year-skipped', ['year'], calendar.year - 1))
  return found
}

function sumComplaint(calendar: CalendarYear): Complaint[] {
  const blank = { year: calendar.year - 1, off: [], work: [] }
  const counted = workingCalendar([blank, publishedYear(calendar)], [], 0).workingDaysBetween(
    `${calendar.year - 1}-12-31`,
    `${calendar.year}-12-31`,
  )
  const count = counted.provisional ? counted.knownWorkingDays : counted.count
  if (count === calendar.workingDays) return []
  return [
    {
      code: 'working-days-differ',
      path: ['workingDays'],
      expected: String(count),
      message: {
        zh: `按放假和上班日期算出 ${count} 个工作日，这里写的是 ${calendar.workingDays}`,
        en: `The lists give ${count} working days; ${calendar.workingDays} is written here`,
      },
      remedy: {
        zh: '对照放假通知，检查是否漏了放假或补班日期。',
        en: 'Compare with the notice: a day off or a make-up day may be missing.',
      },
    },
  ]
}

type DayCode = 'other-year' | 'days-reversed' | 'off-and-work' | 'not-a-weekend' | 'year-skipped'
const dayWords: Record<DayCode, readonly [zh: string, en: string]> = {
  'other-year': ['日期不在这一年', 'The date lies in another year'],
  'days-reversed': ['结束日期早于开始日期', 'The last day comes before the first'],
  'off-and-work': ['同一天既放假又上班', 'The same day is off and worked'],
  'not-a-weekend': ['补班日应是周六或周日', 'A make-up day must be a Saturday or Sunday'],
  'year-skipped': ['中间缺少一年的日历', 'The calendar of a year in between is missing'],
}

function dayComplaint(code: DayCode, path: Complaint['path'], year: number): Complaint {
  const [zh, en] = dayWords[code]
  return {
    code,
    path,
    expected: String(year),
    message: { zh, en },
    remedy: { zh: '对照放假通知改正。', en: 'Correct it by the holiday notice.' },
  }
}

/** Office hours follow one another without overlap or gap, and sessions within a day do not cross. */
export function officeHoursComplaints(city: CityProfile): Complaint[] {
  const found: Complaint[] = []
  city.officeHours.forEach((hours, i) => {
    const earlier = city.officeHours[i - 1]
    if (earlier !== undefined && earlier.until !== hours.from)
      found.push(
        hoursComplaint('hours-not-consecutive', ['officeHours', i, 'from'], earlier.until ?? 'until'),
      )
    hours.sessions.forEach((session, j) => {
      const floor = hours.sessions[j - 1]?.until ?? '00:00'
      if (session.from < floor || session.until <= session.from)
        found.push(hoursComplaint('sessions-cross', ['officeHours', i, 'sessions', j], `≥ ${floor}`))
    })
  })
  return found
}

function hoursComplaint(
  code: 'hours-not-consecutive' | 'sessions-cross',
  path: Complaint['path'],
  expected: string,
): Complaint {
  const message =
    code === 'sessions-cross'
      ? { zh: '办公时段重叠或颠倒', en: 'Office sessions overlap or run backwards' }
      : { zh: '办公时间前后不衔接', en: 'Office hours do not follow one another' }
  return {
    code,
    path,
    expected,
    message,
    remedy: { zh: '检查起止时间。', en: 'Check when each begins and ends.' },
  }
}
