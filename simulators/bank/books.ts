import { type Fen, addFen } from '#kernel/money.ts'
import type { Instant } from '#kernel/time.ts'

/**
 * The bank's books: double entry in 分. Every posting takes from one account what it gives to another, so that the sum
 * over all accounts is always nothing. Three accounts are the bank's own and may fall below zero.
 */
export const ownAccounts = {
  funding: 'BANK-FUNDING',
  clearing: 'BANK-CLEARING',
  differences: 'BANK-DIFFERENCES',
} as const

export interface Account {
  readonly number: string
  readonly name: string
  readonly creditCode?: string | undefined
  readonly openedAt: Instant
  closedAt?: Instant
  balanceFen: Fen
  readonly entries: Entry[]
}

export interface Entry {
  readonly entryId: number
  readonly at: Instant
  readonly counterparty: string
  /** positive: received */
  readonly amountFen: Fen
  readonly balanceAfterFen: Fen
  readonly purpose: string
  readonly instructionId?: string | undefined
}

export interface Books {
  readonly accounts: Map<string, Account>
  readonly byCreditCode: Map<string, Account>
  lastEntryId: number
}

export interface Posting {
  readonly from: string
  readonly to: string
  readonly amountFen: Fen
  readonly purpose: string
  readonly instructionId?: string | undefined
}

export function openAccount(
  books: Books,
  account: Pick<Account, 'number' | 'name' | 'creditCode' | 'openedAt'>,
): Account {
  if (books.accounts.has(account.number)) throw new RangeError(`account ${account.number} exists`)
  const opened: Account = { ...account, balanceFen: 0, entries: [] }
  books.accounts.set(account.number, opened)
  if (account.creditCode) books.byCreditCode.set(account.creditCode, opened)
  return opened
}

export function emptyBooks(): Books {
  const books: Books = { accounts: new Map(), byCreditCode: new Map(), lastEntryId: 0 }
  for (const number of Object.values(ownAccounts))
    openAccount(books, { number, name: number, openedAt: '1970-01-01T00:00:00.000Z' })
  return books
}

function accountOf(books: Books, number: string): Account {
  const account = books.accounts.get(number)
  if (!account) throw new RangeError(`no account ${number}`)
  return account
}

function enter(
  books: Books,
  account: Account,
  other: Account,
  amountFen: Fen,
  posting: Posting,
  at: Instant,
): void {
  account.balanceFen = addFen(account.balanceFen, amountFen)
  books.lastEntryId += 1
  account.entries.push({
    entryId: books.lastEntryId,
    at,
    counterparty: other.number,
    amountFen,
    balanceAfterFen: account.balanceFen,
    purpose: posting.purpose,
    instructionId: posting.instructionId,
  })
}

/** Moves money. Throws RangeError for amounts that are not positive; whether the payer may is asked before. */
export function postTo(books: Books, posting: Posting, at: Instant): void {
  const { amountFen } = posting
  if (!Number.isSafeInteger(amountFen) || amountFen <= 0) throw new RangeError(`amount ${amountFen}`)
  const from = accountOf(books, posting.from)
  const to = accountOf(books, posting.to)
  enter(books, from, to, -amountFen, posting, at)
  enter(books, to, from, amountFen, posting, at)
}

/** Nothing, if the books are right. */
export const sumOfBalances = (books: Books): Fen =>
  addFen(...[...books.accounts.values()].map((account) => account.balanceFen))

/**
 * Account numbers of this bank: 99, fourteen digits, and a check digit (Luhn), so that a mistyped number is noticed.
 * The range is made up and belongs to no real bank.
 */
export function accountNumber(sequence: number): string {
  const body = `99${String(sequence).padStart(14, '0')}`
  let sum = 0
  for (const [i, char] of [...body].entries()) {
    const doubled = Number(char) * (i % 2 === body.length % 2 ? 1 : 2)
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return body + String((10 - (sum % 10)) % 10)
}
