import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { workingCalendar } from './calendar.ts'
import { guangzhouYears, usualHours } from './calendar.fixtures.ts'
import type { Hold, TimeLimit } from './time-limit.ts'
import { dueOf, lamp, remaining } from './time-limit.ts'
import { instantFrom, msOf } from './time.ts'

const calendar = workingCalendar(guangzhouYears, usualHours, 480)
const due = (count: number, unit: TimeLimit['unit'], start: string, holds: Hold[] = []) =>
  dueOf({ count, unit }, start, holds, calendar)
const at = (local: string) => instantFrom(msOf(`${local}:00.000Z`) - 480 * 60_000)

describe('the end of a limit', () => {
  test('five working days over the National Day holiday end when the office closes', () => {
    expect(due(5, 'working-days', at('2025-09-28T10:00')).dueAt).toBe(at('2025-10-11T17:00'))
  })
  test('twenty calendar days ending on a Saturday roll to Monday', () => {
    expect(due(20, 'days', at('2026-03-08T10:00')).dueAt).toBe(at('2026-03-30T17:00'))
  })
  test('a month ending on a day that the month lacks ends on its last day, then rolls', () => {
    expect(due(1, 'months', at('2026-01-31T10:00')).dueAt).toBe(at('2026-02-28T17:00'))
    expect(due(2, 'months', at('2026-03-01T10:00')).dueAt).toBe(at('2026-05-06T17:00'))
  })
  test('a year is the same date, rolled', () => {
    expect(due(1, 'years', at('2025-02-16T10:00')).dueAt).toBe(at('2026-02-24T17:00'))
  })
  test('half a working day is half of the office minutes, from the first open minute', () => {
    expect(due(0.5, 'working-days', at('2026-03-02T11:00')).dueAt).toBe(at('2026-03-02T15:30'))
    expect(due(0.5, 'working-days', at('2026-02-18T11:00')).dueAt).toBe(at('2026-02-24T13:30'))
    expect(due(210, 'office-minutes', at('2026-03-02T16:50')).dueAt).toBe(at('2026-03-03T13:20'))
  })
  test('a limit that runs past the published calendar is provisional and has no date', () => {
    expect(due(20, 'working-days', at('2026-12-20T10:00'))).toEqual({
      provisional: true,
      held: false,
      clock: 'working-days',
    })
    expect(due(40, 'days', at('2026-12-01T10:00'))).toEqual({ provisional: true, held: false, clock: 'days' })
    expect(due(60, 'office-minutes', at('2026-12-31T16:30'))).toMatchObject({ provisional: true })
  })
})

describe('holds', () => {
  const hold = { from: at('2026-03-03T10:00'), until: at('2026-03-10T10:00') }
  test('move a working-day limit by the working days held', () => {
    expect(due(5, 'working-days', at('2026-03-02T10:00')).dueAt).toBe(at('2026-03-09T17:00'))
    expect(due(5, 'working-days', at('2026-03-02T10:00'), [hold]).dueAt).toBe(at('2026-03-16T17:00'))
  })
  test('leave out office minutes to the minute', () => {
    const lunch = { from: at('2026-03-02T11:30'), until: at('2026-03-02T14:00') }
    expect(due(210, 'office-minutes', at('2026-03-02T11:00'), [lunch]).dueAt).toBe(at('2026-03-02T17:00'))
  })
  test('that are open leave no due date', () => {
    expect(due(5, 'working-days', at('2026-03-02T10:00'), [{ from: hold.from }])).toMatchObject({
      held: true,
    })
    expect(due(210, 'office-minutes', at('2026-03-03T09:00'), [{ from: hold.from }])).toMatchObject({
      held: true,
    })
  })
  test('that begin after the end change nothing', () => {
    const late = { from: at('2026-03-20T10:00') }
    expect(due(5, 'working-days', at('2026-03-02T10:00'), [late]).dueAt).toBe(at('2026-03-09T17:00'))
    expect(due(60, 'office-minutes', at('2026-03-02T10:00'), [late]).dueAt).toBe(at('2026-03-02T11:00'))
  })
})

describe('properties', () => {
  const instant = fc
    .integer({ min: 0, max: 250 * 1440 })
    .map((n) => instantFrom(msOf(at('2025-01-02T00:00')) + n * 60_000))
  const unit = fc.constantFrom<TimeLimit['unit']>('office-minutes', 'working-days', 'days', 'months')
  const limit = fc
    .record({ count: fc.integer({ min: 1, max: 30 }), unit })
    .map((drawn) => (drawn.unit === 'months' ? { ...drawn, count: 1 + (drawn.count % 3) } : drawn))
  const hold = fc
    .tuple(instant, fc.integer({ min: 1, max: 20 * 1440 }))
    .map(([from, minutes]) => ({ from, until: instantFrom(msOf(from) + minutes * 60_000) }))
  const holds = fc.array(hold, { maxLength: 4 })

  test('no time runs in a hold', () => {
    fc.assert(
      fc.property(limit, instant, holds, hold, fc.nat(100), (drawn, start, others, held, share) => {
        const span = msOf(held.until) - msOf(held.from)
        const within = instantFrom(msOf(held.from) + Math.floor((span * share) / 100))
        const used = (now: string) => remaining(drawn, start, [...others, held], now, calendar).used
        expect(used(within)).toBe(used(held.from))
        expect(used(held.until)).toBe(used(held.from))
      }),
      { numRuns: 300 },
    )
  })
  test('the order of holds does not matter, nor does a hold told twice', () => {
    fc.assert(
      fc.property(limit, instant, holds, (drawn, start, list) => {
        const expected = dueOf(drawn, start, list, calendar)
        expect(dueOf(drawn, start, list.toReversed(), calendar)).toEqual(expected)
        expect(dueOf(drawn, start, [...list, ...list], calendar)).toEqual(expected)
      }),
      { numRuns: 200 },
    )
  })
  test('a further hold never brings the end forward', () => {
    fc.assert(
      fc.property(limit, instant, holds, hold, (drawn, start, list, more) => {
        const before = dueOf(drawn, start, list, calendar).dueAt ?? ''
        const after = dueOf(drawn, start, [...list, more], calendar).dueAt ?? ''
        expect(after >= before).toBe(true)
      }),
      { numRuns: 200 },
    )
  })
  test('a later start never ends earlier, a longer limit neither', () => {
    fc.assert(
      fc.property(limit, instant, instant, holds, (drawn, a, b, list) => {
        const [early, late] = a < b ? [a, b] : [b, a]
        const end = (start: string, longer = 0) =>
          dueOf({ ...drawn, count: drawn.count + longer }, start, list, calendar).dueAt ?? ''
        expect(drawn.unit === 'months' || end(late) >= end(early)).toBe(true)
        expect(end(early, 1) >= end(early)).toBe(true)
      }),
      { numRuns: 200 },
    )
  })
  test('what is used at the due moment is what was allowed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2000 }), instant, holds, (count, start, list) => {
        const minutes = { count, unit: 'office-minutes' } as const
        const end = dueOf(minutes, start, list, calendar).dueAt ?? ''
        expect(remaining(minutes, start, list, end, calendar)).toMatchObject({ used: count, allowed: count })
      }),
      { numRuns: 200 },
    )
  })
})

describe('the lamp', () => {
  const usual = due(5, 'working-days', at('2026-03-02T10:00'))
  test.each([
    ['2026-03-03T10:00', 'green'],
    ['2026-03-06T10:00', 'amber'],
    ['2026-03-09T16:59', 'amber'],
    ['2026-03-09T17:01', 'red'],
  ])('at %s is %s', (now, colour) => {
    expect(lamp(usual, at(now), calendar)).toBe(colour)
  })
  test('is blue in a hold, grey when done, green while the calendar is unknown', () => {
    const now = at('2026-03-20T10:00')
    expect(
      lamp(due(5, 'working-days', at('2026-03-02T10:00'), [{ from: at('2026-03-03T10:00') }]), now, calendar),
    ).toBe('blue')
    expect(lamp({ ...usual, doneAt: now }, now, calendar)).toBe('grey')
    expect(lamp(due(99, 'working-days', at('2026-10-02T10:00')), now, calendar)).toBe('green')
  })
  test('of a half-day promise turns amber in the last office hour', () => {
    const half = due(0.5, 'working-days', at('2026-03-02T09:00'))
    expect(lamp(half, at('2026-03-02T11:00'), calendar)).toBe('green')
    expect(lamp(half, at('2026-03-02T12:10'), calendar)).toBe('amber')
    expect(lamp(half, at('2026-03-02T13:31'), calendar)).toBe('red')
  })
})
