import type { Facts } from '#kernel/engine.ts'
import type { TimeLimit } from '#kernel/time-limit.ts'
import { dueOf } from '#kernel/time-limit.ts'
import type { Day, Instant } from '#kernel/time.ts'
import { addDays, addMonths, instantFrom, msOf } from '#kernel/time.ts'
import { acceptanceDeadline, deadlineOf, officeMinutes, usualAcceptance } from './deadlines.ts'
import { factsOf } from '../filing/established.ts'
import { chargesReturned } from '../fees/fees.ts'
import { owedBy } from '../filing/form.ts'
import { jointDeadline, legalDeadline, recountAt, silenceMoment } from './legal-limits.ts'
import { evolveCase } from '../evolve.ts'
import type {
  Answers,
  CaseEvent,
  CaseState,
  Deadline,
  DocumentKind,
  Holder,
  Officer,
  Outputs,
  OutputValue,
  PartState,
} from '../model.ts'
import { findStage, partEnded } from '../model.ts'
import type { Item } from '../catalogue/item.ts'
import type { Stage } from '../catalogue/item-stage.ts'
import { type CasePlan, nodeOf, type PlanNode, stageOf } from '../filing/plan.ts'
import { planOfCase } from '../filing/plans.ts'

type Any = Facts<unknown>

/** Events of one act as they unfold: each is folded at once, so that what follows sees it. */
export class Course {
  readonly events: CaseEvent[] = []
  private current: CaseState

  constructor(
    start: CaseState,
    readonly facts: Any,
    readonly plan: CasePlan,
  ) {
    this.current = start
  }

  static of(state: CaseState, facts: Any): Course {
    return new Course(state, facts, planOfCase(facts.definitions, state))
  }

  get state(): CaseState {
    return this.current
  }
  get at(): Instant {
    return this.facts.now
  }

  add(event: CaseEvent): this {
    const stood = caseStands(this.current)
    this.events.push(event)
    this.current = evolveCase(this.current, event)
    if (stood !== caseStands(this.current)) this.countJointLimit()
    return this
  }

  /** The one limit over all items of a joint licence, from the first acceptance on, without the time in which the case stood. */
  private countJointLimit(): void {
    const { joint } = this.plan.theme
    const from = this.current.joint?.from ?? this.at
    if (!joint || (this.current.joint === undefined && !this.accepted())) return
    const more = this.current.joint?.extension ? joint.extension : undefined
    const legal = jointDeadline(joint, from, this.current.holds, this.facts.calendar, more)
    this.add({ type: 'JointLimitCounted', data: { from, legal, at: this.at } })
  }

  private accepted(): boolean {
    return Object.values(this.current.parts).some(({ acceptedAt }) => acceptedAt !== undefined)
  }

  part(node: string): PartState {
    const part = this.current.parts[node]
    if (!part) throw new Error(`the case has no part ${node}`)
    return part
  }

  /** Opens what can begin, drops what cannot any more, and ends the case when nothing is left. */
  advance(): this {
    for (const node of this.plan.nodes) {
      const part = this.current.parts[node.id]
      if (part?.standing === 'waiting' && this.ready(node)) this.begin(node)
    }
    const lost = this.lost()
    if (lost.length > 0)
      this.add({
        type: 'PartsDropped',
        data: { parts: lost, because: this.refusedPart() ?? '', at: this.at },
      }).freeCharges(lost)
    return this.endWhenDone()
  }

  /** Items that are not part of this case are not waited for. */
  private ready(node: PlanNode): boolean {
    const before = (node.after ?? []).flatMap((one) => this.current.parts[one] ?? [])
    if (node.gathers) return before.every(partEnded) && before.some(({ standing }) => standing === 'granted')
    return before.every(({ standing }) => standing === 'granted')
  }

  /** What parts would have cost that nobody has begun to work on is not asked for, or is given back. */
  freeCharges(parts: readonly string[]): this {
    const event = chargesReturned(this.current, parts, this.at)
    return event ? this.add(event) : this
  }

  private refusedPart(): string | undefined {
    return Object.values(this.current.parts).find((part) => part.standing === 'refused')?.node
  }

  private lost(): string[] {
    const gone = new Set(
      Object.values(this.current.parts)
        .filter((part) => part.standing === 'refused' || part.standing === 'dropped')
        .map((part) => part.node),
    )
    const lost: string[] = []
    for (let before = -1; before < lost.length; ) {
      before = lost.length
      for (const node of this.plan.nodes) {
        if (this.current.parts[node.id]?.standing !== 'waiting' || gone.has(node.id)) continue
        const before = (node.after ?? []).filter((one) => one in this.current.parts)
        if (node.gathers ? !before.every((one) => gone.has(one)) : !before.some((one) => gone.has(one)))
          continue
        gone.add(node.id)
        lost.push(node.id)
      }
    }
    return lost
  }

  private begin(node: PlanNode): void {
    const [first] = node.definition.stages
    if (first) this.openStage(node, first, true)
    this.allowSupplement(node)
  }

  /** 容缺受理: what may follow is named once, with the day by which it must be there. */
  private allowSupplement(node: PlanNode): void {
    const { tolerance } = node.definition
    const { answers, materials } = this.current
    const owed = owedBy(this.plan, node, answers, this.facts.today, materials)
    if (!tolerance || owed.length === 0) return
    const { dueAt } = dueOf(tolerance.within, this.at, [], this.facts.calendar)
    this.add({
      type: 'MaterialsOwed',
      data: { part: node.id, materials: owed, until: dueAt, at: this.at },
    }).serve('supplement', node.id)
  }

  private openStage(node: PlanNode, stage: Stage, first: boolean): void {
    const id = `${node.id}.${stage.id}`
    const limit = stage.limit ?? node.definition.limits.promised.limit
    const holder = holders[stage.decidedBy]
    const deadline = deadlineOf(limit, this.at, [], this.facts.calendar)
    const acceptBy = first && holder !== 'outside' && holder !== 'time' ? this.acceptBy(node.id) : undefined
    this.add({
      type: 'StageOpened',
      data: {
        part: node.id,
        stage: id,
        department: node.department ?? stage.department,
        district: this.current.district,
        holder,
        limit,
        deadline,
        track: node.terms.track?.id,
        ahead: node.terms.track?.first,
        acceptBy,
        recountAt: recountAt(
          deadline.provisional ||
            (first && acceptBy === undefined && holder !== 'outside' && holder !== 'time'),
          this.at,
        ),
        first,
        at: this.at,
      },
    })
    if (holder === 'outside') {
      this.accept(node.id, 'outside')
      this.askOutside(id, stage.connector ?? '', 1)
    }
  }

  accept(part: string, how: Extract<CaseEvent, { type: 'PartAccepted' }>['data']['how']): this {
    const { standing, receivedAt } = this.part(part)
    if (standing !== 'received') return this
    // Silence makes it accepted from the day it was received (行政许可法 art. 32(4)).
    const from = how === 'deemed' ? (receivedAt ?? this.at) : this.at
    const holds = holdsOf(this.part(part))
    const legal = legalDeadline(this.item(part), from, holds, this.facts.calendar)
    const silenceAt = silenceMoment(this.item(part), this.current.answers, from, holds, this.facts.calendar)
    this.add({ type: 'PartAccepted', data: { part, how, legal, silenceAt, at: this.at } })
    if (this.current.joint === undefined) this.countJointLimit()
    return how === 'by-officer' || how === 'deemed' ? this.serve('acceptance', part) : this
  }

  item(part: string): Item {
    return nodeOf(this.plan, part).definition
  }

  /** When silence after this moment means acceptance, by the item's own law or by the usual five working days. */
  acceptBy(part: string, receivedAt = this.at): Instant | undefined {
    return acceptanceDeadline(
      receivedAt,
      this.item(part).acceptance?.limit ?? usualAcceptance,
      this.facts.calendar,
    )
  }

  /** The limits of law counted anew, now that a hold has ended or the law's time is extended. */
  limitsOf(
    id: string,
    extended?: TimeLimit,
  ): { legal?: Deadline | undefined; silenceAt?: Instant | undefined } {
    const part = this.part(id)
    if (part.standing !== 'accepted' || part.acceptedAt === undefined) return {}
    const from = part.acceptedHow === 'deemed' ? (part.receivedAt ?? part.acceptedAt) : part.acceptedAt
    const holds = holdsOf(part).map((hold) => (hold.until === undefined ? { ...hold, until: this.at } : hold))
    const { calendar } = this.facts
    const more = extended ?? (part.extension ? this.item(id).limits.statutory.extension : undefined)
    return {
      legal: legalDeadline(this.item(id), from, holds, calendar, more),
      silenceAt: silenceMoment(this.item(id), this.current.answers, from, holds, calendar),
    }
  }

  serve(document: DocumentKind, part?: string): this {
    return this.add({
      type: 'DocumentServed',
      data: { document, part, to: this.current.applicant, at: this.at },
    })
  }

  askOutside(stage: string, system: string, attempt: number): this {
    const nextAt = instantFrom(msOf(this.at) + pauseMs(attempt))
    return this.add({ type: 'OutsideAsked', data: { stage, system, attempt, nextAt, at: this.at } })
  }

  /** The limit of a stage counted anew after its clock stood. */
  deadlineAfterHold(id: string) {
    const stage = findStage(this.current, id)
    if (!stage) throw new Error(`the case has no stage ${id}`)
    const holds = stage.holds.map((hold) => (hold.until === undefined ? { ...hold, until: this.at } : hold))
    return deadlineOf(stage.limit, stage.openedAt, holds, this.facts.calendar)
  }

  /** A stage ends well: the next stage of its item opens, or the item is granted. */
  complete(id: string, by: Holder, given: Given): this {
    const { node, index } = stageOf(this.plan, id)
    this.accept(node.id, 'with-decision')
    this.closeStage(id, by, given.officer)
    const next = given.whole ? undefined : node.definition.stages[index + 1]
    if (next) {
      this.openStage(node, next, false)
      return this
    }
    this.grant(node, given)
    return this.advance()
  }

  closeStage(id: string, by: Holder, officer?: Officer): this {
    const stage = findStage(this.current, id)
    if (!stage) throw new Error(`the case has no stage ${id}`)
    const minutes = officeMinutes(stage.openedAt, this.at, stage.holds, this.facts.calendar)
    return this.add({ type: 'StageCompleted', data: { stage: id, by, officer, minutes, at: this.at } })
  }

  private grant(node: PlanNode, given: Given): void {
    const outputs = outputsOf(node, this.current, this.facts.today, given.results ?? {}, given.code)
    const item = node.definition
    const code = item.outputs.find((output) => output.from && 'creditCode' in output.from)
    const name = this.current.name?.full ?? this.current.title
    const { validity } = item.result
    this.add({
      type: 'PartGranted',
      data: {
        part: node.id,
        outputs,
        decidedOn: this.facts.today,
        reasons: given.reasons,
        validUntil: validity && endOf(validity, this.facts.today),
        silence: given.silence,
        checkBy: this.checkBy(node),
        deliverBy: dueOf(deliverWithin, this.at, [], this.facts.calendar).dueAt,
        identity: code && { creditCode: String(outputs[code.id]), name, registeredOn: this.facts.today },
        facts: factsOf(this.plan, node, outputs, this.current.answers),
        subject: this.current.subject,
        at: this.at,
      },
    })
    this.serve('grant', node.id)
    this.add({
      type: 'ResultIssued',
      data: {
        part: node.id,
        item: item.id,
        credentialKind: item.result.credential,
        changes: changesOf(item),
        benefit: item.result.benefit,
        data: this.resultData(node, outputs, name),
        at: this.at,
      },
    })
    // What has no licence of its own is the decision, which has just been served.
    if (item.result.credential === undefined)
      this.add({ type: 'ResultDelivered', data: { part: node.id, at: this.at } })
    this.planCheck(node)
  }

  private planCheck(node: PlanNode): void {
    const { commitment } = node.definition
    const by = this.checkBy(node)
    if (!commitment || by === undefined) return
    const opensOn =
      (commitment.checkFrom && endOf(commitment.checkFrom, this.facts.today)) ?? this.facts.today
    this.add({
      type: 'CommitmentToCheck',
      data: {
        part: node.id,
        item: node.definition.id,
        itemVersion: node.definition.version,
        title: this.current.title,
        department: node.department ?? node.definition.department,
        district: this.current.district,
        opensOn,
        by,
        at: this.at,
      },
    })
  }

  /** The day by which a commitment is checked; undefined where nothing was promised. */
  private checkBy(node: PlanNode): Day | undefined {
    const { commitment } = node.definition
    return commitment && committed(node.definition, this.current.answers)
      ? endOf(commitment.checkWithin, this.facts.today)
      : undefined
  }

  /** What a licence or record says: the answers of its item, what it was given, and who decided. */
  private resultData(node: PlanNode, outputs: Outputs, name: string): Readonly<Record<string, unknown>> {
    const shown = node.definition.fields.flatMap(({ field: id }) => {
      const field = this.plan.fields.get(id)
      const answer = this.current.answers[id]
      return field === undefined || answer === undefined || field.sensitive ? [] : [[id, answer] as const]
    })
    const { partyCode } = this.current
    const known = partyCode === undefined ? {} : { 'company-name': name, 'credit-code': partyCode }
    return {
      name,
      answers: Object.fromEntries(shown),
      inputs: { ...known, ...inputsOf(node, this.current) },
      outputs,
      department: node.department ?? node.definition.department,
      district: this.current.district,
      decidedOn: this.facts.today,
    }
  }

  private endWhenDone(): this {
    const parts = Object.values(this.current.parts)
    if (this.current.standing !== 'lodged' || !parts.every(partEnded)) return this
    const { theme, lodgedAt, holds } = this.current
    const minutes = officeMinutes(lodgedAt ?? this.at, this.at, holds, this.facts.calendar)
    const refused =
      parts.some((part) => part.standing === 'dropped') || parts.every((part) => part.standing === 'refused')
    this.add({
      type: refused ? 'CaseRefused' : 'CaseCompleted',
      data: { theme, minutes, at: this.at },
    })
    return parts.length > 1 ? this.serve('results') : this
  }
}

const holders = { rule: 'rule', officer: 'officer', connector: 'outside', time: 'time' } as const

/** What whoever completes a stage says with it. */
interface Given {
  readonly officer?: Officer
  readonly reasons?: string
  readonly results?: Outputs
  readonly code?: string
  readonly silence?: 'granted' | 'renewed'
  /** no stage follows: the item is granted as a whole */
  readonly whole?: boolean
}

/** 行政许可法 art. 44: the licence is delivered within ten working days of the decision. */
export const deliverWithin: TimeLimit = { count: 10, unit: 'working-days' }

/** What the decision does to a licence that the applicant holds, with the item's own law. */
function changesOf({ result: { changes }, title, legalBasis }: Item) {
  if (!changes) return undefined
  const [basis] = legalBasis
  const law = basis && [basis.law, basis.article && `第${basis.article}条`].filter(Boolean).join(' ')
  return { ...changes, reason: title.zh, legalBasis: law ?? title.zh }
}

const caseStands = ({ holds }: CaseState): boolean => holds.at(-1)?.until === undefined && holds.length > 0

/** Whether the applicant chose to promise (告知承诺). */
export const committed = (item: Item, answers: Answers): boolean =>
  item.commitment?.chosenBy !== undefined && answers[item.commitment.chosenBy] === true

const holdsOf = (part: PartState) => part.stages.flatMap((stage) => stage.holds)

/** Pauses between questions to an outside system, on the city's clock: 3 seconds, doubled up to half an hour. */
export const pauseMs = (attempt: number): number =>
  Math.min(3_000 * 2 ** Math.min(attempt - 1, 20), 1_800_000)

/** What earlier items handed on to this one, by this one's names for it. */
export function inputsOf(node: PlanNode, state: CaseState): Outputs {
  const fed = Object.entries(node.feeds ?? {}).flatMap(([input, source]) => {
    const [from = '', output = ''] = source.split('.')
    const value = state.parts[from]?.outputs[output]
    return value === undefined ? [] : [[input, value] as const]
  })
  return Object.fromEntries(fed)
}

function outputsOf(
  node: PlanNode,
  state: CaseState,
  today: string,
  results: Outputs,
  code: string | undefined,
): Outputs {
  const values = node.definition.outputs.map(({ id, from }): [string, OutputValue | undefined] => {
    if (from === undefined) return [id, results[id]]
    if ('granted' in from) return [id, true]
    if ('creditCode' in from) return [id, code]
    if ('decidedOn' in from) return [id, today]
    if ('fullName' in from) return [id, state.name?.full ?? state.title]
    return [id, results[id] ?? results[from.reported]]
  })
  return Object.fromEntries(values.filter((entry): entry is [string, OutputValue] => entry[1] !== undefined))
}

/** What a system reported, by the names of the outputs that are taken from it. */
export const reportedOutputs = (node: PlanNode, reported: Outputs): Outputs =>
  Object.fromEntries(
    node.definition.outputs.flatMap(({ id, from }) => {
      const value = reported[id] ?? (from && 'reported' in from ? reported[from.reported] : undefined)
      return value === undefined || (from && !('reported' in from)) ? [] : [[id, value] as const]
    }),
  )

/** Outputs that only people can write down: neither computed nor reported by a system. */
export const resultsToEnter = (node: PlanNode, outside: boolean): string[] =>
  node.definition.outputs
    .filter(({ from }) => from === undefined || ('reported' in from && !outside))
    .map(({ id }) => id)

function endOf(limit: TimeLimit, from: string): string | undefined {
  if (limit.unit === 'days') return addDays(from, limit.count)
  if (limit.unit === 'months') return addMonths(from, limit.count)
  return limit.unit === 'years' ? addMonths(from, limit.count * 12) : undefined
}
