import { hasGap, type Read } from '../limit.ts'
import { always, atTimes } from './measured.ts'
import {
  asApplies,
  asCondition,
  type Branch,
  type ClosurePlan,
  policyOf,
  readsOf,
  type SlotPlan,
  type TestPlan,
} from './plan.ts'
import { cellIn, type Scale } from './scale.ts'
import { type Cell, cellOfTruth, no, sameCell, type Step, truthOf, unsure, yes } from './step.ts'

export const eligible = 0
export const ineligible = 1
export const unknown = 2
export const notApplicable = 3
/** added to `ineligible` where a single condition that can be measured refused */
export const near = 4

/**
 * A policy's tally is one word: how many of its conditions failed, above that how many are unknown, above that the truth of whether it
 * applies. By its truth each adds to it, and nothing where it is yes; the whole word says the verdict.
 */
const failures = 0x3f_ff
const conditionWeight = (truth: number): number => (truth & no) | ((truth >> 1) << 14)
const appliesWeight = (truth: number): number => truth << 28
const onlyOneFailed = 1

/** The code of a policy's answer; whether its only failure is a near miss is asked apart. */
function verdictOf(tally: number): number {
  if (tally === 0) return eligible
  if (tally >> 28 === no) return notApplicable
  return tally & failures ? ineligible : unknown
}

/** Fills a place from what is known of the enterprise. */
export type ReadSlot = (slot: SlotPlan) => Cell

/**
 * The verdicts of many policies about one enterprise, as codes. After `change` only what depends on the changed fact is computed again: the
 * answers that turn round say which policies are to be judged anew.
 */
export class Verdicts {
  private readonly cells: Cell[]
  /** the truth at each place */
  private readonly truths: Uint8Array
  private readonly codes: Uint8Array
  private readonly tally: Int32Array
  /** policies to be judged again, a bit each */
  private readonly stale: Int32Array
  /** the value at a place */
  readonly cell: Read<number> & ((place: number) => Cell)

  constructor(
    private readonly plan: ClosurePlan,
    read: ReadSlot,
  ) {
    const { slots, steps, stepPlaces, blankTruths, policies } = plan
    const cells = plan.blank.slice()
    this.cells = cells
    this.cell = (place) => cells[place]
    // One stretch of memory for all: each further one costs about as much as judging a hundred policies.
    const staleWords = (policies.length + 31) >> 5
    const words = 4 * (policies.length + staleWords)
    const buffer = new ArrayBuffer(words + blankTruths.length + policies.length)
    this.tally = new Int32Array(buffer, 0, policies.length)
    this.stale = new Int32Array(buffer, 4 * policies.length, staleWords)
    this.truths = new Uint8Array(buffer, words, blankTruths.length)
    this.codes = new Uint8Array(buffer, words + blankTruths.length, policies.length)
    this.truths.set(blankTruths)
    for (let i = 0; i < slots.length; i += 1) {
      const slot = slots[i] as SlotPlan
      this.put(slot.place, read(slot))
    }
    for (let i = 0; i < steps.length; i += 1) this.put(stepPlaces[i] as number, (steps[i] as Step)(cells))
    this.judgeAll()
  }

  get size(): number {
    return this.codes.length
  }

  code(policy: number): number {
    return this.codes[policy] ?? unknown
  }

  /** Reads these slots again; answers the policies whose code changed, ascending. */
  change(slots: readonly SlotPlan[], read: ReadSlot): readonly number[] {
    const { plan, cells } = this
    const moved = slots.filter((slot) => this.enter(slot.place, read(slot)))
    for (const step of stepsFrom(plan, moved))
      this.enter(plan.stepPlaces[step] as number, (plan.steps[step] as Step)(cells))
    return this.judgeAgain()
  }

  truth({ place, children }: Branch): number {
    if (place !== undefined) return this.truths[place] as number
    let answer = yes
    for (const child of children) {
      const truth = this.truth(child)
      if (truth === no) return no
      if (truth === unsure) answer = unsure
    }
    return answer
  }

  /** The first of a policy's conditions that failed, or where none did that is unknown. */
  decidingCondition(policy: number): Branch | undefined {
    return this.plan.tops[this.decidingTop(policy)]
  }

  private decidingTop(policy: number): number {
    const { truths } = this
    const { starts, topPlaces } = this.plan
    const wanted = (this.tally[policy] as number) & failures ? no : unsure
    const end = starts[policy + 1] as number
    for (let top = starts[policy] as number; top < end; top += 1)
      if (truths[topPlaces[top] as number] === wanted) return top
    return -1
  }

  private put(place: number, cell: Cell): void {
    this.cells[place] = cell
    this.truths[place] = truthOf(cell)
    const scales = this.plan.scales[place] as readonly Scale[]
    for (let i = 0; i < scales.length; i += 1) this.answer(scales[i] as Scale, cell)
  }

  private answer(scale: Scale, value: Cell): void {
    const { cells, truths } = this
    const { places, answers } = scale
    const row = cellIn(scale.limits, value) * places.length
    for (let i = 0; i < places.length; i += 1) truths[places[i] as number] = answers[row + i] as number
    for (let i = 0; i < scale.cells; i += 1)
      cells[places[i] as number] = cellOfTruth[answers[row + i] as number]
  }

  /** Puts another value in its place, with all that is asked of it by fixed limits; false where it is the same. */
  private enter(place: number, cell: Cell): boolean {
    const before = this.cells[place]
    if (sameCell(before, cell)) return false
    this.cells[place] = cell
    this.turn(place, truthOf(cell))
    const scales = this.plan.scales[place] as readonly Scale[]
    for (let i = 0; i < scales.length; i += 1) this.answerAgain(scales[i] as Scale, before, cell)
    return true
  }

  private answerAgain(scale: Scale, before: Cell, after: Cell): void {
    const { limits, places, answers } = scale
    const from = cellIn(limits, before) * places.length
    const to = cellIn(limits, after) * places.length
    if (from === to) return
    for (let i = 0; i < places.length; i += 1) {
      const truth = answers[to + i] as number
      if (answers[from + i] === truth) continue
      const place = places[i] as number
      if (i < scale.cells) this.cells[place] = cellOfTruth[truth]
      this.turn(place, truth)
    }
  }

  /** Another value at a place, perhaps of another truth: what it answers counts another way for its policies. */
  private turn(place: number, truth: number): void {
    const { truths, tally, stale } = this
    const { starts, items } = this.plan.readers
    const before = truths[place] as number
    truths[place] = truth
    const asked = conditionWeight(truth) - conditionWeight(before)
    const applies = appliesWeight(truth) - appliesWeight(before)
    const end = starts[place + 1] as number
    for (let i = starts[place] as number; i < end; i += 1) {
      const item = items[i] as number
      const policy = policyOf(item)
      const reads = readsOf(item)
      const more = reads === asCondition ? asked : reads === asApplies ? applies : 0
      tally[policy] = (tally[policy] as number) + more
      stale[policy >> 5] = (stale[policy >> 5] as number) | (1 << (policy & 31))
    }
  }

  private judgeAll(): void {
    const { truths, tally, codes } = this
    const { applies, starts, topPlaces } = this.plan
    for (let policy = 0, top = 0; policy < codes.length; policy += 1) {
      const end = starts[policy + 1] as number
      let sum = appliesWeight(truths[applies[policy] as number] as number)
      // Of an only failure the sum of the places is its place.
      let failed = 0
      for (; top < end; top += 1) {
        const truth = truths[topPlaces[top] as number] as number
        sum += conditionWeight(truth)
        failed += top & -(truth & no)
      }
      tally[policy] = sum
      codes[policy] = sum === onlyOneFailed ? this.refusedBy(failed) : verdictOf(sum)
    }
  }

  private judgeAgain(): readonly number[] {
    const { codes, stale, tally } = this
    const changed: number[] = []
    for (let word = 0; word < stale.length; word += 1) {
      let bits = stale[word] as number
      stale[word] = 0
      while (bits !== 0) {
        const policy = (word << 5) + 31 - Math.clz32(bits & -bits)
        bits &= bits - 1
        const sum = tally[policy] as number
        const code = sum === onlyOneFailed ? this.refusedBy(this.decidingTop(policy)) : verdictOf(sum)
        if (codes[policy] === code) continue
        codes[policy] = code
        changed.push(policy)
      }
    }
    return changed
  }

  /** The code of a refusal by a single condition. */
  private refusedBy(top: number): number {
    const measured = this.plan.measured[top]
    const isNear = measured === atTimes ? this.isNear(this.plan.tops[top] as Branch) : measured === always
    return isNear ? ineligible + near : ineligible
  }

  /** Of the only condition that failed: whether one step mends it, and how far that step is can be told. */
  private isNear(branch: Branch): boolean {
    if (branch.test !== undefined) return this.isMeasured(branch.test)
    return this.stepsTo(branch, true) === 1 && this.hasWay(branch, true)
  }

  /** Of a test that failed: whether it tells a distance. */
  private isMeasured({ measured, yardstick }: TestPlan): boolean {
    if (measured !== atTimes) return measured === always
    return yardstick !== undefined && hasGap(yardstick, this.cell)
  }

  /** Of a condition that one step mends: whether one of the ways has a distance, as `gapOf` chooses it. */
  private hasWay(branch: Branch, wanted: boolean): boolean {
    const { node, test, children } = branch
    if (test !== undefined) return this.isMeasured(test)
    const below = node.kind === 'not' ? !wanted : wanted
    return children.some(
      (child) =>
        this.truth(child) !== (below ? yes : no) &&
        this.stepsTo(child, below) === 1 &&
        this.hasWay(child, below),
    )
  }

  /** Least number of single tests that must change for the truth that helps; infinite where an unknown stands in every way. */
  private stepsTo(branch: Branch, wanted: boolean): number {
    const truth = this.truth(branch)
    if (truth === (wanted ? yes : no)) return 0
    if (branch.test !== undefined) return truth === unsure ? Number.POSITIVE_INFINITY : 1
    const below = branch.node.kind === 'not' ? !wanted : wanted
    const needsAll = (branch.node.kind === 'all') === wanted
    let answer = needsAll ? 0 : Number.POSITIVE_INFINITY
    for (const child of branch.children) {
      const steps = this.stepsTo(child, below)
      if (branch.node.kind === 'not') return steps
      answer = needsAll ? answer + steps : Math.min(answer, steps)
    }
    return answer
  }
}

/** The steps behind the slots, in their order. */
function stepsFrom(plan: ClosurePlan, slots: readonly SlotPlan[]): readonly number[] {
  const [first] = slots
  if (first === undefined) return []
  if (slots.length === 1) return plan.stepsFrom(first)
  return [...new Set(slots.flatMap((slot) => plan.stepsFrom(slot)))].sort((a, b) => a - b)
}
