import type { RuleNode } from '#definitions/rules/clause.ts'
import type { RawColumns } from '#definitions/rules/columns/raw.ts'
import { type Expression, isRational } from '#definitions/rules/expression.ts'
import type { PolicyRule } from '#definitions/rules/policy-rule.ts'
import { bestPass } from './pass.ts'
import { expression, latin, publicodesSpelling } from './infix.ts'
import { type PeerFigures, peerRequire, rowOf, type Scalar } from './peers.ts'

interface JsonRules {
  readonly Engine: new (
    rules: readonly object[],
    options: object,
  ) => {
    run(facts: object): Promise<{ events: readonly { type: string }[] }>
    addOperator(name: string, holds: (fact: Scalar, value: Scalar) => boolean): void
  }
}
type Condition =
  | { fact: string; operator: string; value: Scalar | readonly Scalar[] }
  | { all: Condition[] }
  | { any: Condition[] }

const operators = {
  '<': 'lessThan',
  '<=': 'lessThanInclusive',
  '>': 'greaterThan',
  '>=': 'greaterThanInclusive',
  '=': 'equal',
  '!=': 'notEqual',
} as const

const scalar = (value: unknown, isDay: boolean): Scalar =>
  isRational(value as never)
    ? Number((value as { n: bigint }).n) / Number((value as { d: bigint }).d)
    : isDay
      ? Date.parse(String(value)) / 86_400_000
      : (value as Scalar)

/**
 * JSON rules know single facts against fixed values. What divides or chooses is given to the engine as a fact computed before, outside
 * the time measured, which favours it.
 */
class JsonRuleWriter {
  readonly computed = new Map<string, Expression>()

  condition(node: RuleNode): Condition {
    if (node.kind === 'test') return this.test(node.expression)
    const parts = node.children.map((child) => this.condition(child))
    return node.kind === 'any' ? { any: parts } : { all: parts }
  }

  private test(tree: Expression): Condition {
    if (tree.op === 'or') return { any: tree.operands.map((part) => this.test(part)) }
    if (tree.op === 'and') return { all: tree.operands.map((part) => this.test(part)) }
    if (tree.op === 'compare' && tree.left.op === 'fact' && tree.right.op === 'literal')
      return {
        fact: latin(tree.left.fact),
        operator: operators[tree.relation],
        value: scalar(tree.right.value, tree.right.type.kind === 'date'),
      }
    if (tree.op === 'in' && tree.value.op === 'fact') {
      const fact = latin(tree.value.fact)
      const literal = (part: Expression) =>
        part.op === 'literal' ? scalar(part.value, part.type.kind === 'date') : null
      const options = tree.tests.flatMap((test) => (test.op === 'relation' ? [literal(test.operand)] : []))
      if (options.length === tree.tests.length) return { fact, operator: 'in', value: options }
      return {
        any: tree.tests.flatMap((test) =>
          test.op === 'range'
            ? [
                {
                  all: [
                    { fact, operator: operators[test.lowIncluded ? '>=' : '>'], value: literal(test.low) },
                    { fact, operator: operators[test.highIncluded ? '<=' : '<'], value: literal(test.high) },
                  ],
                },
              ]
            : [],
        ),
      }
    }
    const name = `computed${this.computed.size}`
    this.computed.set(name, tree)
    return { fact: name, operator: 'equal', value: true }
  }
}

/** The value of a tree over a row in doubles; null is unknown. */
function valueIn(tree: Expression, row: Record<string, Scalar>): Scalar {
  const inner = (part: Expression) => valueIn(part, row)
  switch (tree.op) {
    case 'literal':
      return scalar(tree.value, tree.type.kind === 'date')
    case 'fact':
      return row[latin(tree.fact)] ?? null
    case 'arithmetic': {
      const [a, b] = [inner(tree.left), inner(tree.right)]
      if (a === null || b === null || (tree.operator === '/' && b === 0)) return null
      const [x, y] = [Number(a), Number(b)]
      return { '+': x + y, '-': x - y, '*': x * y, '/': x / y }[tree.operator]
    }
    case 'if': {
      const holds = inner(tree.condition)
      return holds === null ? null : inner(holds === true ? tree.yes : tree.no)
    }
    case 'compare': {
      const [a, b] = [inner(tree.left), inner(tree.right)]
      if (a === null || b === null) return null
      return { '<': a < b, '<=': a <= b, '>': a > b, '>=': a >= b, '=': a === b, '!=': a !== b }[
        tree.relation
      ]
    }
    default:
      throw new TypeError(`the bench policies compute no ${tree.op}`)
  }
}

/** One engine with a rule for each policy; a row is one run. */
export async function jsonRulesPeer(raw: RawColumns, policies: readonly PolicyRule[]): Promise<PeerFigures> {
  const { Engine } = peerRequire()('json-rules-engine') as JsonRules
  const writer = new JsonRuleWriter()
  const rules = policies.map(({ id, conditions }) => {
    const condition = writer.condition(conditions.tree)
    return { conditions: 'fact' in condition ? { all: [condition] } : condition, event: { type: id } }
  })
  const engine = new Engine(rules, { allowUndefinedFacts: true })
  const rows = Array.from({ length: raw.rows }, (_, i) => {
    const row = rowOf(raw, i)
    for (const [name, tree] of writer.computed) row[name] = valueIn(tree, row)
    return row
  })
  const places = new Map(policies.map(({ id }, i) => [id, i]))
  const { value, ...took } = await bestPass(async () => {
    const matches = policies.map(() => 0)
    for (const row of rows) {
      const { events } = await engine.run(row)
      for (const { type } of events)
        matches[places.get(type) ?? 0] = (matches[places.get(type) ?? 0] ?? 0) + 1
    }
    return matches
  })
  return { rows: raw.rows, policies: policies.length, ...took, matches: value }
}

interface Publicodes {
  readonly default: new (
    rules: object,
    options?: object,
  ) => {
    setSituation(situation: object): void
    evaluate(rule: string): { nodeValue: unknown }
  }
}

/** Rules by their names; choices between tiers get a rule of their own, because its expressions hold none. */
function publicodesRules(raw: RawColumns, policies: readonly PolicyRule[]): Record<string, unknown> {
  const rules: Record<string, unknown> = Object.fromEntries(
    [...raw.columns.keys()].map((fact) => [latin(fact), null]),
  )
  const say = (tree: Expression) => expression(tree, publicodesSpelling(choice))
  const choice = (condition: string, yes: string, no: string): string => {
    const name = `tier${Object.keys(rules).length}`
    rules[name] = { variations: [{ si: condition, alors: yes }, { sinon: no }] }
    return name
  }
  const test = (tree: Expression): unknown => {
    if (tree.op === 'or') return { 'une de ces conditions': tree.operands.map(test) }
    if (tree.op === 'and') return { 'toutes ces conditions': tree.operands.map(test) }
    if (tree.op !== 'in') return say(tree)
    const value = say(tree.value)
    return {
      'une de ces conditions': tree.tests.map((one) =>
        one.op === 'relation'
          ? `${value} = ${say(one.operand)}`
          : {
              'toutes ces conditions': [
                `${value} ${one.lowIncluded ? '>=' : '>'} ${say(one.low)}`,
                `${value} ${one.highIncluded ? '<=' : '<'} ${say(one.high)}`,
              ],
            },
      ),
    }
  }
  const node = (one: RuleNode): unknown => {
    if (one.kind === 'test') return test(one.expression)
    return {
      [one.kind === 'any' ? 'une de ces conditions' : 'toutes ces conditions']: one.children.map(node),
    }
  }
  for (const { id, conditions } of policies) rules[id] = node(conditions.tree)
  return rules
}

/** One engine with a rule for each policy; a row is one situation. */
export async function publicodesPeer(raw: RawColumns, policies: readonly PolicyRule[]): Promise<PeerFigures> {
  const { default: Engine } = peerRequire()('publicodes') as Publicodes
  const quiet = { log: () => undefined, warn: () => undefined, error: () => undefined }
  const engine = new Engine(publicodesRules(raw, policies), { logger: quiet })
  const written = (value: Scalar) =>
    typeof value === 'boolean' ? (value ? 'oui' : 'non') : typeof value === 'string' ? `'${value}'` : value
  const rows = Array.from({ length: raw.rows }, (_, row) =>
    Object.fromEntries(
      Object.entries(rowOf(raw, row)).flatMap(([name, value]) =>
        value === null ? [] : [[name, written(value)]],
      ),
    ),
  )
  const { value, ...took } = await bestPass(() => {
    const matches = policies.map(() => 0)
    for (const row of rows) {
      engine.setSituation(row)
      for (const [i, { id }] of policies.entries())
        if (engine.evaluate(id).nodeValue === true) matches[i] = (matches[i] ?? 0) + 1
    }
    return matches
  })
  return { rows: raw.rows, policies: policies.length, ...took, matches: value }
}
