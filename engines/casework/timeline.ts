import type { Bilingual } from '#kernel/text.ts'
import type { CaseEvent } from './model.ts'
import { type CasePlan, stageOf } from './plan.ts'
import type { Happening } from './store.ts'
import { slotShown } from './slot.ts'
import type { CaseView } from './views.ts'
import { words } from './words.ts'

type Entry = CaseView['timeline'][number]

/** Happenings that are of no interest to people: they only move clocks. */
const quiet = new Set([
  'AnswersSaved',
  'ResultIssued',
  'DocumentServed',
  'LimitsRecounted',
  'JointLimitCounted',
  'ChargesCounted',
])

/** What follows from somebody's act by itself, in the same moment: nobody did it. */
const consequences = new Set([
  'StageOpened',
  'OutsideAsked',
  'RuleAnswered',
  'MaterialsOwed',
  'PartsDropped',
  'CommitmentToCheck',
  'ResultDelivered',
  'CaseCompleted',
  'CaseRefused',
])

const byItself = (event: CaseEvent): boolean =>
  consequences.has(event.type) || (event.type === 'PartAccepted' && event.data.how !== 'by-officer')

/** What happened, in order, in words. Answers saved one by one are left out, and so are repeated questions to a system. */
export function timelineOf(plan: CasePlan, happened: readonly Happening[]): Entry[] {
  return happened.flatMap(({ event, at, actorName }) => {
    if (quiet.has(event.type) || (event.type === 'OutsideAsked' && event.data.attempt > 1)) return []
    const stage = 'stage' in event.data ? event.data.stage : undefined
    const part = 'part' in event.data && event.data.part ? event.data.part : stage?.split('.')[0]
    const item = plan.nodes.find((node) => node.id === part)?.definition.title
    return [
      {
        at,
        type: event.type,
        part: part !== undefined && item ? { id: part, title: item } : undefined,
        stage,
        who: byItself(event) ? '' : (actorName ?? ''),
        words: wordsOf(plan, event, item, stage),
      },
    ]
  })
}

function wordsOf(
  plan: CasePlan,
  event: CaseEvent,
  item: Bilingual | undefined,
  stage: string | undefined,
): Bilingual {
  const places = {
    item: item ?? plan.theme.title,
    stage: stage === undefined ? '' : stageOf(plan, stage).stage.title,
    theme: plan.theme.title,
  }
  switch (event.type) {
    case 'PartAccepted':
      return words('timeline', `PartAccepted.${event.data.how}`, places)
    case 'StageHandedOver':
      return words('timeline', `StageHandedOver.${event.data.reason}`, {
        ...places,
        note: event.data.note ?? '',
      })
    case 'PaymentNoted':
      return words('timeline', `PaymentNoted.${event.data.standing}`, places)
    case 'OutsideReported':
      return words('timeline', `OutsideReported.${event.data.status}`, {
        ...places,
        note: event.data.reason ?? '',
      })
    case 'RuleAnswered':
      return event.data.explanation.summary
    case 'RatingSent':
      return words('timeline', event.type, { system: words('systems', event.data.system) })
    case 'RobotRechecked':
      return words('timeline', `RobotRechecked.${event.data.agrees ? 'right' : 'wrong'}`, {
        ...places,
        note: event.data.note,
      })
    case 'StageClaimed':
      return words('timeline', event.type, { ...places, officer: event.data.officer.name })
    case 'StageHeld':
      return words('timeline', event.type, { ...places, reason: event.data.reason })
    case 'CorrectionRequested':
      return words('timeline', event.type, { ...places, count: event.data.items.length })
    case 'PartRefused':
      return words('timeline', event.type, { ...places, reason: event.data.reasons })
    case 'DecisionExtended':
    case 'SecondNoticeSigned':
    case 'DelayExplained':
    case 'JointLimitExtended':
    case 'PartRevoked':
      return words('timeline', event.type, { ...places, reason: event.data.reason })
    case 'HearingAnnounced':
      return words('timeline', event.type, { ...places, reason: `${event.data.on} ${event.data.place}` })
    case 'CommitmentToCheck':
      return words('timeline', event.type, { ...places, from: event.data.opensOn, by: event.data.by })
    case 'MaterialsOwed':
      return words('timeline', event.type, { ...places, count: event.data.materials.length })
    case 'MaterialProven':
      return words('timeline', event.type, {
        licence: event.data.licence.title,
        material: plan.materials.get(event.data.material)?.title ?? '',
      })
    case 'SurveyBooked':
      return words('timeline', event.type, { slot: slotShown(event.data) })
    case 'SurveyMoved':
      return words('timeline', `SurveyMoved.${event.data.by}`, {
        slot: slotShown(event.data),
        reason: event.data.reason ?? '',
      })
    case 'CaseCompleted':
      return words('timeline', event.type, { ...places, minutes: event.data.minutes })
    default:
      return words('timeline', event.type, places)
  }
}
