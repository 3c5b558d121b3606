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
import { type Cell, cellOf, type Step, stepFor } from './step.ts'

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
  /** whether every failure of it has a distance, whatever the values: a number or a day held against one limit */
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
  readonly slots: ReadonlySet<number>
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
  private readonly bySlot: readonly (readonly number[])[]
  private readonly byPlace: readonly (readonly number[])[]
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
    this.steps = this.computed.map(({ step }) => step)
    this.stepPlaces = Int32Array.from(this.computed, ({ place }) => place)
    this.blank = this.constants
    this.blankTruths = Uint8Array.from(this.constants, codeOf)
    this.applies = Int32Array.from(this.policies, ({ appliesTo }) => appliesTo.place ?? 0)
    const sides = this.policies.map(({ conditions }) => topsOf(conditions))
    this.tops = sides.flat()
    this.topPlaces = Int32Array.from(this.tops, ({ place }) => place ?? 0)
    this.starts = new Int32Array(rules.length + 1)
    for (const [i, { length }] of sides.entries()) this.starts[i + 1] = (this.starts[i] ?? 0) + length
    this.bySlot = this.slots.map(({ place }) =>
      this.computed.flatMap(({ slots }, i) => (slots.has(place) ? [i] : [])),
    )
    for (const slot of this.slots)
      for (const fact of slot.from) this.byFact.set(fact, [...(this.byFact.get(fact) ?? []), slot])
    const readers: number[][] = this.constants.map(() => [])
    for (const [i, policy] of this.policies.entries())
      for (const place of placesOf(policy)) if (readers[place]?.at(-1) !== i) readers[place]?.push(i)
    this.byPlace = readers
  }

  /** slots that a change of a fact may touch */
  slotsFrom(fact: string): readonly SlotPlan[] {
    return this.byFact.get(fact) ?? []
  }

  /** steps, in their order, that read a slot directly or through others */
  stepsFrom(slot: SlotPlan): readonly number[] {
    return this.bySlot[slot.index] ?? []
  }

  /** policies that read the answer at a place */
  policiesAt(place: number): readonly number[] {
    return this.byPlace[place] ?? []
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
      alwaysMeasured: isAlwaysMeasured(yardstick),
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
    else this.computed.push({ place, slots, step })
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
  (test: TestPlan, valueAt: (place: number) => ReturnType<Read>): Read =>
  (part) => {
    const place = test.sides.get(part)
    return place === undefined ? undefined : valueAt(place)
  }

const isRootList = (node: RuleNode) => node.kind === 'all' && node.id === rootId

/** The conditions that are told side by side. */
export const topsOf = (branch: Branch): readonly Branch[] =>
  isRootList(branch.node) ? branch.children : [branch]

/** Places whose change may change the verdict or the near miss. */
function* placesOf({ appliesTo, conditions }: PolicyPlan): Generator<number> {
  yield* placesIn(appliesTo)
  yield* placesIn(conditions)
}

function* placesIn({ place, test, children }: Branch): Generator<number> {
  if (place !== undefined) yield place
  // Whether a failure can be measured may hang on a side that does not change the answer.
  if (test !== undefined && !test.alwaysMeasured) yield* test.sides.values()
  for (const child of children) yield* placesIn(child)
}

const yearIn = (back: number | 'same' | undefined, on: Day): number | undefined =>
  typeof back === 'number' ? yearOf(on) - back : undefined

function isAlwaysMeasured(stick: Yardstick | undefined): boolean {
  if (stick?.kind !== 'one' || stick.measure.relation === '!=') return false
  const { kind } = stick.measure.type
  return kind === 'date' ? stick.measure.relation !== '=' : ['money', 'ratio', 'number'].includes(kind)
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
