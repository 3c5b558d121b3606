import type { Bilingual } from '#kernel/text.ts'
import type { Day, Instant } from '#kernel/time.ts'
import { publicName } from '#platform/database/public-name.ts'
import { type Sql, type Trx, sql } from '#platform/database/sql.ts'
import { contains, correctedSince, given } from './sql.ts'

/** Who gets money is public; a person's name is shortened. */
export const recipientName = (candidate: Sql) => publicName(sql`${candidate}.name`, sql`${candidate}.person`)

export async function listPublicities(trx: Trx) {
  const rows = await trx.rows<{
    runId: string
    title: Bilingual
    from: Day
    through: Day | null
    candidates: number
    amountFen: number
  }>(sql`
    select r.owner_id as "runId", title, publicity_from as "from", publicity_through as through,
      (select count(*)::int from policy.candidate c where c.owner_id = r.owner_id and verdict = 'eligible') as candidates,
      (select coalesce(sum(amount), 0)::bigint from policy.candidate c
        where c.owner_id = r.owner_id and verdict = 'eligible') as "amountFen"
    from policy.run r where state = 'in-publicity' order by publicity_through, owner_id limit 100`)
  return rows.map((row) => ({ ...row, through: given(row.through) }))
}

export async function listPublished(
  trx: Trx,
  {
    runId,
    q,
    after,
    limit,
  }: { runId: string; q?: string | undefined; after?: string | undefined; limit: number },
) {
  const rows = await trx.rows<{ candidateId: string; name: string; amountFen: number }>(sql`
    select party_id as "candidateId", ${recipientName(sql`c`)} as name, amount as "amountFen" from policy.candidate c
    join policy.run r using (owner_id)
    where owner_id = ${runId} and r.state = 'in-publicity' and verdict = 'eligible'
      ${q ? sql`and not c.person and c.name ilike ${contains(q)}` : sql``} ${after ? sql`and party_id > ${after}::uuid` : sql``}
    order by party_id limit ${limit + 1}`)
  const items = rows.slice(0, limit)
  return { items, next: rows.length > limit ? items.at(-1)?.candidateId : undefined }
}

export interface DisclosureRow {
  readonly recipient: string
  readonly amountFen: number
  readonly title: Bilingual
  readonly policyId: string
  readonly policyVersion: number
  readonly period: string
  readonly paidAt: Instant
  /** what came back of it when it was asked back, and what a correction paid further */
  readonly returnedFen: number
  readonly furtherFen: number
}

export async function listDisclosures(
  trx: Trx,
  {
    policyId,
    q,
    after,
    limit,
  }: { policyId?: string | undefined; q?: string | undefined; after?: string | undefined; limit: number },
): Promise<{ items: DisclosureRow[]; next: string | undefined }> {
  const [at, id] = after?.split('|') ?? []
  const rows = await trx.rows<DisclosureRow & { id: string }>(sql`
    select c.instruction_id as id, ${recipientName(sql`c`)} as recipient, c.amount as "amountFen", r.title, r.policy_id as "policyId",
      r.policy_version as "policyVersion", r.period, c.changed_at as "paidAt", k."returnedFen", k."furtherFen"
    from policy.candidate c join policy.run r using (owner_id)
    cross join lateral (${correctedSince(sql`c.party_id`, sql`c.owner_id`)}) k
    where c.payment = 'settled' ${policyId ? sql`and r.policy_id = ${policyId}` : sql``}
      ${q ? sql`and not c.person and c.name ilike ${contains(q)}` : sql``}
      ${at && id ? sql`and (c.changed_at, c.instruction_id) < (${at}::timestamptz, ${id}::uuid)` : sql``}
    order by c.changed_at desc, c.instruction_id desc limit ${limit + 1}`)
  const last = rows[limit - 1]
  return {
    items: rows.slice(0, limit).map(({ id: _, ...row }) => row),
    next: rows.length > limit && last ? `${last.paidAt}|${last.id}` : undefined,
  }
}

export const listStatistics = (trx: Trx) =>
  trx.rows<{
    policyId: string
    title: Bilingual
    period: string
    reached: number
    paidFen: number
    cameBackFen: number
    pending: number
    pendingFen: number
    waiting: number
    returned: number
    medianDays: number | null
  }>(sql`
    select r.policy_id as "policyId", (array_agg(r.title order by r.started_at desc))[1] as title, r.period,
      count(*) filter (where c.payment = 'settled')::int as reached,
      coalesce(sum(c.amount + k."furtherFen") filter (where c.payment = 'settled'), 0)::bigint as "paidFen",
      coalesce(sum(k."returnedFen") filter (where c.payment = 'settled'), 0)::bigint as "cameBackFen",
      count(*) filter (where c.payment is distinct from 'settled')::int as pending,
      coalesce(sum(c.amount) filter (where c.payment is distinct from 'settled'), 0)::bigint as "pendingFen",
      count(*) filter (where c.payment = 'waiting')::int as waiting,
      count(*) filter (where c.payment = 'returned')::int as returned,
      (percentile_cont(0.5) within group (order by extract(epoch from c.changed_at - r.started_at))
        filter (where c.payment = 'settled') / 86400)::float8 as "medianDays"
    from policy.run r join policy.candidate c using (owner_id)
      cross join lateral (${correctedSince(sql`c.party_id`, sql`c.owner_id`)}) k
    where c.verdict = 'eligible' and r.state <> 'cancelled' and coalesce(c.payment, '') not in ('released', 'reversed')
    group by r.policy_id, r.period order by r.period desc, r.policy_id`)
