import { cityKind } from '#definitions/city/kinds.ts'
import type { Definitions } from '#kernel/definition.ts'
import type { Bilingual } from '#kernel/text.ts'
import type { Hold, TimeLimit } from '#kernel/time-limit.ts'
import { remaining } from '#kernel/time-limit.ts'
import type { Instant } from '#kernel/time.ts'
import type { Moment } from '#platform/engine.ts'
import { lampOf } from './lamps.ts'
import type { CheckRow } from '../checks/check-store.ts'
import { formatView, tracksOf } from '../filing/form-view.ts'
import { checkView } from '../checks/check-views.ts'
import type { CaseState, Deadline, PartState, StageState } from '../model.ts'
import { mayRequestHearing } from './lawful-rules.ts'
import { isOpen, openHold, openStages, partEnded } from '../model.ts'
import { departmentNamed, districtNamed } from '../names.ts'
import { fewestPaces, longestWay, type Outlook, outlookOf, type Pace } from './outlook.ts'
import { paymentView } from '../fees/payment-view.ts'
import { type CasePlan, nodeOf, type PlanNode, stageOf } from '../filing/plan.ts'
import { planOfCase } from '../filing/plans.ts'
import { lapsedOf } from '../filing/proof-now.ts'
import type { LicenceNow } from '../filing/proof-model.ts'
import { slotField, surveyOf } from '../survey/survey-rules.ts'
import type { Happening } from '../store.ts'
import { timelineOf } from './timeline.ts'
import type { CaseView, LaneView, StageView } from '../views.ts'
import type { Span } from '../view-parts.ts'
import { words } from '../words.ts'

/** What a case page shows beside the case itself. */
export interface BesideCase {
  readonly happened: readonly Happening[]
  /** how finished cases of the theme went */
  readonly paces: readonly Pace[]
  readonly checks: readonly CheckRow[]
  /** how the party's licences stand today */
  readonly licences: readonly LicenceNow[]
}

/** A case as its page shows it, for the enterprise and the officer alike. */
export function caseView(
  partyId: string,
  caseId: string,
  state: CaseState,
  { happened, paces, checks, licences }: BesideCase,
  moment: Moment,
): CaseView {
  const plan = planOfCase(moment.definitions, state)
  const { definitions, now, calendar } = moment
  const outlook = outlookOf({ plan, state, now, calendar }, paces)
  const lanes = lanesOf(plan, state, outlook, licences, moment)
  return {
    partyId,
    caseId,
    theme: { id: plan.theme.id, title: plan.theme.title },
    version: state.version,
    title: state.title,
    partyName: state.partyName,
    applicant: state.applicant.name,
    district: state.district === undefined ? undefined : districtNamed(definitions, state.district),
    standing: state.standing === 'none' ? 'draft' : state.standing,
    openedAt: state.openedAt,
    savedAt: state.savedAt,
    draftUntil: state.standing === 'draft' ? state.draftUntil : undefined,
    lodgedAt: state.lodgedAt,
    endedAt: state.endedAt,
    awaitingApplicant: awaitsApplicant(state),
    clock: caseClock(state, moment),
    lanes,
    holds: [...state.holds],
    joint: jointOf(state),
    survey: surveyView(plan, state, moment),
    fees: state.payment,
    payment: state.charges && paymentView(plan, state.answers, definitions, moment.today, state),
    checks: checks.map((check) => checkView(definitions, check)),
    timeline: timelineOf(plan, happened),
    messages: state.served.map(({ document, part, to, at }) => {
      const item = part === undefined ? undefined : itemNamed(plan, part)
      return {
        document,
        part: item,
        to: to.name,
        at,
        words: words('documents', document, { item: item?.title ?? plan.theme.title }),
      }
    }),
    next: nextOf(plan, state, definitions, lanes),
    outlook: outlook && { learned: outlook.learned, fewest: fewestPaces, end: outlook.end },
    startNow: (outlook?.now ?? []).map(({ part, stage, act, saves, slack }) => ({
      part: itemNamed(plan, part),
      stage,
      act,
      department: departmentNamed(definitions, departmentOf(plan, state, part)),
      saves: spanOf(saves, moment),
      slack: spanOf(slack, moment),
    })),
    contact: definitions.list(cityKind)[0]?.contact.telephone ?? '',
    rating: state.rating,
  }
}

function surveyView(
  plan: CasePlan,
  { survey, standing }: CaseState,
  { definitions, today }: Moment,
): CaseView['survey'] {
  const title = surveyOf(plan, definitions)?.title
  if (!survey || !title) return undefined
  const { day, half, moves } = survey
  const mayMove = standing === 'lodged' && today < day && !moves.some(({ by }) => by === 'applicant')
  return { title, slot: { day, half }, moves: [...moves], mayMove }
}

const jointOf = ({ joint }: CaseState): CaseView['joint'] =>
  joint && {
    dueAt: joint.legal.dueAt,
    provisional: joint.legal.provisional,
    passed: joint.passedAt !== undefined,
    extension: joint.extension?.reason,
  }

export const awaitsApplicant = (state: CaseState): boolean =>
  openStages(state).some((stage) => openHold(stage)?.kind === 'awaiting-applicant')

const itemNamed = (plan: CasePlan, part: string) => {
  const node = plan.nodes.find((one) => one.id === part)
  return { id: part, title: node?.definition.title ?? { zh: part, en: part } }
}

/** How much of a limit has run, up to now or to the end. */
function clockView(
  limit: TimeLimit,
  from: Instant,
  until: Instant | undefined,
  holds: readonly Hold[],
  deadline: Deadline,
  held: boolean,
  { now, calendar }: Moment,
) {
  const counted = remaining(limit, from, holds, until ?? now, calendar)
  return {
    limit,
    dueAt: deadline.dueAt,
    provisional: deadline.provisional,
    lamp: lampOf({ done: until !== undefined, held, ...deadline }, now),
    used: Math.round(counted.used),
    allowed: Math.round(counted.allowed),
    unit: counted.clock,
  }
}

/** The office time used against the promise; it stands while nobody could work on anything. */
function caseClock(state: CaseState, moment: Moment) {
  if (!state.promise || !state.lodgedAt || !state.deadline) return undefined
  const held = state.holds.at(-1)?.until === undefined && state.holds.length > 0
  return clockView(state.promise, state.lodgedAt, state.endedAt, state.holds, state.deadline, held, moment)
}

const departmentOf = (plan: CasePlan, state: CaseState, part: string): string => {
  const node = nodeOf(plan, part)
  return state.parts[part]?.stages.at(-1)?.department ?? node.department ?? node.definition.department
}

/** Office minutes as people count them: whole working days from one day on, hours below; nothing below half an hour. */
function spanOf(minutes: number, { calendar, today }: Moment): Span | undefined {
  const first = calendar.workingDayFrom(today)
  const day = first.provisional ? undefined : calendar.officeMinutesOf(first.day)
  if (!day || minutes < 30) return undefined
  return minutes < day
    ? { count: Math.round(minutes / 60) || 1, unit: 'hours' }
    : { count: Math.round(minutes / day), unit: 'working-days' }
}

function lanesOf(
  plan: CasePlan,
  state: CaseState,
  outlook: Outlook | undefined,
  licences: readonly LicenceNow[],
  moment: Moment,
): LaneView[] {
  const ended = outlook ? new Set<string>() : wayThatEndedLast(plan, state)
  return plan.nodes.flatMap((node) => {
    const part = state.parts[node.id]
    if (!part) return []
    const ahead = outlook?.parts.get(node.id)
    return [
      {
        ...laneOf(node, part, state, plan, moment),
        lapsed:
          state.standing === 'lodged' && !partEnded(part)
            ? lapsedOf(plan, state, node, licences, moment.today).map(({ material, proof, why }) => ({
                id: material,
                title: plan.materials.get(material)?.title ?? { zh: material, en: material },
                licence: proof.title,
                why: words('proofLapses', why),
              }))
            : [],
        critical: ahead?.critical ?? ended.has(node.id),
        expected:
          ahead && !partEnded(part)
            ? {
                learned: outlook?.end !== undefined,
                beginsAt: ahead.beginsAt,
                endsAt: ahead.endsAt,
                slack: spanOf(ahead.slack, moment),
              }
            : undefined,
      },
    ]
  })
}

function laneOf(
  node: PlanNode,
  part: PartState,
  state: CaseState,
  plan: CasePlan,
  moment: Moment,
): Omit<LaneView, 'critical' | 'expected' | 'lapsed'> {
  const item = node.definition
  const titles = new Map([
    ...[...plan.fields.values()].map((field) => [field.id, field.title] as const),
    ...[...plan.materials.values()].map((material) => [material.id, material.title] as const),
  ])
  const decided = part.standing === 'granted' || part.standing === 'refused'
  return {
    part: node.id,
    item: { id: item.id, title: item.title },
    // A matter that arose elsewhere is with the office it was handed to.
    department: departmentNamed(
      moment.definitions,
      (state.subject && part.stages.at(-1)?.department) ?? node.department ?? item.department,
    ),
    standing: part.standing,
    format: formatView(node),
    local: node.terms.local && districtNamed(moment.definitions, node.terms.local.district),
    promise: item.limits.promised.limit,
    tracks: tracksOf(plan, node, state.tracks ?? []),
    after: (node.after ?? []).filter((before) => before in state.parts),
    receivedAt: part.receivedAt,
    acceptedAt: part.acceptedAt,
    acceptedHow: part.acceptedHow,
    acceptBy: part.standing === 'received' ? part.acceptBy : undefined,
    endedAt: part.endedAt,
    ...lawOfLane(node, part, plan, moment),
    stages: part.stages.map((stage) => stageView(plan, state, stage, moment)),
    corrections: part.corrections.map((correction) => ({
      at: correction.at,
      by: correction.by.name,
      answeredAt: correction.answeredAt,
      items: correction.items.map((one) => ({
        ...one,
        title: titles.get(one.field) ?? { zh: one.field, en: one.field },
      })),
    })),
    decision: decided
      ? { outcome: part.standing as 'granted' | 'refused', reasons: part.reasons, basis: part.basis }
      : undefined,
    results: item.outputs.flatMap(({ id, title, unit, from }) => {
      const value = part.outputs[id]
      return value === undefined || (from && 'granted' in from) ? [] : [{ id, title, value, unit }]
    }),
    result:
      part.standing === 'granted'
        ? { title: item.result.title, credential: item.result.credential, validUntil: part.validUntil }
        : undefined,
  }
}

function stageView(plan: CasePlan, state: CaseState, stage: StageState, moment: Moment): StageView {
  const { outside } = stage
  const open = isOpen(state, stage) && state.standing === 'lodged'
  const end = stage.doneAt ?? (open ? undefined : (state.parts[stage.part]?.endedAt ?? state.endedAt))
  return {
    id: stage.id,
    title: stageOf(plan, stage.id).stage.title,
    department: departmentNamed(moment.definitions, stage.department),
    holder: stage.holder,
    assignee: stage.assignee?.name,
    since: stage.since,
    openedAt: stage.openedAt,
    doneAt: stage.doneAt,
    doneBy: stage.doneBy && { holder: stage.doneBy.holder, name: stage.doneBy.name },
    minutes: stage.minutes,
    clock: clockView(
      stage.limit,
      stage.openedAt,
      end,
      stage.holds,
      stage.deadline,
      openHold(stage) !== undefined,
      moment,
    ),
    thereafter: open ? thenOf(plan, state, stage.id) : undefined,
    survey: surveyOfStage(plan, state, stage.id),
    delay: stage.delay?.reason,
    handover: stage.handover,
    explanation: stage.explanation,
    outside: outside && outsideView(outside, open && stage.holder === 'outside'),
    holds: stage.holds.map(({ from, until, kind, reason, basis }) => ({ from, until, kind, reason, basis })),
  }
}

/** What the system reported for the officer to grant with is no result yet, and is not shown as one. */
function outsideView({ results: _, nextAt, ...shown }: NonNullable<StageState['outside']>, asks: boolean) {
  return { ...shown, nextAt: asks ? nextAt : undefined }
}

/** Where the step's system was told the slot, it comes to the survey. */
function surveyOfStage(plan: CasePlan, { survey }: CaseState, stage: string): StageView['survey'] {
  const field = slotField(plan)
  const told = Object.values(stageOf(plan, stage).stage.send ?? {})
  return survey && field !== undefined && told.includes(field)
    ? { day: survey.day, half: survey.half }
    : undefined
}

/** What the law says of a part's time, its hearing, and what may follow. */
function lawOfLane(node: PlanNode, part: PartState, plan: CasePlan, { now, calendar }: Moment) {
  const { legal, owed, hearing } = part
  const hears = node.definition.specialProcedures?.some(({ kind }) => kind === 'hearing') === true
  return {
    legal: legal && {
      dueAt: legal.dueAt,
      provisional: legal.provisional,
      passed: part.legalPassedAt !== undefined,
    },
    extension: part.extension?.reason,
    silence: part.silence,
    silenceAt: partEnded(part) ? undefined : part.silenceAt,
    checkBy: part.checkBy,
    delivery: part.delivery && {
      by: part.delivery.by,
      at: part.delivery.at,
      overdue: part.delivery.overdueAt !== undefined,
    },
    revoked: part.revoked,
    hearing: hears
      ? {
          mayRequest: mayRequestHearing(part, now, calendar),
          requestedAt: hearing?.requestedAt,
          on: hearing?.on,
          place: hearing?.place,
          heldAt: hearing?.heldAt,
          record: hearing?.record,
        }
      : undefined,
    owed: owed && {
      materials: owed.materials.map((id) => ({
        id,
        title: plan.materials.get(id)?.title ?? { zh: id, en: id },
      })),
      until: owed.until,
      overdue: owed.overdueAt !== undefined,
    },
  }
}

/** The way through a case that is over: what ended last, and what each waited for longest. */
const wayThatEndedLast = (plan: CasePlan, state: CaseState): Set<string> =>
  longestWay(
    plan.nodes.filter((node) => node.id in state.parts),
    ({ id }) => state.parts[id]?.endedAt ?? '9',
  )

/** What begins when a step is over: the item's next step, the items that wait for it, or the result. */
function thenOf(plan: CasePlan, state: CaseState, id: string): Bilingual {
  const { node, index } = stageOf(plan, id)
  const nextStage = node.definition.stages[index + 1]
  if (nextStage) return words('then', 'stage', { stage: nextStage.title })
  const following = plan.nodes.filter((one) => one.id in state.parts && one.after?.includes(node.id))
  if (following.length === 0) return words('then', 'result', { result: node.definition.result.title })
  const titles = following.map((one) => one.definition.title)
  return words('then', 'items', {
    items: { zh: titles.map(({ zh }) => zh).join('、'), en: titles.map(({ en }) => en).join(', ') },
  })
}

/** What comes next, in one sentence: whose turn it is. */
function nextOf(plan: CasePlan, state: CaseState, all: Definitions, lanes: readonly LaneView[]): Bilingual {
  if (state.standing !== 'lodged') return words('next', state.standing)
  if (awaitsApplicant(state)) return words('next', 'correction')
  if (lanes.some(({ lapsed }) => lapsed.length > 0)) return words('next', 'lapsed')
  if (state.payment?.standing === 'due') return words('next', 'fees')
  const open = openStages(state)
  const names = open.map((stage) => departmentNamed(all, stage.department).title)
  const unique = names.filter((name, i) => names.findIndex((one) => one.zh === name.zh) === i)
  return words('next', open.every((stage) => openHold(stage)) ? 'held' : 'lodged', {
    departments: {
      zh: unique.map((name) => name.zh).join('、'),
      en: unique.map((name) => name.en).join(', '),
    },
    theme: plan.theme.title,
  })
}
