import { expect, test } from 'vitest'
import { workingCalendar } from '#kernel/calendar.ts'
import { daysBefore } from './demo-clock.ts'

const calendar = workingCalendar(
  [{ year: 2026, off: [], work: [] }],
  [{ from: '2020-01-01', sessions: [{ from: '09:00', until: '12:00' }] }],
  480,
)

test('a demonstration begins today while the calendar reaches far enough ahead', () => {
  expect(daysBefore('2026-03-02T02:00:00.000Z', calendar)).toBe(0)
  expect(daysBefore('2026-10-08T02:00:00.000Z', calendar)).toBe(0)
})

test('where the calendar ends too soon, it begins whole weeks earlier, on the same day of the week', () => {
  expect(daysBefore('2026-11-28T02:00:00.000Z', calendar)).toBe(56)
  const later = daysBefore('2028-05-20T02:00:00.000Z', calendar)
  expect(later % 7).toBe(0)
  expect(later).toBeGreaterThan(365)
})

test('a city without any published year keeps the time of today', () => {
  expect(daysBefore('2026-03-02T02:00:00.000Z', workingCalendar([], [], 480))).toBe(0)
})
