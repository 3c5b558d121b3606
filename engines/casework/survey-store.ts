import type { Day } from '#kernel/time.ts'
import { sql, type Trx } from '#platform/database/sql.ts'
import type { CaseEvent } from './model.ts'
import type { Half, Slot } from './slot.ts'
import type { TakenPlace } from './survey.ts'

/** The places given in a day. Whoever means to take one holds the day until the end of the transaction, so that the last place goes to one. */
export async function lockSurveyDay(
  trx: Trx,
  survey: string,
  day: Day,
  caseId: string,
): Promise<TakenPlace[]> {
  await trx.run(sql`select pg_advisory_xact_lock(hashtextextended(${`survey ${survey} ${day}`}, 0))`)
  return trx.rows<TakenPlace>(sql`
    select half, place from casework.survey_place where survey = ${survey} and day = ${day} and case_id <> ${caseId}`)
}

/** The places given from one day to another, both included. */
export const listSurveyPlaces = (trx: Trx, survey: string, first: Day, last: Day) =>
  trx.rows<{ day: Day; half: Half; place: number }>(sql`
    select day, half, place from casework.survey_place
    where survey = ${survey} and day between ${first} and ${last}`)

const give = (trx: Trx, caseId: string, partyId: string, place: Slot & { survey: string; place: number }) =>
  trx.run(sql`
    insert into casework.survey_place (survey, day, half, place, party_id, case_id)
    values (${place.survey}, ${place.day}, ${place.half}, ${place.place}, ${partyId}, ${caseId})
    on conflict (case_id) do update set day = excluded.day, half = excluded.half, place = excluded.place`)

/** A case has one place; it is free again when nothing is left to look at. */
export async function projectSurvey(
  trx: Trx,
  ownerId: string,
  caseId: string,
  { type, data }: CaseEvent,
): Promise<void> {
  if (type === 'SurveyBooked' || type === 'SurveyMoved') await give(trx, caseId, ownerId, data)
  if (type === 'CaseWithdrawn' || type === 'CaseRefused')
    await trx.run(sql`delete from casework.survey_place where case_id = ${caseId}`)
}
