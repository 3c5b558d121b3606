import type { Instant } from '#kernel/time.ts'
import type { CaseEvent, CaseState, PartState, StageState } from './model.ts'
import { openHold, openStages, partOf } from './model.ts'
import { slotAnswer } from './survey/slot.ts'

/** Folds one event. The case's own clock stands while every open stage is held. */
export function evolveCase(state: CaseState, event: CaseEvent): CaseState {
  const next = apply(state, event)
  return next.lodgedAt === undefined ? next : withCaseHold(next, event.data.at)
}

function withCaseHold(state: CaseState, at: Instant): CaseState {
  const open = openStages(state)
  const stands = open.length > 0 && open.every((stage) => openHold(stage) !== undefined)
  const last = state.holds.at(-1)
  const standing = last !== undefined && last.until === undefined
  if (stands === standing) return state
  if (stands) return { ...state, holds: [...state.holds, { from: at }] }
  return {
    ...state,
    holds: state.holds.map((hold) => (hold.until === undefined ? { ...hold, until: at } : hold)),
  }
}

const setPart = (state: CaseState, node: string, change: (part: PartState) => PartState): CaseState => {
  const part = state.parts[node]
  return part ? { ...state, parts: { ...state.parts, [node]: change(part) } } : state
}

const setStage = (state: CaseState, id: string, change: (stage: StageState) => StageState): CaseState =>
  setPart(state, partOf(id), (part) => ({
    ...part,
    stages: part.stages.map((stage) => (stage.id === id ? change(stage) : stage)),
  }))

const endHolds = (stage: StageState, at: Instant): StageState => ({
  ...stage,
  holds: stage.holds.map((hold) => (hold.until === undefined ? { ...hold, until: at } : hold)),
})

function apply(state: CaseState, event: CaseEvent): CaseState {
  switch (event.type) {
    case 'DraftOpened': {
      const { at, until, ...given } = event.data
      return {
        ...state,
        ...given,
        standing: 'draft',
        openedAt: at,
        savedAt: at,
        draftUntil: until,
        title: given.partyName,
      }
    }
    case 'AnswersSaved': {
      const kept = Object.entries({ ...state.answers, ...event.data.answers }).filter(
        ([field]) => !event.data.cleared.includes(field) && !(field in event.data.faults),
      )
      const given = new Set([...Object.keys(event.data.answers), ...event.data.cleared])
      const faults = Object.entries(state.faults).filter(([field]) => !given.has(field))
      return {
        ...state,
        answers: Object.fromEntries(kept),
        faults: { ...Object.fromEntries(faults), ...event.data.faults },
        savedAt: event.data.at,
        draftUntil: event.data.until,
      }
    }
    case 'MaterialAttached': {
      const { material, ...file } = event.data
      return { ...state, materials: { ...state.materials, [material]: file } }
    }
    case 'MaterialProven': {
      const { material, ...brought } = event.data
      return { ...state, materials: { ...state.materials, [material]: brought } }
    }
    case 'CaseLodged': {
      const { at, parts, ...given } = event.data
      return {
        ...state,
        ...given,
        standing: 'lodged',
        lodgedAt: at,
        faults: {},
        parts: Object.fromEntries(parts.map((node) => [node, waiting(node)])),
      }
    }
    case 'TracksJudged':
      return { ...state, tracks: event.data.judged }
    case 'StageOpened':
      return openStage(state, event)
    case 'PartAccepted':
      return setPart(state, event.data.part, (part) => ({
        ...part,
        standing: 'accepted',
        acceptedAt: event.data.at,
        acceptedHow: event.data.how,
        acceptBy: undefined,
        legal: event.data.legal,
        silenceAt: event.data.silenceAt,
      }))
    case 'DecisionExtended': {
      const { part, legal, at, ...extension } = event.data
      return setPart(state, part, (one) => ({ ...one, legal, extension: { ...extension, at } }))
    }
    case 'LegalLimitPassed':
      return setPart(state, event.data.part, (part) => ({ ...part, legalPassedAt: event.data.at }))
    case 'SecondNoticeSigned': {
      const { reason, by } = event.data
      return setPart(state, event.data.part, (part) => ({ ...part, secondNotice: { reason, by } }))
    }
    case 'DelayExplained': {
      const { reason, by, at } = event.data
      return setStage(state, event.data.stage, (stage) => ({ ...stage, delay: { reason, by, at } }))
    }
    case 'HearingRequested':
      return setPart(state, event.data.part, (part) => ({ ...part, hearing: { requestedAt: event.data.at } }))
    case 'HearingAnnounced': {
      const { on, place, at } = event.data
      return setPart(state, event.data.part, (part) => ({
        ...part,
        hearing: { ...part.hearing, announcedAt: at, on, place },
      }))
    }
    case 'HearingHeld': {
      const { record, at } = event.data
      return setPart(state, event.data.part, (part) => ({
        ...part,
        hearing: { ...part.hearing, heldAt: at, record },
      }))
    }
    case 'MaterialsOwed': {
      const { materials, until } = event.data
      return setPart(state, event.data.part, (part) => ({ ...part, owed: { materials, until } }))
    }
    case 'MaterialsSupplied':
      return setPart(state, event.data.part, (part) => ({ ...part, owed: undefined }))
    case 'SupplementOverdue':
      return setPart(state, event.data.part, (part) =>
        part.owed ? { ...part, owed: { ...part.owed, overdueAt: event.data.at } } : part,
      )
    case 'LimitsRecounted':
      return recounted(state, event.data)
    case 'StageClaimed':
      return setStage(state, event.data.stage, (stage) => ({
        ...stage,
        assignee: { ...event.data.officer, since: event.data.at },
        since: event.data.at,
      }))
    case 'StageReleased':
      return setStage(state, event.data.stage, (stage) => ({
        ...stage,
        assignee: undefined,
        since: event.data.at,
      }))
    case 'StageHandedOver':
      return setStage(state, event.data.stage, (stage) => ({
        ...stage,
        holder: 'officer',
        department: event.data.department,
        assignee: event.data.officer && { ...event.data.officer, since: event.data.at },
        since: event.data.at,
        handover: { reason: event.data.reason, note: event.data.note },
      }))
    case 'RuleAnswered':
      return setStage(state, event.data.stage, (stage) => ({
        ...stage,
        explanation: event.data.explanation,
        sampled: event.data.sampled,
      }))
    case 'RobotRechecked': {
      const { agrees, note, at } = event.data
      return setStage(state, event.data.stage, (stage) => ({ ...stage, recheck: { agrees, note, at } }))
    }
    case 'OutsideAsked': {
      const { system, attempt, nextAt } = event.data
      return setStage(state, event.data.stage, (stage) => ({
        ...stage,
        outside: { ...stage.outside, system, attempt, nextAt },
      }))
    }
    case 'OutsideReported': {
      const { status, receipt, reason, results } = event.data
      return setStage(state, event.data.stage, (stage) =>
        stage.outside
          ? {
              ...stage,
              outside: {
                ...stage.outside,
                status,
                receipt: receipt ?? stage.outside.receipt,
                reason,
                results,
              },
            }
          : stage,
      )
    }
    case 'CorrectionRequested': {
      const { at, by, items, part, stage: id } = event.data
      const held = setStage(state, id, (stage) => ({
        ...stage,
        deadline: standing(stage),
        holds: [...stage.holds, { from: at, kind: 'awaiting-applicant', reason: '' }],
      }))
      return setPart(held, part, (one) => ({
        ...one,
        acceptBy: undefined,
        secondNotice: undefined,
        corrections: [...one.corrections, { items, at, by, changed: [] }],
      }))
    }
    case 'CorrectionAnswered': {
      const { at, answers, part, stage: id, deadline, acceptBy } = event.data
      const resumed = setStage(state, id, (stage) => ({ ...endHolds(stage, at), deadline }))
      const answered = setPart(resumed, part, (one) => ({
        ...one,
        acceptBy,
        corrections: one.corrections.map((correction) =>
          correction.answeredAt === undefined
            ? { ...correction, answeredAt: at, changed: Object.keys(answers) }
            : correction,
        ),
      }))
      return { ...answered, answers: { ...answered.answers, ...answers } }
    }
    case 'StageHeld': {
      const { at, kind, procedure, reason, basis } = event.data
      const held = setStage(state, event.data.stage, (stage) => ({
        ...stage,
        deadline: standing(stage),
        holds: [...stage.holds, { from: at, kind, procedure, reason, basis }],
      }))
      return setPart(held, partOf(event.data.stage), (part) => ({
        ...part,
        legal: part.legal && { ...part.legal, dueAt: undefined, amberAt: undefined },
        silenceAt: undefined,
      }))
    }
    case 'StageResumed': {
      const { at, deadline, legal, silenceAt } = event.data
      const resumed = setStage(state, event.data.stage, (stage) => ({ ...endHolds(stage, at), deadline }))
      return setPart(resumed, partOf(event.data.stage), (part) => ({ ...part, legal, silenceAt }))
    }
    case 'StageCompleted':
      return setStage(state, event.data.stage, (stage) => ({
        ...endHolds(stage, event.data.at),
        doneAt: event.data.at,
        doneBy: { holder: event.data.by, ...event.data.officer },
        minutes: event.data.minutes,
      }))
    case 'PartGranted': {
      const creditCode = event.data.identity?.creditCode ?? state.creditCode
      return setPart({ ...state, creditCode }, event.data.part, (part) => ({
        ...part,
        standing: 'granted',
        endedAt: event.data.at,
        outputs: event.data.outputs,
        reasons: event.data.reasons,
        validUntil: event.data.validUntil,
        silence: event.data.silence,
        checkBy: event.data.checkBy,
        delivery: { by: event.data.deliverBy },
      }))
    }
    case 'PartRefused':
      return setPart(state, event.data.part, (part) => ({
        ...part,
        standing: 'refused',
        endedAt: event.data.at,
        reasons: event.data.reasons,
        basis: event.data.basis,
        ground: event.data.ground,
      }))
    case 'SurveyBooked': {
      const { day, half } = event.data
      return { ...state, survey: { day, half, first: { day, half }, moves: [] } }
    }
    case 'SurveyMoved': {
      const { day, half, field, from, by, reason } = event.data
      if (!state.survey) return state
      const moves = [...state.survey.moves, { from, by, reason }]
      return {
        ...state,
        survey: { ...state.survey, day, half, moves },
        answers: { ...state.answers, [field]: slotAnswer({ day, half }) },
      }
    }
    case 'ChargesCounted':
      return { ...state, charges: event.data.lines }
    case 'PaymentNoted': {
      const { receivableId, standing } = event.data
      return { ...state, payment: { receivableId, standing } }
    }
    case 'ChargesReturned':
      return { ...state, freed: [...new Set([...(state.freed ?? []), ...event.data.parts])] }
    case 'ResultDelivered': {
      const { at, licenceId } = event.data
      return setPart(state, event.data.part, (part) => ({
        ...part,
        delivery: { ...part.delivery, at, licenceId },
      }))
    }
    case 'DeliveryOverdue':
      return setPart(state, event.data.part, (part) => ({
        ...part,
        delivery: { ...part.delivery, overdueAt: event.data.at },
      }))
    case 'PartRevoked': {
      const { reason, basis, at } = event.data
      return setPart(state, event.data.part, (part) => ({
        ...part,
        standing: 'revoked',
        revoked: { reason, basis, at },
      }))
    }
    case 'JointLimitCounted': {
      const { from, legal } = event.data
      return { ...state, joint: { ...state.joint, from, legal } }
    }
    case 'JointLimitExtended': {
      const { legal, at, ...extension } = event.data
      return state.joint
        ? { ...state, joint: { ...state.joint, legal, extension: { ...extension, at } } }
        : state
    }
    case 'JointLimitPassed':
      return state.joint ? { ...state, joint: { ...state.joint, passedAt: event.data.at } } : state
    case 'PartsDropped':
      return event.data.parts.reduce(
        (folded, node) =>
          setPart(folded, node, (part) => ({ ...part, standing: 'dropped', endedAt: event.data.at })),
        state,
      )
    case 'DocumentServed':
      return { ...state, served: [...state.served, event.data] }
    case 'StageNearlyDue':
      return setStage(state, event.data.stage, (stage) => ({ ...stage, lamp: 'amber' }))
    case 'StageOverdue':
      return setStage(state, event.data.stage, (stage) => ({ ...stage, lamp: 'red' }))
    case 'NameReservationEnded':
      return { ...state, name: undefined }
    case 'CaseCompleted':
      return { ...state, standing: 'completed', endedAt: event.data.at, minutes: event.data.minutes }
    case 'CaseRefused':
      return {
        ...state,
        survey: undefined,
        standing: 'refused',
        endedAt: event.data.at,
        minutes: event.data.minutes,
      }
    case 'CaseWithdrawn':
      return {
        ...withdrawParts(state, event.data.at),
        survey: undefined,
        standing: 'withdrawn',
        endedAt: event.data.at,
      }
    case 'DraftExpired':
      return { ...state, standing: 'expired', endedAt: event.data.at }
    case 'RatingSent': {
      const { stage, system } = event.data
      return { ...state, ratingSent: { ...state.ratingSent, [stage]: system } }
    }
    case 'ServiceRated':
      return { ...state, rating: event.data }
    case 'ResultIssued':
    case 'CommitmentToCheck':
      return state
  }
}

type Recounted = Extract<CaseEvent, { type: 'LimitsRecounted' }>['data']

function recounted(state: CaseState, { stages, parts }: Recounted): CaseState {
  const withStages = Object.entries(stages).reduce(
    (folded, [id, deadline]) => setStage(folded, id, (stage) => ({ ...stage, deadline })),
    state,
  )
  return Object.entries(parts).reduce(
    (folded, [node, counted]) => setPart(folded, node, (part) => ({ ...part, ...counted })),
    withStages,
  )
}

const waiting = (node: string): PartState => ({
  node,
  standing: 'waiting',
  stages: [],
  outputs: {},
  corrections: [],
})

/** A held stage has no deadline until it is resumed. */
const standing = (stage: StageState) => ({ ...stage.deadline, dueAt: undefined, amberAt: undefined })

function openStage(state: CaseState, { data }: Extract<CaseEvent, { type: 'StageOpened' }>): CaseState {
  const stage: StageState = {
    id: data.stage,
    part: data.part,
    department: data.department,
    holder: data.holder,
    limit: data.limit,
    openedAt: data.at,
    since: data.at,
    deadline: data.deadline,
    holds: [],
  }
  return setPart(state, data.part, (part) => ({
    ...part,
    ...(data.first ? { standing: 'received', receivedAt: data.at, acceptBy: data.acceptBy } : {}),
    stages: [...part.stages, stage],
  }))
}

function withdrawParts(state: CaseState, at: Instant): CaseState {
  const parts = Object.entries(state.parts).map(([node, part]) => [
    node,
    part.standing === 'granted' || part.standing === 'refused'
      ? part
      : { ...part, standing: 'withdrawn' as const, endedAt: at },
  ])
  return { ...state, parts: Object.fromEntries(parts) }
}
