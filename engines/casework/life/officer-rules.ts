import type { Actor } from '#kernel/actor.ts'
import { departmentKind } from '#definitions/city/kinds.ts'
import type { Refusal } from '#kernel/refusal.ts'
import { isRefusal, refuse } from '#kernel/refusal.ts'
import { Course, resultsToEnter } from './course.ts'
import type { Item } from '../catalogue/item.ts'
import type { CaseState, PartState, StageState } from '../model.ts'
import { findStage, isOpen, openHold } from '../model.ts'
import { type CasePlan, nodeOf, stageOf } from '../filing/plan.ts'
import { planOfCase } from '../filing/plans.ts'
import { type LapsedProof, lapsedOf, lapsesTold } from '../filing/proof-now.ts'
import { postFor } from './receivers.ts'
import type { Rules } from '../rule-types.ts'

/** Whether an officer's posts reach a stage. An officer without any post serves the whole city; one with posts only those. */
export function isOfficeOf(actor: Actor, stage: StageState, district: string | undefined): boolean {
  if (actor.kind === 'system') return true
  const posts = actor.roles.filter((grant) => grant.department !== undefined || grant.district !== undefined)
  if (posts.length === 0) return true
  return posts.some(
    (post) =>
      (post.department === undefined || post.department === stage.department) &&
      (post.district === undefined || district === undefined || post.district === district),
  )
}

/** A stage lying with an outside system that is late or silent may be taken back by its office; a waiting time may be broken by an objection. */
export const mayBeTakenBack = (stage: StageState): boolean =>
  stage.holder === 'time' ||
  (stage.holder === 'outside' && (stage.lamp === 'red' || stage.outside?.status === 'unreachable'))

export function openStageOf(state: CaseState, id: string): StageState | Refusal {
  const stage = findStage(state, id)
  return state.standing === 'lodged' && stage && isOpen(state, stage) ? stage : refuse('stage-not-open')
}

/** The stage when it is open and in the actor's hands. */
export function inHand(state: CaseState, id: string, actor: Actor): StageState | Refusal {
  const stage = openStageOf(state, id)
  if (isRefusal(stage)) return stage
  return stage.assignee?.id === actor.id
    ? stage
    : refuse('not-in-your-hands', { holder: stage.assignee?.name ?? '' })
}

const claim: Rules['claim'] = (state, input, facts) => {
  const stage = openStageOf(state, input.stage)
  if (isRefusal(stage)) return stage
  const { actor } = facts
  if (!isOfficeOf(actor, stage, state.district)) return refuse('not-your-office')
  if (stage.holder !== 'officer' && !mayBeTakenBack(stage)) return refuse('not-with-officers')
  if (stage.assignee && stage.assignee.id !== actor.id)
    return refuse('claimed-by-another', { holder: stage.assignee.name })
  if (stage.assignee) return []
  const officer = { id: actor.id, name: actor.name }
  if (stage.holder === 'officer')
    return [{ type: 'StageClaimed', data: { stage: stage.id, officer, at: facts.now } }]
  const { department, holder } = stage
  const reason = holder === 'time' ? 'objection' : 'outside-silent'
  return [
    {
      type: 'StageHandedOver',
      data: { stage: stage.id, from: holder, department, officer, reason, at: facts.now },
    },
  ]
}

const release: Rules['release'] = (state, input, facts) => {
  const stage = inHand(state, input.stage, facts.actor)
  if (isRefusal(stage)) return stage
  return [{ type: 'StageReleased', data: { stage: stage.id, at: facts.now } }]
}

const handOver: Rules['handOver'] = (state, input, facts) => {
  const stage = inHand(state, input.stage, facts.actor)
  if (isRefusal(stage)) return stage
  const department = input.department ?? stage.department
  const { officer } = facts.needs
  const known = facts.definitions.find(departmentKind, department) !== undefined
  const nobody = input.officer !== undefined && officer === null
  if (!known || nobody || (input.officer === undefined && input.department === undefined))
    return refuse('receiver-unknown', {}, [input.officer === undefined ? 'department' : 'officer'])
  const { district } = state
  if (
    officer &&
    (officer.id === facts.actor.id || !postFor(facts.definitions, officer, { department, district }))
  )
    return refuse('receiver-may-not', { name: officer.name }, ['officer'])
  return [
    {
      type: 'StageHandedOver',
      data: {
        stage: stage.id,
        from: 'officer',
        department,
        officer: officer ? { id: officer.id, name: officer.name } : undefined,
        reason: department === stage.department ? 'another-officer' : 'another-department',
        note: input.reason,
        at: facts.now,
      },
    },
  ]
}

const accept: Rules['accept'] = (state, input, facts) => {
  const stage = inHand(state, input.stage, facts.actor)
  if (isRefusal(stage)) return stage
  if (state.parts[stage.part]?.standing !== 'received') return refuse('already-accepted')
  return Course.of(state, facts).accept(stage.part, 'by-officer').events
}

/** 行政许可法 art. 32(4): everything in one notice, within five working days. What could have been named then may not be named later. */
const requestCorrection: Rules['requestCorrection'] = (state, input, facts) => {
  const stage = inHand(state, input.stage, facts.actor)
  if (isRefusal(stage)) return stage
  const part = state.parts[stage.part]
  if (!part) return refuse('stage-not-open')
  if (part.acceptedHow === 'deemed' || (part.acceptBy !== undefined && facts.now > part.acceptBy))
    return refuse('notice-too-late')
  if (openHold(stage)) return refuse('clock-stands')
  if (part.standing !== 'received') return refuse('already-accepted')
  const plan = planOfCase(facts.definitions, state)
  const fields = input.items.map(({ field }) => field)
  const unknown = fields.filter((field) => !correctable(plan, field))
  if (unknown.length > 0) return refuse('field-unknown', { field: unknown.join('、') }, ['items'])
  const before = part.corrections.at(-1)
  const lapsed = lapsedOf(plan, state, nodeOf(plan, stage.part), facts.needs.licences, facts.today)
  // What fell after the first notice could not be named in it.
  const isNew = (field: string) =>
    before?.changed.includes(field) || lapsed.some((one) => one.material === field)
  const old = before ? fields.filter((field) => !isNew(field)) : []
  if (old.length > 0 && !part.secondNotice)
    return refuse('fault-known-before', { fields: old.join('、') }, ['items'])
  const by = { id: facts.actor.id, name: facts.actor.name }
  return Course.of(state, facts)
    .add({
      type: 'CorrectionRequested',
      data: { part: part.node, stage: stage.id, items: input.items, by, at: facts.now },
    })
    .serve('correction', part.node).events
}

/** What the applicant may answer anew. The half-day of a survey is moved instead, for its place is booked. */
const correctable = (plan: CasePlan, id: string): boolean =>
  plan.materials.has(id) || (plan.fields.has(id) && plan.fields.get(id)?.type !== 'slot')

const hold: Rules['hold'] = (state, input, facts) => {
  const stage = inHand(state, input.stage, facts.actor)
  if (isRefusal(stage)) return stage
  if (openHold(stage)) return refuse('clock-stands')
  const by = { id: facts.actor.id, name: facts.actor.name }
  const { kind, procedure, reason, basis } = input
  if (kind === 'special-procedure' && procedure === undefined)
    return refuse('procedure-missing', {}, ['procedure'])
  return Course.of(state, facts)
    .add({ type: 'StageHeld', data: { stage: stage.id, kind, procedure, reason, basis, by, at: facts.now } })
    .serve('special-procedure', stage.part).events
}

const resume: Rules['resume'] = (state, input, facts) => {
  const stage = inHand(state, input.stage, facts.actor)
  if (isRefusal(stage)) return stage
  const standing = openHold(stage)
  if (!standing) return refuse('clock-runs')
  if (standing.kind === 'awaiting-applicant') return refuse('correction-open')
  const course = Course.of(state, facts)
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

/** A hearing that the item's law demands or the applicant asked for comes before any decision (行政许可法 arts. 46–48). */
export function hearingOutstanding(item: Item, part: PartState): boolean {
  const demanded =
    item.specialProcedures?.some(({ kind, mandatory }) => kind === 'hearing' && mandatory) === true
  return (demanded || part.hearing !== undefined) && part.hearing?.heldAt === undefined
}

/** No grant rests on a licence that has fallen since it was put forward: the paper is asked for, or another licence is put in its place. */
function proofLapsed(lapsed: readonly LapsedProof[]): Refusal {
  return refuse(
    'proof-lapsed',
    lapsesTold(lapsed),
    lapsed.map(({ material }) => material),
  )
}

const decide: Rules['decide'] = (state, input, facts) => {
  const stage = inHand(state, input.stage, facts.actor)
  if (isRefusal(stage)) return stage
  if (openHold(stage)) return refuse('clock-stands')
  const course = Course.of(state, facts)
  const officer = { id: facts.actor.id, name: facts.actor.name }
  const part = course.part(stage.part)
  if (hearingOutstanding(course.item(stage.part), part)) return refuse('hearing-outstanding')
  if (input.outcome === 'grant') {
    if (part.owed)
      return refuse('materials-owed', { count: part.owed.materials.length }, [...part.owed.materials])
    const { node, index } = stageOf(course.plan, stage.id)
    const lapsed = lapsedOf(course.plan, course.state, node, facts.needs.licences, facts.today)
    if (lapsed.length > 0) return proofLapsed(lapsed)
    const last = index === node.definition.stages.length - 1
    const results = { ...stage.outside?.results, ...input.results }
    const lacking = last ? resultsToEnter(node, false).filter((id) => results[id] === undefined) : []
    if (lacking.length > 0) return refuse('results-missing', { count: lacking.length }, lacking)
    return course.complete(stage.id, 'officer', {
      officer,
      reasons: input.reasons,
      results,
      code: facts.needs.code ?? undefined,
    }).events
  }
  if (!input.basis) return refuse('basis-missing', {}, ['basis'])
  const { refusalGrounds } = course.item(stage.part)
  if (!refusalGrounds && course.plan.theme.refusals === 'listed') return refuse('refusal-without-law')
  const ground = refusalGrounds?.find(({ id }) => id === input.ground)
  if (refusalGrounds && !ground)
    return refuse(
      'ground-not-listed',
      {
        grounds: refusalGrounds.map(({ title }) => title.zh).join('；'),
        groundsEn: refusalGrounds.map(({ title }) => title.en).join('; '),
      },
      ['ground'],
    )
  const begun = part.standing === 'accepted'
  return course
    .accept(stage.part, 'with-decision')
    .closeStage(stage.id, 'officer', officer)
    .add({
      type: 'PartRefused',
      data: {
        part: stage.part,
        reasons: input.reasons,
        basis: input.basis,
        ground: input.ground,
        by: officer,
        subject: state.subject,
        at: facts.now,
      },
    })
    .serve('refusal', stage.part)
    .freeCharges(begun ? [] : [stage.part])
    .advance().events
}

export const officerRules = { claim, release, handOver, accept, requestCorrection, hold, resume, decide }
