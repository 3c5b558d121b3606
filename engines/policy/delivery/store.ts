import type { Reach } from '#kernel/actor.ts'
import type { Bilingual } from '#kernel/text.ts'
import type { Instant } from '#kernel/time.ts'
import { withinReach } from '#platform/database/reach.ts'
import { empty, sql, type Trx } from '#platform/database/sql.ts'
import { recipientName } from '../store/public-reads.ts'
import { correctedSince } from '../store/sql.ts'

export interface WaitingRow {
  readonly policyId: string
  readonly title: Bilingual
  readonly period: string
  readonly place: number
  readonly of: number
  readonly recipient: string
  readonly amountFen: number
  readonly since: Instant
}

/** Grants that wait for money as the ledger serves them: by approval, within it batch by batch, within it line by line. */
const order = sql`
  select r.book_id, r.policy_id, r.title, r.period, c.party_id, ${recipientName(sql`c`)} as recipient, c.amount, c.changed_at,
    row_number() over (partition by r.book_id order by r.approved_at, b.number, c.party_id)::int as place,
    count(*) over (partition by r.book_id)::int as of
  from policy.candidate c join policy.run r using (owner_id)
    join policy.batch b on b.owner_id = c.owner_id and b.batch_id = c.batch_id
  where c.payment = 'waiting'`
const columns = sql`policy_id as "policyId", title, period, place, "of", recipient, amount as "amountFen", changed_at as since`

export async function listWaiting(
  trx: Trx,
  { policyId, after, limit }: { policyId?: string | undefined; after?: string | undefined; limit: number },
): Promise<{ items: WaitingRow[]; next: string | undefined }> {
  const [book, place] = after?.split('|') ?? []
  const rows = await trx.rows<WaitingRow & { book: string }>(sql`
    select book_id as book, ${columns} from (${order}) w where true
      ${policyId ? sql`and policy_id = ${policyId}` : empty}
      ${book && place ? sql`and (book_id, place) > (${book}::uuid, ${Number(place)}::int)` : empty}
    order by book_id, place limit ${limit + 1}`)
  const last = rows[limit - 1]
  return {
    items: rows.slice(0, limit).map(({ book: _, ...row }) => row),
    next: rows.length > limit && last ? `${last.book}|${last.place}` : undefined,
  }
}

export const placesOf = (trx: Trx, partyId: string) =>
  trx.rows<{ policyId: string; period: string; place: number; of: number }>(sql`
    select policy_id as "policyId", period, place, "of" from (${order}) w where party_id = ${partyId} order by policy_id`)

const delivered = sql`
  select r.policy_id, r.period,
    count(*) filter (where c.payment = 'settled')::int as reached,
    coalesce(sum(c.amount + k."furtherFen") filter (where c.payment = 'settled'), 0)::bigint as paid,
    coalesce(sum(k."returnedFen") filter (where c.payment = 'settled'), 0)::bigint as came_back,
    count(*) filter (where c.verdict = 'eligible' and coalesce(c.payment, '') not in ('settled', 'released', 'reversed'))::int
      as pending,
    count(*) filter (where c.payment = 'waiting')::int as waiting,
    count(*) filter (where c.payment = 'returned')::int as returned,
    (percentile_cont(0.5) within group (order by extract(epoch from c.changed_at - r.started_at))
      filter (where c.payment = 'settled') / 86400)::float8 as median,
    (percentile_cont(0.5) within group (order by extract(epoch from c.changed_at - known.at))
      filter (where c.payment = 'settled' and known.at <= c.changed_at) / 86400)::float8 as fact_to_cash,
    count(*) filter (where c.payment = 'settled' and known.at <= c.changed_at)::int as fact_to_cash_of
  from policy.candidate c join policy.run r using (owner_id)
    cross join lateral (${correctedSince(sql`c.party_id`, sql`c.owner_id`)}) k
    left join lateral (select min(s.at) as at from policy.standing_change s
      where s.owner_id = c.party_id and s.policy_id = r.policy_id and s.change ->> 'after' = 'gets') known on true
  where r.state <> 'cancelled' group by r.policy_id, r.period`

export interface DeliveryRow {
  readonly policyId: string
  readonly title: Bilingual
  readonly department: string
  readonly period: string
  readonly version: number
  readonly assessed: number
  readonly reached: number
  readonly paidFen: number
  readonly cameBackFen: number
  readonly pending: number
  readonly waiting: number
  readonly returned: number
  readonly medianDays: number | null
  readonly factToCashDays: number | null
  readonly factToCashOf: number
  readonly claims: number
  readonly refusedClaims: number
  readonly objections: number
  readonly upheld: number
  readonly fallouts: Readonly<Record<string, number>>
}

/** Every policy and year that ran or was claimed, each figure from the record of runs, claims and objections. */
export const listDelivery = (trx: Trx, reach: Reach) =>
  trx.rows<DeliveryRow>(sql`
    with programmes as (
      select policy_id, period, max(policy_version) as version, (array_agg(title))[1] as title, min(department) as department
      from (select policy_id, period, policy_version, title, department from policy.run where state <> 'cancelled'
        union all select policy_id, period, policy_version, title, department from policy.claim) p group by policy_id, period)
    select p.policy_id as "policyId", p.title, p.department, p.period, p.version,
      coalesce((select sum(b.assessed) from policy.batch b join policy.run r using (owner_id)
        where r.policy_id = p.policy_id and r.period = p.period and r.state <> 'cancelled'), 0)::int as assessed,
      coalesce(d.reached, 0) as reached, coalesce(d.paid, 0)::bigint as "paidFen", coalesce(d.came_back, 0)::bigint as "cameBackFen",
      coalesce(d.pending, 0) as pending,
      coalesce(d.waiting, 0) as waiting, coalesce(d.returned, 0) as returned, d.median as "medianDays",
      d.fact_to_cash as "factToCashDays", coalesce(d.fact_to_cash_of, 0) as "factToCashOf",
      (select count(*)::int from policy.claim c where c.policy_id = p.policy_id and c.period = p.period) as claims,
      (select count(*)::int from policy.claim c where c.policy_id = p.policy_id and c.period = p.period
        and c.state = 'refused') as "refusedClaims",
      (select count(*)::int from policy.objection o left join policy.run r on r.owner_id = o.run_id
        where o.policy_id = p.policy_id and coalesce(r.period, to_char(o.lodged_at, 'YYYY')) = p.period) as objections,
      (select count(*)::int from policy.objection o left join policy.run r on r.owner_id = o.run_id
        where o.policy_id = p.policy_id and coalesce(r.period, to_char(o.lodged_at, 'YYYY')) = p.period
          and o.outcome in ('excluded', 'reassessed')) as upheld,
      coalesce((select jsonb_object_agg(f.key, f.n) from (
        select e.key, sum(e.value::int)::int as n from policy.batch b join policy.run r using (owner_id),
          jsonb_each_text(b.fallouts) e
        where r.policy_id = p.policy_id and r.period = p.period and r.state <> 'cancelled' group by e.key) f), '{}') as fallouts
    from programmes p left join (${delivered}) d using (policy_id, period)
    where true ${withinReach(reach, { owner: sql`null::uuid`, department: sql`p.department` })}
    order by p.period desc, p.policy_id limit 500`)
