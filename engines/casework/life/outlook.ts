import type { WorkingCalendar } from '#kernel/calendar.ts'
import type { TimeLimit } from '#kernel/time-limit.ts'
import { dueOf, remaining } from '#kernel/time-limit.ts'
import type { Instant } from '#kernel/time.ts'
import type { CaseState, PartState, StageState } from '../model.ts'
import { isOpen, openCorrection, openHold, partEnded } from '../model.ts'
import type { CasePlan, PlanNode } from '../filing/plan.ts'

/** How long each stage of one finished case took, by `part.stage`, in office minutes; time in which its clock stood counts. */
export type Pace = Readonly<Record<string, number>>

/** Fewer finished cases than this tell nothing of a case that is still open. */
export const fewestPaces = 20
/** Of a hundred cases eighty end within the interval that is told. */
const outside = 0.1

/** What may be done at once, and what it is worth to the end of the case. */
export interface Startable {
  readonly part: string
  readonly stage?: string | undefined
  readonly act: 'answer-correction' | 'supply-materials' | 'take' | 'finish'
  /** office minutes by which the case ends earlier when this is done now instead of at the end of its time */
  readonly saves: number
  /** office minutes that it may wait without moving the end of the case */
  readonly slack: number
}

export interface PartOutlook {
  readonly critical: boolean
  /** office minutes by which it may slip without moving the end of the case */
  readonly slack: number
  readonly beginsAt?: Instant | undefined
  readonly endsAt?: Instant | undefined
}

export interface Outlook {
  /** how many finished cases told it; below `fewestPaces` the ends of parts are those of their limits */
  readonly learned: number
  /** the interval holds the end of four cases in five; absent while history is too short */
  readonly end?:
    | { readonly earliest: Instant; readonly likely: Instant; readonly latest: Instant }
    | undefined
  readonly parts: ReadonlyMap<string, PartOutlook>
  /** what saves most first */
  readonly now: readonly Startable[]
}

interface Circumstances {
  readonly plan: CasePlan
  readonly state: CaseState
  readonly now: Instant
  readonly calendar: WorkingCalendar
}

/** Office minutes that each part still needs. */
type Needs = ReadonlyMap<string, number>

interface Way {
  readonly begins: ReadonlyMap<string, number>
  readonly ends: ReadonlyMap<string, number>
  readonly total: number
}

/**
 * How a case will go on: its longest way, its expected end learned from finished cases of its theme, what is worth doing
 * now. Each finished case that took longer than this one has waited so far is one way in which it may go on; the interval
 * leaves out a tenth of them at either end. Undefined while nothing is open, or where it runs into unpublished days.
 */
export function outlookOf(at: Circumstances, history: readonly Pace[]): Outlook | undefined {
  const { state, plan, calendar, now } = at
  if (state.standing !== 'lodged') return undefined
  const nodes = plan.nodes.filter((node) => node.id in state.parts)
  const ahead = aheadOf(at, nodes)
  const ways = ahead ? history.flatMap((pace) => needsByPace(ahead, pace) ?? []) : []
  const learned = ways.length >= fewestPaces
  const needs = learned ? medianOf(ways) : needsByLimits(at, nodes)
  if (!needs) return undefined
  const way = wayThrough(nodes, needs)
  const slack = slackOf(nodes, needs, way)
  const when = (minutes: number) => {
    const found = calendar.addOfficeMinutes(now, minutes)
    return found.provisional ? undefined : found.at
  }
  const critical = criticalParts(nodes, state, way)
  const parts = new Map(
    nodes.map(({ id }): [string, PartOutlook] => {
      const open = !partEnded(partOf(state, id))
      const begins = way.begins.get(id) ?? 0
      return [
        id,
        {
          critical: critical.has(id),
          slack: Math.round(slack.get(id) ?? 0),
          beginsAt: open && begins > 0 ? when(begins) : undefined,
          endsAt: open ? when(way.ends.get(id) ?? 0) : undefined,
        },
      ]
    }),
  )
  return {
    learned: ways.length,
    end: learned ? intervalOf(nodes, ways, when) : undefined,
    parts,
    now: startables(at, nodes, needs, way, slack),
  }
}

const partOf = (state: CaseState, id: string): PartState => {
  const part = state.parts[id]
  if (!part) throw new Error(`the case has no part ${id}`)
  return part
}

const openStageOf = (state: CaseState, part: PartState): StageState | undefined =>
  part.stages.findLast((stage) => isOpen(state, stage))

/** The stages that a part has yet to go through, the open one first. */
function stagesAhead(state: CaseState, node: PlanNode): { id: string; open?: StageState | undefined }[] {
  const part = partOf(state, node.id)
  if (partEnded(part)) return []
  const open = openStageOf(state, part)
  const ids = node.definition.stages.map((stage) => `${node.id}.${stage.id}`)
  const from = open ? ids.indexOf(open.id) : part.stages.length
  return ids.slice(from).map((id) => ({ id, open: id === open?.id ? open : undefined }))
}

interface Ahead {
  readonly id: string
  /** office minutes that an open stage has taken so far; undefined for one that has not begun */
  readonly passed?: number | undefined
}

/** The stages ahead of each part, with what the open ones have taken already; undefined in unpublished days. */
function aheadOf({ state, now, calendar }: Circumstances, nodes: readonly PlanNode[]) {
  const ahead = new Map<string, Ahead[]>()
  for (const node of nodes) {
    const stages: Ahead[] = []
    for (const { id, open } of stagesAhead(state, node)) {
      const passed = open && calendar.officeMinutesBetween(open.openedAt, now)
      if (passed?.provisional) return undefined
      stages.push({ id, passed: passed?.minutes })
    }
    ahead.set(node.id, stages)
  }
  return ahead
}

/** What is left if this case goes on as another went; undefined where that one was over sooner or lacked a part. */
function needsByPace(ahead: ReadonlyMap<string, readonly Ahead[]>, pace: Pace): Needs | undefined {
  const needs = new Map<string, number>()
  for (const [part, stages] of ahead) {
    let left = 0
    for (const { id, passed = 0 } of stages) {
      const took = pace[id]
      if (took === undefined || (passed > 0 && took <= passed)) return undefined
      left += took - passed
    }
    needs.set(part, left)
  }
  return needs
}

/** What is left if every office uses the whole of its time; undefined where a limit runs into unpublished days. */
function needsByLimits(
  { state, now, calendar }: Circumstances,
  nodes: readonly PlanNode[],
): Needs | undefined {
  const needs = new Map<string, number>()
  for (const node of nodes) {
    let left = 0
    for (const { id, open } of stagesAhead(state, node)) {
      const stage = node.definition.stages.find((one) => `${node.id}.${one.id}` === id)
      const limit = open
        ? restOf(open, now, calendar)
        : (stage?.limit ?? node.definition.limits.promised.limit)
      const minutes = limit ? minutesOf(limit, now, calendar) : 0
      if (minutes === undefined) return undefined
      left += minutes
    }
    needs.set(node.id, left)
  }
  return needs
}

/** What is left of an open stage's limit, as it would run from now on. */
function restOf(stage: StageState, now: Instant, calendar: WorkingCalendar): TimeLimit | undefined {
  const { allowed, used, clock } = remaining(stage.limit, stage.openedAt, stage.holds, now, calendar)
  return allowed > used ? { count: allowed - used, unit: clock } : undefined
}

function minutesOf(limit: TimeLimit, from: Instant, calendar: WorkingCalendar): number | undefined {
  const { dueAt } = dueOf(limit, from, [], calendar)
  const found = dueAt === undefined ? undefined : calendar.officeMinutesBetween(from, dueAt)
  return found?.provisional ? undefined : found?.minutes
}

function wayThrough(nodes: readonly PlanNode[], needs: Needs): Way {
  const begins = new Map<string, number>()
  const ends = new Map<string, number>()
  for (const { id, after = [] } of nodes) {
    const begin = Math.max(0, ...after.map((before) => ends.get(before) ?? 0))
    begins.set(id, begin)
    ends.set(id, begin + (needs.get(id) ?? 0))
  }
  return { begins, ends, total: Math.max(0, ...ends.values()) }
}

function slackOf(nodes: readonly PlanNode[], needs: Needs, { ends, total }: Way): Map<string, number> {
  const latest = new Map<string, number>()
  for (const { id } of nodes.toReversed()) {
    const following = nodes.filter(({ after }) => after?.includes(id))
    const bounds = following.map((next) => (latest.get(next.id) ?? total) - (needs.get(next.id) ?? 0))
    latest.set(id, Math.min(total, ...bounds))
  }
  return new Map(nodes.map(({ id }) => [id, (latest.get(id) ?? total) - (ends.get(id) ?? 0)]))
}

/** The way through the graph that ends last, what is over included. */
function criticalParts(nodes: readonly PlanNode[], state: CaseState, { ends }: Way): Set<string> {
  return longestWay(nodes, ({ id }) => {
    const { endedAt } = partOf(state, id)
    return endedAt ?? `9${String(Math.round((ends.get(id) ?? 0) * 1000)).padStart(15, '0')}`
  })
}

/** From the part that ends last back over what each waited for longest; `endOf` tells ends in an order of their own. */
export function longestWay(nodes: readonly PlanNode[], endOf: (node: PlanNode) => string): Set<string> {
  const latest = (among: readonly PlanNode[]) =>
    among.reduce<PlanNode | undefined>(
      (last, node) => (last === undefined || endOf(node) > endOf(last) ? node : last),
      undefined,
    )
  const found = new Set<string>()
  for (let node = latest(nodes); node; ) {
    found.add(node.id)
    const { after = [] } = node
    node = latest(nodes.filter((one) => after.includes(one.id) && !found.has(one.id)))
  }
  return found
}

const middle = (sorted: readonly number[]): number => sorted[Math.floor(sorted.length / 2)] ?? 0
const inOrder = (values: readonly number[]): number[] => [...values].sort((a, b) => a - b)

const medianOf = (ways: readonly Needs[]): Needs =>
  new Map(
    [...(ways[0]?.keys() ?? [])].map((id) => [id, middle(inOrder(ways.map((way) => way.get(id) ?? 0)))]),
  )

function intervalOf(
  nodes: readonly PlanNode[],
  ways: readonly Needs[],
  when: (minutes: number) => Instant | undefined,
): Outlook['end'] {
  const totals = inOrder(ways.map((needs) => wayThrough(nodes, needs).total))
  const { from, until } = intervalIn(totals)
  const [earliest, likely, latest] = [when(from), when(middle(totals)), when(until)]
  return earliest && likely && latest ? { earliest, likely, latest } : undefined
}

/** The bounds within which the next of its kind falls four times in five, whatever the values are like. */
export function intervalIn(sorted: readonly number[]): { from: number; until: number } {
  const n = sorted.length
  const from = sorted[Math.max(0, Math.floor((n + 1) * outside) - 1)] ?? 0
  const until = sorted[Math.min(n, Math.ceil((n + 1) * (1 - outside))) - 1] ?? 0
  return { from, until }
}

function startables(
  { state, now, calendar }: Circumstances,
  nodes: readonly PlanNode[],
  needs: Needs,
  way: Way,
  slack: ReadonlyMap<string, number>,
): Startable[] {
  const savedBy = (part: string, minutes: number) =>
    Math.round(way.total - wayThrough(nodes, new Map([...needs, [part, Math.max(0, minutes)]])).total)
  const found = nodes.flatMap(({ id }): Startable[] => {
    const part = partOf(state, id)
    const stage = openStageOf(state, part)
    if (!stage) return []
    const room = Math.max(0, Math.round(slack.get(id) ?? 0))
    if (openCorrection(part))
      return [{ part: id, stage: stage.id, act: 'answer-correction', saves: 0, slack: room }]
    if (part.owed) {
      const wait = part.owed.until && calendar.officeMinutesBetween(now, part.owed.until)
      const late =
        wait && !wait.provisional ? Math.max(needs.get(id) ?? 0, wait.minutes) : (needs.get(id) ?? 0)
      const saves = wayThrough(nodes, new Map([...needs, [id, late]])).total - way.total
      return [{ part: id, act: 'supply-materials', saves: Math.round(saves), slack: room }]
    }
    if (stage.holder !== 'officer' || openHold(stage)) return []
    const rest = restOf(stage, now, calendar)
    const own = Math.min(needs.get(id) ?? 0, (rest && minutesOf(rest, now, calendar)) ?? 0)
    const saves = savedBy(id, (needs.get(id) ?? 0) - own)
    return [{ part: id, stage: stage.id, act: stage.assignee ? 'finish' : 'take', saves, slack: room }]
  })
  return found.sort((a, b) => b.saves - a.saves || a.slack - b.slack)
}
