import type { Facts } from '#kernel/engine.ts'
import type { TimeLimit } from '#kernel/time-limit.ts'
import type { Instant } from '#kernel/time.ts'
import { addMonths, instantFrom, msOf } from '#kernel/time.ts'
import { acceptanceDeadline, deadlineOf, officeMinutes } from './deadlines.ts'
import { evolveCase } from './evolve.ts'
import type {
  CaseEvent,
  CaseState,
  DocumentKind,
  EstablishedFact,
  Holder,
  Officer,
  Outputs,
  OutputValue,
  PartState,
} from './model.ts'
import { findStage, partEnded } from './model.ts'
import type { Stage } from './item.ts'
import { type CasePlan, choiceOf, type PlanNode, stageOf } from './plan.ts'
import { planOf } from './plans.ts'

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
    return new Course(state, facts, planOf(facts.definitions, state.theme, state.version, state.items))
  }

  get state(): CaseState {
    return this.current
  }
  get at(): Instant {
    return this.facts.now
  }

  add(event: CaseEvent): this {
    this.events.push(event)
    this.current = evolveCase(this.current, event)
    return this
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
      })
    return this.endWhenDone()
  }

  /** Items that are not part of this case are not waited for. */
  private ready(node: PlanNode): boolean {
    return (node.after ?? []).every(
      (before) => (this.current.parts[before]?.standing ?? 'granted') === 'granted',
    )
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
        if (!(node.after ?? []).some((one) => gone.has(one))) continue
        gone.add(node.id)
        lost.push(node.id)
      }
    }
    return lost
  }

  private begin(node: PlanNode): void {
    const [first] = node.definition.stages
    if (first) this.openStage(node, first, true)
  }

  private openStage(node: PlanNode, stage: Stage, first: boolean): void {
    const id = `${node.id}.${stage.id}`
    const limit = stage.limit ?? node.definition.limits.promised.limit
    const holder: Holder =
      stage.decidedBy === 'rule' ? 'rule' : stage.decidedBy === 'connector' ? 'outside' : 'officer'
    this.add({
      type: 'StageOpened',
      data: {
        part: node.id,
        stage: id,
        department: stage.department,
        district: this.current.district,
        holder,
        limit,
        deadline: deadlineOf(limit, this.at, [], this.facts.calendar),
        acceptBy: first && holder !== 'outside' ? this.acceptBy() : undefined,
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
    if (this.part(part).standing !== 'received') return this
    this.add({ type: 'PartAccepted', data: { part, how, at: this.at } })
    return how === 'by-officer' || how === 'deemed' ? this.serve('acceptance', part) : this
  }

  /** When silence after this moment means acceptance. */
  acceptBy(): Instant | undefined {
    return acceptanceDeadline(this.at, this.facts.calendar)
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
  complete(
    id: string,
    by: Holder,
    given: { officer?: Officer; reasons?: string; results?: Outputs; code?: string },
  ): this {
    const { node, index } = stageOf(this.plan, id)
    this.accept(node.id, 'with-decision')
    this.closeStage(id, by, given.officer)
    const next = node.definition.stages[index + 1]
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

  private grant(node: PlanNode, given: { reasons?: string; results?: Outputs; code?: string }): void {
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
        identity: code && { creditCode: String(outputs[code.id]), name, registeredOn: this.facts.today },
        facts: factsOf(this.plan, node, outputs, this.current),
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
        data: this.resultData(node, outputs, name),
        at: this.at,
      },
    })
  }

  /** What a licence or record says: the answers of its item, what it was given, and who decided. */
  private resultData(node: PlanNode, outputs: Outputs, name: string): Readonly<Record<string, unknown>> {
    const shown = node.definition.fields.flatMap(({ field: id }) => {
      const field = this.plan.fields.get(id)
      const answer = this.current.answers[id]
      return field === undefined || answer === undefined || field.sensitive ? [] : [[id, answer] as const]
    })
    return {
      name,
      answers: Object.fromEntries(shown),
      inputs: inputsOf(node, this.current),
      outputs,
      department: node.definition.department,
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
    return this.add({
      type: refused ? 'CaseRefused' : 'CaseCompleted',
      data: { theme, minutes, at: this.at },
    })
  }
}

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

/** Outputs that only people can write down: neither computed nor reported by a system. */
export const resultsToEnter = (node: PlanNode, outside: boolean): string[] =>
  node.definition.outputs
    .filter(({ from }) => from === undefined || ('reported' in from && !outside))
    .map(({ id }) => id)

function factsOf(plan: CasePlan, node: PlanNode, outputs: Outputs, state: CaseState): EstablishedFact[] {
  const fromOutputs = node.definition.outputs.flatMap(({ id, fact }) => {
    const value = outputs[id]
    return fact === undefined || value === undefined ? [] : [{ fact, value }]
  })
  const fromAnswers = (node.definition.establishes ?? []).flatMap(({ fact, field: id, attribute, as }) => {
    const field = plan.fields.get(id)
    const answer = state.answers[id]
    const first = Array.isArray(answer) ? answer[0] : answer
    if (field === undefined || first === undefined || typeof first === 'object') return []
    const value = attribute === undefined ? first : choiceOf(field, String(first))?.attributes[attribute]
    const told = as === undefined ? value : as[String(value)]
    return told === undefined ? [] : [{ fact, value: told }]
  })
  const named = new Set([...fromOutputs, ...fromAnswers].map(({ fact }) => fact))
  const fromFields = node.definition.fields.flatMap(({ field: id }) => {
    const fact = plan.fields.get(id)?.fact
    const answer = state.answers[id]
    if (fact === undefined || named.has(fact) || answer === undefined || typeof answer === 'object') return []
    return [{ fact, value: answer }]
  })
  return [...fromOutputs, ...fromAnswers, ...fromFields]
}

function endOf(limit: TimeLimit, from: string): string | undefined {
  if (limit.unit === 'months') return addMonths(from, limit.count)
  return limit.unit === 'years' ? addMonths(from, limit.count * 12) : undefined
}
