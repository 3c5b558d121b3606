import type { Verdict } from '#kernel/explanation.ts'
import type { Day } from '#kernel/time.ts'
import { add, compareRational, type Rational, rational, roundTo, zero } from '#definitions/rational.ts'
import type { RuleNode } from '#definitions/rules/clause.ts'
import { evaluate, question, type Question } from '#definitions/rules/evaluate.ts'
import { isRational } from '#definitions/rules/expression.ts'
import type { BenefitRule, PolicyRule } from '#definitions/rules/policy-rule.ts'
import { dictionary } from './dictionary.ts'
import { type Row, sheetOf } from './rows.ts'

/** What a policy answers: the verdict, and in 分 what who is eligible gets; null where there is no sum or a fact for it is missing. */
export interface Answer {
  readonly verdict: Verdict
  readonly fen: bigint | null
}

export type Oracle = (rule: PolicyRule, row: Row, on: Day) => Answer

/** The interpreter's answer, straight from the tree that people wrote. */
export const interpreted: Oracle = (rule, row, on) => {
  const asked = question(dictionary, sheetOf(row), on, rule.parameters)
  const verdict = verdictOf(rule, asked)
  return { verdict, fen: verdict === 'eligible' && rule.benefit ? fenOf(rule.benefit, asked) : null }
}

function verdictOf(rule: PolicyRule, asked: Question): Verdict {
  const applies = truthOf(rule.appliesTo.tree, asked)
  if (applies === false) return 'not-applicable'
  const holds = truthOf(rule.conditions.tree, asked)
  if (holds === false) return 'ineligible'
  return applies === true && holds === true ? 'eligible' : 'unknown'
}

function truthOf(node: RuleNode, asked: Question): boolean | undefined {
  if (node.kind === 'test') return evaluate(node.expression, asked) as boolean | undefined
  const truths = node.children.map((child) => truthOf(child, asked))
  if (node.kind === 'not') return truths[0] === undefined ? undefined : !truths[0]
  const deciding = node.kind === 'any'
  if (truths.includes(deciding)) return deciding
  return truths.includes(undefined) ? undefined : !deciding
}

const largest = BigInt(Number.MAX_SAFE_INTEGER)

function fenOf({ amount, components, cap, round }: BenefitRule, asked: Question): bigint | null {
  const number = (one: BenefitRule['amount']): Rational | undefined => {
    const value = one && evaluate(one, asked)
    return isRational(value) ? value : undefined
  }
  const due = ({ when, amount: part }: BenefitRule['components'][number]): Rational | undefined => {
    const holds = when === undefined ? true : evaluate(when, asked)
    return holds === false ? zero : holds === true ? number(part) : undefined
  }
  const gross =
    components.length === 0
      ? number(amount)
      : components
          .map(due)
          .reduce((sum, part) => (sum === undefined || part === undefined ? undefined : add(sum, part)), zero)
  const most = number(cap)
  if (gross === undefined || (cap !== undefined && most === undefined)) return null
  const capped = most !== undefined && compareRational(gross, most) > 0 ? most : gross
  const { n } = roundTo(capped, rational(round.toFen), round.by)
  return n <= largest && n >= -largest ? n : null
}
