import type { Recorded } from '#kernel/engine.ts'
import type { Instant } from '#kernel/time.ts'
import { publicName } from '#platform/database/public-name.ts'
import { sql, type Trx } from '#platform/database/sql.ts'
import { NotFound } from '#platform/query.ts'
import { readBalances, recompute } from './balance-store.ts'
import { changesBy, postingsOf } from './balances.ts'
import type { BookStanding } from './contract.ts'
import type { Balances, BookEvent, DisbursementEvent, Move, TransferState } from './model.ts'
import type { RepaymentEvent } from './repayment/model.ts'
import { askedBackOf, sumRepayments } from './repayment/store.ts'

export async function insertBook(
  trx: Trx,
  bookId: string,
  book: Extract<BookEvent, { type: 'BookOpened' }>['data'],
  at: Instant,
): Promise<void> {
  await trx.run(sql`
    insert into ledger.book (owner_id, title, fund, period, bank_account, account_name, opened_at)
    values (${bookId}, ${book.title}, ${book.fund}, ${book.period}, ${book.bankAccount}, ${book.accountName ?? null}, ${at})`)
  await trx.run(sql`
    insert into ledger.fund_year (fund, period, book_id) values (${book.fund}, ${book.period}, ${bookId})`)
  await trx.run(sql`
    insert into ledger.balance (owner_id, budget, available, held, ordered, in_doubt, paid, returned)
    values (${bookId}, 0, 0, 0, 0, 0, 0, 0)`)
}

/** Writes the postings of one event and moves the balances by their sum, in two statements however many there are. */
export async function post(
  trx: Trx,
  { ownerId, streamId, version, event, at }: Recorded<BookEvent | DisbursementEvent | RepaymentEvent>,
): Promise<void> {
  const postings = postingsOf(event)
  if (postings.length === 0) return
  const rows = postings.map((posting, line) => ({ ...posting, line }))
  await trx.run(sql`
    insert into ledger.posting (owner_id, stream_id, version, line, instruction_id, from_account, to_account, amount, at)
    select ${ownerId}, ${streamId}, ${version}, p.line, p."instructionId", p."from", p."to", p."amountFen", ${at}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as p(line int, "instructionId" uuid, "from" text, "to" text, "amountFen" bigint)`)
  const change = changesBy(postings)
  await trx.run(sql`
    update ledger.balance set budget = budget + ${change.budget}, available = available + ${change.available},
      held = held + ${change.held}, ordered = ordered + ${change.ordered}, in_doubt = in_doubt + ${change.inDoubt},
      paid = paid + ${change.paid}, returned = returned + ${change.returned}
    where owner_id = ${ownerId}`)
}

export const insertTransfers = (
  trx: Trx,
  bookId: string,
  disbursementId: string,
  opened: Extract<DisbursementEvent, { type: 'DisbursementOpened' }>['data'],
  at: Instant,
) =>
  trx.run(sql`
    insert into ledger.transfer (owner_id, instruction_id, disbursement_id, line, run_id, batch_id, policy_id, policy_version,
      period, component, party_id, payee, person, account, amount, purpose, state, opened_at, changed_at)
    select ${bookId}, l."instructionId", ${disbursementId}, l.line, ${opened.cause.runId}, ${opened.cause.batchId},
      ${opened.policyId}, ${opened.policyVersion}, ${opened.period}, l.component, l."partyId", l.payee,
      coalesce(l.person, false), l.account, l."amountFen",
      ${opened.purpose}, 'approved', ${at}, ${at}
    from jsonb_to_recordset(${JSON.stringify(opened.lines.map((line, index) => ({ ...line, line: index })))}::jsonb)
      as l("instructionId" uuid, line int, component text, "partyId" uuid, payee text, person boolean, account text,
        "amountFen" bigint)`)

interface AnyMove extends Move {
  readonly attempt?: number
  readonly bankReference?: string | undefined
  readonly reason?: string | undefined
}

export const moveTransfers = (
  trx: Trx,
  bookId: string,
  moves: readonly AnyMove[],
  at: Instant,
  account?: string,
) =>
  trx.run(sql`
    update ledger.transfer t set state = m."to", changed_at = ${at}, attempt = coalesce(m.attempt, t.attempt),
      bank_reference = coalesce(m."bankReference", t.bank_reference), reason = m.reason,
      account = coalesce(${account ?? null}, t.account),
      disputed = t.disputed and m."to" not in ('settled', 'returned')
    from jsonb_to_recordset(${JSON.stringify(moves)}::jsonb)
      as m("instructionId" uuid, "to" text, attempt int, "bankReference" text, reason text)
    where t.owner_id = ${bookId} and t.instruction_id = m."instructionId"`)

export const markDisputed = (trx: Trx, bookId: string, instructionIds: readonly string[], at: Instant) =>
  trx.run(sql`
    update ledger.transfer set disputed = true, changed_at = ${at}
    where owner_id = ${bookId} and instruction_id = any(${[...instructionIds]}::uuid[])`)

/** The book's balances under its lock: until the transaction ends nobody else judges this book's money. */
export async function lockStanding(trx: Trx, bookId: string): Promise<BookStanding | null> {
  const balances = await readBalances(trx, bookId, true)
  if (!balances) return null
  const { waiting } = await trx.get<{ waiting: number }>(
    sql`select count(*)::int as waiting from ledger.transfer where owner_id = ${bookId} and state = 'waiting'`,
  )
  return { balances, waiting }
}

/** Of the lines asked for, those whose instruction, or whose benefit of the period, the book already knows. */
export async function findTaken(
  trx: Trx,
  bookId: string,
  wanted: {
    policyId: string
    period: string
    lines: readonly { instructionId: string; partyId: string; component: string }[]
  },
): Promise<string[]> {
  const rows = await trx.rows<{ id: string }>(sql`
    select l."instructionId" as id
    from jsonb_to_recordset(${JSON.stringify(wanted.lines)}::jsonb) as l("instructionId" uuid, "partyId" uuid, component text)
    left join lateral (
      select true as found from ledger.transfer t
      where t.owner_id = ${bookId} and t.instruction_id = l."instructionId" limit 1) same on true
    left join lateral (
      select true as found from ledger.transfer t where t.owner_id = ${bookId} and t.policy_id = ${wanted.policyId}
        and t.period = ${wanted.period} and t.component = l.component and t.party_id = l."partyId" limit 1) other on true
    where same.found or other.found`)
  return rows.map((row) => row.id)
}

/** Whether somebody of another disbursement has waited longer. */
export async function findWaitingAhead(trx: Trx, bookId: string, disbursementId: string): Promise<boolean> {
  const [first] = await listWaitingDisbursements(trx, bookId, 1)
  return first !== undefined && first !== disbursementId
}

/** Disbursements with lines that wait, in the order in which they are served. */
export const listWaitingDisbursements = async (trx: Trx, bookId: string, limit: number): Promise<string[]> =>
  (
    await trx.rows<{ id: string }>(sql`
      select disbursement_id as id from ledger.transfer where owner_id = ${bookId} and state = 'waiting'
      group by disbursement_id order by min(opened_at), disbursement_id limit ${limit}`)
  ).map((row) => row.id)

export const findBookOfFund = async (trx: Trx, fund: string, period: string): Promise<string | null> =>
  (
    await trx.find<{ id: string }>(
      sql`select book_id as id from ledger.fund_year where fund = ${fund} and period = ${period}`,
    )
  )?.id ?? null

export interface BookRow {
  readonly bookId: string
  readonly title: string
  readonly fund: string
  readonly period: string
  readonly bankAccount: string
  readonly accountName: string | null
  readonly channel: 'http' | 'file'
}
const bookColumns = sql`owner_id as "bookId", title, fund, period, bank_account as "bankAccount",
  account_name as "accountName", channel`

export const findBook = (trx: Trx, bookId: string) =>
  trx.find<BookRow>(sql`select ${bookColumns} from ledger.book where owner_id = ${bookId}`)

export async function listBooks(trx: Trx) {
  const rows = await trx.rows<BookRow & Balances & { waiting: number }>(sql`
    select ${bookColumns}, budget, available, held, ordered, in_doubt as "inDoubt", paid, returned,
      (select count(*)::int from ledger.transfer t where t.owner_id = b.owner_id and state = 'waiting') as waiting
    from ledger.book b join ledger.balance using (owner_id) order by period desc, fund limit 200`)
  return rows.map(
    ({
      bookId,
      title,
      fund,
      period,
      waiting,
      bankAccount: _,
      accountName: ___,
      channel: __,
      ...balances
    }) => ({
      bookId,
      title,
      fund,
      period,
      waiting,
      balances,
    }),
  )
}

export async function getBook(trx: Trx, bookId: string) {
  const found = await findBook(trx, bookId)
  if (!found) throw new NotFound()
  const { accountName, ...book } = found
  const balances = await readBalances(trx, bookId)
  if (!balances) throw new Error(`book ${bookId} has no balances`)
  const recomputed = await recompute(trx, bookId)
  const transfers = await trx.rows<{ state: TransferState; count: number; amountFen: number }>(sql`
    select state, count(*)::int as count, sum(amount)::bigint as "amountFen" from ledger.transfer
    where owner_id = ${bookId} group by state order by state`)
  const { disputed } = await trx.get<{ disputed: number }>(
    sql`select count(*)::int as disputed from ledger.transfer where owner_id = ${bookId} and disputed`,
  )
  const balanced = Object.entries(balances).every(
    ([account, amount]) => recomputed[account as keyof Balances] === amount,
  )
  const repayments = await sumRepayments(trx, bookId)
  const named = accountName === null ? {} : { accountName }
  return { ...book, ...named, balances, recomputed, balanced, transfers, disputed, repayments }
}

export async function listTransfers(
  trx: Trx,
  filter: {
    bookId: string
    state?: TransferState | undefined
    runId?: string | undefined
    after?: string | undefined
    limit: number
  },
) {
  const [disbursement, line] = filter.after?.split(':') ?? []
  const rows = await trx.rows<{
    instructionId: string
    disbursementId: string
    line: number
    partyId: string
    payee: string
    account: string | null
    amountFen: number
    state: TransferState
    attempt: number
    disputed: boolean
    bankReference: string | null
    reason: string | null
    changedAt: Instant
    askedBack: boolean
    cameBackFen: number
  }>(sql`
    select instruction_id as "instructionId", disbursement_id as "disbursementId", line, party_id as "partyId", payee, account,
      amount as "amountFen", state, attempt, disputed, bank_reference as "bankReference", reason, changed_at as "changedAt",
      b."askedBack", b."cameBackFen"
    from ledger.transfer t cross join lateral (${askedBackOf(sql`t.owner_id`, sql`t.instruction_id`)}) b
    where owner_id = ${filter.bookId}
      ${filter.state ? sql`and state = ${filter.state}` : sql``}
      ${filter.runId ? sql`and run_id = ${filter.runId}` : sql``}
      ${disbursement && line ? sql`and (disbursement_id, line) > (${disbursement}::uuid, ${Number(line)})` : sql``}
    order by disbursement_id, line limit ${filter.limit + 1}`)
  const page = rows.slice(0, filter.limit)
  const last = page.at(-1)
  return {
    items: page.map(({ line: _, account, bankReference, reason, ...row }) => ({
      ...row,
      account: account ?? undefined,
      bankReference: bankReference ?? undefined,
      reason: reason ?? undefined,
    })),
    next: rows.length > filter.limit && last ? `${last.disbursementId}:${last.line}` : undefined,
  }
}

export async function listWaiting(trx: Trx, bookId: string, after: number, limit: number) {
  const rows = await trx.rows<{ payee: string; amountFen: number; since: Instant }>(sql`
    select ${publicName(sql`payee`, sql`person`)} as payee, amount as "amountFen", opened_at as since from ledger.transfer
    where owner_id = ${bookId} and state = 'waiting' order by opened_at, disbursement_id, line
    offset ${after} limit ${limit + 1}`)
  const items = rows.slice(0, limit).map((row, index) => ({ ...row, position: after + index + 1 }))
  return { items, next: rows.length > limit ? after + limit : undefined }
}

/** Disbursements with something that the bank has not answered for good, where it is asked by its interface. */
export const listOpenDisbursements = (trx: Trx, limit: number) =>
  trx.rows<{ bookId: string; disbursementId: string }>(sql`
    select distinct owner_id as "bookId", disbursement_id as "disbursementId"
    from ledger.transfer join ledger.book b using (owner_id)
    where state in ('ordered', 'in-doubt') and not disputed and b.channel = 'http' order by 1, 2 limit ${limit}`)

/** A payment as it is told to the bank's interface; what goes by file is in none of these lists. */
export interface OpenPayment {
  readonly instructionId: string
  readonly attempt: number
  readonly state: 'ordered' | 'in-doubt'
  /** since when it is in this state */
  readonly since: Instant
  readonly amountFen: number
  readonly payeeAccount: string
  readonly payeeName: string
  readonly payerAccount: string
  readonly purpose: string
}
export const listOpenPayments = (trx: Trx, bookId: string, disbursementId: string) =>
  trx.rows<OpenPayment>(sql`
    select t.instruction_id as "instructionId", t.attempt, t.state, t.amount as "amountFen", t.account as "payeeAccount",
      t.payee as "payeeName", b.bank_account as "payerAccount", t.purpose, t.changed_at as since
    from ledger.transfer t join ledger.book b using (owner_id)
    where t.owner_id = ${bookId} and t.disbursement_id = ${disbursementId} and t.state in ('ordered', 'in-doubt')
      and not t.disputed and b.channel = 'http'
    order by t.line`)
