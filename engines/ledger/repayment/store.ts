import type { Bilingual } from '#kernel/text.ts'
import type { Day, Instant } from '#kernel/time.ts'
import { empty, type Sql, sql, type Trx } from '#platform/database/sql.ts'
import { readBalances } from '../balance-store.ts'
import type { OriginalPayment, RepaymentView } from './contract.ts'
import type { RepaymentEvent, RepaymentStage, RepaymentState } from './model.ts'

type DataOf<T extends RepaymentEvent['type']> = Extract<RepaymentEvent, { type: T }>['data']
const json = JSON.stringify

/** The payment that is asked back, under the book's lock: two decisions at once never ask for more than was paid. */
export async function findOriginal(
  trx: Trx,
  bookId: string,
  { instructionId, cause }: { instructionId: string; cause: { correctionId: string; grantId: string } },
): Promise<OriginalPayment> {
  const balances = await readBalances(trx, bookId, true)
  const found = await trx.find<Omit<OriginalPayment, 'bookExists'>>(sql`
    select t.state, t.person, t.policy_id as "policyId", t.period, b.bank_account as account, b.account_name as "accountName",
      (select coalesce(sum(p.amount), 0) from ledger.transfer p where p.owner_id = t.owner_id and p.party_id = t.party_id
          and p.policy_id = t.policy_id and p.period = t.period and p.state = 'settled')::bigint
        - (select coalesce(sum(case when r.state = 'withdrawn' then r.received else r.amount end), 0) from ledger.repayment r
            where r.owner_id = t.owner_id and r.party_id = t.party_id and r.policy_id = t.policy_id
              and r.period = t.period)::bigint as "leftFen",
      exists (select 1 from ledger.repayment r where r.owner_id = t.owner_id and r.correction_id = ${cause.correctionId}
        and r.grant_id = ${cause.grantId}) as demanded
    from ledger.transfer t join ledger.book b using (owner_id)
    where t.owner_id = ${bookId} and t.instruction_id = ${instructionId}`)
  const bookExists = balances !== undefined
  if (found) return { ...found, bookExists }
  const nothing = {
    state: null,
    person: false,
    policyId: '',
    period: '',
    leftFen: 0,
    account: '',
    accountName: null,
  }
  return { ...nothing, bookExists, demanded: false }
}

export const isReceiptKnown = async (trx: Trx, bookId: string, bankReference: string): Promise<boolean> =>
  (await trx.find(sql`
    select 1 from ledger.repayment_receipt where owner_id = ${bookId} and bank_reference = ${bankReference}`)) !==
  undefined

/** A demand that counts: it stands, or money came in on it. */
const stands = sql`(state <> 'withdrawn' or received > 0)`

/** Of a payment, whether it was asked back, and what came in of it. */
export const askedBackOf = (bookId: Sql, instructionId: Sql): Sql => sql`
  select count(*) filter (where ${stands}) > 0 as "askedBack", coalesce(sum(received), 0)::bigint as "cameBackFen"
  from ledger.repayment where owner_id = ${bookId} and instruction_id = ${instructionId}`

/** Whether somebody has been asked to give a payment back: then it is not reversed beside that. */
export const isAskedBack = async (trx: Trx, bookId: string, instructionId: string): Promise<boolean> =>
  (await trx.find(sql`
    select 1 from ledger.repayment where owner_id = ${bookId} and instruction_id = ${instructionId}
      and ${stands}`)) !== undefined

export async function projectRepayment(
  trx: Trx,
  bookId: string,
  repaymentId: string,
  { type, data }: RepaymentEvent,
  at: Instant,
): Promise<void> {
  const here = sql`owner_id = ${bookId} and repayment_id = ${repaymentId}`
  switch (type) {
    case 'RepaymentDemanded':
      return insertRepayment(trx, bookId, repaymentId, data, at)
    case 'RepaymentTermSet':
      return void (await trx.run(
        sql`update ledger.repayment set due_on = ${data.dueOn ?? null} where ${here}`,
      ))
    case 'RepaymentReminded':
      return void (await trx.run(
        sql`update ledger.repayment set due_on = ${data.dueOn ?? null}, stage = ${data.stage} where ${here}`,
      ))
    case 'RepaymentReceived':
      await insertReceipt(trx, bookId, repaymentId, data, at)
      return void (await trx.run(sql`
        update ledger.repayment set received = ${data.receivedFen},
          state = case when ${data.receivedFen}::bigint = amount then 'repaid' else state end where ${here}`))
    case 'RepaymentWithdrawn':
      return void (await trx.run(
        sql`update ledger.repayment set state = 'withdrawn', closed_reason = ${data.reason} where ${here}`,
      ))
  }
}

const insertRepayment = async (
  trx: Trx,
  bookId: string,
  repaymentId: string,
  one: DataOf<'RepaymentDemanded'>,
  at: Instant,
): Promise<void> =>
  void (await trx.run(sql`
    insert into ledger.repayment (owner_id, repayment_id, number, instruction_id, correction_id, grant_id, party_id, policy_id,
      period, title, department, payer, person, amount, reason, due_on, stage, state, demanded_at)
    values (${bookId}, ${repaymentId}, ${one.number}, ${one.instructionId}, ${one.cause.correctionId}, ${one.cause.grantId},
      ${one.cause.partyId}, ${one.policyId}, ${one.period}, ${json(one.title)}::jsonb, ${one.department}, ${one.payer},
      ${one.person === true}, ${one.amountFen}, ${json(one.reason)}::jsonb, ${one.dueOn ?? null}, 'due', 'open', ${at})`))

const insertReceipt = (
  trx: Trx,
  bookId: string,
  repaymentId: string,
  { receipt, late, source }: DataOf<'RepaymentReceived'>,
  at: Instant,
) =>
  trx.run(sql`
    insert into ledger.repayment_receipt (owner_id, bank_reference, repayment_id, amount, received_on, payer_name, payer_account,
      late, source, recorded_at)
    values (${bookId}, ${receipt.bankReference}, ${repaymentId}, ${receipt.amountFen}, ${receipt.receivedOn},
      ${receipt.payerName}, ${receipt.payerAccount ?? null}, ${late}, ${source}, ${at})`)

interface Row {
  readonly bookId: string
  readonly repaymentId: string
  readonly number: string
  readonly partyId: string
  readonly payer: string
  readonly policyId: string
  readonly title: Bilingual
  readonly period: string
  readonly department: string
  readonly amountFen: number
  readonly receivedFen: number
  readonly openFen: number
  readonly state: RepaymentState
  readonly stage: RepaymentStage
  readonly reason: Bilingual
  readonly demandedAt: Instant
  readonly dueOn: Day | null
  readonly closedReason: string | null
  readonly receipts: readonly (Omit<RepaymentView['receipts'][number], 'payerAccount'> & {
    payerAccount: string | null
  })[]
}

/** Open ones first, those that are taken furthest up before the others, then by the day they are due. */
const urgency = sql`(case when r.state = 'open' then 0 else 1 end,
  -array_position(array['due', 'reminded', 'overdue', 'escalated'], r.stage), coalesce(r.due_on, '9999-12-31'::date), r.repayment_id)`

export async function listRepayments(
  trx: Trx,
  {
    bookId,
    state,
    q,
    after,
    limit,
  }: {
    bookId: string
    state?: RepaymentState | undefined
    q?: string | undefined
    after?: string | undefined
    limit: number
  },
): Promise<{ items: RepaymentView[]; next: string | undefined }> {
  const rows = await trx.rows<Row>(sql`
    select r.owner_id as "bookId", r.repayment_id as "repaymentId", r.number, r.party_id as "partyId", r.payer,
      r.policy_id as "policyId", r.title, r.period, r.department, r.amount as "amountFen", r.received as "receivedFen",
      case when r.state = 'open' then r.amount - r.received else 0 end as "openFen", r.state, r.stage, r.reason,
      r.demanded_at as "demandedAt", r.due_on as "dueOn", r.closed_reason as "closedReason",
      coalesce((select jsonb_agg(jsonb_build_object('bankReference', c.bank_reference, 'amountFen', c.amount,
          'receivedOn', c.received_on, 'payerName', c.payer_name, 'payerAccount', c.payer_account, 'late', c.late,
          'source', c.source, 'recordedAt', to_char(c.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
          order by c.recorded_at, c.bank_reference)
        from ledger.repayment_receipt c where c.owner_id = r.owner_id and c.repayment_id = r.repayment_id), '[]') as receipts
    from ledger.repayment r where r.owner_id = ${bookId}
      ${state ? sql`and r.state = ${state}` : empty}
      ${q ? sql`and (r.number ilike ${contains(q)} or r.payer ilike ${contains(q)})` : empty}
      ${
        after
          ? sql`and ${urgency} > (select ${urgency} from ledger.repayment r where r.owner_id = ${bookId}
              and r.repayment_id = ${after})`
          : empty
      }
    order by ${urgency} limit ${limit + 1}`)
  const items = rows.slice(0, limit).map(({ dueOn, closedReason, receipts, ...row }) => ({
    ...row,
    ...(dueOn === null ? {} : { dueOn }),
    ...(closedReason === null ? {} : { closedReason }),
    receipts: receipts.map(({ payerAccount, ...one }) => ({
      ...one,
      ...(payerAccount === null ? {} : { payerAccount }),
    })),
  }))
  return { items, next: rows.length > limit ? items.at(-1)?.repaymentId : undefined }
}

const contains = (text: string) => `%${text.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`

/** What is asked back into a book in all. */
export const sumRepayments = (trx: Trx, bookId: string) =>
  trx.get<{ openFen: number; receivedFen: number; open: number; overdue: number }>(sql`
    select coalesce(sum(amount - received) filter (where state = 'open'), 0)::bigint as "openFen",
      coalesce(sum(received), 0)::bigint as "receivedFen", count(*) filter (where state = 'open')::int as open,
      count(*) filter (where state = 'open' and stage in ('overdue', 'escalated'))::int as overdue
    from ledger.repayment where owner_id = ${bookId}`)
