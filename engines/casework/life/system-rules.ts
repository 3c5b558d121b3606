import { refuse } from '#kernel/refusal.ts'
import { companyName, restrictedIn } from '../filing/company-name.ts'
import { explainRule, type Found } from '../filing/conditions.ts'
import { Course, inputsOf, reportedOutputs } from './course.ts'
import type { CaseEvent, CaseState, HandoverReason, Outputs, StageState } from '../model.ts'
import { findStage, isOpen, openHold, openStages, partOf } from '../model.ts'
import { type CasePlan, type PlanNode, stageOf } from '../filing/plan.ts'
import { robotKey, type Robots } from '../robots/robot-model.ts'
import { isDrawn } from '../robots/robot-rules.ts'
import { lapsedOf } from '../filing/proof-now.ts'
import type { LicenceNow } from '../filing/proof-model.ts'
import type { Rules } from '../rule-types.ts'

const workable = (state: CaseState, id: string): StageState | undefined => {
  const stage = findStage(state, id)
  return state.standing === 'lodged' && stage && isOpen(state, stage) ? stage : undefined
}

/** What the register of names says, under the names that an item's lookup gives its answers. */
function found(plan: CasePlan, state: CaseState, takenBy: string | undefined): Found {
  const name = companyName(plan, state.answers)
  const words = name && plan.nameRules ? restrictedIn(plan.nameRules, name.core) : []
  return { 'name-restricted': words.length > 0, 'name-taken': takenBy !== undefined }
}

/**
 * The robot only ever says yes. Where its rule does not, or cannot tell, a person looks, and sees why. What its yes opens
 * for another rule is judged in the same act, so that a founder waits once. A stage judged before is left as it is.
 */
const decideByRule: Rules['decideByRule'] = (state, input, facts) => {
  if (findStage(state, input.stage)?.explanation) return []
  const stage = workable(state, input.stage)
  if (!stage) return refuse('stage-not-open')
  if (stage.holder !== 'rule') return refuse('not-with-the-rule')
  const course = Course.of(state, facts)
  for (let next: StageState | undefined = stage; next; next = unjudged(course.state))
    judge(course, next, facts.needs)
  return course.events
}

const unjudged = (state: CaseState): StageState | undefined =>
  openStages(state).find((stage) => stage.holder === 'rule' && stage.explanation === undefined)

interface JudgeNeeds {
  readonly names: { readonly takenBy?: string | undefined }
  readonly code: string | null
  readonly robots: Robots
  readonly licences: readonly LicenceNow[]
}

/** In the shadow the rule says what it would do and an officer decides; switched off it is not asked. */
function judge(course: Course, stage: StageState, { names, code, robots, licences }: JudgeNeeds): void {
  const { takenBy } = names
  const { node, stage: definition } = stageOf(course.plan, stage.id)
  const item = node.definition.id
  const { mode, samplePercent } = robots[robotKey(item, definition.id)] ?? { mode: 'on', samplePercent: 0 }
  const handOver = (reason: HandoverReason) =>
    course.add({
      type: 'StageHandedOver',
      data: { stage: stage.id, from: 'rule', department: stage.department, reason, at: course.at },
    })
  if (mode === 'off') return void handOver('robot-off')
  const explanation = explainRule(course.plan, definition.decide, {
    answers: course.state.answers,
    found: found(course.plan, course.state, takenBy),
    inputs: inputsOf(node, course.state),
    on: course.facts.today,
  })
  const granted = explanation.verdict === 'eligible'
  const shadow = mode === 'shadow'
  const obstacle = obstacleTo(course, node, licences)
  const decides = granted && !shadow && !obstacle
  const sampled = decides && isDrawn(course.facts.streamId, stage.id, samplePercent)
  course.add({
    type: 'RuleAnswered',
    data: { stage: stage.id, granted, explanation, item, shadow, sampled, at: course.at },
  })
  if (decides) course.complete(stage.id, 'rule', { code: code ?? undefined })
  else if (shadow) handOver('robot-shadow')
  else if (granted && obstacle) handOver(obstacle)
  else handOver(explanation.verdict === 'unknown' ? 'rule-unknown' : 'rule-not-met')
}

/** What keeps a machine from granting what its own rule or another system would grant: a person looks then. */
function obstacleTo(
  course: Course,
  node: PlanNode,
  licences: readonly LicenceNow[],
): Extract<HandoverReason, 'materials-owed' | 'proof-lapsed'> | undefined {
  if (course.part(node.id).owed) return 'materials-owed'
  const lapsed = lapsedOf(course.plan, course.state, node, licences, course.facts.today)
  return lapsed.length > 0 ? 'proof-lapsed' : undefined
}

const askOutside: Rules['askOutside'] = (state, input, facts) => {
  const stage = workable(state, input.stage)
  if (stage?.holder !== 'outside' || !stage.outside) return refuse('not-outside')
  return Course.of(state, facts).askOutside(stage.id, stage.outside.system, stage.outside.attempt + 1).events
}

/**
 * Reports may come twice, late, or in any order: what is over is not touched, and a step back is not taken. A rejection
 * goes to an officer, for no machine refuses anybody.
 */
const recordOutside: Rules['recordOutside'] = (state, input, facts) => {
  const stage = findStage(state, input.stage)
  if (!stage?.outside) return refuse('not-outside')
  if (!workable(state, input.stage)) return []
  const { status, receipt, reason } = input
  const course = Course.of(state, facts)
  if (status === 'done') return finished(course, stage, input, facts.needs)
  if (stage.holder !== 'outside' || !isNews(stage, status)) return []
  course.add({ type: 'OutsideReported', data: { stage: stage.id, status, receipt, reason, at: facts.now } })
  if (status !== 'rejected') return course.events
  return toOfficer(course, stage, 'outside-rejected', reason)
}

/**
 * Done in the other system is granted here only where nothing stands against it. Otherwise what was reported stays with the stage,
 * for the officer who decides: a hold that an officer has put on it stands, and no later report moves it.
 */
function finished(
  course: Course,
  stage: StageState,
  report: { receipt?: string | undefined; results: Readonly<Record<string, unknown>> },
  { code, licences }: { code: string | null; licences: readonly LicenceNow[] },
): readonly CaseEvent[] {
  if (stage.outside?.status === 'done') return []
  const { node } = stageOf(course.plan, stage.id)
  const { receipt } = report
  const told = { stage: stage.id, status: 'done' as const, receipt, at: course.at }
  const obstacle = obstacleTo(course, node, licences)
  if (obstacle) {
    const results = reportedOutputs(node, plain(report.results))
    course.add({ type: 'OutsideReported', data: { ...told, results } })
    return stage.holder === 'outside' ? toOfficer(course, stage, obstacle) : course.events
  }
  course.add({ type: 'OutsideReported', data: told })
  if (openHold(stage)) endHold(course, stage.id)
  return course.complete(stage.id, 'outside', {
    results: plain(report.results),
    code: code ?? undefined,
  }).events
}

const toOfficer = (
  course: Course,
  { id, department }: StageState,
  reason: HandoverReason,
  note?: string,
): readonly CaseEvent[] =>
  course.add({
    type: 'StageHandedOver',
    data: { stage: id, from: 'outside', department, reason, note, at: course.at },
  }).events

const endHold = (course: Course, stage: string) =>
  course.add({
    type: 'StageResumed',
    data: {
      stage,
      deadline: course.deadlineAfterHold(stage),
      ...course.limitsOf(partOf(stage)),
      at: course.at,
    },
  })

const order = ['unreachable', 'received', 'in-progress'] as const

/** Silence is news once; a report is news when it goes further than the last. */
function isNews(stage: StageState, status: string): boolean {
  const last = stage.outside?.status
  if (status === 'rejected') return true
  if (status === 'unreachable') return last !== 'unreachable'
  if (last === 'unreachable' || last === undefined) return true
  return order.indexOf(status as 'received') > order.indexOf(last as 'received')
}

/** Members of a report that can stand as results. */
const plain = (results: Readonly<Record<string, unknown>>): Outputs =>
  Object.fromEntries(
    Object.entries(results).filter(
      (entry): entry is [string, string | number | boolean] =>
        typeof entry[1] === 'string' || typeof entry[1] === 'number' || typeof entry[1] === 'boolean',
    ),
  )

const deemAccepted: Rules['deemAccepted'] = (state, input, facts) => {
  const part = state.parts[input.part]
  if (part?.standing !== 'received' || part.acceptBy === undefined || facts.now < part.acceptBy)
    return refuse('already-accepted')
  return Course.of(state, facts).accept(part.node, 'deemed').events
}

const noteLamp: Rules['noteLamp'] = (state, input, facts) => {
  const stage = workable(state, input.stage)
  const since = input.lamp === 'red' ? stage?.deadline.dueAt : stage?.deadline.amberAt
  if (!stage || since === undefined || facts.now < since || stage.lamp === 'red' || stage.lamp === input.lamp)
    return refuse('nothing-due')
  return [
    {
      type: input.lamp === 'red' ? 'StageOverdue' : 'StageNearlyDue',
      data: { stage: stage.id, at: facts.now },
    },
  ]
}

const expireDraft: Rules['expireDraft'] = (state, _, facts) => {
  if (state.standing !== 'draft' || facts.now < state.draftUntil) return refuse('not-a-draft')
  return [{ type: 'DraftExpired', data: { at: facts.now } }]
}

const endNameReservation: Rules['endNameReservation'] = (state, _, facts) => {
  if (!state.name || state.creditCode || facts.today < state.name.until) return refuse('no-name-reserved')
  return [{ type: 'NameReservationEnded', data: { at: facts.now } }]
}

export const systemRules = {
  decideByRule,
  askOutside,
  recordOutside,
  deemAccepted,
  noteLamp,
  expireDraft,
  endNameReservation,
}
