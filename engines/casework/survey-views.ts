import type { Moment } from '#platform/engine.ts'
import type { Trx } from '#platform/database/sql.ts'
import type { CasePlan } from './plan.ts'
import { daysOffered, placesLeft } from './survey.ts'
import type { SurveySlots } from './survey-contract.ts'
import { surveyOf } from './survey-rules.ts'
import { listSurveyPlaces } from './survey-store.ts'

/** The half-days on offer now, with the places left in each; undefined where the theme has no survey. */
export async function surveySlots(
  trx: Trx,
  plan: CasePlan,
  { definitions, today, calendar }: Moment,
): Promise<SurveySlots | undefined> {
  const survey = surveyOf(plan, definitions)
  if (!survey) return undefined
  const { days, provisional } = daysOffered(survey, today, calendar)
  const [first, last] = [days[0], days.at(-1)]
  const given = first && last ? await listSurveyPlaces(trx, survey.id, first, last) : []
  return {
    survey: { id: survey.id, title: survey.title },
    days: days.map((day) => ({
      day,
      ...placesLeft(
        survey,
        given.filter((place) => place.day === day),
      ),
    })),
    provisional,
    confidence: survey.confidence,
  }
}
