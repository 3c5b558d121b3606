import { type Day, yearOf } from '#kernel/time.ts'
import type { CompiledClause, RuleNode } from '../clause.ts'
import { rootId } from '../clause.ts'
import { type Dictionary, factsIn } from '../dictionary.ts'
import type { CompiledParameter } from '../evaluate.ts'
import { type Expression, partsOf, walk } from '../expression.ts'
import { Ground, type Grounded, groundParts, type Slot } from '../ground.ts'
import type { PolicyRule } from '../policy-rule.ts'
import { type Read, type Yardstick, yardstickOf } from '../limit.ts'
import { type Cell, cellOf, type Step, stepFor } from './step.ts'

/** A condition of a policy, with the place of its answer where it is a single test. */
export interface Branch {
  readonly node: RuleNode
  readonly children: readonly Branch[]
  readonly test?: TestPlan | undefined
}

/** A single test as one policy asks it: where its answer stands, how it is measured, and what it may miss. */
export interface TestPlan {
  readonly place: number
  readonly expression: Expression
  readonly parameters: ReadonlyMap<string, CompiledParameter>
  /** how far it is from the answer that helps */
  readonly yardstick?: Yardstick | undefined
  /** whether every failure of it has a distance, whatever the values: a number or a day held against one limit */
  readonly alwaysMeasured: boolean
  /** places of the sides it compares, for the yardstick */
  readonly sides: ReadonlyMap<Expression, number>
  /** the facts it reads in their order, where nothing but a fact that nobody told can leave it unknown */
  readonly plain?: readonly PlainFact[] | undefined
}

export interface PlainFact {
  readonly fact: string
  readonly year?: number | undefined
  readonly place: number
}

export interface PolicyPlan {
  readonly rule: PolicyRule
  readonly appliesTo: Branch
  readonly conditions: Branch
  /** places of the single tests where the whole condition is a plain list of them, all to be met */
  readonly flat?: readonly number[] | undefined
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
  readonly stepPlaces: readonly number[]
  /** what every place holds before anything is known of the enterprise: the constants */
  readonly blank: readonly Cell[]
  private readonly places = new Map<Grounded, number>()
  private readonly computed: Computed[] = []
  private readonly constants: Cell[] = []
  /** slots behind a place */
  private readonly reads = new Map<number, ReadonlySet<number>>()
  private readonly slotPlans = new Map<string, SlotPlan>()
  private readonly bySlot: readonly (readonly number[])[]
  private readonly byPlace = new Map<number, number[]>()
  private readonly byFact = new Map<string, SlotPlan[]>()

  constructor(
    rules: readonly PolicyRule[],
    readonly dictionary: Dictionary,
    readonly on: Day,
  ) {
    const ground = new Ground(dictionary, on)
    this.policies = rules.map((rule) => {
      const appliesTo = this.branch(rule.appliesTo, ground)
      const conditions = this.branch(rule.conditions, ground)
      return { rule, appliesTo, conditions, flat: flatTests(conditions) }
    })
    this.slots = [...this.slotPlans.values()]
    this.steps = this.computed.map(({ step }) => step)
    this.stepPlaces = this.computed.map(({ place }) => place)
    this.blank = this.constants
    this.bySlot = this.slots.map(({ place }) =>
      this.computed.flatMap(({ slots }, i) => (slots.has(place) ? [i] : [])),
    )
    for (const slot of this.slots)
      for (const fact of slot.from) this.byFact.set(fact, [...(this.byFact.get(fact) ?? []), slot])
    for (const [i, policy] of this.policies.entries())
      for (const place of placesOf(policy)) {
        const readers = this.byPlace.get(place) ?? []
        if (readers.at(-1) !== i) readers.push(i)
        this.byPlace.set(place, readers)
      }
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
    return this.byPlace.get(place) ?? []
  }

  private branch({ tree, parameters }: CompiledClause, ground: Ground): Branch {
    const make = (node: RuleNode, wanted: boolean): Branch => {
      if (node.kind !== 'test') {
        const below = node.kind === 'not' ? !wanted : wanted
        return { node, children: node.children.map((child) => make(child, below)) }
      }
      return { node, children: [], test: this.test(node.expression, parameters, ground, wanted) }
    }
    return make(tree, true)
  }

  private test(
    expression: Expression,
    parameters: ReadonlyMap<string, CompiledParameter>,
    ground: Ground,
    wanted: boolean,
  ): TestPlan {
    const put = (part: Expression) => this.place(ground.ground(part, parameters))
    const yardstick = yardstickOf(expression, this.dictionary, wanted)
    const sides = new Map(
      yardstick === undefined ? [] : partsOf(expression).map((part) => [part, put(part)] as const),
    )
    const plain = isPlain(expression, this.dictionary)
      ? [...walk(expression)].flatMap((part) =>
          part.op === 'fact' ? [{ fact: part.fact, year: yearIn(part.year, this.on), place: put(part) }] : [],
        )
      : undefined
    return {
      place: put(expression),
      expression,
      parameters,
      yardstick,
      alwaysMeasured: isAlwaysMeasured(yardstick),
      sides,
      plain,
    }
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

/** The conditions that are told side by side. */
export const topsOf = (branch: Branch): readonly Branch[] =>
  branch.node.kind === 'all' && branch.node.id === rootId ? branch.children : [branch]

function flatTests(branch: Branch): readonly number[] | undefined {
  if (branch.test !== undefined) return [branch.test.place]
  if (branch.node.kind !== 'all') return undefined
  const places = branch.children.flatMap(({ test }) => (test === undefined ? [] : [test.place]))
  return places.length === branch.children.length ? places : undefined
}

function* placesOf({ appliesTo, conditions }: PolicyPlan): Generator<number> {
  yield* testsIn(appliesTo)
  yield* testsIn(conditions)
}

function* testsIn(branch: Branch): Generator<number> {
  if (branch.test !== undefined) yield branch.test.place
  for (const child of branch.children) yield* testsIn(child)
}

const yearIn = (back: number | 'same' | undefined, on: Day): number | undefined =>
  typeof back === 'number' ? yearOf(on) - back : undefined

function isAlwaysMeasured(stick: Yardstick | undefined): boolean {
  if (stick?.kind !== 'one' || stick.measure.relation === '!=') return false
  const { kind } = stick.measure.type
  return kind === 'date' ? stick.measure.relation !== '=' : ['money', 'ratio', 'number'].includes(kind)
}

/** Comparisons of stated facts with fixed values: unknown only where a fact is. */
function isPlain(expression: Expression, { derived, published }: Dictionary): boolean {
  const held = expression.op === 'in' ? expression.value : expression
  if (
    expression.op === 'in' &&
    expression.tests.some((test) => !isFixed(test.op === 'range' ? [test.low, test.high] : [test.operand]))
  )
    return false
  for (const part of walk(held)) {
    if (part.op === 'fact' && (derived.has(part.fact) || published.has(part.fact))) return false
    const sum = part.op === 'arithmetic' && (part.operator === '+' || part.operator === '-')
    const comparison = part.op === 'compare' && part === expression
    if (!sum && !comparison && !['fact', 'literal', 'today', 'negate'].includes(part.op)) return false
  }
  return true
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
