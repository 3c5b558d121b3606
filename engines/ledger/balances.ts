import { addFen, type Fen } from '#kernel/money.ts'
import type { Balances, BookAccount, BookEvent, DisbursementEvent, Move } from './model.ts'
import type { RepaymentEvent } from './repayment/model.ts'

/** Double entry: what one account loses another gains. `instructionId` is absent where the budget itself moves. */
export interface Posting {
  readonly instructionId?: string | undefined
  readonly from: BookAccount
  readonly to: BookAccount
  readonly amountFen: Fen
}

const accountOf: Readonly<Record<Move['from'], BookAccount>> = {
  approved: 'available',
  waiting: 'available',
  held: 'held',
  ordered: 'ordered',
  'in-doubt': 'inDoubt',
  settled: 'paid',
  returned: 'returned',
  released: 'available',
  reversed: 'available',
}

const postingOf = ({ instructionId, from, to, amountFen }: Move): Posting[] =>
  accountOf[from] === accountOf[to]
    ? []
    : [{ instructionId, from: accountOf[from], to: accountOf[to], amountFen }]

/** The postings that an event stands for. Every change of a balance follows from here, in memory and in the database. */
export function postingsOf(event: BookEvent | DisbursementEvent | RepaymentEvent): Posting[] {
  // The other way: the payment that is asked back keeps its own postings.
  if (event.type === 'RepaymentReceived')
    return [{ from: 'paid', to: 'available', amountFen: event.data.receipt.amountFen }]
  if (event.type === 'BookOpened')
    return [{ from: 'budget', to: 'available', amountFen: event.data.budgetFen }]
  if (event.type === 'BudgetChanged') {
    const grown = event.data.toFen - event.data.fromFen
    if (grown === 0) return []
    return grown > 0
      ? [{ from: 'budget', to: 'available', amountFen: grown }]
      : [{ from: 'available', to: 'budget', amountFen: -grown }]
  }
  return 'moves' in event.data ? event.data.moves.flatMap(postingOf) : []
}

export const emptyBalances: Balances = {
  budget: 0,
  available: 0,
  held: 0,
  ordered: 0,
  inDoubt: 0,
  paid: 0,
  returned: 0,
}

/** How much each account changes by a set of postings; the changes add up to nothing. */
export function changesBy(postings: readonly Posting[]): Balances {
  const change: Record<BookAccount, Fen> = { ...emptyBalances }
  for (const { from, to, amountFen } of postings) {
    change[from] = addFen(change[from], -amountFen)
    change[to] = addFen(change[to], amountFen)
  }
  return change
}
