import { addFen, type Fen } from '#kernel/money.ts'
import { type Balances, bookAccounts, type TransferState } from '../model.ts'
import type { Finding, Statement, StatementRow } from './model.ts'
import { readName } from './names.ts'
import { compareReceived, type KnownReceipt, type KnownRepayment, type Match } from './received.ts'

/** A payment as ledger and budget know it. */
export interface KnownPayment {
  /** as the bank numbers it */
  readonly instruction: string
  readonly payee: string
  /** absent where it is not known any more, as for an earlier attempt */
  readonly account: string | null
  readonly amountFen: Fen
  readonly state: TransferState | 'approved'
  /** what the budget's postings say was paid for it and did not come back */
  readonly paidFen: Fen
  /** how statements imported before state it */
  readonly stated: readonly StatementRow['state'][]
  /** the ledger says that it ended before the statement did, so that the bank must state it */
  readonly due: boolean
}

/** A book as ledger and budget know it. */
export interface KnownBook {
  readonly payments: readonly KnownPayment[]
  readonly balances: Balances
  /** the balances computed again from every posting */
  readonly recomputed: Balances
  /** what the settled transfers of the whole book add up to */
  readonly settledFen: Fen
  /** what came back of them in all */
  readonly repaidFen: Fen
  readonly repayments: readonly KnownRepayment[]
  readonly receipts: readonly KnownReceipt[]
}

type Difference = Omit<Finding, 'number'>

/** What the ledger must say where the bank says `settled` or `returned`. */
const agrees = (bank: StatementRow['state'], ledger: KnownPayment['state']): boolean =>
  bank === 'settled' ? ledger === 'settled' || ledger === 'reversed' : ledger !== 'settled'

function differencesOf(row: StatementRow, known: KnownPayment): Difference[] {
  const named = { row: row.row, instruction: row.instruction, payee: known.payee }
  const found: Difference[] = []
  if (row.amountFen !== known.amountFen)
    found.push({ kind: 'amount-differs', ...named, ledgerFen: known.amountFen, bankFen: row.amountFen })
  const elsewhere = known.account !== null && row.payeeAccount !== known.account
  if (elsewhere || readName(row.payeeName) !== readName(known.payee))
    found.push({
      kind: 'payee-differs',
      ...named,
      ledgerSays: `${known.payee} ${known.account ?? ''}`.trim(),
      bankSays: `${row.payeeName} ${row.payeeAccount}`,
    })
  if (!agrees(row.state, known.state))
    found.push({ kind: 'state-differs', ...named, ledgerSays: known.state, bankSays: row.state })
  return found
}

/** What ledger and budget say of one payment, whether or not the bank states it. */
function budgetDifference(known: KnownPayment, row: number | undefined): Difference[] {
  const owedFen = known.state === 'settled' ? known.amountFen : 0
  if (known.paidFen === owedFen) return []
  const { instruction, payee } = known
  return [{ kind: 'budget-differs', row, instruction, payee, ledgerFen: owedFen, budgetFen: known.paidFen }]
}

function bookDifferences({ balances, recomputed, settledFen, repaidFen }: KnownBook): Difference[] {
  const paidFen = addFen(settledFen, -repaidFen)
  const found = bookAccounts
    .filter((account) => balances[account] !== recomputed[account])
    .map((account): Difference => {
      const sums = { ledgerFen: balances[account], budgetFen: recomputed[account] }
      return { kind: 'book-differs', bookAccount: account, ...sums }
    })
  if (balances.paid !== paidFen && balances.paid === recomputed.paid)
    found.push({
      kind: 'book-differs',
      bookAccount: 'paid',
      ledgerFen: paidFen,
      budgetFen: recomputed.paid,
    })
  return found
}

/**
 * Compares a statement with the ledger and with the budget, row by row. Every difference is named with its row; nothing is
 * changed. The order is that of the statement, then what it lacks, then what came in, then what concerns no single payment.
 */
export function compare(
  statement: Statement,
  book: KnownBook,
): { findings: Finding[]; matches: readonly Match[] } {
  const known = new Map(book.payments.map((payment) => [payment.instruction, payment]))
  const rowOf = new Map<string, number>()
  const found: Difference[] = []
  for (const row of statement.rows) {
    const { instruction } = row
    const payment = known.get(instruction)
    const named = { row: row.row, instruction, payee: payment?.payee ?? row.payeeName }
    const first = rowOf.get(instruction)
    if (first !== undefined) found.push({ kind: 'stated-twice', ...named, bankSays: String(first) })
    else if (payment?.stated.includes(row.state)) found.push({ kind: 'stated-twice', ...named })
    else if (!payment) found.push({ kind: 'unknown-to-ledger', ...named, bankFen: row.amountFen })
    if (first === undefined) rowOf.set(instruction, row.row)
    if (payment) found.push(...differencesOf(row, payment))
  }
  for (const payment of book.payments) {
    const { instruction, payee, amountFen } = payment
    const row = rowOf.get(instruction)
    if (row === undefined && payment.due && !payment.stated.includes('settled'))
      found.push({ kind: 'missing-at-bank', instruction, payee, ledgerFen: amountFen })
    found.push(...budgetDifference(payment, row))
  }
  const settledFen = addFen(
    ...statement.rows.filter((row) => row.state === 'settled').map((row) => row.amountFen),
  )
  if (settledFen !== statement.totalFen)
    found.push({ kind: 'total-differs', bankFen: statement.totalFen, ledgerFen: settledFen })
  const { matches, differences } = compareReceived(statement.received, book.repayments, book.receipts)
  found.push(...differences)
  const receivedFen = addFen(...statement.received.map((row) => row.amountFen))
  if (statement.receivedFen !== undefined && statement.receivedFen !== receivedFen)
    found.push({ kind: 'total-differs', bankFen: statement.receivedFen, ledgerFen: receivedFen })
  found.push(...bookDifferences(book))
  return { matches, findings: found.map((difference, index) => ({ number: index + 1, ...difference })) }
}
