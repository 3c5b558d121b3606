import type { MissingFact } from '#kernel/explanation.ts'
import { type Day, yearOf } from '#kernel/time.ts'
import type { CompiledClause, RuleNode } from '../clause.ts'
import { rootId } from '../clause.ts'
import { type Dictionary, factsIn } from '../dictionary.ts'
import type { CompiledParameter } from '../compiled-parameter.ts'
import { missingFact } from '../explain.ts'
import { type Expression, partsOf, walk } from '../expression.ts'
import { Ground, type Grounded, groundParts, type Slot, slotKey } from '../ground.ts'
import type { PolicyRule } from '../policy-rule.ts'
import { type Measure, type Read, type Yardstick, yardstickOf } from '../limit.ts'
import {
  type Cell,
  cellOf,
  type End,
  type LimitTest,
  limitTestIn,
  orderOf,
  type Step,
  stepFor,
} from './step.ts'

/** Truths as codes, so that thousands stand in one row of bytes. */
export const no = 0
export const yes = 1
export const unsure = 2
export const codeOf = (cell: Cell): number => (cell === true ? yes : cell === false ? no : unsure)

/** A condition of a policy, with the place of its answer; the list at the root of a policy has none, its parts are told side by side. */
export interface Branch {
  readonly node: RuleNode
  readonly children: readonly Branch[]
  readonly place?: number | undefined
  readonly test?: TestPlan | undefined
}

/** A single test as one policy asks it: where its answer stands, how it is measured, and what it may miss. */
export interface TestPlan {
  readonly place: number
  readonly expression: Expression
  readonly parameters: ReadonlyMap<string, CompiledParameter>
  /** how far it is from the answer that helps */
  readonly yardstick?: Yardstick | undefined
  /** tests that are measured alike have one number, so that their distance is put into words once */
  readonly measure: number
  /** whether every failure of it has a distance, whatever the values: a number or a day held against one limit, or against two that are fixed */
  readonly alwaysMeasured: boolean
  /** places of the sides it compares, for the yardstick */
  readonly sides: ReadonlyMap<Expression, number>
  /** the facts it reads in their order, where nothing but a fact that nobody told can leave it unknown */
  readonly plain?: readonly PlainFact[] | undefined
  /** places of what it divides by: over zero it is unknown for another reason */
  readonly divisors: readonly number[]
}

export interface PlainFact {
  readonly place: number
  readonly missing: MissingFact
}

export interface PolicyPlan {
  readonly rule: PolicyRule
  readonly appliesTo: Branch
  readonly conditions: Branch
}

/** A place that is filled from the sheet. */
export interface SlotPlan {
  readonly slot: Slot
  readonly place: number
  readonly index: number
  /** facts whose change may change it: itself, and the lists behind it */
  readonly from: ReadonlySet<string>
}

/** A part that is computed, in an order in which everything it reads comes before it. */
interface Computed {
  readonly place: number
  readonly step: Step
  readonly limit?: LimitTest | undefined
  readonly slots: ReadonlySet<number>
}

/**
 * Steps that read one slot alone stand together, slot after slot, before those that read several: a changed fact finds what it needs side
 * by side. Whatever a step reads still comes before it.
 */
function bySlots(computed: readonly Computed[]): readonly Computed[] {
  const alone = new Map<number, Computed[]>()
  const others: Computed[] = []
  for (const one of computed) {
    const [only] = one.slots
    if (only === undefined || one.slots.size > 1) others.push(one)
    else alone.set(only, [...(alone.get(only) ?? []), one])
  }
  return [...alone.values(), others].flat()
}

/** One entry a step; `of` is the place of the number, or -1 where the step is something else. `low` may be the only end. */
export interface Limits {
  readonly of: Int32Array
  readonly low: Ends
  readonly high: Ends
}

/** Orders that fulfil each end, as bits, and the end as a fraction. */
export interface Ends {
  readonly bits: Uint8Array
  readonly n: Float64Array
  readonly d: Float64Array
}

const anyOrder: End = { bits: 7, n: 0, d: 1 }

function limitsOf(computed: readonly Computed[], placeOf: (node: Grounded) => number): Limits {
  const ends = (which: 0 | 1): Ends => {
    const all = computed.map(({ limit }) => limit?.ends[which] ?? anyOrder)
    return {
      bits: Uint8Array.from(all, ({ bits }) => bits),
      n: Float64Array.from(all, ({ n }) => n),
      d: Float64Array.from(all, ({ d }) => d),
    }
  }
  return {
    of: Int32Array.from(computed, ({ limit }) => (limit ? placeOf(limit.of) : -1)),
    low: ends(0),
    high: ends(1),
  }
}

const noSlots: ReadonlySet<number> = new Set()

/**
 * Many policies on one day as one list of small steps. Whatever two policies ask alike is one step: a thousand policies with five thousand
 * tests have about thirteen hundred.
 */
export class ClosurePlan {
  readonly policies: readonly PolicyPlan[]
  readonly slots: readonly SlotPlan[]
  readonly steps: readonly Step[]
  readonly stepPlaces: Int32Array
  /** the steps that hold a number against a fixed limit, side by side */
  readonly limits: Limits
  /** what every place holds before anything is known of the enterprise: the constants */
  readonly blank: readonly Cell[]
  readonly blankTruths: Uint8Array
  /** place of each policy's `appliesTo`; where its conditions begin in `tops` (one entry more than policies) */
  readonly applies: Int32Array
  readonly starts: Int32Array
  /** the conditions that are told side by side, policy after policy, and the place of each */
  readonly tops: readonly Branch[]
  readonly topPlaces: Int32Array
  private readonly places = new Map<Grounded, number>()
  private readonly computed: Computed[] = []
  private readonly constants: Cell[] = []
  /** slots behind a place */
  private readonly reads = new Map<number, ReadonlySet<number>>()
  private readonly slotPlans = new Map<string, SlotPlan>()
  /** what hangs on each place, so that after a change only that is looked at */
  readonly readers: {
    /** the conditions, as places in `tops`, whose truth stands there */
    readonly tops: Lists
    /** policies whose `appliesTo` stands there, or whose near miss may hang on it although no condition's truth does */
    readonly policies: Lists
  }
  /** the policy of each condition in `tops` */
  readonly policyOfTop: Int32Array
  private readonly bySlot: readonly (readonly number[])[]
  private readonly byFact = new Map<string, SlotPlan[]>()
  private readonly measures = new Map<string, number>()
  private readonly notTold = new Map<string, MissingFact>()

  constructor(
    rules: readonly PolicyRule[],
    readonly dictionary: Dictionary,
    readonly on: Day,
  ) {
    const ground = new Ground(dictionary, on)
    this.policies = rules.map((rule) => ({
      rule,
      appliesTo: this.branch(rule.appliesTo, ground).branch,
      conditions: this.branch(rule.conditions, ground, true).branch,
    }))
    this.slots = [...this.slotPlans.values()]
    const computed = bySlots(this.computed)
    this.steps = computed.map(({ step }) => step)
    this.stepPlaces = Int32Array.from(computed, ({ place }) => place)
    this.limits = limitsOf(computed, (node) => this.places.get(node) ?? -1)
    this.blank = this.constants
    this.blankTruths = Uint8Array.from(this.constants, codeOf)
    this.applies = Int32Array.from(this.policies, ({ appliesTo }) => appliesTo.place ?? 0)
    const sides = this.policies.map(({ conditions }) => topsOf(conditions))
    this.tops = sides.flat()
    this.topPlaces = Int32Array.from(this.tops, ({ place }) => place ?? 0)
    this.starts = new Int32Array(rules.length + 1)
    for (const [i, { length }] of sides.entries()) this.starts[i + 1] = (this.starts[i] ?? 0) + length
    this.bySlot = this.slots.map(({ place }) =>
      computed.flatMap(({ slots }, i) => (slots.has(place) ? [i] : [])),
    )
    for (const slot of this.slots)
      for (const fact of slot.from) this.byFact.set(fact, [...(this.byFact.get(fact) ?? []), slot])
    this.policyOfTop = new Int32Array(this.tops.length)
    const readers = { tops: listsFor(this.constants), policies: listsFor(this.constants) }
    for (const [i, { appliesTo }] of this.policies.entries()) {
      for (const place of placesIn(appliesTo)) note(readers.policies, place, i)
      for (let top = this.starts[i] ?? 0; top < (this.starts[i + 1] ?? 0); top += 1) {
        this.policyOfTop[top] = i
        const branch = this.tops[top]
        if (branch === undefined) continue
        note(readers.tops, branch.place ?? 0, top)
        for (const place of placesIn(branch)) if (place !== branch.place) note(readers.policies, place, i)
      }
    }
    this.readers = { tops: packed(readers.tops), policies: packed(readers.policies) }
  }

  /** slots that a change of a fact may touch */
  slotsFrom(fact: string): readonly SlotPlan[] {
    return this.byFact.get(fact) ?? []
  }

  /** steps, in their order, that read a slot directly or through others */
  stepsFrom(slot: SlotPlan): readonly number[] {
    return this.bySlot[slot.index] ?? []
  }

  /** `isList`: the parts of the root stand side by side, so the root itself needs no place. */
  private branch(
    { tree, parameters }: CompiledClause,
    ground: Ground,
    isList = false,
  ): { branch: Branch; tree: Grounded | undefined } {
    const make = (node: RuleNode, wanted: boolean, atRoot: boolean): { branch: Branch; tree: Grounded } => {
      if (node.kind === 'test') {
        const test = this.test(node.expression, parameters, ground, wanted)
        return {
          branch: { node, children: [], place: test.place, test },
          tree: ground.ground(node.expression, parameters),
        }
      }
      const below = node.kind === 'not' ? !wanted : wanted
      const made = node.children.map((child) => make(child, below, false))
      const operands = made.map((one) => one.tree)
      const joined =
        node.kind === 'not' && operands[0] !== undefined
          ? ground.negated(operands[0])
          : ground.connected(node.kind === 'any' ? 'or' : 'and', operands)
      const children = made.map((one) => one.branch)
      const place = atRoot && isList && isRootList(node) ? undefined : this.place(joined)
      return { branch: { node, children, place }, tree: joined }
    }
    return make(tree, true, true)
  }

  private test(
    expression: Expression,
    parameters: ReadonlyMap<string, CompiledParameter>,
    ground: Ground,
    wanted: boolean,
  ): TestPlan {
    const put = (part: Expression) => this.place(ground.ground(part, parameters))
    const place = put(expression)
    const yardstick = yardstickOf(expression, this.dictionary, wanted)
    const sides = new Map(
      yardstick === undefined ? [] : partsOf(expression).map((part) => [part, put(part)] as const),
    )
    const plain = isPlain(expression, this.dictionary)
    const parts = plain ? [...walk(expression)] : []
    return {
      place,
      expression,
      parameters,
      yardstick,
      measure: this.measureNumber(place, yardstick, sides),
      alwaysMeasured: isAlwaysMeasured(yardstick) || this.isBetweenFixed(yardstick, sides),
      sides,
      plain: plain
        ? parts.flatMap((part) =>
            part.op === 'fact' ? this.plainFact(part.fact, yearIn(part.year, this.on), put(part)) : [],
          )
        : undefined,
      divisors: parts.flatMap((part) =>
        part.op === 'arithmetic' && part.operator === '/' ? [put(part.right)] : [],
      ),
    }
  }

  private plainFact(id: string, year: number | undefined, place: number): PlainFact[] {
    const fact = this.dictionary.vocabulary.facts.get(id)
    if (fact === undefined) return []
    const key = slotKey(id, year)
    const missing = this.notTold.get(key) ?? missingFact({ fact, year, why: 'not-told' })
    this.notTold.set(key, missing)
    return [{ place, missing }]
  }

  private measureNumber(
    place: number,
    stick: Yardstick | undefined,
    sides: ReadonlyMap<Expression, number>,
  ): number {
    const said = ({ mine, relation, theirs, type, unit }: Measure) =>
      [sides.get(mine), relation, sides.get(theirs), JSON.stringify(type), unit].join(' ')
    const key =
      stick === undefined || stick.kind === 'list'
        ? 'nothing to measure'
        : stick.kind === 'one'
          ? `${place} ${said(stick.measure)}`
          : `${place} ${said(stick.low)} ${said(stick.high)} ${stick.wanted}`
    const number = this.measures.get(key) ?? this.measures.size
    this.measures.set(key, number)
    return number
  }

  /** A range whose lower end is known to be the lower one: whoever is outside misses the nearer end. */
  private isBetweenFixed(stick: Yardstick | undefined, sides: ReadonlyMap<Expression, number>): boolean {
    if (stick?.kind !== 'range' || !stick.wanted) return false
    if (!measurable.has(stick.low.type.kind) || !measurable.has(stick.high.type.kind)) return false
    const [low, high] = [stick.low, stick.high].map(({ theirs }) => this.constants[sides.get(theirs) ?? -1])
    return low !== undefined && high !== undefined && orderOf(low, high) < 0
  }

  /** The place of a part, computed after its own parts; equal parts share one. */
  private place(node: Grounded): number {
    const known = this.places.get(node)
    if (known !== undefined) return known
    const parts = groundParts(node).map((part) => this.place(part))
    const place = this.constants.length
    this.places.set(node, place)
    this.constants.push(node.op === 'constant' ? cellOf(node.value) : undefined)
    if (node.op === 'constant') return place
    if (node.op === 'slot') {
      this.slotPlan(node.slot, place)
      this.reads.set(place, new Set([place]))
      return place
    }
    const slots = new Set<number>()
    for (const part of parts) for (const slot of this.reads.get(part) ?? noSlots) slots.add(slot)
    this.reads.set(place, slots)
    if (node.op === 'stated') {
      const [otherwise = 0] = parts
      const stated = this.statedPlace(node.slot)
      slots.add(stated)
      this.computed.push({ place, slots, step: (cells) => cells[stated] ?? cells[otherwise] })
      return place
    }
    const step = stepFor(node, (part) => this.places.get(part) ?? 0)
    if (slots.size === 0) this.constants[place] = step(this.constants)
    else this.computed.push({ place, slots, step, limit: limitTestIn(node) })
    return place
  }

  private slotPlan(slot: Slot, place: number): void {
    const from = new Set([slot.fact])
    for (const fact of behind(slot, this.dictionary)) from.add(fact)
    this.slotPlans.set(slot.key, { slot, place, from, index: this.slotPlans.size })
  }

  /** A fact that is derived unless stated has a place of its own for what was stated. */
  private statedPlace(slot: Slot): number {
    const known = this.slotPlans.get(slot.key)
    if (known !== undefined) return known.place
    const place = this.constants.length
    this.constants.push(undefined)
    this.slotPlan(slot, place)
    return place
  }
}

/** A plain reader of the sides of a test. */
export const sidesIn =
  ({ sides }: TestPlan, cells: readonly Cell[]): Read =>
  (part) => {
    const place = sides.get(part)
    return place === undefined ? undefined : cells[place]
  }

const isRootList = (node: RuleNode) => node.kind === 'all' && node.id === rootId

/** The conditions that are told side by side. */
export const topsOf = (branch: Branch): readonly Branch[] =>
  isRootList(branch.node) ? branch.children : [branch]

/** Places whose change may change the truth of a condition, or whether its failure is measured. */
function* placesIn({ place, test, children }: Branch): Generator<number> {
  if (place !== undefined) yield place
  // Whether a failure can be measured may hang on a side that does not change the answer.
  if (test !== undefined && !test.alwaysMeasured) yield* test.sides.values()
  for (const child of children) yield* placesIn(child)
}

const yearIn = (back: number | 'same' | undefined, on: Day): number | undefined =>
  typeof back === 'number' ? yearOf(on) - back : undefined

const measurable: ReadonlySet<string> = new Set(['money', 'ratio', 'number', 'date'])

function isAlwaysMeasured(stick: Yardstick | undefined): boolean {
  if (stick?.kind !== 'one' || stick.measure.relation === '!=') return false
  const { kind } = stick.measure.type
  return measurable.has(kind) && (kind !== 'date' || stick.measure.relation !== '=')
}

/** Many lists of numbers in one: list `i` is `items` from `starts[i]` to `starts[i + 1]`. */
export interface Lists {
  readonly starts: Int32Array
  readonly items: Int32Array
}

const listsFor = (places: readonly unknown[]): number[][] => places.map(() => [])

/** Numbers come in ascending order; each is noted once. */
function note(lists: readonly number[][], place: number, item: number): void {
  const list = lists[place]
  if (list !== undefined && list.at(-1) !== item) list.push(item)
}

function packed(lists: readonly (readonly number[])[]): Lists {
  const starts = new Int32Array(lists.length + 1)
  for (const [i, { length }] of lists.entries()) starts[i + 1] = (starts[i] ?? 0) + length
  return { starts, items: Int32Array.from(lists.flat()) }
}

/** Comparisons of stated facts: unknown only where a fact is, or where something is divided by zero. */
function isPlain(expression: Expression, dictionary: Dictionary): boolean {
  if (expression.op !== 'in') return isTelling(expression, dictionary)
  return (
    isTelling(expression.value, dictionary) &&
    expression.tests.every((test) => isFixed(test.op === 'range' ? [test.low, test.high] : [test.operand]))
  )
}

/** Whether the interpreter asks for every fact in it, whatever the others are. */
function isTelling(part: Expression, dictionary: Dictionary): boolean {
  const tells = (inner: Expression) => isTelling(inner, dictionary)
  switch (part.op) {
    case 'literal':
    case 'today':
      return true
    case 'fact':
      return !dictionary.derived.has(part.fact) && !dictionary.published.has(part.fact)
    case 'negate':
      return tells(part.operand)
    case 'compare':
      return tells(part.left) && tells(part.right)
    case 'arithmetic':
      return (
        tells(part.left) &&
        tells(part.right) &&
        (part.operator !== '*' || isFixed([part.left]) || isFixed([part.right]))
      )
    case 'if':
      return tells(part.condition) && isFixed(choicesOf(part))
    default:
      return false
  }
}

/**
 * What a chain of choices by one condition after another may give. A later condition is asked only if the one before it did not hold, so
 * all must read the same facts.
 */
function choicesOf(part: Expression & { op: 'if' }): readonly Expression[] {
  const asked = (condition: Expression) =>
    [...walk(condition)].flatMap((one) => (one.op === 'fact' ? [`${one.fact} ${one.year}`] : [])).join()
  const { no: otherwise } = part
  if (otherwise.op !== 'if' || otherwise.condition.op !== 'compare') return [part.yes, otherwise]
  return asked(otherwise.condition) === asked(part.condition)
    ? [part.yes, ...choicesOf(otherwise)]
    : [part.yes, otherwise]
}

const isFixed = (parts: readonly Expression[]) => parts.every(({ op }) => op === 'literal' || op === 'today')

/** Facts that a slot computed from lists depends on. */
function behind({ fromLists }: Slot, dictionary: Dictionary): Set<string> {
  const found = new Set<string>()
  const look = (tree: Expression | undefined) => {
    if (tree === undefined) return
    for (const fact of factsIn(tree)) {
      if (found.has(fact)) continue
      found.add(fact)
      look(dictionary.derived.get(fact))
    }
  }
  look(fromLists)
  return found
}
