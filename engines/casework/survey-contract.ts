import { z } from 'zod'
import { need, read, write } from '#kernel/contract.ts'
import { Slug } from '#kernel/ids.ts'
import { Bilingual } from '#kernel/text.ts'
import { Day } from '#kernel/time.ts'
import { written } from '#kernel/written.ts'
import { onCase, Reason, theCase } from './contract-parts.ts'
import { type TakenPlace, SlotInput } from './survey.ts'
import { Named } from './view-parts.ts'

/** The places already given in the day of the slot that is asked for. */
export const surveyTaken = need<readonly TakenPlace[]>('casework.surveyTaken')

export const SurveySlots = z.object({
  survey: Named,
  days: z.array(z.object({ day: Day, morning: z.number().int(), afternoon: z.number().int() })),
  /** days in a year without a published calendar are not offered yet */
  provisional: z.boolean(),
  confidence: z.string(),
})
export type SurveySlots = z.output<typeof SurveySlots>

/** The survey of a case as its page shows it. */
export const SurveyView = z.object({
  title: Bilingual,
  slot: SlotInput,
  moves: z.array(
    z.object({ from: SlotInput, by: z.enum(['applicant', 'office']), reason: z.string().optional() }),
  ),
  /** the applicant may still move it */
  mayMove: z.boolean(),
})
export type SurveyView = z.output<typeof SurveyView>

/** 联合踏勘: which half-days are free, and moving the one that was booked with the filing. */
export const surveyContract = {
  listSurveySlots: read({
    path: '/themes/:theme/survey-slots',
    permission: 'public',
    summary: 'List the half-days on offer for a theme’s joint survey, each with the places left',
    input: z.object({ theme: Slug }),
    output: SurveySlots,
    receipt: 'none',
  }),
  moveSurvey: write({
    path: '/parties/:partyId/cases/:caseId/survey',
    permission: 'own',
    summary: 'Move the joint survey once, before its day, to another half-day on offer',
    stream: onCase,
    input: z.object({ ...theCase, slot: SlotInput }),
    output: written,
    needs: { taken: surveyTaken },
    refusals: [
      'no-survey-booked',
      'survey-day-come',
      'survey-moved-before',
      'survey-not-offered',
      'survey-full',
      'survey-unchanged',
    ],
  }),
  rescheduleSurvey: write({
    path: '/parties/:partyId/cases/:caseId/survey-by-office',
    permission: 'jurisdiction',
    summary:
      'Move the joint survey as an office that takes part in it, with the reason; the applicant is told',
    stream: onCase,
    input: z.object({ ...theCase, slot: SlotInput, reason: Reason }),
    output: written,
    needs: { taken: surveyTaken },
    refusals: [
      'no-survey-booked',
      'survey-day-come',
      'survey-not-offered',
      'survey-full',
      'survey-unchanged',
    ],
  }),
}
