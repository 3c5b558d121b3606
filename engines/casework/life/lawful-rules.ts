import type { Actor } from '#kernel/actor.ts'
import type { WorkingCalendar } from '#kernel/calendar.ts'
import type { Refusal } from '#kernel/refusal.ts'
import { isRefusal, refuse } from '#kernel/refusal.ts'
import { dueOf } from '#kernel/time-limit.ts'
import type { Instant } from '#kernel/time.ts'
import { addDays, dayOf } from '#kernel/time.ts'
import { Course } from './course.ts'
import type { CaseState, PartState, StageState } from '../model.ts'
import { findStage, openHold } from '../model.ts'
import { inHand, isOfficeOf, openStageOf } from './officer-rules.ts'
import type { Rules } from '../rule-types.ts'

/** Days between the notice of a hearing and the hearing, and working days from the request to it (行政许可法 arts. 47, 48). */
const noticeDays = 7
const hearingWithin = { count: 20, unit: 'working-days' } as const
const requestWithin = { count: 5, unit: 'working-days' } as const

const named = ({ id, name }: Actor) => ({ id, name })

/** An open stage of the actor's office that lies in somebody else's hands: whoever signs does not sign for himself. */
function ofAnother(state: CaseState, id: string, actor: Actor): StageState | Refusal {
  const stage = openStageOf(state, id)
  if (isRefusal(stage)) return stage
  if (!isOfficeOf(actor, stage, state.district)) return refuse('stage-not-open')
  return stage.assignee?.id === actor.id ? refuse('own-matter') : stage
}

const signSecondNotice: Rules['signSecondNotice'] = (state, input, facts) => {
  const stage = ofAnother(state, input.stage, facts.actor)
  if (isRefusal(stage)) return stage
  const part = state.parts[stage.part]
  if (!part?.corrections.length) return refuse('no-notice-served')
  const by = named(facts.actor)
  const { reason } = input
  return [
    {
      type: 'SecondNoticeSigned',
      data: { part: stage.part, stage: stage.id, reason, by, at: facts.now },
    },
  ]
}

/** 行政许可法 art. 42: once, with the approval of the head of the authority, before the time is over, with reasons told. */
const extendDecision: Rules['extendDecision'] = (state, input, facts) => {
  const stage = ofAnother(state, input.stage, facts.actor)
  if (isRefusal(stage)) return stage
  const course = Course.of(state, facts)
  const part = course.part(stage.part)
  if (part.standing !== 'accepted') return refuse('not-accepted-yet')
  const { extension } = course.item(stage.part).limits.statutory
  if (!extension || !part.legal) return refuse('no-extension-in-law')
  if (part.extension) return refuse('already-extended')
  if (openHold(stage)) return refuse('clock-stands')
  if (part.legalPassedAt || (part.legal.dueAt !== undefined && facts.now > part.legal.dueAt))
    return refuse('legal-limit-passed')
  const { legal } = course.limitsOf(stage.part, extension)
  if (!legal) return refuse('no-extension-in-law')
  const by = named(facts.actor)
  return course
    .add({
      type: 'DecisionExtended',
      data: { part: stage.part, reason: input.reason, by, legal, at: facts.now },
    })
    .serve('extension', stage.part).events
}

/** 优化营商环境条例 art. 36: whoever is late says why, in public. */
const explainDelay: Rules['explainDelay'] = (state, input, facts) => {
  const stage = findStage(state, input.stage)
  if (!stage || !isOfficeOf(facts.actor, stage, state.district)) return refuse('not-your-office')
  if (stage.lamp !== 'red') return refuse('not-late')
  const by = named(facts.actor)
  return [{ type: 'DelayExplained', data: { stage: stage.id, reason: input.reason, by, at: facts.now } }]
}

/** Whether the applicant may still ask for a hearing (行政许可法 art. 47). */
export const mayRequestHearing = (part: PartState, now: Instant, calendar: WorkingCalendar): boolean =>
  part.standing === 'accepted' &&
  part.acceptedAt !== undefined &&
  part.hearing === undefined &&
  !over(requestWithin, part.acceptedAt, now, calendar)

const requestHearing: Rules['requestHearing'] = (state, input, facts) => {
  const part = state.parts[input.part]
  if (part?.standing !== 'accepted' || part.acceptedAt === undefined) return refuse('not-accepted-yet')
  const course = Course.of(state, facts)
  const hears = course.item(part.node).specialProcedures?.some(({ kind }) => kind === 'hearing')
  if (!hears) return refuse('no-hearing-in-law')
  if (part.hearing) return refuse('hearing-known')
  if (over(requestWithin, part.acceptedAt, facts.now, facts.calendar)) return refuse('hearing-request-late')
  return [{ type: 'HearingRequested', data: { part: part.node, at: facts.now } }]
}

const over = (
  limit: typeof requestWithin | typeof hearingWithin,
  from: Instant,
  now: Instant,
  calendar: WorkingCalendar,
): boolean => {
  const { dueAt } = dueOf(limit, from, [], calendar)
  return dueAt !== undefined && now > dueAt
}

const announceHearing: Rules['announceHearing'] = (state, input, facts) => {
  const stage = inHand(state, input.stage, facts.actor)
  if (isRefusal(stage)) return stage
  if (openHold(stage)) return refuse('clock-stands')
  const part = state.parts[stage.part]
  if (part?.standing !== 'accepted') return refuse('not-accepted-yet')
  if (part.hearing?.announcedAt) return refuse('hearing-known')
  if (input.on < addDays(facts.today, noticeDays))
    return refuse('hearing-too-soon', { earliest: addDays(facts.today, noticeDays) }, ['on'])
  const latest = latestHearing(part, facts.calendar)
  if (latest !== undefined && input.on > latest) return refuse('hearing-too-late', { latest }, ['on'])
  const by = named(facts.actor)
  const { on, place } = input
  return Course.of(state, facts)
    .add({
      type: 'HearingAnnounced',
      data: { part: part.node, stage: stage.id, on, place, by, at: facts.now },
    })
    .add({
      type: 'StageHeld',
      data: {
        stage: stage.id,
        kind: 'special-procedure',
        procedure: 'hearing',
        reason: place,
        basis: '行政许可法 第四十五条、第四十八条',
        by,
        at: facts.now,
      },
    })
    .serve('hearing', part.node).events
}

function latestHearing(part: PartState, calendar: WorkingCalendar): string | undefined {
  const from = part.hearing?.requestedAt ?? part.acceptedAt
  const dueAt = from && dueOf(hearingWithin, from, [], calendar).dueAt
  return dueAt && dayOf(dueAt, calendar.offsetMinutes)
}

const recordHearing: Rules['recordHearing'] = (state, input, facts) => {
  const stage = inHand(state, input.stage, facts.actor)
  if (isRefusal(stage)) return stage
  const hearing = state.parts[stage.part]?.hearing
  if (!hearing?.on || hearing.heldAt) return refuse('no-hearing-announced')
  if (facts.today < hearing.on) return refuse('hearing-not-yet', { on: hearing.on })
  const by = named(facts.actor)
  const course = Course.of(state, facts).add({
    type: 'HearingHeld',
    data: { part: stage.part, stage: stage.id, record: input.record, by, at: facts.now },
  })
  if (!openHold(stage)) return course.events
  return course.add({
    type: 'StageResumed',
    data: {
      stage: stage.id,
      deadline: course.deadlineAfterHold(stage.id),
      ...course.limitsOf(stage.part),
      at: facts.now,
    },
  }).events
}

export const lawfulRules = {
  signSecondNotice,
  extendDecision,
  explainDelay,
  requestHearing,
  announceHearing,
  recordHearing,
}
