import { type Rational, rational } from '../rational.ts'
import type { CompiledClause, RuleNode } from './clause.ts'
import type { Dictionary } from './dictionary.ts'
import type { Expression, Type } from './expression.ts'
import { type Measure, yardstickOf } from './limit.ts'

const measurable: ReadonlySet<string> = new Set(['money', 'ratio', 'number'])

/**
 * A condition whose limits are each moved by a share of themselves, so that whoever misses one of them by no more than that share
 * fulfils it. What cannot be measured as a share of its limit — codes, days, truths — stays as it is, and nothing that was fulfilled
 * is lost.
 */
export function relaxed(clause: CompiledClause, dictionary: Dictionary, share: Rational): CompiledClause {
  return { ...clause, tree: relaxedNode(clause.tree, dictionary, share, true) }
}

/** `wanted` is the truth that helps: true, but false below a `not`. */
function relaxedNode(node: RuleNode, dictionary: Dictionary, share: Rational, wanted: boolean): RuleNode {
  if (node.kind === 'test') {
    const near = nearTo(node.expression, dictionary, share, wanted)
    return near === undefined ? node : { ...node, expression: joined(node.expression, near, wanted) }
  }
  const below = node.kind === 'not' ? !wanted : wanted
  return { ...node, children: node.children.map((child) => relaxedNode(child, dictionary, share, below)) }
}

const truth: Type = { kind: 'boolean' }

/** Fulfilled as before, or near; below a `not` unfulfilled as before, or near. */
const joined = (expression: Expression, near: Expression, wanted: boolean): Expression => {
  const { at } = expression
  return wanted
    ? { op: 'or', operands: [expression, near], type: truth, at }
    : { op: 'and', operands: [expression, notYet(near)], type: truth, at }
}

/** The other truth of a comparison of two sides; near a limit is one, or two of them. */
function notYet(near: Expression): Expression {
  if (near.op === 'compare') return { ...near, relation: near.relation === '>=' ? '<' : '>' }
  if (near.op !== 'and') throw new TypeError('near a limit is a comparison, or two')
  return { ...near, op: 'or', operands: near.operands.map(notYet) }
}

function nearTo(
  expression: Expression,
  dictionary: Dictionary,
  share: Rational,
  wanted: boolean,
): Expression | undefined {
  const stick = yardstickOf(expression, dictionary, wanted)
  if (stick?.kind === 'one') return within(stick.measure, share, expression)
  if (stick?.kind !== 'range' || !stick.wanted) return undefined
  const low = within(stick.low, share, expression)
  const high = within(stick.high, share, expression)
  if (low === undefined || high === undefined) return undefined
  return { op: 'and', operands: [low, high], type: truth, at: expression.at }
}

/** The value lies on the helping side of the limit, or by no more than the share on the other. */
function within(
  { mine, relation, theirs, type }: Measure,
  share: Rational,
  { at }: Expression,
): Expression | undefined {
  if (!measurable.has(type.kind) || !measurable.has(theirs.type.kind) || relation === '!=') return undefined
  const side = (which: 'min' | 'max'): Expression => ({
    op: 'call',
    name: which,
    operands: [
      scaled(theirs, rational(share.d - share.n, share.d)),
      scaled(theirs, rational(share.d + share.n, share.d)),
    ],
    type: theirs.type,
    at,
  })
  const above: Expression = { op: 'compare', relation: '>=', left: mine, right: side('min'), type: truth, at }
  const below: Expression = { op: 'compare', relation: '<=', left: mine, right: side('max'), type: truth, at }
  if (relation === '=') return { op: 'and', operands: [above, below], type: truth, at }
  return relation === '>' || relation === '>=' ? above : below
}

const scaled = (one: Expression, by: Rational): Expression => ({
  op: 'arithmetic',
  operator: '*',
  left: one,
  right: { op: 'literal', value: by, type: { kind: 'number', whole: false }, at: one.at },
  type: one.type.kind === 'number' ? { ...one.type, whole: false } : one.type,
  at: one.at,
})
