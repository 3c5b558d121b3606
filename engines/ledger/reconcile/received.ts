import type { Fen } from '#kernel/money.ts'
import type { Day } from '#kernel/time.ts'
import type { FindingKind, ReceivedRow } from './model.ts'
import { readName } from './names.ts'

/** What somebody was asked to give back, as ledger and budget know it. */
export interface KnownRepayment {
  readonly repaymentId: string
  /** what the payer writes into the transfer */
  readonly number: string
  readonly payer: string
  /** still asked for; nothing where it is over */
  readonly openFen: Fen
  readonly receivedFen: Fen
  /** what the budget's postings say came back for it */
  readonly postedFen: Fen
}

/** Money that the ledger has recorded as come in. */
export interface KnownReceipt {
  readonly bankReference: string
  readonly payer: string
  readonly amountFen: Fen
  /** statements imported before state it */
  readonly stated: boolean
  /** recorded before the statement ends, so that the bank must state it */
  readonly due: boolean
}

/** A row of the statement that is taken for a demand. */
export interface Match {
  readonly row: number
  readonly repaymentId: string
  readonly bankReference: string
  readonly payer: string
  readonly amountFen: Fen
  readonly payerAccount: string
  readonly receivedOn: Day
}

/** A difference that came to light, before it is numbered. */
export interface ReceivedDifference {
  readonly kind: FindingKind
  readonly row?: number
  readonly instruction?: string
  readonly payee?: string
  readonly ledgerFen?: Fen
  readonly bankFen?: Fen
  readonly budgetFen?: Fen
  readonly ledgerSays?: string
  readonly bankSays?: string
}

const readRemark = (remark: string) => remark.normalize('NFKC').toUpperCase().replaceAll(/\s/g, '')

/** The demand that a row names; one that names none is known only by an exact name and the exact sum of one demand. */
function demandOf(row: ReceivedRow, demands: readonly KnownRepayment[]): KnownRepayment | undefined {
  const remark = readRemark(row.remark)
  const named = demands.filter(({ number }) => remark.includes(number))
  if (named.length > 0) return named.length === 1 ? named[0] : undefined
  const alike = demands.filter(
    ({ payer, openFen }) => openFen > 0 && readName(payer) === readName(row.payerName),
  )
  return alike.length === 1 && alike[0]?.openFen === row.amountFen ? alike[0] : undefined
}

/**
 * Holds what the bank says came in against what was asked back. A row that names its demand, by its payer and for no more than is
 * owed, is taken for it; everything else is named to the row and waits for a person.
 */
export function compareReceived(
  rows: readonly ReceivedRow[],
  demands: readonly KnownRepayment[],
  receipts: readonly KnownReceipt[],
): { matches: Match[]; differences: ReceivedDifference[] } {
  const matches: Match[] = []
  const differences: ReceivedDifference[] = []
  const recorded = new Map(receipts.map((one) => [one.bankReference, one]))
  const seen = new Map<string, number>()
  const left = new Map(demands.map(({ repaymentId, openFen }) => [repaymentId, openFen]))
  for (const row of rows) {
    const { bankReference, amountFen, payerName, payerAccount } = row
    const named = { row: row.row, instruction: bankReference, payee: payerName }
    const first = seen.get(bankReference)
    seen.set(bankReference, first ?? row.row)
    const known = recorded.get(bankReference)
    if (first !== undefined) {
      differences.push({ kind: 'stated-twice', ...named, bankSays: String(first) })
      continue
    }
    if (known) {
      if (known.stated) differences.push({ kind: 'stated-twice', ...named })
      if (known.amountFen !== amountFen)
        differences.push({ kind: 'amount-differs', ...named, ledgerFen: known.amountFen, bankFen: amountFen })
      continue
    }
    const demand = demandOf(row, demands)
    if (!demand) {
      differences.push({ kind: 'receipt-unknown', ...named, bankFen: amountFen, bankSays: row.remark })
      continue
    }
    const openFen = left.get(demand.repaymentId) ?? 0
    if (readName(demand.payer) !== readName(payerName))
      differences.push({
        kind: 'payer-differs',
        ...named,
        ledgerSays: demand.payer,
        bankSays: `${payerName} ${payerAccount}`,
      })
    else if (amountFen > openFen)
      differences.push({ kind: 'repaid-too-much', ...named, ledgerFen: openFen, bankFen: amountFen })
    else {
      left.set(demand.repaymentId, openFen - amountFen)
      const { repaymentId, payer } = demand
      const { receivedOn } = row
      matches.push({ row: row.row, repaymentId, bankReference, payer, amountFen, payerAccount, receivedOn })
    }
  }
  for (const { bankReference, payer, amountFen, stated, due } of receipts)
    if (due && !stated && !seen.has(bankReference))
      differences.push({
        kind: 'missing-at-bank',
        instruction: bankReference,
        payee: payer,
        ledgerFen: amountFen,
      })
  for (const { number, payer, receivedFen, postedFen } of demands)
    if (receivedFen !== postedFen)
      differences.push({
        kind: 'budget-differs',
        instruction: number,
        payee: payer,
        ledgerFen: receivedFen,
        budgetFen: postedFen,
      })
  return { matches, differences }
}
