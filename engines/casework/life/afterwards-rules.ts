import { refuse } from '#kernel/refusal.ts'
import { Course } from './course.ts'
import { jointDeadline } from './legal-limits.ts'
import { openStages } from '../model.ts'
import type { Rules } from '../rule-types.ts'

/** 行政许可法 art. 42 ¶2: once, with the approval of the government, by somebody who works on none of its items. */
const extendJointLimit: Rules['extendJointLimit'] = (state, input, facts) => {
  if (state.standing !== 'lodged') return refuse('case-ended')
  const course = Course.of(state, facts)
  const { joint: rule } = course.plan.theme
  const { joint } = state
  if (!joint || !rule?.extension) return refuse('no-joint-limit')
  const { actor, now, calendar } = facts
  if (openStages(state).some(({ assignee }) => assignee?.id === actor.id)) return refuse('own-matter')
  if (joint.extension) return refuse('already-extended')
  if (joint.legal.dueAt === undefined && !joint.legal.provisional) return refuse('clock-stands')
  if (joint.passedAt || (joint.legal.dueAt !== undefined && now > joint.legal.dueAt))
    return refuse('legal-limit-passed')
  const legal = jointDeadline(rule, joint.from, state.holds, calendar, rule.extension)
  const by = { id: actor.id, name: actor.name }
  return course
    .add({ type: 'JointLimitExtended', data: { reason: input.reason, by, legal, at: now } })
    .serve('joint-extension').events
}

const noteJointLimit: Rules['noteJointLimit'] = ({ standing, joint }, _, { now }) => {
  const dueAt = joint?.legal.dueAt
  if (standing !== 'lodged' || joint?.passedAt || dueAt === undefined || now < dueAt)
    return refuse('nothing-due')
  return [{ type: 'JointLimitPassed', data: { at: now } }]
}

const recordDelivery: Rules['recordDelivery'] = (state, { part: id, licenceId }, { now }) => {
  const part = state.parts[id]
  if (part?.standing !== 'granted') return refuse('not-granted')
  return part.delivery?.at ? [] : [{ type: 'ResultDelivered', data: { part: id, licenceId, at: now } }]
}

const noteDeliveryOverdue: Rules['noteDeliveryOverdue'] = (state, { part }, { now }) => {
  const delivery = state.parts[part]?.delivery
  if (!delivery?.by || delivery.at || delivery.overdueAt || now < delivery.by) return refuse('nothing-due')
  return [{ type: 'DeliveryOverdue', data: { part, at: now } }]
}

const recordRatingSent: Rules['recordRatingSent'] = (state, { stage, system, receipt }, { now }) => {
  if (!state.rating) return refuse('not-rated')
  return state.ratingSent?.[stage] ? [] : [{ type: 'RatingSent', data: { stage, system, receipt, at: now } }]
}

/** 行政许可法 art. 69; the licence behind it is revoked by whoever keeps it. */
const revokePart: Rules['revokePart'] = (state, { part: id, reason, basis }, facts) => {
  const part = state.parts[id]
  if (part?.standing !== 'granted') return refuse('not-granted')
  const licenceId = part.delivery?.licenceId
  return Course.of(state, facts)
    .add({ type: 'PartRevoked', data: { part: id, reason, basis, licenceId, at: facts.now } })
    .serve('revocation', id).events
}

export const afterwardsRules = {
  extendJointLimit,
  noteJointLimit,
  recordDelivery,
  noteDeliveryOverdue,
  recordRatingSent,
  revokePart,
}
