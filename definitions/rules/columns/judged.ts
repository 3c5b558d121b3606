import type { RuleNode } from '../clause.ts'
import type { CompiledParameter } from '../compiled-parameter.ts'
import type { Expression } from '../expression.ts'
import type { Ground } from '../ground.ts'
import type { PolicyRule } from '../policy-rule.ts'
import { inverse } from '../relation.ts'
import type { Relation } from '../syntax.ts'
import type { Term, Terms } from './terms.ts'

/**
 * A condition as it is told to people: its single tests joined by `all` and `any`, each turned so that yes helps the enterprise.
 * `measured` says when the gap of a missed test can be measured, which is what makes a miss a near one.
 */
export type Judged =
  | { readonly kind: 'test'; readonly term: Term; readonly measured: 'never' | 'always' | Term }
  | { readonly kind: 'all' | 'any'; readonly term: Term; readonly parts: readonly Judged[] }

export interface JudgedPolicy {
  readonly id: string
  readonly applies: Term
  /** joined by `all` */
  readonly conditions: readonly Judged[]
}

type Parameters = ReadonlyMap<string, CompiledParameter>

export function judgedPolicy(rule: PolicyRule, ground: Ground, terms: Terms): JudgedPolicy {
  const judge = new Judge(rule.parameters, ground, terms)
  const applies = judge.node(rule.appliesTo.tree, true).term
  const conditions = judge.node(rule.conditions.tree, true)
  return { id: rule.id, applies, conditions: conditions.kind === 'all' ? conditions.parts : [conditions] }
}

class Judge {
  constructor(
    private readonly parameters: Parameters,
    private readonly ground: Ground,
    private readonly terms: Terms,
  ) {}

  node(node: RuleNode, wanted: boolean): Judged {
    if (node.kind === 'test') return this.test(node.expression, wanted)
    const below = node.kind === 'not' ? !wanted : wanted
    const parts = node.children.map((child) => this.node(child, below))
    const [only] = parts
    if (node.kind === 'not' && only !== undefined) return only
    const kind = (node.kind === 'all') === wanted ? 'all' : 'any'
    const flat = parts.flatMap((part) => (part.kind === kind ? part.parts : [part]))
    const term = this.terms.joined(
      kind === 'all' ? 'and' : 'or',
      flat.map((part) => part.term),
    )
    return { kind, term, parts: flat }
  }

  private test(expression: Expression, wanted: boolean): Judged {
    const yes = this.terms.of(this.ground.ground(expression, this.parameters))
    return {
      kind: 'test',
      term: wanted ? yes : this.terms.not(yes),
      measured: this.measured(expression, wanted),
    }
  }

  /** Mirrors what `explain` can measure: one limit, or the two ends of one range. */
  private measured(expression: Expression, wanted: boolean): 'never' | 'always' | Term {
    if (expression.op === 'compare') return measurable(expression.left, expression.relation, wanted)
    if (expression.op !== 'in') return 'never'
    const [test] = expression.tests
    if (expression.tests.length !== 1 || test === undefined) return 'never'
    if (test.op === 'relation') return measurable(expression.value, test.relation, wanted)
    if (!wanted || measurable(expression.value, '<', true) === 'never') return 'never'
    return this.bothEnds(expression.value, test)
  }

  /**
   * A missed range is measured where both of its ends are known, unless the value stands on a lower end that belongs to it: then the
   * range is empty. Where the lower end is known to be the lower one, nothing is to be asked.
   */
  private bothEnds(
    value: Expression,
    test: { low: Expression; lowIncluded: boolean; high: Expression },
  ): Term | 'always' {
    const { ground, terms } = this
    const grounded = (one: Expression) => ground.ground(one, this.parameters)
    const proper = terms.compare(grounded(test.low), '<', grounded(test.high))
    if (proper.op === 'constant' && proper.value === true) return 'always'
    const isKnown = (end: Expression) => terms.compare(grounded(end), '=', grounded(end))
    const onLowEnd = terms.compare(grounded(value), '=', grounded(test.low))
    return terms.joined('and', [
      isKnown(test.low),
      isKnown(test.high),
      ...(test.lowIncluded ? [terms.not(onLowEnd)] : []),
    ])
  }
}

function measurable(value: Expression, relation: Relation, wanted: boolean): 'never' | 'always' {
  const hoped = wanted ? relation : inverse[relation]
  const { kind } = value.type
  if (kind === 'date') return hoped === '=' || hoped === '!=' ? 'never' : 'always'
  if (kind === 'money' || kind === 'ratio' || kind === 'number') return hoped === '!=' ? 'never' : 'always'
  return 'never'
}
