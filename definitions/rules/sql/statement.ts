import type { Day } from '#kernel/time.ts'
import type { CompiledClause, RuleNode } from '../clause.ts'
import { rootId } from '../clause.ts'
import type { Dictionary } from '../dictionary.ts'
import { Ground, type Grounded, type Slot } from '../ground.ts'
import type { PolicyRule } from '../policy-rule.ts'
import type { Dialect } from './dialect.ts'
import { constant, type Fraction, sumOf } from './fraction.ts'
import { Lists } from './lists.ts'
import { name, Terms, TooWide } from './terms.ts'

/** A column of the facts relation: its name is the slot's key. */
export interface FactColumn {
  readonly slot: Slot
  readonly type: string
}

export interface Statement {
  readonly sql: string
  /** what the relation `facts` must hold beside `party_id` */
  readonly columns: readonly FactColumn[]
}

/** `too-wide`: a number on the way could need more digits than the database counts exactly. */
export type StatementAnswer = Statement | { readonly refused: 'too-wide' }

/** The largest sum told at all: beyond it nothing is exact in a double, and no real enterprise gets there. */
const largestFen = 9_007_199_254_740_991n

/**
 * One statement that answers a policy for every row of `facts` on a day, and nothing of our own program in it: `party_id`, `verdict`
 * (eligible, ineligible, unknown, not-applicable), `amount_fen` of who is eligible where the policy names a sum, and one column for each
 * top condition (true, false, or null for unknown).
 */
export function policyStatement(
  rule: PolicyRule,
  dictionary: Dictionary,
  on: Day,
  dialect: Dialect,
): StatementAnswer {
  try {
    const ground = new Ground(dictionary, on, undefined, false, true)
    const lists = new Lists(dialect)
    const terms = new Terms(dialect, lists)
    const applies = terms.truth(grounded(rule.appliesTo, rule.appliesTo.tree, ground))
    const tops = topsOf(rule.conditions)
    const conditions = tops.map((node) => ({
      id: node.id,
      sql: terms.truth(grounded(rule.conditions, node, ground)),
    }))
    const all = terms.truth(grounded(rule.conditions, rule.conditions.tree, ground))
    const amount = amountOf(rule, ground, terms)
    const verdict = [
      'case',
      `      when not ${applies} then 'not-applicable'`,
      `      when not ${all} then 'ineligible'`,
      `      when ${applies} and ${all} then 'eligible'`,
      `      else 'unknown'`,
      '    end',
    ].join('\n    ')
    const shown = [
      'party_id',
      `${verdict} as verdict`,
      ...(amount === undefined ? [] : [`case when ${applies} and ${all} then ${amount} end as amount_fen`]),
      ...conditions.map(({ id, sql }) => `${sql} as ${name(id)}`),
    ]
    const sql = [
      ...terms.steps(),
      `select\n    ${shown.join(',\n    ')}\nfrom ${terms.last}\norder by party_id`,
    ]
    return { sql: sql.join('\n'), columns: columnsOf(terms, lists) }
  } catch (error) {
    if (error instanceof TooWide) return { refused: 'too-wide' }
    throw error
  }
}

/** Each column once, whether a rule or the condition of a list reads it. */
const columnsOf = (terms: Terms, lists: Lists): FactColumn[] => [
  ...new Map(
    [
      ...terms.slots.map((slot) => ({ slot, type: terms.dialect.columnType(slot.type) })),
      ...lists.columns,
    ].map((column) => [column.slot.key, column]),
  ).values(),
]

const topsOf = ({ tree }: CompiledClause): readonly RuleNode[] =>
  tree.kind === 'all' && tree.id === rootId ? tree.children : [tree]

function grounded({ parameters }: CompiledClause, node: RuleNode, ground: Ground): Grounded {
  const tree = (one: RuleNode): Grounded => {
    if (one.kind === 'test') return ground.ground(one.expression, parameters)
    const [first, ...rest] = one.children.map(tree)
    if (first === undefined) return ground.constant(one.kind === 'all', { kind: 'boolean' })
    if (one.kind === 'not') return ground.negated(first)
    return ground.connected(one.kind === 'all' ? 'and' : 'or', [first, ...rest])
  }
  return tree(node)
}

/** Components are added where their condition holds, then the cap, then the rounding the policy states. */
function amountOf({ benefit, parameters }: PolicyRule, ground: Ground, terms: Terms): string | undefined {
  if (benefit === undefined) return undefined
  const number = (one: Parameters<Ground['ground']>[0]) => terms.number(ground.ground(one, parameters))
  const parts = benefit.components.map(({ when, amount }): Fraction => {
    const due = number(amount)
    return when === undefined ? due : terms.whenTrue(terms.truth(ground.ground(when, parameters)), due)
  })
  const gross =
    benefit.amount === undefined
      ? parts.reduce<Fraction | undefined>(
          (sum, part) => (sum === undefined ? part : terms.kept(sumOf(sum, part))),
          undefined,
        )
      : number(benefit.amount)
  if (gross === undefined) return undefined
  const capped = benefit.cap === undefined ? gross : terms.smaller(gross, number(benefit.cap))
  const { n } = terms.rounded(
    terms.kept(capped),
    { n: constant(BigInt(benefit.round.toFen)), d: constant(1n) },
    benefit.round.by,
  )
  return `case when abs(${n.sql}) <= ${largestFen} then ${n.sql} end`
}
