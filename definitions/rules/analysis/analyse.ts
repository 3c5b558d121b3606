import type { Complaint } from '#kernel/definition.ts'
import type { Bilingual } from '#kernel/text.ts'
import type { Day } from '#kernel/time.ts'
import type { CompiledClause, RuleNode } from '../clause.ts'
import { describe } from '../describe.ts'
import type { Dictionary } from '../dictionary.ts'
import type { CompiledParameter, Tier } from '../compiled-parameter.ts'
import { evaluate, type Question, question } from '../evaluate.ts'
import type { Expression } from '../expression.ts'
import { Ground } from '../ground.ts'
import type { CompiledTable, TableRow } from '../table.ts'
import { type FindingCode, findingSaid } from './finding.ts'
import { both, either, type Formula, Formulas, opposite } from './formula.ts'
import { type Days, holeBetween, type Model, type Proof, prove } from './prove.ts'
import { sheetOfTold, type Told, toldBy, type Witness, witnessOf } from './witness.ts'

/** What was proven about a rule: where, in words, and with an enterprise that shows it where one can. */
export interface Finding extends Omit<Complaint, 'weight'> {
  readonly code: FindingCode
  /** an error can never be meant; a warning may be; a note only tells */
  readonly weight: 'error' | 'warning' | 'note'
  readonly witness?: Witness | undefined
}

/** What is analysed together: the conditions of one rule, and the named values they use. */
export interface Analysed {
  readonly dictionary: Dictionary
  readonly parameters: ReadonlyMap<string, CompiledParameter>
  readonly appliesTo?: CompiledClause | undefined
  readonly conditions?: CompiledClause | undefined
  /** single conditions beside them, such as those of the parts of a sum */
  readonly parts?: readonly {
    readonly when: Expression
    readonly text: Bilingual
    readonly path: Finding['path']
  }[]
  /** the facts that the rule reads; without them, published values of all facts count */
  readonly facts?: ReadonlySet<string> | undefined
  /** the days the rule is in force on */
  readonly days: Days
}

/**
 * Says of a rule what is proven for every enterprise and every day it is in force: contradictions, conditions that always hold or that
 * others imply, rows nobody reaches, gaps and overlaps. Never says anything it has not proven; silence is no proof of soundness.
 */
export function analyse(rule: Analysed): Finding[] {
  const found = new Map<string, Finding>()
  for (const days of stretches(rule))
    for (const finding of new Analysis(rule, days).findings()) {
      const key = `${finding.code} ${finding.path.join('.')} ${finding.expected}`
      if (!found.has(key)) found.set(key, finding)
    }
  return [...found.values()]
}

/** Stretches of days over which the same versions of parameters and published values hold. */
function stretches({ dictionary, parameters, days, facts }: Analysed): Days[] {
  const starts = new Set<Day>([days.from])
  const versions = [
    ...[...parameters.values()].flatMap((parameter) => parameter.versions),
    ...[...dictionary.published].flatMap(([fact, values]) =>
      facts === undefined || facts.has(fact) ? values : [],
    ),
  ]
  for (const { from, until } of versions)
    for (const day of [from, until])
      if (day !== undefined && day > days.from && (days.until === undefined || day < days.until))
        starts.add(day)
  const sorted = [...starts].sort()
  return sorted.map((from, i) => ({ from, until: sorted[i + 1] ?? days.until }))
}

type Verified = (asked: Question) => boolean

class Analysis {
  private readonly ground: Ground
  private readonly formulas: Formulas
  private readonly nodes = new Map<RuleNode, Formula>()
  private readonly found: Finding[] = []

  constructor(
    private readonly rule: Analysed,
    private readonly days: Days,
  ) {
    this.ground = new Ground(rule.dictionary, days.from, () => true, true)
    this.formulas = new Formulas(rule.dictionary.vocabulary)
  }

  findings(): Finding[] {
    const { appliesTo, conditions, parameters } = this.rule
    if (appliesTo !== undefined) this.condition(appliesTo.tree)
    const before = this.found.length
    if (conditions !== undefined) this.condition(conditions.tree)
    if (appliesTo !== undefined && conditions !== undefined && this.found.length === before)
      this.together(appliesTo.tree, conditions.tree)
    for (const { when, text, path } of this.rule.parts ?? []) {
      const formula = this.of(when)
      if (this.never(formula)) this.push('rule-contradiction', path, text, [text])
      else if (this.never(formula, false)) this.push('rule-always-true', path, text, [text])
    }
    for (const parameter of parameters.values()) this.parameter(parameter)
    return this.found
  }

  // Conditions

  private formula(node: RuleNode): Formula {
    const known = this.nodes.get(node)
    if (known !== undefined) return known
    const made =
      node.kind === 'test'
        ? this.of(node.expression)
        : node.kind === 'not'
          ? opposite(both(...node.children.map((child) => this.formula(child))))
          : (node.kind === 'all' ? both : either)(...node.children.map((child) => this.formula(child)))
    this.nodes.set(node, made)
    return made
  }

  private of(expression: Expression): Formula {
    return this.formulas.of(this.ground.ground(expression, this.rule.parameters))
  }

  private never(formula: Formula, wanted = true): boolean {
    return prove(formula, wanted, undefined, this.days).is === 'never'
  }

  private implies(a: Formula, b: Formula): boolean {
    return this.never(both(a, opposite(b)))
  }

  private condition(node: RuleNode): void {
    const formula = this.formula(node)
    if (isBare(node)) return
    if (this.never(formula)) return this.contradiction(node)
    if (this.never(formula, false)) return this.say('rule-always-true', node, [node])
    if (node.kind === 'not') {
      for (const child of node.children) this.parts(child)
      return
    }
    this.parts(node)
  }

  /** What is said inside a condition that itself is neither always nor never true. */
  private parts(node: RuleNode): void {
    if (node.kind === 'test') return
    for (const child of node.children) this.condition(child)
    if (node.table !== undefined) this.rows(node.table, node.text)
    if (node.kind === 'not' || node.table !== undefined) return
    this.subsumed(node)
    this.exclusive(node)
  }

  /** The smallest part that is never true: one condition, or two that exclude each other. */
  private contradiction(node: RuleNode): void {
    if (node.kind === 'all' || node.kind === 'any') {
      const culprits = node.children.filter((child) => this.never(this.formula(child)))
      if (culprits.length > 0 && (node.kind === 'all' || culprits.length === node.children.length)) {
        for (const child of culprits) this.contradiction(child)
        return
      }
      for (const [a, b] of node.kind === 'all' ? pairs(node.children) : [])
        if (this.never(both(this.formula(a), this.formula(b))))
          return this.say('rule-contradiction', b, [b, a])
    }
    this.say('rule-contradiction', node, [node])
  }

  private subsumed(node: RuleNode & { kind: 'all' | 'any' | 'not' }): void {
    const told = new Set<RuleNode>()
    const useful = node.children.filter((child) => !this.isSettled(child))
    for (const [a, b] of pairs(useful)) {
      if (told.has(a) || told.has(b)) continue
      const [first, second] = [this.formula(a), this.formula(b)]
      const forth = this.implies(first, second)
      const back = !forth && this.implies(second, first)
      if (!forth && !back) continue
      // In an all the weaker of two says nothing, in an any the stronger.
      const [idle, by] = forth === (node.kind === 'all') ? [b, a] : [a, b]
      told.add(idle)
      this.say('rule-subsumed', idle, [idle, by])
    }
  }

  /** Always or never true, which was told of it already. */
  private isSettled(node: RuleNode): boolean {
    const formula = this.formula(node)
    return this.never(formula) || this.never(formula, false)
  }

  private exclusive(node: RuleNode): void {
    if (node.kind !== 'any' || node.children.length < 2) return
    if (node.children.some((child) => this.isSettled(child))) return
    const apart = pairs(node.children).every(([a, b]) => this.never(both(this.formula(a), this.formula(b))))
    if (apart) this.say('rule-exclusive', node, [node])
  }

  /** Whom it concerns and what it asks, held against each other. */
  private together(appliesTo: RuleNode, conditions: RuleNode): void {
    if (isBare(appliesTo)) return
    const concerned = this.formula(appliesTo)
    const tops = conditions.kind === 'all' ? conditions.children : [conditions]
    if (this.never(both(concerned, this.formula(conditions)))) {
      const clash = tops.find((top) => this.never(both(concerned, this.formula(top)))) ?? conditions
      return this.say('rule-contradiction', clash, [clash, appliesTo])
    }
    for (const top of tops)
      if (!isBare(top) && !this.isSettled(top) && this.implies(concerned, this.formula(top)))
        this.say('rule-subsumed', top, [top, appliesTo])
  }

  // Tiers and tables

  private parameter(parameter: CompiledParameter): void {
    const { from } = this.days
    const version = parameter.versions.find(
      (one) => (one.from === undefined || one.from <= from) && (one.until === undefined || from < one.until),
    )
    if (version === undefined) return
    if (version.table !== undefined) this.rows(version.table, parameter.label)
    else this.tiers(version.tiers, parameter.label)
  }

  private tiers(tiers: readonly Tier[], name: Bilingual): void {
    const steps = tiers.flatMap(({ when, path }) =>
      when === undefined || path === undefined ? [] : [{ when, path, formula: this.of(when) }],
    )
    const reached = steps.filter(({ when, path, formula }, i) => {
      const earlier = steps.slice(0, i).map((step) => opposite(step.formula))
      const isReached = !this.never(both(formula, ...earlier))
      if (!isReached) this.push('tier-unreachable', path, name, [this.words(when)])
      return isReached
    })
    for (const [a, b] of pairs(reached)) this.overlapOfTiers(a, b, name)
    this.holeInTiers(reached, name)
  }

  /** Two tiers over one quantity that share a part while each has its own: a limit that both claim. */
  private overlapOfTiers(a: Step, b: Step, name: Bilingual): void {
    if (!sameQuantity([a.formula, b.formula])) return
    const apart = (one: Formula, other: Formula) =>
      prove(both(one, opposite(other)), true, undefined, this.days)
    if (apart(a.formula, b.formula).is !== 'found' || apart(b.formula, a.formula).is !== 'found') return
    const shared = this.witness(both(a.formula, b.formula), (asked) => holdsAll([a.when, b.when], asked))
    if (shared !== undefined)
      this.push('tier-overlap', b.path, name, [this.words(a.when), this.words(b.when)], shared)
  }

  /** A value of the one quantity between two tiers that only `otherwise` takes. */
  private holeInTiers(steps: readonly Step[], name: Bilingual): void {
    const [first] = steps
    if (first === undefined || steps.length < 2 || !sameQuantity(steps.map(({ formula }) => formula))) return
    const hole = holeBetween(
      steps.map(({ formula }) => formula),
      this.days,
    )
    if (hole === undefined) return
    const told = toldBy(hole, this.days.from)
    if (
      told !== undefined &&
      this.isReal(told, (asked) => steps.every(({ when }) => evaluate(when, asked) === false))
    )
      this.push('tier-gap', first.path, name, [], witnessOf(told, this.rule.dictionary))
  }

  private rows(table: CompiledTable, name: Bilingual): void {
    const rows = [...table.rows].sort((a, b) => a.number - b.number)
    const dead = rows.filter(({ when }) => this.never(this.of(when)))
    for (const row of dead) this.push('table-row-never', row.path, name, [row.number])
    const live = rows.filter((row) => !dead.includes(row))
    if (table.hit === 'U' || table.hit === 'A') this.overlaps(table, live, name)
    if (table.hit === 'F' || table.hit === 'P')
      this.shadowed(
        table.rows.filter((row) => live.includes(row)),
        name,
      )
    if (table.otherwise === undefined && table.hit !== 'C+' && table.hit !== 'C#') this.gap(table, rows, name)
  }

  private overlaps({ hit }: CompiledTable, rows: readonly TableRow[], name: Bilingual): void {
    for (const [a, b] of pairs(rows)) {
      if (hit === 'A' && this.agree(a, b)) continue
      const shared = this.witness(both(this.of(a.when), this.of(b.when)), (asked) =>
        holdsAll([a.when, b.when], asked),
      )
      if (shared !== undefined)
        this.push(
          hit === 'U' ? 'table-overlap' : 'table-conflict',
          b.path,
          name,
          [a.number, b.number],
          shared,
        )
    }
  }

  private agree(a: TableRow, b: TableRow): boolean {
    const { parameters } = this.rule
    return this.ground.ground(a.value, parameters) === this.ground.ground(b.value, parameters)
  }

  private shadowed(rows: readonly TableRow[], name: Bilingual): void {
    for (const [i, row] of rows.entries()) {
      const earlier = rows.slice(0, i).map(({ when }) => opposite(this.of(when)))
      if (i > 0 && this.never(both(this.of(row.when), ...earlier)))
        this.push('table-row-unreachable', row.path, name, [row.number])
    }
  }

  private gap({ path }: CompiledTable, rows: readonly TableRow[], name: Bilingual): void {
    const nothing = both(...rows.map(({ when }) => opposite(this.of(when))))
    const left = this.witness(nothing, (asked) => rows.every(({ when }) => evaluate(when, asked) === false))
    if (left !== undefined) this.push('table-gap', path, name, [], left)
  }

  // Witnesses

  private witness(formula: Formula, verified: Verified): Witness | undefined {
    let real: Told | undefined
    const accept = (model: Model) => {
      const told = toldBy(model, this.days.from)
      if (told === undefined || !this.isReal(told, verified)) return false
      real = told
      return true
    }
    const proof: Proof = prove(formula, true, accept, this.days)
    return proof.is === 'found' && real !== undefined ? witnessOf(real, this.rule.dictionary) : undefined
  }

  /** Whether the interpreter, asked about these facts, agrees. */
  private isReal(told: Told, verified: Verified): boolean {
    const { dictionary, parameters } = this.rule
    return verified(question(dictionary, sheetOfTold(told), told.on, parameters))
  }

  private words(expression: Expression) {
    return describe(expression, this.rule.dictionary, this.rule.parameters)
  }

  private say(code: FindingCode, at: RuleNode, about: readonly RuleNode[]): void {
    this.push(
      code,
      at.path ?? [],
      at.text,
      about.map(({ text }) => text),
    )
  }

  private push(
    code: FindingCode,
    path: Finding['path'],
    name: Bilingual,
    about: readonly (Bilingual | number)[],
    witness?: Witness,
  ): void {
    this.found.push({ code, path, ...findingSaid(code, name, about, witness), ...(witness && { witness }) })
  }
}

interface Step {
  readonly when: Expression
  readonly path: Finding['path']
  readonly formula: Formula
}

/** `true` or `false` written as such: meant. */
const isBare = (node: RuleNode) => node.kind === 'test' && node.expression.op === 'literal'

const pairs = <T>(all: readonly T[]): (readonly [T, T])[] =>
  all.flatMap((a, i) => all.slice(i + 1).map((b) => [a, b] as const))

const holdsAll = (conditions: readonly Expression[], asked: Question) =>
  conditions.every((condition) => evaluate(condition, asked) === true)

function sameQuantity(formulas: readonly Formula[]): boolean {
  const keys = new Set<string>()
  const visit = (part: Formula) => {
    if (part.op === 'test') keys.add(part.quantity.key)
    else if (part.op === 'not') visit(part.part)
    else if (part.op !== 'constant') part.parts.forEach(visit)
  }
  formulas.forEach(visit)
  return keys.size === 1
}
