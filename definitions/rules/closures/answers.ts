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
  no,
  sidesIn,
  type SlotPlan,
  type TestPlan,
  topsOf,
  unsure,
  yes,
} from './plan.ts'
import { isZero } from './exact.ts'
import { type Cell, cellOf, sameCell, valueOf } from './step.ts'

/** One policy's answer without words. */
export interface PolicyAnswer {
  readonly verdict: Verdict
  /** refused by a single condition that can be measured */
  readonly nearMiss: boolean
}

/** The condition that decided, in words. */
export type Because = Pick<Condition, 'id' | 'text' | 'gap'>

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
  private memory: FactMemory = new Map()
  private readonly causes = new Map<Expression, readonly MissingFact[]>()
  private readonly gaps = new Map<number, Gap | undefined>()

  constructor(
    private readonly plan: ClosurePlan,
    private sheet: FactSheet,
  ) {
    const cells = plan.blank.slice()
    this.cells = cells
    this.truths = plan.blankTruths.slice()
    for (const slot of plan.slots) this.put(slot.place, this.read(slot))
    const { steps, stepPlaces } = plan
    for (let i = 0; i < steps.length; i += 1) this.put(stepPlaces[i] as number, steps[i]?.(cells))
    this.codes = new Uint8Array(plan.policies.length)
    for (let i = 0; i < this.codes.length; i += 1) this.codes[i] = this.judged(i)
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
    this.causes.clear()
    this.gaps.clear()
    const { cells, plan } = this
    const moved: SlotPlan[] = []
    const touched: (readonly number[])[] = []
    const enter = (place: number, cell: Cell): boolean => {
      if (sameCell(cells[place], cell)) return false
      this.put(place, cell)
      touched.push(plan.policiesAt(place))
      return true
    }
    for (const fact of facts)
      for (const slot of plan.slotsFrom(fact)) if (enter(slot.place, this.read(slot))) moved.push(slot)
    for (const step of stepsFrom(plan, moved))
      enter(plan.stepPlaces[step] as number, plan.steps[step]?.(cells))
    return this.judgeAgain(touched)
  }

  /** The condition at the top that decided against or is unknown; undefined for who is eligible. */
  because(policy: number): Because | undefined {
    const branch = this.decidingBranch(policy)
    if (branch === undefined) return undefined
    const gap = branch.test === undefined ? this.answered(branch, true).gap : this.missedBy(branch.test, no)
    return { id: branch.node.id, text: branch.node.text, ...(gap === undefined ? {} : { gap: gap.text }) }
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

  private judgeAgain(touched: readonly (readonly number[])[]): readonly number[] {
    const { codes } = this
    const seen = new Uint8Array(codes.length)
    const changed: number[] = []
    for (const policies of touched)
      for (const i of policies) {
        if (seen[i] === 1) continue
        seen[i] = 1
        const code = this.judged(i)
        if (codes[i] === code) continue
        codes[i] = code
        changed.push(i)
      }
    return changed.sort((a, b) => a - b)
  }

  /** The code of a policy's answer: the first failure decides, a second one or an unknown ends the near miss. */
  private judged(policy: number): number {
    const { truths } = this
    const { applies, starts, topPlaces } = this.plan
    const here = truths[applies[policy] as number]
    if (here === no) return notApplicable
    const end = starts[policy + 1] as number
    let certain = here === yes
    let failing = -1
    for (let i = starts[policy] as number; i < end; i += 1) {
      const truth = truths[topPlaces[i] as number]
      if (truth === no) {
        if (failing >= 0) return ineligible
        failing = i
      } else if (truth === unsure) certain = false
    }
    if (failing < 0) return certain ? eligible : unknown
    return certain && this.isNear(this.plan.tops[failing] as Branch) ? ineligible + near : ineligible
  }

  /** Of the only condition that failed: whether one step mends it, and how far that step is can be told. */
  private isNear(branch: Branch): boolean {
    if (branch.test !== undefined) return this.isMeasured(branch.test)
    return this.stepsTo(branch, true) === 1 && this.hasWay(branch, true)
  }

  /** Of a test that failed: whether it tells a distance. */
  private isMeasured(test: TestPlan): boolean {
    if (test.alwaysMeasured) return true
    return test.yardstick !== undefined && hasGap(test.yardstick, sidesIn(test, this.valueAt))
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

  private readonly valueAt = (place: number) => valueOf(this.cells[place])

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
    const plan = this.plan.policies[policy]
    const code = this.codes[policy]
    if (plan === undefined || code === eligible) return undefined
    const conditions = this.truth(plan.conditions)
    const applies = this.truth(plan.appliesTo)
    const deciding =
      code === notApplicable || (conditions !== no && applies === unsure) ? plan.appliesTo : plan.conditions
    const root = this.truth(deciding)
    return root === yes ? undefined : topsOf(deciding).find((top) => this.truth(top) === root)
  }

  /** The distance of a test that has the truth which does not help. */
  private missedBy(test: TestPlan, unwanted: number): Gap | undefined {
    if (test.yardstick === undefined || this.truths[test.place] !== unwanted) return undefined
    if (this.gaps.has(test.measure)) return this.gaps.get(test.measure)
    const gap = gapBy(test.yardstick, sidesIn(test, this.valueAt))
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
