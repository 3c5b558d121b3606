import { cityKind } from '#definitions/city/kinds.ts'
import { composeCreditCode } from '#kernel/credit-code.ts'
import { sha256 } from '#kernel/sha256.ts'
import type { Provider } from '#platform/engine.ts'
import { companyName } from './filing/company-name.ts'
import { withKnown } from './filing/applicant-rules.ts'
import { withInitials } from './filing/form.ts'
import { districtOf } from './catalogue/formats.ts'
import type { CasePlan } from './filing/plan.ts'
import type { Answers, CaseState } from './model.ts'
import { planOfCase } from './filing/plans.ts'
import { robotSettings } from './robots/robot-store.ts'
import { findOfficer } from './life/receivers-store.ts'
import * as store from './store.ts'
import { slotOf } from './survey/slot.ts'
import { type TakenPlace, SlotInput } from './survey/survey.ts'
import { slotField, surveyOf } from './survey/survey-rules.ts'
import { lockSurveyDay } from './survey/survey-store.ts'

type Request = Parameters<Provider>[1]

interface CaseAsked {
  readonly state: CaseState
  readonly plan: CasePlan
  readonly answers: Answers
}
/** Several needs of one write are about the same case. */
const asked = new WeakMap<CaseState, CaseAsked>()

/** The case that the operation is about, as its writer holds it locked. */
function caseOf({ definitions, state: held }: Request): CaseAsked {
  const state = held as CaseState
  const plan = planOfCase(definitions, state)
  const known = asked.get(state)
  if (known?.plan === plan) return known
  const made = { state, plan, answers: withInitials(plan, withKnown(state.known, state.answers)) }
  asked.set(state, made)
  return made
}

const nameStanding: Provider = async (trx, request) => {
  const { plan, answers } = caseOf(request)
  const name = companyName(plan, answers)
  if (!name) return {}
  const holder = await store.findNameHolder(trx, name.core, name.trade, request.today, request.streamId)
  return { takenBy: holder?.full_name }
}

/** Numbers given here keep to the upper half of the 31⁶ that a code's body can tell; the lower half is history's. */
const half = Math.floor(31 ** 6 / 2)
const serialOf = (caseId: string, attempt: number): number =>
  half + (Number.parseInt(sha256(`${caseId}:${attempt}`).slice(0, 12), 16) % half)

/** 91: market regulation, enterprise (GB 32100). The division is that of the company's district. */
const freeCreditCode: Provider = async (trx, request) => {
  const { state, plan, answers } = caseOf(request)
  if (state.creditCode) return null
  const gives = plan.nodes.some(({ definition }) =>
    definition.outputs.some(({ from }) => from !== undefined && 'creditCode' in from),
  )
  if (!gives) return null
  const division = districtOf(plan, answers)?.code ?? request.definitions.list(cityKind)[0]?.code ?? ''
  for (let attempt = 0; ; attempt++) {
    const code = composeCreditCode('91', division, serialOf(request.streamId, attempt))
    if (!(await store.isNumberGiven(trx, code))) return code
  }
}

const receiver: Provider = async (trx, { input }) =>
  typeof input['officer'] === 'string' ? ((await findOfficer(trx, input['officer'])) ?? null) : null

/** Of the day asked for: that of the move, else that of the answers about to be filed. */
const surveyTaken: Provider = async (trx, request): Promise<readonly TakenPlace[]> => {
  const { state, plan, answers } = caseOf(request)
  const survey = surveyOf(plan, request.definitions)
  const field = slotField(plan)
  const slot =
    state.standing === 'draft'
      ? slotOf(field === undefined ? undefined : answers[field])
      : SlotInput.safeParse(request.input['slot']).data
  return survey && slot ? lockSurveyDay(trx, survey.id, slot.day, request.streamId) : []
}

export const caseworkProviders: Readonly<Record<string, Provider>> = {
  'casework.nameStanding': nameStanding,
  'casework.freeCreditCode': freeCreditCode,
  'casework.receiver': receiver,
  'casework.openCaseOfTheme': async (trx, { input, ownerId }) =>
    (await store.findOpenCase(trx, ownerId, String(input['theme'])))?.case_id ?? null,
  'casework.surveyTaken': surveyTaken,
  'casework.robots': (trx) => robotSettings(trx),
  'casework.fileStored': (trx, { input }) => store.isFileStored(trx, String(input['hash'])),
}
