import type { Recorded } from '#kernel/engine.ts'
import { instantAt } from '#kernel/time.ts'
import type { JobRequest, Moment, OutsideNews, TimerChange } from '#platform/engine.ts'
import { recountAt } from './legal-limits.ts'
import type { CheckEvent } from './check-model.ts'
import { type CaseEvent, type Deadline, partOf } from './model.ts'

/** When the clock must call again: acceptance by silence, lamps, polling, drafts, reserved names. */
export function caseTimers(recorded: Recorded, moment: Moment): readonly TimerChange[] {
  if (recorded.kind === 'check') return checkTimers(recorded)
  if (recorded.kind !== 'case') return []
  const { type, data } = recorded.event as CaseEvent
  const theCase = { partyId: recorded.ownerId, caseId: recorded.streamId }
  const set = (
    name: string,
    dueAt: string | undefined,
    operation: string,
    input: Record<string, unknown> = {},
  ) =>
    dueAt === undefined
      ? { cancel: name }
      : { set: name, dueAt, operation: `casework.${operation}`, input: { ...theCase, ...input } }
  const lamps = (stage: string, deadline: Deadline | undefined) => [
    set(`amber:${stage}`, deadline?.amberAt, 'noteLamp', { stage, lamp: 'amber' }),
    set(`red:${stage}`, deadline?.dueAt, 'noteLamp', { stage, lamp: 'red' }),
  ]
  const acceptance = (part: string, by: string | undefined) =>
    set(`accept:${part}`, by, 'deemAccepted', { part })
  const legal = (part: string, data: { legal?: Deadline | undefined; silenceAt?: string | undefined }) => [
    set(`legal:${part}`, data.legal?.dueAt, 'noteLegalLimit', { part }),
    set(`silence:${part}`, data.silenceAt, 'deemGranted', { part }),
    ...(data.legal?.provisional ? [set('recount', recountAt(true, recorded.at), 'recountLimits')] : []),
  ]
  const ended = (part: string) => [...legal(part, {}), { cancel: `supplement:${part}` }]
  switch (type) {
    case 'DraftOpened':
    case 'AnswersSaved':
      return [set('draft', data.until, 'expireDraft')]
    case 'CaseLodged': {
      const end = data.name && instantAt(data.name.until, '00:00', moment.calendar.offsetMinutes)
      return [{ cancel: 'draft' }, set('name', end, 'endNameReservation')]
    }
    case 'StageOpened':
      return [
        ...(data.holder === 'time'
          ? [set(`wait:${data.stage}`, data.deadline.dueAt, 'endWait', { stage: data.stage })]
          : lamps(data.stage, data.deadline)),
        ...(data.first ? [acceptance(data.part, data.acceptBy)] : []),
        ...(data.recountAt ? [set('recount', data.recountAt, 'recountLimits')] : []),
      ]
    case 'PartAccepted':
      return [{ cancel: `accept:${data.part}` }, ...legal(data.part, data)]
    case 'DecisionExtended':
      return [set(`legal:${data.part}`, data.legal.dueAt, 'noteLegalLimit', { part: data.part })]
    case 'MaterialsOwed':
      return [set(`supplement:${data.part}`, data.until, 'noteSupplementOverdue', { part: data.part })]
    case 'MaterialsSupplied':
      return [{ cancel: `supplement:${data.part}` }]
    case 'LimitsRecounted':
      return [
        ...Object.entries(data.stages).flatMap(([stage, deadline]) => lamps(stage, deadline)),
        ...Object.entries(data.parts).flatMap(([part, counted]) => [
          ...(counted.acceptBy ? [acceptance(part, counted.acceptBy)] : []),
          ...(counted.legal ? legal(part, counted) : []),
        ]),
        ...(data.next ? [set('recount', data.next, 'recountLimits')] : [{ cancel: 'recount' }]),
      ]
    case 'CorrectionRequested':
      return [{ cancel: `accept:${data.part}` }, ...lamps(data.stage, undefined)]
    case 'CorrectionAnswered':
      return [acceptance(data.part, data.acceptBy), ...lamps(data.stage, data.deadline)]
    case 'StageHeld':
      return [...lamps(data.stage, undefined), ...legal(partOf(data.stage), {})]
    case 'StageResumed':
      return [...lamps(data.stage, data.deadline), ...legal(partOf(data.stage), data)]
    case 'StageHandedOver':
      return [{ cancel: `ask:${data.stage}` }, { cancel: `wait:${data.stage}` }]
    case 'StageCompleted':
      return [{ cancel: `ask:${data.stage}` }, ...lamps(data.stage, undefined)]
    case 'OutsideAsked':
      return [
        set(`ask:${data.stage}`, data.nextAt, 'askOutside', { stage: data.stage, attempt: data.attempt + 1 }),
      ]
    case 'PartGranted':
      return [
        ...(data.identity ? [{ cancel: 'name' }] : []),
        ...ended(data.part),
        set(`deliver:${data.part}`, data.deliverBy, 'noteDeliveryOverdue', { part: data.part }),
      ]
    case 'ResultDelivered':
      return [{ cancel: `deliver:${data.part}` }]
    case 'JointLimitCounted':
    case 'JointLimitExtended':
      return [set('joint', data.legal.dueAt, 'noteJointLimit')]
    case 'CaseCompleted':
    case 'CaseRefused':
      return [{ cancel: 'joint' }]
    case 'PartRefused':
      return ended(data.part)
    case 'CaseWithdrawn':
    case 'DraftExpired':
      return [{ cancel: 'draft' }, { cancel: 'name' }, { cancel: 'joint' }]
    default:
      return []
  }
}

/** When a check opens, and when its time is over. */
function checkTimers({ event, ownerId, streamId }: Recorded): readonly TimerChange[] {
  const { type, data } = event as CheckEvent
  const set = (name: string, dueAt: string, operation: string) => ({
    set: name,
    dueAt,
    operation: `casework.${operation}`,
    input: { partyId: ownerId, checkId: streamId },
  })
  switch (type) {
    case 'CheckPlanned':
      return [set('open', data.opensAt, 'openCheck'), set('overdue', data.overdueAt, 'noteCheckOverdue')]
    case 'CheckRecorded':
      return [data.overdueAt ? set('overdue', data.overdueAt, 'noteCheckOverdue') : { cancel: 'overdue' }]
    default:
      return []
  }
}

/** Every question to an outside system is a job: tried at least once, answered by a command. So are a rating sent back and a survey moved. */
export function caseReactions(recorded: Recorded): readonly JobRequest[] {
  if (recorded.kind !== 'case') return []
  const { type, data } = recorded.event as CaseEvent
  if (type === 'ServiceRated')
    return [
      { task: 'casework.sendRatings', payload: { partyId: recorded.ownerId, caseId: recorded.streamId } },
    ]
  if (type === 'SurveyMoved')
    return [
      { task: 'casework.tellSurvey', payload: { partyId: recorded.ownerId, caseId: recorded.streamId } },
    ]
  if (type !== 'OutsideAsked') return []
  const { stage, system, attempt } = data
  return [
    {
      task: 'casework.askOutside',
      payload: { partyId: recorded.ownerId, caseId: recorded.streamId, stage, system, occasion: attempt },
    },
  ]
}

const reference = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}):[a-z0-9.-]+$/

/** A desk names our reference of the matter; anything else it says is asked for. */
export function caseHears({ body }: OutsideNews): (JobRequest & { key: string })[] {
  const { caseRef, deliveryId } = body
  if (typeof caseRef !== 'string' || !reference.test(caseRef)) return []
  const payload = { reference: caseRef, delivery: String(deliveryId) }
  return [{ task: 'casework.heardOutside', payload, key: `casework.heard:${caseRef}` }]
}
