import type { Actor } from '#kernel/actor.ts'
import type { Moment } from '#platform/engine.ts'
import { type BesideCase, caseView } from './case-view.ts'
import { elementsOf } from '../filing/confirmations.ts'
import { resultsToEnter } from './course.ts'
import { answerShown, applicantPage } from '../filing/form-view.ts'
import { materialsFor, pagesFor } from '../filing/form.ts'
import type { CaseState, StageState } from '../model.ts'
import { openHold, openStages } from '../model.ts'
import { hearingOutstanding, isOfficeOf, mayBeTakenBack } from './officer-rules.ts'
import { type CasePlan, stageOf } from '../filing/plan.ts'
import { planOfCase } from '../filing/plans.ts'
import { lapseOf } from '../filing/proof-now.ts'
import type { Act, QueueCase } from '../views.ts'
import { words } from '../words.ts'

/** What an officer sees of a case: the page of everybody, the answers in words, the materials, and what may be done now. */
export function officerView(
  partyId: string,
  caseId: string,
  found: BesideCase & { state: CaseState },
  actor: Actor,
  moment: Moment,
): QueueCase {
  const { state, happened } = found
  const plan = planOfCase(moment.definitions, state)
  const open = openStages(state)
  return {
    case: caseView(partyId, caseId, state, found, moment),
    recordVersion: happened.length,
    form: formShown(plan, state, moment.today),
    materials: materialsFor(plan, state.answers, moment.today).flatMap((id) => {
      const material = plan.materials.get(id)
      const file = state.materials[id]
      if (!material) return []
      const { title, source } = material
      const why = state.standing === 'lodged' && file?.licence && lapseOf(file.licence, found.licences)
      return [
        {
          id,
          title,
          source,
          hash: file?.hash,
          fileName: file?.fileName,
          proof: file?.licence,
          lapse: why ? words('proofLapses', why) : undefined,
          signed: state.commitments.includes(id),
        },
      ]
    }),
    acts: Object.fromEntries(
      open.map((stage) => [
        stage.id,
        [
          ...actsOn(state, stage, actor),
          ...lawfulActs(plan, state, stage, actor, moment.today),
          ...(mayReschedule(state, stage, actor, moment.today) ? (['rescheduleSurvey'] as const) : []),
        ],
      ]),
    ),
    toConfirm: Object.fromEntries(
      open.map((stage) => [stage.id, elementsOf(stageOf(plan, stage.id).node.definition)]),
    ),
    grounds: Object.fromEntries(
      open.map((stage) => [
        stage.id,
        (stageOf(plan, stage.id).node.definition.refusalGrounds ?? []).map(({ id, title }) => ({
          id,
          title,
        })),
      ]),
    ),
    toEnter: Object.fromEntries(
      open.map((stage) => {
        const { node, index } = stageOf(plan, stage.id)
        const last = index === node.definition.stages.length - 1
        const wanted = last ? resultsToEnter(node, false) : []
        return [
          stage.id,
          node.definition.outputs
            .filter(({ id }) => wanted.includes(id))
            .map(({ id, title, unit }) => ({ id, title, unit, reported: stage.outside?.results?.[id] })),
        ]
      }),
    ),
    basis: Object.fromEntries(
      open.map((stage) => [stage.id, stageOf(plan, stage.id).node.definition.legalBasis]),
    ),
  }
}

function formShown(plan: CasePlan, state: CaseState, today: string): QueueCase['form'] {
  const account = [...plan.fields.values()].filter((field) => field.fromAccount !== undefined)
  const pages = [
    ...pagesFor(plan, state.answers, today),
    ...(account.length ? [{ title: applicantPage.title, fields: account.map(({ id }) => id) }] : []),
  ]
  return pages.map((page) => ({
    page: page.title,
    fields: page.fields.flatMap((id) => {
      const field = plan.fields.get(id)
      const value = state.answers[id]
      return field
        ? [{ id, title: field.title, type: field.type, value, shown: answerShown(field, value) }]
        : []
    }),
  }))
}

/** The acts open to this officer, by the same judgements as the rules make. */
function actsOn(state: CaseState, stage: StageState, actor: Actor): Act[] {
  if (stage.assignee?.id !== actor.id) {
    const free = stage.assignee === undefined && (stage.holder === 'officer' || mayBeTakenBack(stage))
    return free && isOfficeOf(actor, stage, state.district) ? ['claim'] : []
  }
  const held = openHold(stage)
  if (held)
    return held.kind === 'awaiting-applicant' ? ['release', 'handOver'] : ['resume', 'release', 'handOver']
  const received = state.parts[stage.part]?.standing === 'received'
  return [
    'decide',
    ...(received ? (['accept', 'requestCorrection'] as const) : []),
    'hold',
    'handOver',
    'release',
  ]
}

/** An office that takes part in the survey moves it, until its day has come. */
const mayReschedule = (state: CaseState, stage: StageState, actor: Actor, today: string): boolean =>
  state.survey !== undefined && today < state.survey.day && isOfficeOf(actor, stage, state.district)

/** Whoever works on none of its items may extend the one limit of a joint licence, where the law lets it be extended. */
const mayExtendJointly = (plan: CasePlan, state: CaseState, actor: Actor): boolean =>
  plan.theme.joint?.extension !== undefined &&
  state.joint?.legal.dueAt !== undefined &&
  !state.joint.passedAt &&
  !state.joint.extension &&
  openStages(state).every(({ assignee }) => assignee?.id !== actor.id)

/** The acts out of the usual: signing for a colleague, extension, reasons for delay, hearings. */
function lawfulActs(plan: CasePlan, state: CaseState, stage: StageState, actor: Actor, today: string): Act[] {
  const part = state.parts[stage.part]
  if (!part || !isOfficeOf(actor, stage, state.district)) return []
  const acts: Act[] = mayExtendJointly(plan, state, actor) ? ['extendJointLimit'] : []
  const item = stageOf(plan, stage.id).node.definition
  const accepted = part.standing === 'accepted' && !openHold(stage)
  if (stage.lamp === 'red' && !stage.delay) acts.push('explainDelay')
  if (stage.assignee?.id !== actor.id) {
    if (part.standing === 'received' && part.corrections.length > 0 && !part.secondNotice)
      acts.push('signSecondNotice')
    if (accepted && item.limits.statutory.extension && !part.extension && !part.legalPassedAt)
      acts.push('extendDecision')
    return acts
  }
  const { hearing } = part
  if (accepted && !hearing?.announcedAt && hearingOutstanding(item, part)) acts.push('announceHearing')
  if (hearing?.on !== undefined && hearing.on <= today && !hearing.heldAt) acts.push('recordHearing')
  return acts
}
