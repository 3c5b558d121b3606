import { refuse } from '#kernel/refusal.ts'
import { Course } from '../life/course.ts'
import { deadlineOf } from '../life/deadlines.ts'
import { recountAt } from '../life/legal-limits.ts'
import type { Deadline, RecountedPart } from '../model.ts'
import { openHold, openStages, partEnded } from '../model.ts'
import type { Rules } from '../rule-types.ts'

/** What the passing of time alone brings about: silence, limits of law gone by, limits counted again. */

const deemGranted: Rules['deemGranted'] = (state, input, facts) => {
  const part = state.parts[input.part]
  if (part?.standing !== 'accepted' || part.silenceAt === undefined || facts.now < part.silenceAt)
    return refuse('silence-says-nothing')
  const course = Course.of(state, facts)
  const { silence } = course.item(part.node)
  const stage = part.stages.findLast((one) => one.doneAt === undefined)
  if (!silence || !stage) return refuse('silence-says-nothing')
  return course.complete(stage.id, 'rule', { silence: silence.means, whole: true }).events
}

const noteLegalLimit: Rules['noteLegalLimit'] = (state, input, facts) => {
  const part = state.parts[input.part]
  const dueAt = part?.legal?.dueAt
  if (!part || partEnded(part) || part.legalPassedAt || dueAt === undefined || facts.now < dueAt)
    return refuse('nothing-due')
  return [{ type: 'LegalLimitPassed', data: { part: part.node, at: facts.now } }]
}

const noteSupplementOverdue: Rules['noteSupplementOverdue'] = (state, input, facts) => {
  const owed = state.parts[input.part]?.owed
  if (!owed || owed.overdueAt || owed.until === undefined || facts.now < owed.until)
    return refuse('nothing-due')
  return [{ type: 'SupplementOverdue', data: { part: input.part, at: facts.now } }]
}

const endWait: Rules['endWait'] = (state, input, facts) => {
  const stage = openStages(state).find(({ id }) => id === input.stage)
  const dueAt = stage?.deadline.dueAt
  if (stage?.holder !== 'time' || dueAt === undefined || facts.now < dueAt) return refuse('nothing-due')
  return Course.of(state, facts).complete(stage.id, 'time', {}).events
}

/**
 * Counts again what ran into unpublished days. What the calendar now tells is set, with its lamps and consequences; what
 * it still does not tell waits another day.
 */
const recountLimits: Rules['recountLimits'] = (state, _, facts) => {
  const course = Course.of(state, facts)
  const stages: Record<string, Deadline> = {}
  const parts: Record<string, RecountedPart> = {}
  let waiting = false
  for (const stage of openStages(state)) {
    const part = course.part(stage.part)
    if (openHold(stage)) continue
    if (stage.deadline.provisional) {
      const deadline = deadlineOf(stage.limit, stage.openedAt, stage.holds, facts.calendar)
      if (deadline.provisional) waiting = true
      else stages[stage.id] = deadline
    }
    const counted = recountedPart(course, part.node)
    if (counted === 'waiting') waiting = true
    else if (counted) parts[part.node] = counted
  }
  if (!waiting && !Object.keys(stages).length && !Object.keys(parts).length)
    return refuse('nothing-provisional')
  return [
    {
      type: 'LimitsRecounted',
      data: { stages, parts, next: recountAt(waiting, facts.now), at: facts.now },
    },
  ]
}

function recountedPart(course: Course, node: string): RecountedPart | 'waiting' | undefined {
  const part = course.part(node)
  if (part.standing === 'received' && part.acceptBy === undefined && part.receivedAt) {
    const acceptBy = course.acceptBy(node, part.receivedAt)
    return acceptBy === undefined ? 'waiting' : { acceptBy }
  }
  if (!part.legal?.provisional) return undefined
  const { legal, silenceAt } = course.limitsOf(node)
  return legal?.provisional ? 'waiting' : { legal, silenceAt }
}

export const limitRules = { deemGranted, noteLegalLimit, noteSupplementOverdue, endWait, recountLimits }
