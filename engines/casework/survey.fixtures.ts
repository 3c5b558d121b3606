import type { Actor } from '#kernel/actor.ts'
import { addDays } from '#kernel/time.ts'
import type { Example, Fixtures } from '#platform/testing/fixtures.ts'
import type { TestSystem } from '#platform/testing/system.ts'
import { act, anOfficer, type Filing, ids, later } from './acts.fixtures.ts'
import { begun } from './lawful.fixtures.ts'
import { sameSlot, type Slot } from './slot.ts'
import type { surveyContract } from './survey-contract.ts'
import { aThemeDraft, aThemeLodged, freeSlot, offeredSlots } from './themes.fixtures.ts'

const theme = 'utilities'

/** Every place of a half-day is with somebody else. */
export async function fillHalf(town: TestSystem, { day, half }: Slot, leave = 0): Promise<void> {
  const { rows } = await town.admin(`
    select count(*)::int as taken from casework.survey_place where day = '${day}' and half = '${half}'`)
  const most = 6 - leave
  await town.admin(`
    insert into casework.survey_place (survey, day, half, place, party_id, case_id)
    select 'utilities', '${day}', '${half}', n, gen_random_uuid(), gen_random_uuid()
    from generate_series(${Number(rows[0]?.['taken']) + 1}, ${most}) n on conflict do nothing`)
}

export const aSlot = (town: TestSystem): Promise<Slot> => freeSlot(town, theme)

/** Of the utilities in one; with `slot` that half-day is asked for. */
export async function aSurveyDraft(town: TestSystem, slot?: string) {
  town.clock.set(begun)
  return aThemeDraft(town, theme, slot ? { 'survey-slot': slot } : {})
}

export async function aSurveyed(town: TestSystem): Promise<Filing & { slot: Slot }> {
  town.clock.set(begun)
  const slot = await aSlot(town)
  const filing = await aThemeLodged(town, theme, { 'survey-slot': `${slot.day}/${slot.half}` })
  return { ...filing, slot }
}

/** The last half-day on offer that has a place, other than the booked one. */
async function another(town: TestSystem, { slot }: { slot?: Slot }): Promise<Slot> {
  const offered = await offeredSlots(town, theme)
  const free = offered.findLast((one) => one.left > 0 && !(slot && sameSlot(one, slot)))
  if (!free) throw new Error('no other half-day is free')
  return { day: free.day, half: free.half }
}
async function aFull(town: TestSystem, made: { slot: Slot }): Promise<Slot> {
  const slot = await another(town, made)
  await fillHalf(town, slot)
  return slot
}

type ToSlot = (town: TestSystem, made: Filing & { slot: Slot }) => Promise<Slot>
const farAway: ToSlot = async (town) => ({ day: addDays(town.system.moment().today, 60), half: 'morning' })
const same: ToSlot = async (_, { slot }) => slot

type By = (town: TestSystem, made: Filing) => Promise<Actor>
const moving =
  (to: ToSlot, by: By, more: Record<string, unknown> = {}, before?: By): Example =>
  async (town) => {
    const made = await aSurveyed(town)
    await before?.(town, made)
    return { input: { ...ids(made), slot: await to(town, made), ...more }, as: await by(town, made) }
  }
const unbooked =
  (by: By, more: Record<string, unknown> = {}): Example =>
  async (town) => {
    const made = await aSurveyDraft(town)
    return { input: { ...ids(made), slot: await aSlot(town), ...more }, as: await by(town, made) }
  }
const founder: By = async (_, made) => made.founder
const officer: By = (town) => anOfficer(town, 'power-supply')
const dayCame: By = async (town, made) => {
  later(town, 30)
  return made.founder
}
const movedBefore: By = async (town, made) => {
  const slot = await another(town, {})
  await act(town, 'moveSurvey', { ...ids(made), slot }, made.founder)
  return made.founder
}
const reason = { reason: '施工队当天另有抢修任务' }

/** Refusals of a filing whose half-day is gone. */
export const surveyRefusals = {
  'survey-not-offered': async (town: TestSystem) => {
    const draft = await aSurveyDraft(town, '2026-03-03/morning')
    return { input: { ...ids(draft), signed: [] }, as: draft.founder }
  },
  'survey-full': async (town: TestSystem) => {
    town.clock.set(begun)
    const slot = await aSlot(town)
    const draft = await aSurveyDraft(town, `${slot.day}/${slot.half}`)
    await fillHalf(town, slot)
    return { input: { ...ids(draft), signed: [] }, as: draft.founder }
  },
}

export const surveyFixtures: Fixtures<typeof surveyContract> = {
  listSurveySlots: { success: async () => ({ input: { theme } }) },
  moveSurvey: {
    success: moving(another, founder),
    refusals: {
      'no-survey-booked': unbooked(founder),
      'survey-day-come': moving(another, founder, {}, dayCame),
      'survey-moved-before': moving(farAway, founder, {}, movedBefore),
      'survey-not-offered': moving(farAway, founder),
      'survey-full': moving(aFull, founder),
      'survey-unchanged': moving(same, founder),
    },
  },
  rescheduleSurvey: {
    success: moving(another, officer, reason),
    refusals: {
      'no-survey-booked': unbooked((town) => town.account('survey-chief', 'officer'), reason),
      'survey-day-come': moving(another, officer, reason, dayCame),
      'survey-not-offered': moving(farAway, officer, reason),
      'survey-full': moving(aFull, officer, reason),
      'survey-unchanged': moving(same, officer, reason),
    },
  },
}
