import type { FactSheet } from '#definitions/facts/sheet.ts'
import type { MissingFact, Truth, Verdict } from '#kernel/explanation.ts'
import type { Bilingual } from '#kernel/text.ts'
import { yearOf } from '#kernel/time.ts'
import { isZero } from '../../exact.ts'
import { type Answered, connect, gapOf, opposite } from '../answer.ts'
import { evaluate, type FactMemory, type Question, question } from '../evaluate.ts'
import { missingFact } from '../explain.ts'
import { type Gap, gapBy } from '../limit.ts'
import { emptyTrace } from '../trace.ts'
import { type Branch, type ClosurePlan, type SlotPlan, type TestPlan, topsOf } from './plan.ts'
import { type Cell, cellOf, no, unsure, yes } from './step.ts'
import { eligible, notApplicable, type ReadSlot, unknown, Verdicts } from './verdicts.ts'

/** One policy's answer without words. */
export interface PolicyAnswer {
  readonly verdict: Verdict
  /** refused by a single condition that can be measured */
  readonly nearMiss: boolean
}

/** The condition that decided. Its distance is put into words in the language in which it is read. */
export interface Because {
  readonly id: string
  readonly text: Bilingual
  readonly gap?: Gap | undefined
}

const verdicts: readonly Verdict[] = ['eligible', 'ineligible', 'unknown', 'not-applicable']

/** Every answer there is, by its code. */
const answers: readonly PolicyAnswer[] = [false, true].flatMap((nearMiss) =>
  verdicts.map((verdict) => Object.freeze({ verdict, nearMiss })),
)
const unanswered: PolicyAnswer = Object.freeze({ verdict: 'unknown', nearMiss: false })

/**
 * The answers of many policies to one enterprise. Verdicts stand ready; words, gaps and missing facts are made when they are asked for.
 * After `change` only what depends on the changed fact is computed again.
 */
export class Answers {
  private readonly verdicts: Verdicts
  private readonly read: ReadSlot = (slot) => this.told(slot)
  private memory: FactMemory = new Map()

  constructor(
    private readonly plan: ClosurePlan,
    private sheet: FactSheet,
  ) {
    this.verdicts = new Verdicts(plan, this.read)
  }

  get size(): number {
    return this.verdicts.size
  }

  of(policy: number): PolicyAnswer {
    return answers[this.verdicts.code(policy)] ?? unanswered
  }

  /** Takes the sheet as it is after the named facts changed; answers the policies whose verdict or near miss changed, ascending. */
  change(sheet: FactSheet, facts: Iterable<string>): readonly number[] {
    this.sheet = sheet
    if (this.memory.size > 0) this.memory = new Map()
    const slots: SlotPlan[] = []
    for (const fact of facts) slots.push(...this.plan.slotsFrom(fact))
    return this.verdicts.change(slots, this.read)
  }

  /** The condition at the top that decided against or is unknown; undefined for who is eligible. */
  because(policy: number): Because | undefined {
    const branch = this.decidingBranch(policy)
    if (branch === undefined) return undefined
    const gap =
      branch.test === undefined ? this.answered(branch, true).gap : this.missedBy(branch, branch.test, no)
    const { id, text } = branch.node
    return { id, text, gap }
  }

  /** Facts that an unknown verdict waits for, each with the department that has it. */
  missing(policy: number): readonly MissingFact[] {
    const plan = this.plan.policies[policy]
    if (plan === undefined || this.verdicts.code(policy) !== unknown) return []
    const found: MissingFact[] = []
    this.collect(plan.appliesTo, found)
    this.collect(plan.conditions, found)
    return found
  }

  private told({ slot }: SlotPlan): Cell {
    const known = this.sheet.lookup(slot.fact, slot.year)
    if (known !== undefined || slot.fromLists === undefined) return cellOf(known?.value)
    const year = slot.year === undefined ? undefined : yearOf(this.plan.on) - slot.year
    const at = { from: 0, until: 0 }
    return cellOf(evaluate({ op: 'fact', fact: slot.fact, year, type: slot.type, at }, this.asked()))
  }

  private asked(parameters?: Question['parameters']): Question {
    return question(this.plan.dictionary, this.sheet, this.plan.on, parameters, this.memory)
  }

  private decidingBranch(policy: number): Branch | undefined {
    const { verdicts, plan } = this
    const code = verdicts.code(policy)
    if (code === eligible) return undefined
    if (code === unknown || code === notApplicable) {
      const { appliesTo } = plan.policies[policy] ?? {}
      const applies = appliesTo && verdicts.truth(appliesTo)
      if (appliesTo && applies !== yes)
        return topsOf(appliesTo).find((top) => verdicts.truth(top) === applies)
    }
    return verdicts.decidingCondition(policy)
  }

  /** The distance of a test that has the truth which does not help. */
  private missedBy(branch: Branch, { yardstick }: TestPlan, unwanted: number): Gap | undefined {
    if (yardstick === undefined || this.verdicts.truth(branch) !== unwanted) return undefined
    return gapBy(yardstick, this.verdicts.cell)
  }

  /** A condition with its gaps. */
  private answered(branch: Branch, wanted: boolean): Answered {
    const { node, test } = branch
    if (test !== undefined) {
      const truth = truthNamed[this.verdicts.truth(branch)] ?? 'unknown'
      return { node, truth, gap: this.missedBy(branch, test, wanted ? no : yes), children: [] }
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
    if (this.verdicts.truth(branch) !== unsure) return
    if (branch.test === undefined) {
      for (const child of branch.children) this.collect(child, into)
      return
    }
    for (const one of this.missingOf(branch.test))
      if (!into.some((other) => isSame(one, other))) into.push(one)
  }

  private missingOf(test: TestPlan): readonly MissingFact[] {
    const untold = this.untold(test)
    return untold.length > 0 ? untold : this.interpreted(test)
  }

  /** The facts nobody told, where nothing else can be behind the unknown. */
  private untold({ plain = [], divisors }: TestPlan): readonly MissingFact[] {
    if (divisors.some((place) => isZeroAt(this.verdicts.cell(place)))) return []
    const found: MissingFact[] = []
    for (const { place, missing } of plain) if (this.verdicts.cell(place) === undefined) found.push(missing)
    return found
  }

  /** Where derived facts, lists or a zero stand behind an unknown, the interpreter says why: it keeps the whole trail. */
  private interpreted({ expression, parameters }: TestPlan): readonly MissingFact[] {
    const trace = emptyTrace()
    evaluate(expression, this.asked(parameters), trace)
    return [...trace.causes.values()].map(missingFact)
  }
}

/** by the code of a truth */
const truthNamed: readonly Truth[] = ['true', 'false', 'unknown']
const isZeroAt = (cell: Cell) => typeof cell === 'object' && isZero(cell)
const isSame = (a: MissingFact, b: MissingFact) => a === b || (a.fact === b.fact && a.label.zh === b.label.zh)
