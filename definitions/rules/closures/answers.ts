import type { FactSheet } from '#definitions/facts/sheet.ts'
import type { Condition, MissingFact, Truth, Verdict } from '#kernel/explanation.ts'
import { yearOf } from '#kernel/time.ts'
import { type Answered, connect, gapOf, opposite } from '../answer.ts'
import { type Cause, emptyTrace, evaluate, type FactMemory, type Question, question } from '../evaluate.ts'
import { missingFact } from '../explain.ts'
import type { Expression } from '../expression.ts'
import { gapBy, hasGap } from '../limit.ts'
import {
  type Branch,
  type ClosurePlan,
  type PolicyPlan,
  sidesIn,
  type SlotPlan,
  type TestPlan,
  topsOf,
} from './plan.ts'
import { type Cell, cellOf, sameCell, valueOf } from './step.ts'

/** One policy's answer without words. */
export interface PolicyAnswer {
  readonly verdict: Verdict
  /** refused by a single condition that can be measured */
  readonly nearMiss: boolean
}

/** The condition that decided, in words. */
export type Because = Pick<Condition, 'id' | 'text' | 'gap'>

const verdicts: readonly Verdict[] = ['eligible', 'ineligible', 'unknown', 'not-applicable']
const eligible = 0
const ineligible = 1
const unknown = 2
const notApplicable = 3

/**
 * The answers of many policies to one enterprise. Verdicts stand ready; words, gaps and missing facts are made when they are asked for.
 * After `change` only what depends on the changed fact is computed again.
 */
export class Answers {
  private readonly cells: Cell[]
  private readonly codes: Uint8Array
  private readonly near: Uint8Array
  private memory: FactMemory = new Map()
  private readonly causes = new Map<Expression, readonly (readonly [string, Cause])[]>()

  constructor(
    private readonly plan: ClosurePlan,
    private sheet: FactSheet,
  ) {
    this.cells = plan.blank.slice()
    for (const slot of plan.slots) this.cells[slot.place] = this.read(slot)
    const { cells } = this
    const { steps, stepPlaces } = plan
    for (let i = 0; i < steps.length; i += 1) cells[stepPlaces[i] as number] = steps[i]?.(cells)
    this.codes = new Uint8Array(plan.policies.length)
    this.near = new Uint8Array(plan.policies.length)
    for (const [i, policy] of plan.policies.entries()) this.judge(i, policy)
  }

  get size(): number {
    return this.codes.length
  }

  of(policy: number): PolicyAnswer {
    return {
      verdict: verdicts[this.codes[policy] ?? unknown] ?? 'unknown',
      nearMiss: this.near[policy] === 1,
    }
  }

  /** Takes the sheet as it is after the named facts changed; answers the policies whose verdict or near miss changed, ascending. */
  change(sheet: FactSheet, facts: Iterable<string>): readonly number[] {
    this.sheet = sheet
    this.memory = new Map()
    this.causes.clear()
    const { cells, plan } = this
    const due = new Set<number>()
    const touched = new Set<number>()
    const enter = (place: number, cell: Cell) => {
      if (sameCell(cells[place], cell)) {
        cells[place] = cell
        return
      }
      cells[place] = cell
      for (const policy of plan.policiesAt(place)) touched.add(policy)
    }
    for (const fact of facts)
      for (const slot of plan.slotsFrom(fact)) {
        const cell = this.read(slot)
        if (sameCell(cells[slot.place], cell)) continue
        enter(slot.place, cell)
        for (const step of plan.stepsFrom(slot)) due.add(step)
      }
    for (const step of [...due].sort((a, b) => a - b))
      enter(plan.stepPlaces[step] as number, plan.steps[step]?.(cells))
    const changed: number[] = []
    for (const i of touched) {
      const policy = plan.policies[i]
      const [code, near] = [this.codes[i], this.near[i]]
      if (policy !== undefined) this.judge(i, policy)
      if (this.codes[i] !== code || this.near[i] !== near) changed.push(i)
    }
    return changed.sort((a, b) => a - b)
  }

  /** The condition at the top that decided against or is unknown; undefined for who is eligible. */
  because(policy: number): Because | undefined {
    const branch = this.decidingBranch(policy)
    if (branch === undefined) return undefined
    const { gap } = this.answered(branch, true)
    return { id: branch.node.id, text: branch.node.text, ...(gap === undefined ? {} : { gap: gap.text }) }
  }

  /** Facts that an unknown verdict waits for, each with the department that has it. */
  missing(policy: number): readonly MissingFact[] {
    const plan = this.plan.policies[policy]
    if (plan === undefined || this.codes[policy] !== unknown) return []
    const all = [plan.appliesTo, plan.conditions].flatMap((root) => {
      const found = new Map<string, Cause>()
      if (this.truth(root) === undefined) this.collect(root, found)
      return [...found.values()].map(missingFact)
    })
    return [...new Map(all.map((one) => [`${one.fact} ${one.label.zh}`, one])).values()]
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

  private judge(i: number, policy: PolicyPlan): void {
    const code = this.codeOf(policy)
    this.codes[i] = code
    this.near[i] = code === ineligible && this.isNear(policy) ? 1 : 0
  }

  private codeOf({ appliesTo, conditions, flat }: PolicyPlan): number {
    const applies = this.truth(appliesTo)
    if (applies === false) return notApplicable
    const holds = flat === undefined ? this.truth(conditions) : this.allOf(flat)
    if (holds === false) return ineligible
    return applies === true && holds === true ? eligible : unknown
  }

  private allOf(places: readonly number[]): boolean | undefined {
    let answer: boolean | undefined = true
    for (const place of places) {
      const cell = this.cells[place]
      if (cell === false) return false
      if (cell === undefined) answer = undefined
    }
    return answer
  }

  private isNear(policy: PolicyPlan): boolean {
    if (this.truth(policy.appliesTo) !== true) return false
    if (policy.flat !== undefined) {
      let failing = 0
      for (const place of policy.flat) {
        const cell = this.cells[place]
        if (cell === undefined) return false
        if (cell === false && ++failing > 1) return false
      }
    } else if (this.steps(policy.conditions, true) !== 1) return false
    const deciding = topsOf(policy.conditions).find((top) => this.truth(top) === false)
    if (deciding === undefined) return false
    if (deciding.test === undefined) return this.answered(deciding, true).gap !== undefined
    return this.isMeasured(deciding.test)
  }

  /** Of a test that failed: whether it tells a distance. */
  private isMeasured(test: TestPlan): boolean {
    if (test.alwaysMeasured) return true
    return test.yardstick !== undefined && hasGap(test.yardstick, sidesIn(test, this.valueAt))
  }

  private readonly valueAt = (place: number) => valueOf(this.cells[place])

  private truth(branch: Branch): boolean | undefined {
    if (branch.test !== undefined) return this.cells[branch.test.place] as boolean | undefined
    const { children } = branch
    if (branch.node.kind === 'not') {
      const inner = children[0] === undefined ? undefined : this.truth(children[0])
      return inner === undefined ? undefined : !inner
    }
    const deciding = branch.node.kind === 'any'
    let answer: boolean | undefined = !deciding
    for (const child of children) {
      const truth = this.truth(child)
      if (truth === deciding) return deciding
      if (truth === undefined) answer = undefined
    }
    return answer
  }

  /** Least number of single tests that must change for the truth that helps; infinite where an unknown stands in every way. */
  private steps(branch: Branch, wanted: boolean): number {
    const truth = this.truth(branch)
    if (truth === wanted) return 0
    if (branch.test !== undefined) return truth === undefined ? Number.POSITIVE_INFINITY : 1
    const below = branch.node.kind === 'not' ? !wanted : wanted
    const needsAll = (branch.node.kind === 'all') === wanted
    let answer = needsAll ? 0 : Number.POSITIVE_INFINITY
    for (const child of branch.children) {
      const steps = this.steps(child, below)
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
      code === notApplicable || (conditions !== false && applies === undefined)
        ? plan.appliesTo
        : plan.conditions
    const root = this.truth(deciding)
    return root === true ? undefined : topsOf(deciding).find((top) => this.truth(top) === root)
  }

  /** A condition with its gaps in words. */
  private answered(branch: Branch, wanted: boolean): Answered {
    const { node, test } = branch
    if (test !== undefined) {
      const truth = truthOf(this.cells[test.place] as boolean | undefined)
      const missed = truth === (wanted ? 'false' : 'true') && test.yardstick !== undefined
      const gap = missed && test.yardstick ? gapBy(test.yardstick, sidesIn(test, this.valueAt)) : undefined
      return { node, truth, gap, children: [] }
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

  /** Causes of the unknown tests that the answer hangs on. */
  private collect(branch: Branch, into: Map<string, Cause>): void {
    if (this.truth(branch) !== undefined) return
    if (branch.test !== undefined) for (const [key, cause] of this.causesOf(branch.test)) into.set(key, cause)
    for (const child of branch.children) this.collect(child, into)
  }

  private causesOf(test: TestPlan): readonly (readonly [string, Cause])[] {
    const known = this.causes.get(test.expression)
    if (known !== undefined) return known
    const found = test.plain === undefined ? this.interpreted(test) : this.untold(test.plain)
    this.causes.set(test.expression, found)
    return found
  }

  private untold(facts: NonNullable<TestPlan['plain']>): (readonly [string, Cause])[] {
    return facts.flatMap(({ fact: id, year, place }) => {
      const fact = this.plan.dictionary.vocabulary.facts.get(id)
      if (this.cells[place] !== undefined || fact === undefined) return []
      return [[year === undefined ? id : `${id} ${year}`, { fact, year, why: 'not-told' }] as const]
    })
  }

  /** Where derived facts, lists or divisions stand behind an unknown, the interpreter says why: it keeps the whole trail. */
  private interpreted({ expression, parameters }: TestPlan): (readonly [string, Cause])[] {
    const trace = emptyTrace()
    evaluate(expression, this.asked(parameters), trace)
    return [...trace.causes]
  }
}

const truthOf = (value: boolean | undefined): Truth =>
  value === undefined ? 'unknown' : value ? 'true' : 'false'
