import { type WorkingCalendar, workingCalendar } from '#kernel/calendar.ts'
import type { Definitions } from '#kernel/definition.ts'
import { publishedYear } from './calendar-checks.ts'
import { calendarKind, cityKind } from './kinds.ts'

/** The working calendar of a loaded city. Throws when the city has no profile, which `checkCity` reports. */
export function cityCalendar(city: Definitions): WorkingCalendar {
  const profile = city.list(cityKind)[0]
  if (profile === undefined) throw new Error('the city has no city.yaml')
  return workingCalendar(
    city.list(calendarKind).map(publishedYear),
    profile.officeHours,
    profile.utcOffsetMinutes,
  )
}
