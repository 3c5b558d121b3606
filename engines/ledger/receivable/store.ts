import type { Recorded } from '#kernel/engine.ts'
import type { Instant } from '#kernel/time.ts'
import { sql, type Trx } from '#platform/database/sql.ts'
import { NotFound } from '#platform/query.ts'
import type { ReceivableView } from './contract.ts'
import type { Flow, OwedLine, LineStanding, ReceivableEvent } from './model.ts'
import { feeChanges, feePostings } from './postings.ts'

const standAt = (trx: Trx, id: Id, keys: readonly string[], standing: LineStanding) =>
  trx.run(sql`
    update ledger.receivable_line set standing = ${standing}, owed_back = false
    where owner_id = ${id.owner} and receivable_id = ${id.receivable} and part || '/' || charge = any(${[...keys]}::text[])`)

interface Id {
  readonly owner: string
  readonly receivable: string
}

export async function projectReceivable(trx: Trx, recorded: Recorded): Promise<void> {
  const { ownerId: owner, streamId: receivable, version, at } = recorded
  const id = { owner, receivable }
  const event = recorded.event as ReceivableEvent
  switch (event.type) {
    case 'ReceivableRaised':
      await insert(trx, id, event.data, at)
      break
    case 'MoneyOrdered': {
      const { flow, attempt, account, payer, city, amountFen } = event.data
      await trx.run(sql`
        update ledger.receivable set open_flow = ${flow}, open_attempt = ${attempt}, open_state = 'ordered',
          open_account = ${account}, open_payer = ${payer}, city_account = ${city.account}, city_name = ${city.name},
          open_amount = ${amountFen}, ordered_at = ${at}, refund_failed = false, reason = null
        where owner_id = ${owner} and receivable_id = ${receivable}`)
      break
    }
    case 'MoneyInDoubt':
    case 'MoneyDisputed':
      await trx.run(sql`
        update ledger.receivable set open_state = ${event.type === 'MoneyInDoubt' ? 'in-doubt' : 'disputed'}
        where owner_id = ${owner} and receivable_id = ${receivable}`)
      break
    case 'MoneySettled':
      await close(trx, id, undefined, false)
      await trx.run(sql`
        update ledger.receivable_line set standing = ${event.data.flow === 'collection' ? 'received' : 'returned'}
        where owner_id = ${owner} and receivable_id = ${receivable}
          and part || '/' || charge = any(${[...event.data.lines]}::text[])`)
      break
    case 'MoneyReturned': {
      const { flow, reason } = event.data
      await close(trx, id, reason, flow === 'refund')
      if (flow === 'collection')
        await trx.run(sql`
          update ledger.receivable_line set standing = 'struck', owed_back = false
          where owner_id = ${owner} and receivable_id = ${receivable} and owed_back`)
      break
    }
    case 'LinesGivenUp':
      await standAt(trx, id, event.data.struck, 'struck')
      await trx.run(sql`
        update ledger.receivable_line set owed_back = true where owner_id = ${owner} and receivable_id = ${receivable}
          and part || '/' || charge = any(${[...event.data.owedBack]}::text[])`)
      break
    case 'BankAskedAgain':
  }
  await post(trx, id, version, event, at)
}

const insert = async (
  trx: Trx,
  { owner, receivable }: Id,
  { caseId, purpose, payer, lines }: Extract<ReceivableEvent, { type: 'ReceivableRaised' }>['data'],
  at: Instant,
) => {
  await trx.run(sql`
    insert into ledger.receivable (owner_id, receivable_id, case_id, purpose, payer, raised_at, changed_at)
    values (${owner}, ${receivable}, ${caseId}, ${purpose}, ${payer}, ${at}, ${at})`)
  await trx.run(sql`
    insert into ledger.receivable_line (owner_id, receivable_id, line, part, charge, payee, amount, standing)
    select ${owner}, ${receivable}, l.line, l.part, l.charge, l.payee, l."amountFen", 'due'
    from jsonb_to_recordset(${JSON.stringify(lines.map((line, i) => ({ ...line, line: i })))}::jsonb)
      as l(line int, part text, charge text, payee text, "amountFen" bigint)`)
}

const close = (trx: Trx, { owner, receivable }: Id, reason: string | undefined, refundFailed: boolean) =>
  trx.run(sql`
    update ledger.receivable set open_flow = null, open_attempt = null, open_state = null, open_amount = null,
      reason = ${reason ?? null}, refund_failed = ${refundFailed}
    where owner_id = ${owner} and receivable_id = ${receivable}`)

async function post(
  trx: Trx,
  { owner, receivable }: Id,
  version: number,
  event: ReceivableEvent,
  at: Instant,
) {
  const postings = feePostings(event)
  const rows = postings.map((posting, line) => ({ ...posting, line }))
  if (rows.length > 0)
    await trx.run(sql`
      insert into ledger.fee_posting (owner_id, receivable_id, version, line, from_account, to_account, amount, at)
      select ${owner}, ${receivable}, ${version}, p.line, p."from", p."to", p."amountFen", ${at}
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as p(line int, "from" text, "to" text, "amountFen" bigint)`)
  const { collected, givenBack, inCollection, forAuthorities } = feeChanges(postings)
  await trx.run(sql`
    update ledger.receivable set collected = collected + ${collected}, given_back = given_back + ${givenBack},
      in_collection = in_collection + ${inCollection}, for_authorities = for_authorities + ${forAuthorities}, changed_at = ${at}
    where owner_id = ${owner} and receivable_id = ${receivable}`)
}

export const findReceivableOfCase = async (trx: Trx, owner: string, caseId: string): Promise<string | null> =>
  (
    await trx.find<{ id: string }>(
      sql`select receivable_id as id from ledger.receivable where owner_id = ${owner} and case_id = ${caseId}`,
    )
  )?.id ?? null

interface Row {
  readonly partyId: string
  readonly receivableId: string
  readonly caseId: string
  readonly purpose: string
  readonly payer: string
  readonly collectedFen: number
  readonly givenBackFen: number
  readonly flow: Flow | null
  readonly openState: string | null
  readonly refundFailed: boolean
  readonly reason: string | null
  readonly changedAt: Instant
  readonly lines: readonly (OwedLine & { standing: LineStanding })[]
}
const columns = sql`r.owner_id as "partyId", r.receivable_id as "receivableId", r.case_id as "caseId", r.purpose, r.payer,
  r.collected as "collectedFen", r.given_back as "givenBackFen", r.open_flow as flow, r.open_state as "openState",
  r.refund_failed as "refundFailed", r.reason, r.changed_at as "changedAt",
  (select jsonb_agg(jsonb_build_object('part', l.part, 'charge', l.charge, 'payee', l.payee, 'amountFen', l.amount,
    'standing', l.standing) order by l.line) from ledger.receivable_line l
    where l.owner_id = r.owner_id and l.receivable_id = r.receivable_id) as lines`

export type ReceivableRow = Omit<ReceivableView, 'payable'>

function viewOf({ flow, openState, refundFailed, reason, lines, ...row }: Row): ReceivableRow {
  const asked = lines.filter(({ standing }) => standing !== 'struck')
  return {
    ...row,
    lines: [...lines],
    reason: reason ?? undefined,
    totalFen: asked.reduce((sum, { amountFen }) => sum + amountFen, 0),
    state: stateOf(lines, flow, openState, refundFailed),
    byPayee: byPayee(lines),
  }
}

function stateOf(
  lines: Row['lines'],
  flow: Flow | null,
  openState: string | null,
  refundFailed: boolean,
): ReceivableView['state'] {
  if (openState === 'disputed') return 'disputed'
  if (flow) return flow === 'collection' ? 'under-way' : 'refunding'
  if (refundFailed) return 'refund-failed'
  const has = (standing: LineStanding) => lines.some((line) => line.standing === standing)
  if (has('due')) return 'due'
  if (has('received')) return 'paid'
  return has('returned') ? 'refunded' : 'struck'
}

function byPayee(lines: Row['lines']): ReceivableView['byPayee'] {
  const sums = new Map<string, ReceivableView['byPayee'][number]>()
  for (const { payee, amountFen, standing } of lines) {
    const sum = sums.get(payee) ?? { payee, owedFen: 0, receivedFen: 0, returnedFen: 0 }
    if (standing !== 'struck') sum.owedFen += amountFen
    if (standing === 'received' || standing === 'returned') sum.receivedFen += amountFen
    if (standing === 'returned') sum.returnedFen += amountFen
    sums.set(payee, sum)
  }
  return [...sums.values()]
}

export async function getReceivable(trx: Trx, owner: string, receivable: string): Promise<ReceivableRow> {
  const row = await trx.find<Row>(
    sql`select ${columns} from ledger.receivable r where r.owner_id = ${owner} and r.receivable_id = ${receivable}`,
  )
  if (!row) throw new NotFound()
  return viewOf(row)
}

export async function listReceivables(trx: Trx, before: Instant | undefined, limit: number) {
  const rows = await trx.rows<Row>(sql`
    select ${columns} from ledger.receivable r ${before ? sql`where r.changed_at < ${before}` : sql``}
    order by r.changed_at desc limit ${limit + 1}`)
  const authorities = await trx.rows<ReceivableView['byPayee'][number]>(sql`
    select payee, coalesce(sum(amount) filter (where standing <> 'struck'), 0)::bigint as "owedFen",
      coalesce(sum(amount) filter (where standing in ('received', 'returned')), 0)::bigint as "receivedFen",
      coalesce(sum(amount) filter (where standing = 'returned'), 0)::bigint as "returnedFen"
    from ledger.receivable_line group by payee order by payee`)
  const page = rows.slice(0, limit)
  return {
    items: page.map(viewOf).map(({ lines: _, ...row }) => row),
    next: rows.length > limit ? page.at(-1)?.changedAt : undefined,
    authorities,
  }
}

/** An order as the bank's interface is told it: who pays whom depends on the way the money goes. */
export interface OpenMoney {
  readonly partyId: string
  readonly receivableId: string
  readonly flow: Flow
  readonly attempt: number
  readonly state: 'ordered' | 'in-doubt'
  readonly orderedAt: Instant
  readonly amountFen: number
  readonly account: string
  readonly payer: string
  readonly cityAccount: string
  readonly cityName: string
  readonly purpose: string
}
const openColumns = sql`owner_id as "partyId", receivable_id as "receivableId", open_flow as flow, open_attempt as attempt,
  open_state as state, ordered_at as "orderedAt", open_amount as "amountFen", open_account as account, open_payer as payer,
  city_account as "cityAccount", city_name as "cityName", purpose`
const isOpen = sql`open_state in ('ordered', 'in-doubt')`

export const findOpenMoney = (trx: Trx, owner: string, receivable: string) =>
  trx.find<OpenMoney>(sql`
    select ${openColumns} from ledger.receivable where owner_id = ${owner} and receivable_id = ${receivable} and ${isOpen}`)

export const listOpenMoney = (trx: Trx, limit: number) =>
  trx.rows<OpenMoney>(
    sql`select ${openColumns} from ledger.receivable where ${isOpen} order by ordered_at limit ${limit}`,
  )
