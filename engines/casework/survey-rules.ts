import type { WorkingCalendar } from '#kernel/calendar.ts'
import type { Definitions } from '#kernel/definition.ts'
import { isRefusal, refuse, type Refusal } from '#kernel/refusal.ts'
import type { Day } from '#kernel/time.ts'
import { Course } from './course.ts'
import type { Answers, CaseState } from './model.ts'
import type { CasePlan } from './plan.ts'
import type { Rules } from './rule-types.ts'
import { sameSlot, type Slot, slotOf, slotShown } from './slot.ts'
import { daysOffered, freePlace, type Survey, surveyKind, type TakenPlace } from './survey.ts'

/** The field in which a theme asks for the survey's slot. */
export const slotField = (plan: CasePlan): string | undefined =>
  [...plan.fields.values()].find(({ type }) => type === 'slot')?.id

/** The theme's survey as the city offers it now: places are shared by cases of every version. */
export const surveyOf = (plan: CasePlan, all: Definitions): Survey | undefined =>
  plan.theme.survey === undefined ? undefined : all.find(surveyKind, plan.theme.survey)

interface Offer {
  readonly definitions: Definitions
  readonly today: Day
  readonly calendar: WorkingCalendar
  readonly needs: { readonly taken: readonly TakenPlace[] }
}

interface Place extends Slot {
  readonly survey: string
  readonly place: number
}

function placeIn(survey: Survey, slot: Slot, { today, calendar, needs }: Offer, at: string): Place | Refusal {
  const { zh, en } = slotShown(slot)
  if (!daysOffered(survey, today, calendar).days.includes(slot.day))
    return refuse('survey-not-offered', { slot: zh, slotEn: en }, [at])
  const place = freePlace(survey, slot.half, needs.taken)
  if (place === undefined) return refuse('survey-full', { slot: zh, slotEn: en }, [at])
  return { survey: survey.id, ...slot, place }
}

/** The place for the slot that a filing asks for; undefined where its theme has no survey or this case needs none. */
export function surveyPlace(plan: CasePlan, answers: Answers, facts: Offer): Place | Refusal | undefined {
  const survey = surveyOf(plan, facts.definitions)
  const field = slotField(plan)
  const slot = field === undefined ? undefined : slotOf(answers[field])
  return survey && field && slot ? placeIn(survey, slot, facts, field) : undefined
}

const booked = (state: CaseState, today: Day): NonNullable<CaseState['survey']> | Refusal => {
  const { survey } = state
  if (state.standing !== 'lodged' || !survey) return refuse('no-survey-booked')
  return survey.day <= today ? refuse('survey-day-come') : survey
}

/** Until the day before, the applicant moves the visit once; places given up are free for others at once. */
const moveSurvey: Rules['moveSurvey'] = (state, { slot }, facts) => {
  const survey = booked(state, facts.today)
  if (isRefusal(survey)) return survey
  if (survey.moves.some(({ by }) => by === 'applicant')) return refuse('survey-moved-before')
  return moved(state, survey, slot, 'applicant', undefined, facts)
}

const rescheduleSurvey: Rules['rescheduleSurvey'] = (state, { slot, reason }, facts) => {
  const survey = booked(state, facts.today)
  return isRefusal(survey) ? survey : moved(state, survey, slot, 'office', reason, facts)
}

function moved(
  state: CaseState,
  { day, half }: Slot,
  slot: Slot,
  by: 'applicant' | 'office',
  reason: string | undefined,
  facts: Parameters<Rules['moveSurvey']>[2],
) {
  const course = Course.of(state, facts)
  const survey = surveyOf(course.plan, facts.definitions)
  const field = slotField(course.plan)
  if (!survey || !field) return refuse('no-survey-booked')
  const from = { day, half }
  if (sameSlot(from, slot)) return refuse('survey-unchanged', {}, ['slot'])
  const place = placeIn(survey, slot, facts, 'slot')
  if (isRefusal(place)) return place
  return course
    .add({ type: 'SurveyMoved', data: { ...place, field, from, by, reason, at: facts.now } })
    .serve('survey').events
}

export const surveyRules = { moveSurvey, rescheduleSurvey }
