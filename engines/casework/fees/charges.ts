import { compileExpression } from '#definitions/rules/check.ts'
import { type Expression, isRational } from '#definitions/rules/expression.ts'
import { evaluate } from '#definitions/rules/evaluate.ts'
import { isWhole, rational, roundTo } from '#definitions/rational.ts'
import type { Complaint } from '#kernel/definition.ts'
import type { Bilingual } from '#kernel/text.ts'
import type { Day } from '#kernel/time.ts'
import { holds, questionOf, wordsOf } from '../filing/conditions.ts'
import { partsFor } from '../filing/form.ts'
import type { Charge } from '../catalogue/item.ts'
import type { Answers, ChargeLine } from '../model.ts'
import type { CasePlan } from '../filing/plan.ts'

/** What a filing costs, line by line: each computed from the answers by its own rule, and owed to one authority. */

export interface ComputedCharge extends Omit<ChargeLine, 'amountFen'> {
  readonly title: Bilingual
  /** how it is reckoned, in words */
  readonly how: Bilingual
  /** in 分; absent while an answer that it needs is missing */
  readonly amountFen?: number | undefined
  readonly basis: Charge['basis']
  readonly confidence: Charge['confidence']
}

const compiled = new WeakMap<CasePlan, Map<string, Expression | Complaint[]>>()

/** A sum of money in the rule language over the names of the case; its faults where it is none. */
function expressionOf(plan: CasePlan, text: string): Expression | Complaint[] {
  const known = compiled.get(plan) ?? new Map<string, Expression | Complaint[]>()
  compiled.set(plan, known)
  const before = known.get(text)
  if (before) return before
  const { vocabulary } = wordsOf(plan).dictionary
  const made = compileExpression(text, { vocabulary, parameters: new Map() })
  const found = Array.isArray(made)
    ? made.map((fault): Complaint => ({ ...fault, path: ['charges'] }))
    : made.type.kind === 'money'
      ? made
      : [notMoney]
  known.set(text, found)
  return found
}

const notMoney: Complaint = {
  code: 'money-needed',
  path: ['charges'],
  expected: 'money',
  message: { zh: '这里要算出金额', en: 'this must come to an amount of money' },
  remedy: { zh: '请写带单位的金额或金额算式', en: 'Write an amount with its unit or a formula of money' },
}

/** Everything wrong with the sums of a theme's items, for the check of a city. */
export const chargeFaults = (plan: CasePlan): { rule: string; faults: readonly Complaint[] }[] =>
  plan.nodes.flatMap(({ definition }) =>
    (definition.charges ?? []).flatMap(({ amount }) => {
      const made = expressionOf(plan, amount)
      return Array.isArray(made) ? [{ rule: amount, faults: made }] : []
    }),
  )

/** The charges of all items that are part of a case with these answers, to the 分, halves upward. */
export function chargesFor(plan: CasePlan, answers: Answers, on: Day): ComputedCharge[] {
  const asked = questionOf(plan, answers, on)
  return partsFor(plan, answers, on).flatMap((node) =>
    (node.definition.charges ?? []).flatMap((charge): ComputedCharge[] => {
      if (holds(plan, charge.when, { answers, on }) === 'false') return []
      const expression = expressionOf(plan, charge.amount)
      const value = Array.isArray(expression) ? undefined : evaluate(expression, asked)
      return [
        {
          part: node.id,
          charge: charge.id,
          payee: charge.payee ?? node.department ?? node.definition.department,
          title: charge.title,
          how: charge.how,
          amountFen: isRational(value) ? fenOf(value) : undefined,
          basis: charge.basis,
          confidence: charge.confidence,
        },
      ]
    }),
  )
}

function fenOf(amount: Parameters<typeof isWhole>[0]): number | undefined {
  const rounded = roundTo(amount, rational(1), 'half-up')
  const fen = Number(rounded.n)
  return Number.isSafeInteger(fen) ? fen : undefined
}

/** One sheet: what goes to whom, and all together. Every line stands in exactly one authority's sum. */
export function paymentSheet(lines: readonly ChargeLine[]) {
  const byPayee = new Map<string, number>()
  for (const { payee, amountFen } of lines) byPayee.set(payee, (byPayee.get(payee) ?? 0) + amountFen)
  return {
    byPayee: [...byPayee].map(([payee, amountFen]) => ({ payee, amountFen })),
    totalFen: lines.reduce((sum, { amountFen }) => sum + amountFen, 0),
  }
}
