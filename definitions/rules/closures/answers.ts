import type { FactSheet } from '#definitions/facts/sheet.ts'
import type { Condition, MissingFact, Truth, Verdict } from '#kernel/explanation.ts'
import { yearOf } from '#kernel/time.ts'
import { type Answered, connect, gapOf, opposite } from '../answer.ts'
import { emptyTrace } from '../trace.ts'
import { evaluate, type FactMemory, type Question, question } from '../evaluate.ts'
import { missingFact } from '../explain.ts'
import type { Expression } from '../expression.ts'
import { type Gap, gapBy, hasGap } from '../limit.ts'
import {
  type Branch,
  type ClosurePlan,
  codeOf,
  type Ends,
  no,
  sidesIn,
  type SlotPlan,
  type TestPlan,
  topsOf,
  unsure,
  yes,
} from './plan.ts'
import { compareExact, type Exact, isSmall, isZero } from '../../exact.ts'
import { type Cell, cellOf, sameCell, type Step } from './step.ts'

/** One policy's answer without words. */
export interface PolicyAnswer {
  readonly verdict: Verdict
  /** refused by a single condition that can be measured */
  readonly nearMiss: boolean
}

/** The condition that decided, in words. */
export type Because = Pick<Condition, 'id' | 'text' | 'gap'>

const most = Number.MAX_SAFE_INTEGER

/** words of `tally` for each policy */
const tallied = 3

const eligible = 0
const ineligible = 1
const unknown = 2
const notApplicable = 3
const near = 4
const verdicts: readonly Verdict[] = ['eligible', 'ineligible', 'unknown', 'not-applicable']

/** Every answer there is, by its code; a near miss is a refusal with `near` added. */
const answers: readonly PolicyAnswer[] = [false, true].flatMap((nearMiss) =>
  verdicts.map((verdict) => Object.freeze({ verdict, nearMiss })),
)
const unanswered: PolicyAnswer = Object.freeze({ verdict: 'unknown', nearMiss: false })

/**
 * The answers of many policies to one enterprise. Verdicts stand ready; words, gaps and missing facts are made when they are asked for,
 * once for all policies that ask the same. After `change` only what depends on the changed fact is computed again.
 */
export class Answers {
  private readonly cells: Cell[]
  /** the truth at each place: `no`, `yes` or `unsure` */
  private readonly truths: Uint8Array
  private readonly codes: Uint8Array
  /** of each policy's conditions, how many failed, how many are unknown, and the sum of the places of those that failed */
  private readonly tally: Int32Array
  /** policies to be judged again, a bit each */
  private readonly stale: Int32Array
  private memory: FactMemory = new Map()
  private readonly causes = new Map<Expression, readonly MissingFact[]>()
  private readonly gaps = new Map<number, Gap | undefined>()

  constructor(
    private readonly plan: ClosurePlan,
    private sheet: FactSheet,
  ) {
    const { slots, stepPlaces, policies } = plan
    const cells = plan.blank.slice()
    // One stretch of memory for all: each further one costs about as much as judging a hundred policies.
    const words = tallied * policies.length
    const staleWords = (policies.length + 31) >> 5
    const buffer = new ArrayBuffer(4 * (words + staleWords) + plan.blankTruths.length + policies.length)
    this.tally = new Int32Array(buffer, 0, words)
    this.stale = new Int32Array(buffer, 4 * words, staleWords)
    const truths = new Uint8Array(buffer, 4 * (words + staleWords), plan.blankTruths.length)
    truths.set(plan.blankTruths)
    this.codes = new Uint8Array(buffer, 4 * (words + staleWords) + truths.length, policies.length)
    this.cells = cells
    this.truths = truths
    for (const slot of slots) this.put(slot.place, this.read(slot))
    for (let i = 0; i < stepPlaces.length; i += 1) {
      const place = stepPlaces[i] as number
      const cell = this.computed(i)
      cells[place] = cell
      truths[place] = codeOf(cell)
    }
    for (let i = 0; i < policies.length; i += 1) {
      this.count(i)
      this.codes[i] = this.judged(i)
    }
  }

  get size(): number {
    return this.codes.length
  }

  of(policy: number): PolicyAnswer {
    return answers[this.codes[policy] ?? unknown] ?? unanswered
  }

  /** Takes the sheet as it is after the named facts changed; answers the policies whose verdict or near miss changed, ascending. */
  change(sheet: FactSheet, facts: Iterable<string>): readonly number[] {
    this.sheet = sheet
    if (this.memory.size > 0) this.memory = new Map()
    if (this.causes.size > 0) this.causes.clear()
    if (this.gaps.size > 0) this.gaps.clear()
    const { plan } = this
    const moved: SlotPlan[] = []
    for (const fact of facts)
      for (const slot of plan.slotsFrom(fact)) if (this.enter(slot.place, this.read(slot))) moved.push(slot)
    const steps = stepsFrom(plan, moved)
    for (let i = 0; i < steps.length; i += 1) {
      const step = steps[i] as number
      this.enter(plan.stepPlaces[step] as number, this.computed(step))
    }
    return this.judgeAgain()
  }

  /** The condition at the top that decided against or is unknown; undefined for who is eligible. */
  because(policy: number): Because | undefined {
    const branch = this.decidingBranch(policy)
    if (branch === undefined) return undefined
    const gap = branch.test === undefined ? this.answered(branch, true).gap : this.missedBy(branch.test, no)
    const { id, text } = branch.node
    return gap === undefined ? { id, text } : { id, text, gap: gap.text }
  }

  /** Facts that an unknown verdict waits for, each with the department that has it. */
  missing(policy: number): readonly MissingFact[] {
    const plan = this.plan.policies[policy]
    if (plan === undefined || this.codes[policy] !== unknown) return []
    const found: MissingFact[] = []
    this.collect(plan.appliesTo, found)
    this.collect(plan.conditions, found)
    return found
  }

  /** What a step comes to. */
  private computed(step: number): Cell {
    const { cells } = this
    const { limits, steps } = this.plan
    const of = limits.of[step] as number
    if (of < 0) return (steps[step] as Step)(cells)
    const cell = cells[of] as Exact | undefined
    return cell === undefined
      ? undefined
      : isWithin(cell, limits.low, step) && isWithin(cell, limits.high, step)
  }

  private put(place: number, cell: Cell): void {
    this.cells[place] = cell
    this.truths[place] = codeOf(cell)
  }

  private read({ slot }: SlotPlan): Cell {
    const known = this.sheet.lookup(slot.fact, slot.year)
    if (known !== undefined || slot.fromLists === undefined) return cellOf(known?.value)
    const year = slot.year === undefined ? undefined : yearOf(this.plan.on) - slot.year
    const at = { from: 0, until: 0 }
    return cellOf(evaluate({ op: 'fact', fact: slot.fact, year, type: slot.type, at }, this.asked()))
  }

  private asked(parameters?: Question['parameters']): Question {
    return question(this.plan.dictionary, this.sheet, this.plan.on, parameters, this.memory)
  }

  /** Puts another value in its place and notes what hangs on it; false where it is the same value. */
  private enter(place: number, cell: Cell): boolean {
    const { cells, truths, tally, plan } = this
    if (sameCell(cells[place], cell)) return false
    const before = truths[place] as number
    this.put(place, cell)
    const after = truths[place] as number
    if (before !== after) {
      const { starts, items } = plan.readers.tops
      const end = starts[place + 1] as number
      const failed = Number(after === no) - Number(before === no)
      const unknowns = Number(after === unsure) - Number(before === unsure)
      for (let i = starts[place] as number; i < end; i += 1) {
        const top = items[i] as number
        const policy = plan.policyOfTop[top] as number
        const at = tallied * policy
        tally[at] = (tally[at] as number) + failed
        tally[at + 1] = (tally[at + 1] as number) + unknowns
        tally[at + 2] = (tally[at + 2] as number) + failed * top
        this.markStale(policy)
      }
    }
    const { starts, items } = plan.readers.policies
    const end = starts[place + 1] as number
    for (let i = starts[place] as number; i < end; i += 1) this.markStale(items[i] as number)
    return true
  }

  private markStale(policy: number): void {
    const word = policy >> 5
    this.stale[word] = (this.stale[word] as number) | (1 << (policy & 31))
  }

  private judgeAgain(): readonly number[] {
    const { codes, stale } = this
    const changed: number[] = []
    for (let word = 0; word < stale.length; word += 1) {
      let bits = stale[word] as number
      stale[word] = 0
      while (bits !== 0) {
        const policy = (word << 5) + 31 - Math.clz32(bits & -bits)
        bits &= bits - 1
        const code = this.judged(policy)
        if (codes[policy] === code) continue
        codes[policy] = code
        changed.push(policy)
      }
    }
    return changed
  }

  private count(policy: number): void {
    const { truths, tally } = this
    const { starts, topPlaces } = this.plan
    const end = starts[policy + 1] as number
    let [failed, unknowns, sum] = [0, 0, 0]
    for (let top = starts[policy] as number; top < end; top += 1) {
      const truth = truths[topPlaces[top] as number]
      if (truth === no) {
        failed += 1
        sum += top
      } else if (truth === unsure) unknowns += 1
    }
    const at = tallied * policy
    tally[at] = failed
    tally[at + 1] = unknowns
    tally[at + 2] = sum
  }

  /** The code of a policy's answer: a second failure or an unknown ends the near miss. */
  private judged(policy: number): number {
    const { tally, plan } = this
    const here = this.truths[plan.applies[policy] as number]
    if (here === no) return notApplicable
    const at = tallied * policy
    const failed = tally[at] as number
    const isCertain = here === yes && tally[at + 1] === 0
    if (failed === 0) return isCertain ? eligible : unknown
    if (failed > 1 || !isCertain) return ineligible
    // Of one that failed the sum is its place.
    return this.isNear(plan.tops[tally[at + 2] as number] as Branch) ? ineligible + near : ineligible
  }

  /** Of the only condition that failed: whether one step mends it, and how far that step is can be told. */
  private isNear(branch: Branch): boolean {
    if (branch.test !== undefined) return this.isMeasured(branch.test)
    return this.stepsTo(branch, true) === 1 && this.hasWay(branch, true)
  }

  /** Of a test that failed: whether it tells a distance. */
  private isMeasured(test: TestPlan): boolean {
    if (test.alwaysMeasured) return true
    return test.yardstick !== undefined && hasGap(test.yardstick, sidesIn(test, this.cells))
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

  private truth(branch: Branch): number {
    if (branch.place !== undefined) return this.truths[branch.place] as number
    let answer = yes
    for (const child of branch.children) {
      const truth = this.truth(child)
      if (truth === no) return no
      if (truth === unsure) answer = unsure
    }
    return answer
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

  private decidingBranch(policy: number): Branch | undefined {
    const { plan, tally, truths } = this
    const { appliesTo } = plan.policies[policy] ?? {}
    const code = this.codes[policy]
    if (appliesTo === undefined || code === eligible) return undefined
    const failed = tally[tallied * policy] as number
    const applies = this.truth(appliesTo)
    if (code === notApplicable || (failed === 0 && applies === unsure))
      return topsOf(appliesTo).find((top) => this.truth(top) === applies)
    const wanted = failed > 0 ? no : unsure
    const end = plan.starts[policy + 1] as number
    for (let top = plan.starts[policy] as number; top < end; top += 1)
      if (truths[plan.topPlaces[top] as number] === wanted) return plan.tops[top]
    return undefined
  }

  /** The distance of a test that has the truth which does not help. */
  private missedBy(test: TestPlan, unwanted: number): Gap | undefined {
    if (test.yardstick === undefined || this.truths[test.place] !== unwanted) return undefined
    if (this.gaps.has(test.measure)) return this.gaps.get(test.measure)
    const gap = gapBy(test.yardstick, sidesIn(test, this.cells))
    this.gaps.set(test.measure, gap)
    return gap
  }

  /** A condition with its gaps in words. */
  private answered(branch: Branch, wanted: boolean): Answered {
    const { node, test } = branch
    if (test !== undefined) {
      const truth = truthNamed[this.truth(branch)] ?? 'unknown'
      return { node, truth, gap: this.missedBy(test, wanted ? no : yes), children: [] }
    }
    const below = node.kind === 'not' ? !wanted : wanted
    const children = branch.children.map((child) => this.answered(child, below))
    const truths = children.map(({ truth }) => truth)
    const truth: Truth =
      node.kind === 'not'
        ? opposite[truths[0] ?? 'unknown']
        : connect(node.kind === 'any' ? 'any' : 'all', truths)
    const gap = node.kind === 'test' ? undefined : gapOf(node.kind, truth, wanted, children)
    return { node, truth, gap, children }
  }

  /** What the unknown tests wait for that the answer hangs on, each fact once. */
  private collect(branch: Branch, into: MissingFact[]): void {
    if (this.truth(branch) !== unsure) return
    if (branch.test === undefined) {
      for (const child of branch.children) this.collect(child, into)
      return
    }
    for (const one of this.missingOf(branch.test))
      if (!into.some((other) => isSame(one, other))) into.push(one)
  }

  private missingOf(test: TestPlan): readonly MissingFact[] {
    const known = this.causes.get(test.expression)
    if (known !== undefined) return known
    const told = this.untold(test)
    const found = told.length > 0 ? told : this.interpreted(test)
    this.causes.set(test.expression, found)
    return found
  }

  /** The facts nobody told, where nothing else can be behind the unknown. */
  private untold({ plain = [], divisors }: TestPlan): readonly MissingFact[] {
    if (divisors.some((place) => isZeroAt(this.cells[place]))) return []
    return plain.flatMap(({ place, missing }) => (this.cells[place] === undefined ? [missing] : []))
  }

  /** Where derived facts, lists or a zero stand behind an unknown, the interpreter says why: it keeps the whole trail. */
  private interpreted({ expression, parameters }: TestPlan): readonly MissingFact[] {
    const trace = emptyTrace()
    evaluate(expression, this.asked(parameters), trace)
    return [...trace.causes.values()].map(missingFact)
  }
}

/** Whether a number fulfils an end. Products that a double holds decide it; beyond them whole integers do. */
function isWithin(cell: Exact, ends: Ends, at: number): boolean {
  const bits = ends.bits[at] as number
  const n = ends.n[at] as number
  const d = ends.d[at] as number
  if (isSmall(cell)) {
    const mine = cell.n * d
    const theirs = n * cell.d
    if (mine <= most && mine >= -most && theirs <= most && theirs >= -most)
      return ((bits >> (mine < theirs ? 0 : mine > theirs ? 2 : 1)) & 1) === 1
  }
  return ((bits >> (compareExact(cell, { n, d }) + 1)) & 1) === 1
}

const truthNamed: readonly Truth[] = ['false', 'true', 'unknown']
const isZeroAt = (cell: Cell) => typeof cell === 'object' && isZero(cell)
const isSame = (a: MissingFact, b: MissingFact) => a === b || (a.fact === b.fact && a.label.zh === b.label.zh)

/** The steps behind the slots, in their order. */
function stepsFrom(plan: ClosurePlan, slots: readonly SlotPlan[]): readonly number[] {
  const [first] = slots
  if (first === undefined) return []
  if (slots.length === 1) return plan.stepsFrom(first)
  return [...new Set(slots.flatMap((slot) => plan.stepsFrom(slot)))].sort((a, b) => a - b)
}
