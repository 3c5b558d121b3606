import type { Reach } from '#kernel/actor.ts'
import type { Day, Instant } from '#kernel/time.ts'
import { withinReach } from '#platform/database/reach.ts'
import { empty, sql, type Trx } from '#platform/database/sql.ts'
import { selfDeclared } from '../model.ts'
import type { RequestRow } from './contract.ts'
import type { RequestEvent } from './model.ts'

type DataOf<T extends RequestEvent['type']> = Extract<RequestEvent, { type: T }>['data']

export const insertRequest = (
  trx: Trx,
  partyId: string,
  requestId: string,
  asked: DataOf<'FactAsked'>,
  at: Instant,
) =>
  trx.run(sql`
    insert into party.fact_request (owner_id, request_id, fact, period, department, title, note, asked_at, answer_by, due_at)
    values (${partyId}, ${requestId}, ${asked.fact}, ${asked.period ?? ''}, ${asked.department},
      ${JSON.stringify(asked.title)}::jsonb, ${asked.note ?? null}, ${at}, ${asked.answerBy ?? null}, ${asked.dueAt ?? null})`)

export const closeRequest = (
  trx: Trx,
  partyId: string,
  requestId: string,
  { state, answer, document }: { state: 'answered' | 'declined'; answer: string; document?: string },
  at: Instant,
) =>
  trx.run(sql`
    update party.fact_request set closed = ${state}, answer = ${answer}, document = ${document ?? null}, closed_at = ${at}
    where owner_id = ${partyId} and request_id = ${requestId}`)

/** What a department has told since it was asked closes a request as well as an answer does. */
const told = sql`(select min(f.known_from) from party.fact f where f.owner_id = r.owner_id and f.fact = r.fact
  and f.period = r.period and f.known_from >= r.asked_at and f.source <> ${selfDeclared})`
const state = sql`coalesce(r.closed, case when ${told} is null then 'open' else 'told' end)`

export const findOpenRequest = async (
  trx: Trx,
  partyId: string,
  fact: string,
  period: string,
): Promise<string | null> =>
  (
    await trx.find<{ id: string }>(sql`
      select request_id as id from party.fact_request r
      where owner_id = ${partyId} and fact = ${fact} and period = ${period} and ${state} = 'open' limit 1`)
  )?.id ?? null

type RequestSql = {
  [K in keyof RequestRow]-?: undefined extends RequestRow[K]
    ? Exclude<RequestRow[K], undefined> | null
    : RequestRow[K]
}
const columns = (
  now: Instant,
) => sql`r.owner_id as "partyId", r.request_id as "requestId", r.fact, r.title, nullif(r.period, '')
  as period, r.department, r.note, ${state} as state, r.answer, r.document, r.asked_at as "askedAt", r.answer_by as "answerBy",
  (${state} = 'open' and r.due_at < ${now}) as late, coalesce(r.closed_at, ${told}) as "closedAt"`
const rowOf = (row: RequestSql): RequestRow => ({
  ...row,
  period: row.period ?? undefined,
  note: row.note ?? undefined,
  answer: row.answer ?? undefined,
  document: row.document ?? undefined,
  answerBy: row.answerBy ?? undefined,
  closedAt: row.closedAt ?? undefined,
})

export const listMyRequests = async (trx: Trx, partyId: string, now: Instant): Promise<RequestRow[]> =>
  (
    await trx.rows<RequestSql>(sql`
      select ${columns(now)} from party.fact_request r where r.owner_id = ${partyId}
      order by r.asked_at desc, r.request_id limit 200`)
  ).map(rowOf)

export async function listRequests(
  trx: Trx,
  reach: Reach,
  filter: { state?: string | undefined; after?: string | undefined; limit: number },
  now: Instant,
) {
  const [day, id] = filter.after?.split('|') ?? []
  const due = sql`coalesce(r.answer_by, '9999-12-31'::date)`
  const rows = await trx.rows<RequestSql & { name: string; creditCode: string | null; due: Day }>(sql`
    select ${columns(now)}, p.name, p.credit_code as "creditCode", ${due}::text as due
    from party.fact_request r join party.party p using (owner_id) where true
      ${filter.state ? sql`and ${state} = ${filter.state}` : empty}
      ${day && id ? sql`and (${due}, r.request_id) > (${day}::date, ${id}::uuid)` : empty}
      ${withinReach(reach, { owner: sql`r.owner_id`, department: sql`r.department` })}
    order by ${due}, r.request_id limit ${filter.limit + 1}`)
  const last = rows[filter.limit - 1]
  return {
    items: rows.slice(0, filter.limit).map(({ name, creditCode, due: _, ...row }) => ({
      ...rowOf(row),
      name,
      creditCode: creditCode ?? undefined,
    })),
    next: rows.length > filter.limit && last ? `${last.due}|${last.requestId}` : undefined,
  }
}
