import type { Definitions } from '#kernel/definition.ts'
import type { Day } from '#kernel/time.ts'
import { type ComputedCharge, chargesFor, paymentSheet } from './charges.ts'
import type { Answers, CaseState, ChargeLine } from '../model.ts'
import { departmentNamed } from '../names.ts'
import type { CasePlan } from '../filing/plan.ts'
import type { PaymentView } from '../filing/form-views.ts'

/**
 * The payment sheet of these answers; undefined where nothing is charged. Once a case is filed its sums stand as they were counted,
 * whatever the answers say later, and what parts would have cost that fell away is left out of them.
 */
export function paymentView(
  plan: CasePlan,
  answers: Answers,
  all: Definitions,
  on: Day,
  { charges, freed: fallen = [] }: Pick<CaseState, 'charges' | 'freed'> = {},
): PaymentView | undefined {
  const lines = chargesFor(plan, answers, on).map((line) => ({
    ...line,
    amountFen: amountOf(line, charges),
    freed: fallen.includes(line.part),
  }))
  if (lines.length === 0) return undefined
  const known = lines.flatMap(({ amountFen, freed, ...line }) =>
    amountFen === undefined || freed ? [] : [{ ...line, amountFen }],
  )
  const { byPayee, totalFen } = paymentSheet(known)
  return {
    lines: lines.map(({ payee, basis, ...line }) => ({
      ...line,
      basis: [...basis],
      payee: departmentNamed(all, payee),
    })),
    byPayee: byPayee.map(({ payee, amountFen }) => ({ payee: departmentNamed(all, payee), amountFen })),
    totalFen,
  }
}

const amountOf = ({ part, charge, amountFen }: ComputedCharge, counted: readonly ChargeLine[] | undefined) =>
  counted ? counted.find((one) => one.part === part && one.charge === charge)?.amountFen : amountFen
