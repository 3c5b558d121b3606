import type { Definitions } from '#kernel/definition.ts'
import type { Day } from '#kernel/time.ts'
import { type ComputedCharge, chargesFor, paymentSheet } from './charges.ts'
import type { Answers, ChargeLine } from '../model.ts'
import { departmentNamed } from '../names.ts'
import type { CasePlan } from '../filing/plan.ts'
import type { PaymentView } from '../filing/form-views.ts'

/**
 * The payment sheet of these answers; undefined where nothing is charged. `counted` are the sums as they were counted when the
 * case was filed: they stand, whatever the answers say later.
 */
export function paymentView(
  plan: CasePlan,
  answers: Answers,
  all: Definitions,
  on: Day,
  counted?: readonly ChargeLine[],
): PaymentView | undefined {
  const lines = chargesFor(plan, answers, on).map((line) => ({ ...line, amountFen: amountOf(line, counted) }))
  if (lines.length === 0) return undefined
  const known = lines.flatMap(({ amountFen, ...line }) =>
    amountFen === undefined ? [] : [{ ...line, amountFen }],
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
