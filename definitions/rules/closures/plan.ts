import type { MissingFact } from '#kernel/explanation.ts'
import { type Day, yearOf } from '#kernel/time.ts'
import type { CompiledClause, RuleNode } from '../clause.ts'
import { rootId } from '../clause.ts'
import { type Dictionary, factsIn } from '../dictionary.ts'
import type { CompiledParameter } from '../compiled-parameter.ts'
import { missingFact } from '../explain.ts'
import { type Expression, walk } from '../expression.ts'
import { Ground, type Grounded, groundParts, type Slot, slotKey } from '../ground.ts'
import type { PolicyRule } from '../policy-rule.ts'
import { sidesOf, type Yardstick, yardstickOf, yardstickOver } from '../limit.ts'
import { type Lists, Notes } from './lists.ts'
import { atTimes, measuredBy } from './measured.ts'
import { isPlain } from './plain.ts'
import { limitedIn, type LimitTest, type Scale, scalesOf } from './scale.ts'
import { type Cell, cellOf, truthOf, type Step, stepFor } from './step.ts'

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
  /** how far it is from the answer that helps, over the places of its sides */
  readonly yardstick?: Yardstick<number> | undefined
  /** whether its failure is measured: `never`, `always` or `atTimes` */
  readonly measured: number
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

/**
 * What a policy reads at a place: the truth of one of its conditions, whether it applies, or what only its near miss may hang on. Written
 * as one number with the policy.
 */
export const asCondition = 0
export const asApplies = 1
export const asGap = 2
const reader = (policy: number, reads: number): number => (policy << 2) | reads
export const policyOf = (item: number): number => item >> 2
export const readsOf = (item: number): number => item & 3

/** A part that is computed, in an order in which everything it reads comes before it. */
interface Computed {
  readonly place: number
  readonly step: Step
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

const noSlots: ReadonlySet<number> = new Set()

/**
 * Many policies on one day. Whatever two of them ask alike is asked once; what is asked of one value by fixed limits is read off a scale,
 * and only the rest are steps: a thousand policies with five thousand tests leave about two hundred.
 */
export class ClosurePlan {
  readonly policies: readonly PolicyPlan[]
  readonly slots: readonly SlotPlan[]
  readonly steps: readonly Step[]
  readonly stepPlaces: Int32Array
  /** of each place, what is asked of the value there by fixed limits: answered at once when the value is put there */
  readonly scales: readonly (readonly Scale[])[]
  /** what every place holds before anything is known of the enterprise: the constants */
  readonly blank: readonly Cell[]
  readonly blankTruths: Uint8Array
  /** place of each policy's `appliesTo`; where its conditions begin in `tops` (one entry more than policies) */
  readonly applies: Int32Array
  readonly starts: Int32Array
  /** the conditions that are told side by side, policy after policy, and the place of each */
  readonly tops: readonly Branch[]
  readonly topPlaces: Int32Array
  /** of each, whether its failure is measured: where it joins several, at times */
  readonly measured: Uint8Array
  private readonly places = new Map<Grounded, number>()
  private readonly computed: Computed[] = []
  private readonly constants: Cell[] = []
  /** by the place of the value they ask about */
  private readonly limitTests = new Map<number, LimitTest[]>()
  /** places whose value is read, not only whether it is yes */
  private readonly readAsCell = new Set<number>()
  /** slots behind a place */
  private readonly reads = new Map<number, ReadonlySet<number>>()
  private readonly slotPlans = new Map<string, SlotPlan>()
  /** who reads each place, as `reader` writes it: after a change only they are looked at */
  readonly readers: Lists
  private readonly bySlot: readonly (readonly number[])[]
  private readonly byFact = new Map<string, SlotPlan[]>()
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
    const places = this.constants.length
    this.scales = Array.from({ length: places }, (_, place) =>
      scalesOf(this.limitTests.get(place) ?? [], this.readAsCell),
    )
    this.blank = this.constants
    this.blankTruths = Uint8Array.from(this.constants, truthOf)
    this.applies = Int32Array.from(this.policies, ({ appliesTo }) => appliesTo.place ?? 0)
    const sides = this.policies.map(({ conditions }) => topsOf(conditions))
    this.tops = sides.flat()
    this.topPlaces = Int32Array.from(this.tops, ({ place }) => place ?? 0)
    this.measured = Uint8Array.from(this.tops, ({ test }) => test?.measured ?? atTimes)
    this.starts = new Int32Array(rules.length + 1)
    for (const [i, { length }] of sides.entries()) this.starts[i + 1] = (this.starts[i] ?? 0) + length
    this.bySlot = this.slots.map(({ place }) =>
      computed.flatMap(({ slots }, i) => (slots.has(place) ? [i] : [])),
    )
    for (const slot of this.slots)
      for (const fact of slot.from) this.byFact.set(fact, [...(this.byFact.get(fact) ?? []), slot])
    this.readers = this.readersOf(places)
  }

  private readersOf(places: number): Lists {
    const notes = new Notes(places)
    for (const [i, policy] of this.policies.entries()) {
      notes.add(policy.appliesTo.place ?? 0, reader(i, asApplies))
      for (const top of topsOf(policy.conditions)) {
        notes.add(top.place ?? 0, reader(i, asCondition))
        for (const place of placesIn(top)) if (place !== top.place) notes.addOnce(place, reader(i, asGap))
      }
    }
    return notes.packed()
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
    const stick = yardstickOf(expression, this.dictionary, wanted)
    const yardstick = stick && yardstickOver(stick, (side) => this.readPlace(ground.ground(side, parameters)))
    const plain = isPlain(expression, this.dictionary)
    const parts = plain ? [...walk(expression)] : []
    return {
      place,
      expression,
      parameters,
      yardstick,
      measured: measuredBy(yardstick, (at) => this.constants[at]),
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

  /** The place of a part whose value somebody reads. */
  private readPlace(part: Grounded): number {
    const place = this.place(part)
    this.readAsCell.add(place)
    return place
  }

  /** The place of a part, computed after its own parts; equal parts share one. */
  private place(node: Grounded): number {
    const known = this.places.get(node)
    if (known !== undefined) return known
    const parts = groundParts(node).map((part) => this.readPlace(part))
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
    else if (!this.isOnScale(node, place)) this.computed.push({ place, slots, step })
    return place
  }

  private isOnScale(node: Grounded, place: number): boolean {
    const limited = limitedIn(node, (part) => this.fixed(part))
    if (limited === undefined) return false
    const of = this.place(limited.of)
    const tests = this.limitTests.get(of) ?? []
    tests.push({ place, stretches: limited.stretches })
    this.limitTests.set(of, tests)
    return true
  }

  private fixed(part: Grounded): Cell {
    const place = this.place(part)
    return (this.reads.get(place) ?? noSlots).size > 0 ? undefined : this.constants[place]
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

const isRootList = (node: RuleNode) => node.kind === 'all' && node.id === rootId

/** The conditions that are told side by side. */
export const topsOf = (branch: Branch): readonly Branch[] =>
  isRootList(branch.node) ? branch.children : [branch]

/** Places whose change may change the truth of a condition, or whether its failure is measured. */
function* placesIn({ place, test, children }: Branch): Generator<number> {
  if (place !== undefined) yield place
  // Whether a failure can be measured may hang on a side that does not change the answer.
  if (test?.yardstick !== undefined && test.measured === atTimes) yield* sidesOf(test.yardstick)
  for (const child of children) yield* placesIn(child)
}

const yearIn = (back: number | 'same' | undefined, on: Day): number | undefined =>
  typeof back === 'number' ? yearOf(on) - back : undefined

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
