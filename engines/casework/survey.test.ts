import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cityCalendar } from '#definitions/city/city-calendar.ts'
import { fieldKind } from '#definitions/city/kinds.ts'
import { itemKind, themeKind } from './definition.ts'
import type { CaseEvent } from './model.ts'
import { city, founder, Matter, registrar } from './scenario.fixtures.ts'
import { halves } from './slot.ts'
import { daysOffered, freePlace, placesLeft, surveyKind, type TakenPlace } from './survey.ts'
import { themeComplaints } from './theme-checks.ts'

const survey = city.get(surveyKind, 'utilities')
const calendar = cityCalendar(city)
const places = (half: TakenPlace['half'], count: number): TakenPlace[] =>
  Array.from({ length: count }, (_, i) => ({ half, place: i + 1 }))

describe('half-days on offer', () => {
  test('are working days only, from the second after today on', () => {
    const { days, provisional } = daysOffered(survey, '2026-02-12', calendar)
    // 14 February is made up for; the Spring Festival is off until the 23rd.
    expect(days.slice(0, 3)).toEqual(['2026-02-14', '2026-02-24', '2026-02-25'])
    expect(provisional).toBe(false)
  })

  test('end where the published calendar ends, and say so', () => {
    expect(daysOffered(survey, '2026-12-28', calendar)).toEqual({
      days: ['2026-12-30', '2026-12-31'],
      provisional: true,
    })
  })

  test('a half is full by its own places or by those of its day', () => {
    expect(placesLeft(survey, [])).toEqual({ morning: 6, afternoon: 6 })
    expect(placesLeft(survey, places('morning', 6))).toEqual({ morning: 0, afternoon: 4 })
    expect(freePlace(survey, 'morning', places('morning', 6))).toBeUndefined()
    expect(
      freePlace(survey, 'afternoon', [...places('morning', 6), ...places('afternoon', 4)]),
    ).toBeUndefined()
  })

  test('a place is never given twice, and a day never holds more than its teams can visit', () => {
    const wishes = fc.array(fc.record({ half: fc.constantFrom(...halves), gone: fc.boolean() }), {
      maxLength: 60,
    })
    fc.assert(
      fc.property(wishes, (asked) => {
        let taken: TakenPlace[] = []
        for (const { half, gone } of asked) {
          if (gone) taken = taken.slice(1)
          const place = freePlace(survey, half, taken)
          if (place !== undefined) taken.push({ half, place })
          expect(new Set(taken.map((one) => `${one.half}${one.place}`)).size).toBe(taken.length)
          expect(taken.length).toBeLessThanOrEqual(survey.capacity.day ?? 0)
          for (const each of halves)
            expect(taken.filter((one) => one.half === each).length).toBeLessThanOrEqual(survey.capacity[each])
        }
      }),
    )
  })
})

const booked = { day: '2026-03-04', half: 'morning' } as const
function filed(more: Record<string, unknown> = {}): Matter {
  const matter = new Matter()
  matter.creditCode = '91440101MA5CJQ4N59'
  matter.act('openDraft', { theme: 'utilities' })
  const answers = {
    'utilities-needed': ['power', 'water'],
    'address-line': '天河路1号101室',
    'survey-slot': '2026-03-04/morning',
    'power-capacity': 100,
    'applicant-telephone': '13800000000',
    ...more,
  }
  matter.act('saveAnswers', { answers })
  return matter
}
const types = (outcome: readonly CaseEvent[] | string) =>
  typeof outcome === 'string' ? outcome : outcome.map(({ type }) => type)

describe('a survey of a case', () => {
  test('is booked with the filing, once for all its items', () => {
    const matter = filed()
    const events = matter.act('submit', { signed: [] })
    expect(types(events)).toContain('SurveyBooked')
    expect(matter.state.survey).toMatchObject(booked)
  })

  test('whose half-day was taken meanwhile keeps every answer and is filed with another one', () => {
    const matter = filed()
    matter.taken = places('morning', 6)
    expect(matter.act('submit', { signed: [] })).toBe('survey-full')
    expect(matter.state.standing).toBe('draft')
    expect(matter.state.answers).toMatchObject({ 'power-capacity': 100 })
    matter.act('saveAnswers', { answers: { 'survey-slot': '2026-03-04/afternoon' } })
    expect(types(matter.act('submit', { signed: [] }))).toContain('SurveyBooked')
  })

  test('is not booked for tomorrow, for a holiday or for next year', () => {
    for (const slot of ['2026-03-03/morning', '2026-03-07/morning', '2027-01-04/morning']) {
      const matter = filed({ 'survey-slot': slot })
      expect(matter.act('submit', { signed: [] }), slot).toBe('survey-not-offered')
    }
  })

  test('is moved once by the applicant and by the office as often as it must, until its day', () => {
    const matter = filed()
    matter.act('submit', { signed: [] })
    const to = (day: string) => ({ slot: { day, half: 'afternoon' } })
    expect(matter.act('moveSurvey', { slot: booked })).toBe('survey-unchanged')
    expect(types(matter.act('moveSurvey', to('2026-03-05')))).toEqual(['SurveyMoved', 'DocumentServed'])
    expect(matter.act('moveSurvey', to('2026-03-06'))).toBe('survey-moved-before')
    const reason = '施工队当天另有抢修任务'
    matter.act('rescheduleSurvey', { ...to('2026-03-06'), reason }, registrar)
    matter.act('rescheduleSurvey', { ...to('2026-03-09'), reason }, registrar)
    expect(matter.state.survey).toMatchObject({ day: '2026-03-09', half: 'afternoon', first: booked })
    expect(matter.state.answers['survey-slot']).toBe('2026-03-09/afternoon')
    matter.at('2026-03-09T01:00:00.000Z')
    expect(matter.act('rescheduleSurvey', { ...to('2026-03-12'), reason }, registrar)).toBe('survey-day-come')
  })

  test('ends with the case', () => {
    const matter = filed()
    matter.act('submit', { signed: [] })
    matter.act('withdraw', {}, founder)
    expect(matter.state.survey).toBeUndefined()
    expect(matter.act('moveSurvey', { slot: booked })).toBe('no-survey-booked')
  })
})

test('a theme with a survey asks for its half-day once, and no other theme does', () => {
  const theme = city.get(themeKind, 'utilities')
  const codes = (changed: typeof theme) =>
    themeComplaints(changed, city.list(itemKind), city.list(fieldKind)).map(({ code }) => code)
  expect(codes(theme)).toEqual([])
  expect(codes({ ...theme, survey: undefined })).toEqual(['slot-without-survey'])
  const pages = theme.pages.map((page) => ({
    ...page,
    fields: page.fields.filter((field) => field !== 'survey-slot'),
  }))
  expect(codes({ ...theme, pages })).toContain('survey-without-slot')
})
