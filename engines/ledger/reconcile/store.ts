import { addFen, type Fen } from '#kernel/money.ts'
import type { Instant } from '#kernel/time.ts'
import { sql, type Trx } from '#platform/database/sql.ts'
import { NotFound } from '#platform/query.ts'
import { readBalances, recompute } from '../balance-store.ts'
import { compare, type KnownPayment } from './compare.ts'
import type { KnownReceipt, KnownRepayment } from './received.ts'
import type { Comparison, FindingView, StatementSummary } from './contract.ts'
import type { Finding, FindingOutcome, Statement, StatementEvent } from './model.ts'

type DataOf<T extends StatementEvent['type']> = Extract<StatementEvent, { type: T }>['data']

const instructionOf = sql`t.instruction_id::text || case when t.attempt > 1 then '.' || t.attempt else '' end`

/**
 * The payments that a statement names, and those that it must name: settled by its end and stated nowhere yet. What an earlier
 * attempt of a payment came to is stated under that attempt's own number.
 */
const listKnown = (
  trx: Trx,
  bookId: string,
  instructions: readonly string[],
  until: Instant,
): Promise<KnownPayment[]> =>
  trx.rows<KnownPayment>(sql`
    with named as (
      select distinct split_part(i, '.', 1)::uuid as id, coalesce(nullif(split_part(i, '.', 2), '')::int, 1) as attempt
      from unnest(${[...instructions]}::text[]) i
      where i ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}([.][0-9]{1,6})?$'
    ), known as (
      select t.*, coalesce(n.attempt, t.attempt) as told,
        t.state = 'settled' and t.changed_at < ${until} and coalesce(n.attempt, t.attempt) = t.attempt as due
      from ledger.transfer t left join named n on n.id = t.instruction_id
      where t.owner_id = ${bookId} and (n.id is not null or (t.state = 'settled' and t.changed_at < ${until}
        and not exists (select 1 from ledger.statement_row r where r.owner_id = t.owner_id and r.state = 'settled'
          and r.instruction = ${instructionOf})))
    )
    select k.instruction_id::text || case when k.told > 1 then '.' || k.told else '' end as instruction, k.payee,
      case when k.told = k.attempt then k.account end as account,
      k.amount as "amountFen", case when k.told < k.attempt then 'returned' else k.state end as state, k.due,
      case when k.told < k.attempt then 0 else (
        select coalesce(sum(case when p.to_account = 'paid' then p.amount else 0 end)
          - sum(case when p.from_account = 'paid' then p.amount else 0 end), 0)
        from ledger.posting p where p.owner_id = k.owner_id and p.instruction_id = k.instruction_id)::bigint end as "paidFen",
      coalesce((select array_agg(distinct r.state) from ledger.statement_row r where r.owner_id = k.owner_id
        and r.instruction = k.instruction_id::text || case when k.told > 1 then '.' || k.told else '' end), '{}') as stated
    from known k order by k.disbursement_id, k.line, k.told`)

/** Compares a statement with what ledger and budget say under the book's lock, so that all three are of one moment. */
export async function compareWithBook(trx: Trx, bookId: string, statement: Statement): Promise<Comparison> {
  const balances = await readBalances(trx, bookId, true)
  if (!balances) return { account: null, overlaps: false, compared: 0, findings: [], matches: [] }
  const { account, overlaps, settledFen } = await trx.get<{
    account: string
    overlaps: boolean
    settledFen: Fen
  }>(sql`
    select b.bank_account as account,
      exists (select 1 from ledger.statement s where s.owner_id = b.owner_id and s.account = ${statement.account}
        and s.from_at < ${statement.until} and s.until_at > ${statement.from}) as overlaps,
      (select coalesce(sum(amount), 0)::bigint from ledger.transfer t
        where t.owner_id = b.owner_id and t.state = 'settled') as "settledFen"
    from ledger.book b where owner_id = ${bookId}`)
  const instructions = statement.rows.map((row) => row.instruction)
  const payments = await listKnown(trx, bookId, instructions, statement.until)
  const recomputed = await recompute(trx, bookId)
  const repayments = await listRepayments(trx, bookId)
  const receipts = await listReceipts(trx, bookId, statement)
  const repaidFen = addFen(...repayments.map((one) => one.receivedFen))
  const known = { payments, balances, recomputed, settledFen, repaidFen, repayments, receipts }
  const { findings, matches } = compare(statement, known)
  return { account, overlaps, compared: payments.length, findings, matches }
}

/** Everything that is asked back into a book, or was. */
const listRepayments = (trx: Trx, bookId: string): Promise<KnownRepayment[]> =>
  trx.rows<KnownRepayment>(sql`
    select r.repayment_id as "repaymentId", r.number, r.payer,
      case when r.state = 'open' then r.amount - r.received else 0 end as "openFen", r.received as "receivedFen",
      (select coalesce(sum(case when p.from_account = 'paid' then p.amount else -p.amount end), 0)
        from ledger.posting p where p.owner_id = r.owner_id and p.stream_id = r.repayment_id)::bigint as "postedFen"
    from ledger.repayment r where r.owner_id = ${bookId} order by r.demanded_at, r.repayment_id`)

/** What came in that the statement names, and what it must name: of days that were over at its end, and stated nowhere yet. */
const listReceipts = (
  trx: Trx,
  bookId: string,
  { received, until }: Pick<Statement, 'received' | 'until'>,
): Promise<KnownReceipt[]> =>
  trx.rows<KnownReceipt>(sql`
    select c.bank_reference as "bankReference", r.payer, c.amount as "amountFen", s.found is not null as stated,
      c.recorded_at < ${until} as due
    from ledger.repayment_receipt c join ledger.repayment r using (owner_id, repayment_id)
      left join lateral (select true as found from ledger.statement_row s where s.owner_id = c.owner_id and s.state = 'received'
        and s.instruction = c.bank_reference limit 1) s on true
    where c.owner_id = ${bookId} and (s.found is null or c.bank_reference = any(${received.map((row) => row.bankReference)}::text[]))
    order by c.recorded_at, c.bank_reference`)

/** What the bank stated, of what went out and of what came in, numbered through. */
const statedRows = ({ rows, received = [] }: DataOf<'StatementCompared'>) =>
  [
    ...rows.map(({ instruction, state }) => ({ instruction, state })),
    ...received.map(({ bankReference }) => ({ instruction: bankReference, state: 'received' })),
  ].map((row, index) => ({ ...row, place: index + 1 }))

export async function insertStatement(
  trx: Trx,
  bookId: string,
  statementId: string,
  { by, at, data }: { by: string; at: Instant; data: DataOf<'StatementCompared'> },
): Promise<void> {
  await trx.run(sql`
    insert into ledger.statement (owner_id, statement_id, account, from_at, until_at, source, total, rows, compared, imported_by,
      imported_at)
    values (${bookId}, ${statementId}, ${data.account}, ${data.from}, ${data.until}, ${data.source}, ${data.totalFen},
      ${data.rows.length}, ${data.compared}, ${by}, ${at})`)
  await trx.run(sql`
    insert into ledger.statement_row (owner_id, statement_id, row, instruction, state)
    select ${bookId}, ${statementId}, r.place, r.instruction, r.state
    from jsonb_to_recordset(${JSON.stringify(statedRows(data))}::jsonb) as r(place int, instruction text, state text)`)
  await trx.run(sql`
    insert into ledger.statement_match (owner_id, statement_id, row, repayment_id, bank_reference, payer, amount)
    select ${bookId}, ${statementId}, m.row, m."repaymentId", m."bankReference", m.payer, m."amountFen"
    from jsonb_to_recordset(${JSON.stringify(data.matches ?? [])}::jsonb)
      as m(row int, "repaymentId" uuid, "bankReference" text, payer text, "amountFen" bigint)`)
  await trx.run(sql`
    insert into ledger.finding (owner_id, statement_id, number, body)
    select ${bookId}, ${statementId}, (f.body->>'number')::int, f.body
    from jsonb_array_elements(${JSON.stringify(data.findings)}::jsonb) as f(body)`)
}

export const settleFinding = (
  trx: Trx,
  bookId: string,
  statementId: string,
  { number, outcome, reason, by }: DataOf<'FindingSettled'>,
  at: Instant,
) =>
  trx.run(sql`
    update ledger.finding set outcome = ${outcome}, reason = ${reason}, settled_by = ${by}, settled_at = ${at}
    where owner_id = ${bookId} and statement_id = ${statementId} and number = ${number}`)

const nameOf = (account: typeof instructionOf) => sql`coalesce(
  (select name from platform.account a where a.account_id::text = ${account}), ${account})`
const summary = sql`s.owner_id as "bookId", s.statement_id as "statementId", from_at as "from", until_at as "until", source,
  ${nameOf(sql`imported_by`)} as "importedBy", imported_at as "importedAt", rows, total as "totalFen", compared,
  (select count(*)::int from ledger.finding f where f.owner_id = s.owner_id and f.statement_id = s.statement_id) as findings,
  (select count(*)::int from ledger.finding f where f.owner_id = s.owner_id and f.statement_id = s.statement_id
    and outcome is null) as open`

export async function listStatements(
  trx: Trx,
  { bookId, before, limit }: { bookId: string; before?: Instant | undefined; limit: number },
) {
  const rows = await trx.rows<StatementSummary>(sql`
    select ${summary} from ledger.statement s where s.owner_id = ${bookId}
      ${before ? sql`and imported_at < ${before}` : sql``}
    order by imported_at desc, statement_id limit ${limit + 1}`)
  const items = rows.slice(0, limit)
  return { items, next: rows.length > limit ? items.at(-1)?.importedAt : undefined }
}

export async function getStatement(trx: Trx, bookId: string, statementId: string) {
  const found = await trx.find<StatementSummary>(sql`
    select ${summary} from ledger.statement s where s.owner_id = ${bookId} and s.statement_id = ${statementId}`)
  if (!found) throw new NotFound()
  const rows = await trx.rows<{
    body: Finding
    outcome: FindingOutcome | null
    reason: string
    by: string
    at: Instant
  }>(sql`
    select body, outcome, reason, ${nameOf(sql`settled_by`)} as by, settled_at as at from ledger.finding
    where owner_id = ${bookId} and statement_id = ${statementId} order by number`)
  const items = rows.map(
    ({ body, outcome, reason, by, at }): FindingView => ({
      ...body,
      ...(outcome ? { settled: { outcome, reason, by, at } } : {}),
    }),
  )
  const matches = await trx.rows<{
    row: number
    number: string
    payer: string
    bankReference: string
    amountFen: Fen
    recorded: boolean
  }>(sql`
    select m.row, r.number, m.payer, m.bank_reference as "bankReference", m.amount as "amountFen",
      exists (select 1 from ledger.repayment_receipt c where c.owner_id = m.owner_id and c.bank_reference = m.bank_reference
        and c.repayment_id = m.repayment_id) as recorded
    from ledger.statement_match m join ledger.repayment r using (owner_id, repayment_id)
    where m.owner_id = ${bookId} and m.statement_id = ${statementId} order by m.row`)
  return { ...found, items, matches }
}
