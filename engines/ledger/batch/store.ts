import type { Instant } from '#kernel/time.ts'
import { sha256 } from '#kernel/sha256.ts'
import { sql, type Trx } from '#platform/database/sql.ts'
import { NotFound } from '#platform/query.ts'
import type { BankAnswer } from '../contract.ts'
import { bankInstruction } from '../bank-instruction.ts'
import type { Answerable, BatchFileRow, Fileable } from './contract.ts'
import { isSignedBy, orderFile } from './file.ts'
import { type BankKey, type BatchEvent, type BatchRow, mostRows } from './model.ts'

type DataOf<T extends BatchEvent['type']> = Extract<BatchEvent, { type: T }>['data']

interface OrderedRow {
  readonly n: number
  readonly instructionId: string
  readonly attempt: number
  readonly payeeAccount: string
  readonly payeeName: string
  readonly amountFen: number
  readonly purpose: string
}

const rowOf = ({ instructionId, attempt, ...row }: OrderedRow): BatchRow => ({
  ...row,
  instruction: bankInstruction(instructionId, attempt),
})

/** What is ordered and was put into no file yet, in the order in which it was ordered. */
const listFileable = (trx: Trx, bookId: string): Promise<OrderedRow[]> =>
  trx.rows<OrderedRow>(sql`
    select row_number() over (order by t.disbursement_id, t.line)::int as n, t.instruction_id as "instructionId", t.attempt,
      t.account as "payeeAccount", t.payee as "payeeName", t.amount as "amountFen", t.purpose
    from ledger.transfer t left join lateral (
      select true as filed from ledger.batch_row r where r.owner_id = t.owner_id
        and r.instruction_id = t.instruction_id and r.attempt = t.attempt limit 1) r on true
    where t.owner_id = ${bookId} and t.state = 'ordered' and not t.disputed and r.filed is null
    order by t.disbursement_id, t.line limit ${mostRows}`)

interface FileHead {
  readonly account: string
  readonly madeAt: Instant
}
const textOf = (fileId: string, { account, madeAt }: FileHead, rows: readonly OrderedRow[]): string => {
  const totalFen = rows.reduce((sum, row) => sum + row.amountFen, 0)
  return orderFile({ fileId, account, madeAt, count: rows.length, totalFen }, rows.map(rowOf))
}

/** Under the book's lock, so that two who make a file at once do not put a payment into both. */
export async function findFileable(
  trx: Trx,
  bookId: string,
  { fileId, now }: { fileId: string; now: Instant },
): Promise<Fileable | null> {
  const book = await trx.find<{ channel: 'http' | 'file'; account: string }>(sql`
    select channel, bank_account as account from ledger.book join ledger.balance using (owner_id)
    where owner_id = ${bookId} for update of balance`)
  if (!book) return null
  const rows = book.channel === 'file' ? await listFileable(trx, bookId) : []
  const totalFen = rows.reduce((sum, row) => sum + row.amountFen, 0)
  const digest = sha256(textOf(fileId, { account: book.account, madeAt: now }, rows))
  return { ...book, count: rows.length, totalFen, digest }
}

export async function insertFile(
  trx: Trx,
  bookId: string,
  fileId: string,
  { account, madeAt, madeBy, count, totalFen, digest }: DataOf<'BatchFileMade'>,
): Promise<void> {
  const rows = await listFileable(trx, bookId)
  if (sha256(textOf(fileId, { account, madeAt }, rows)) !== digest)
    throw new Error('what goes into the file changed while it was made')
  await trx.run(sql`
    insert into ledger.batch_file (owner_id, file_id, account, made_at, made_by, count, total, digest)
    values (${bookId}, ${fileId}, ${account}, ${madeAt}, ${madeBy}, ${count}, ${totalFen}, ${digest})`)
  await trx.run(sql`
    insert into ledger.batch_row (owner_id, file_id, n, instruction_id, attempt, payee_account, payee, amount, purpose)
    select ${bookId}, ${fileId}, r.n, r."instructionId", r.attempt, r."payeeAccount", r."payeeName", r."amountFen", r.purpose
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(n int, "instructionId" uuid, attempt int,
      "payeeAccount" text, "payeeName" text, "amountFen" bigint, purpose text)`)
}

const listRows = (trx: Trx, bookId: string, fileId: string): Promise<OrderedRow[]> =>
  trx.rows<OrderedRow>(sql`
    select n, instruction_id as "instructionId", attempt, payee_account as "payeeAccount", payee as "payeeName",
      amount as "amountFen", purpose
    from ledger.batch_row where owner_id = ${bookId} and file_id = ${fileId} order by n`)

export async function findAnswerable(
  trx: Trx,
  { bookId, fileId, file, signature }: { bookId: string; fileId: string; file: string; signature: string },
): Promise<Answerable> {
  const { account, key } = await trx.get<{ account: string; key: BankKey | null }>(sql`
    select f.account, b.bank_key as key from ledger.batch_file f join ledger.book b using (owner_id)
    where f.owner_id = ${bookId} and f.file_id = ${fileId}`)
  const rows = await listRows(trx, bookId, fileId)
  return {
    account,
    signed: key !== null && (await isSignedBy(key, file, signature)),
    rows: rows.map(({ n, instructionId, attempt }) => [n, bankInstruction(instructionId, attempt)] as const),
  }
}

export async function takeAnswers(
  trx: Trx,
  bookId: string,
  fileId: string,
  { answers }: DataOf<'BatchAnswered'>,
): Promise<void> {
  await trx.run(sql`
    update ledger.batch_row r set state = a.state, stated_amount = a."amountFen", bank_reference = a."paymentNumber",
      reason = a.reason
    from jsonb_to_recordset(${JSON.stringify(answers)}::jsonb)
      as a(n int, state text, "amountFen" bigint, "paymentNumber" text, reason text)
    where r.owner_id = ${bookId} and r.file_id = ${fileId} and r.n = a.n
      -- An older answer that comes late takes back no end.
      and (a.state in ('settled', 'returned') or r.state is null or r.state in ('accepted', 'refused'))`)
  await trx.run(sql`
    update ledger.batch_file set answers = answers + 1 where owner_id = ${bookId} and file_id = ${fileId}`)
}

/** What the bank's answers say of payments, by disbursement; what it did not take stays as it was. */
export async function listAnswers(
  trx: Trx,
  bookId: string,
  fileId: string,
): Promise<ReadonlyMap<string, BankAnswer[]>> {
  const rows = await trx.rows<{
    disbursementId: string
    instructionId: string
    attempt: number
    state: BankAnswer['state']
    amountFen: number | null
    bankReference: string | null
    reason: string | null
  }>(sql`
    select t.disbursement_id as "disbursementId", r.instruction_id as "instructionId", r.attempt, r.state,
      r.stated_amount as "amountFen", r.bank_reference as "bankReference", r.reason
    from ledger.batch_row r join ledger.transfer t using (owner_id, instruction_id)
    where r.owner_id = ${bookId} and r.file_id = ${fileId} and r.state in ('accepted', 'settled', 'returned')
    order by r.n`)
  const of = new Map<string, BankAnswer[]>()
  for (const { disbursementId, amountFen, bankReference, reason, ...row } of rows)
    of.set(disbursementId, [
      ...(of.get(disbursementId) ?? []),
      {
        ...row,
        ...(amountFen === null ? {} : { amountFen }),
        ...(bankReference === null ? {} : { bankReference }),
        ...(reason === null ? {} : { reason }),
      },
    ])
  return of
}

export const setChannel = (
  trx: Trx,
  bookId: string,
  { channel, bankKey }: { channel: string; bankKey?: BankKey | undefined },
) =>
  trx.run(sql`
    update ledger.book set channel = ${channel}, bank_key = ${bankKey ? JSON.stringify(bankKey) : null}::jsonb
    where owner_id = ${bookId}`)

export const countOpenPayments = async (trx: Trx, bookId: string): Promise<number> =>
  (
    await trx.get<{ n: number }>(sql`
      select count(*)::int as n from ledger.transfer where owner_id = ${bookId} and state in ('ordered', 'in-doubt')`)
  ).n

const count = (states: readonly string[]) => sql`(select count(*)::int from ledger.batch_row r
  where r.owner_id = f.owner_id and r.file_id = f.file_id and r.state = any(${[...states]}::text[]))`
const columns = sql`f.owner_id as "bookId", f.file_id as "fileId", made_at as "madeAt",
  coalesce((select name from platform.account a where a.account_id::text = made_by), made_by) as "madeBy", count,
  total as "totalFen", answers, ${count(['settled', 'returned'])} as ended, ${count(['refused'])} as refused`

export async function listBatchFiles(
  trx: Trx,
  { bookId, before, limit }: { bookId: string; before?: Instant | undefined; limit: number },
) {
  const rows = await trx.rows<BatchFileRow>(sql`
    select ${columns} from ledger.batch_file f where owner_id = ${bookId}
      ${before ? sql`and made_at < ${before}` : sql``} order by made_at desc, file_id limit ${limit + 1}`)
  const items = rows.slice(0, limit)
  return { items, next: rows.length > limit ? items.at(-1)?.madeAt : undefined }
}

/** A file as it was made; what would come out otherwise than it was signed for is not given out. */
export async function findFile(trx: Trx, bookId: string, fileId: string) {
  const found = await trx.find<BatchFileRow & FileHead & { digest: string }>(sql`
    select ${columns}, f.account, f.digest from ledger.batch_file f where owner_id = ${bookId} and file_id = ${fileId}`)
  if (!found) throw new NotFound()
  const { account, digest, ...row } = found
  const file = textOf(fileId, { account, madeAt: row.madeAt }, await listRows(trx, bookId, fileId))
  if (sha256(file) !== digest) throw new Error(`file ${fileId} is not what was made`)
  return { ...row, name: `${account}-${fileId}.ndjson`, file }
}
