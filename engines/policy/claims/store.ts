import type { Reach } from '#kernel/actor.ts'
import type { Bilingual } from '#kernel/text.ts'
import type { Day, Instant } from '#kernel/time.ts'
import { withinReach } from '#platform/database/reach.ts'
import { empty, type Sql, sql, type Trx } from '#platform/database/sql.ts'
import type { Exclusion } from '../model.ts'
import type { ClaimRow, ClaimStanding, RepairStanding } from './contract.ts'
import type { ClaimEvent, PromiseCheck, Promised, PromiseRepair, PromiseState } from './model.ts'

type DataOf<T extends ClaimEvent['type']> = Extract<ClaimEvent, { type: T }>['data']
const json = JSON.stringify

export const insertClaim = (
  trx: Trx,
  partyId: string,
  claimId: string,
  claim: DataOf<'ClaimLodged'>,
  at: Instant,
) =>
  trx.run(sql`
    insert into policy.claim (owner_id, claim_id, policy_id, policy_version, mode, department, title, period, amount, summary,
      explanation, promised, promise, case_id, state, lodged_at, decide_by, due_at)
    values (${partyId}, ${claimId}, ${claim.policyId}, ${claim.policyVersion}, ${claim.mode}, ${claim.department},
      ${json(claim.title)}::jsonb, ${claim.period}, ${claim.amountFen}, ${json(claim.summary)}::jsonb,
      ${claim.explanation ? json(claim.explanation) : null}::jsonb, ${claim.promised ? json(claim.promised) : null}::jsonb,
      ${claim.promised ? 'unchecked' : null}, ${claim.caseId ?? null}, 'open', ${at}, ${claim.decideBy ?? null},
      ${claim.dueAt ?? null})`)

export const closeClaim = (
  trx: Trx,
  partyId: string,
  claimId: string,
  { state, reason, runId }: { state: string; reason?: Bilingual; runId?: string | undefined },
  at: Instant,
) =>
  trx.run(sql`
    update policy.claim set state = ${state}, closed_at = ${at}, reason = ${reason ? json(reason) : null}::jsonb,
      run_id = ${runId ?? null} where owner_id = ${partyId} and claim_id = ${claimId}`)

export const setPromise = (
  trx: Trx,
  partyId: string,
  claimId: string,
  { outcome, reason, on, person }: DataOf<'PromiseChecked'>,
) =>
  trx.run(sql`
    update policy.claim set promise = ${outcome}, checked = ${json({ reason, on })}::jsonb, checked_by = ${person}
    where owner_id = ${partyId} and claim_id = ${claimId}`)

/** Asked again after a refusal, the answer of before goes. */
export const setRepair = (trx: Trx, partyId: string, claimId: string, repair: PromiseRepair) =>
  trx.run(sql`
    update policy.claim set repair = ${json(repair)}::jsonb where owner_id = ${partyId} and claim_id = ${claimId}`)

export const answerRepair = (
  trx: Trx,
  partyId: string,
  claimId: string,
  { outcome: state, reason, on: answeredOn }: DataOf<'RepairAnswered'>,
) =>
  trx.run(sql`
    update policy.claim set repair = repair || ${json({ state, reason, answeredOn })}::jsonb,
      promise = case when ${state} = 'granted' then 'repaired' else promise end
    where owner_id = ${partyId} and claim_id = ${claimId}`)

export const findRepairStanding = (trx: Trx, partyId: string, claimId: string): Promise<RepairStanding> =>
  trx.get<RepairStanding>(sql`
    with mine as (
      select c.* from policy.correction c join policy.grant g on g.owner_id = c.owner_id and g.grant_id = c.grant_id
        join policy.claim k on k.owner_id = g.owner_id and k.policy_id = g.policy_id and k.period = g.period
      where k.owner_id = ${partyId} and k.claim_id = ${claimId} and c.difference < 0)
    select coalesce((select sum(-difference - repaid) from mine where state = 'claimed'), 0)::bigint as "owedFen",
      exists (select 1 from mine where state = 'open') as undecided,
      exists (select 1 from policy.claim where owner_id = ${partyId} and claim_id <> ${claimId} and promise = 'broken')
        as "otherBroken"`)

/** Whose promise with a benefit of a period was found broken. */
export const listBroken = async (
  trx: Trx,
  { policyId, period }: { policyId: string; period: string },
  partyIds: readonly string[],
): Promise<string[]> =>
  (
    await trx.rows<{ id: string }>(sql`
      select owner_id as id from policy.claim where policy_id = ${policyId} and period = ${period} and promise = 'broken'
        and owner_id = any(${[...partyIds]}::uuid[])`)
  ).map(({ id }) => id)

/** Where a party stands on lists that are not over, of one policy: with what the ledger has of it. */
export const listStandingLines = (trx: Trx, partyId: string, policyId: string) =>
  trx.rows<{ runId: string; batchId: string; approved: boolean }>(sql`
    select c.owner_id as "runId", c.batch_id as "batchId", b.approved
    from policy.candidate c join policy.run r using (owner_id) join policy.batch b using (owner_id, batch_id)
    where c.party_id = ${partyId} and r.policy_id = ${policyId} and c.verdict = 'eligible'
      and r.state not in ('cancelled', 'finished')`)

/** A claim or a grant of the period stands in the way of another; a promise found untrue in the way of every promise. */
export const findClaimStanding = (
  trx: Trx,
  partyId: string,
  policyId: string,
  period: string,
  grouped: readonly string[],
): Promise<ClaimStanding> =>
  trx.get<ClaimStanding>(sql`
    select coalesce(
        (select claim_id from policy.claim where owner_id = ${partyId} and policy_id = ${policyId} and period = ${period}
          and state in ('open', 'granted')),
        (select grant_id from policy.grant where owner_id = ${partyId} and policy_id = ${policyId} and period = ${period}
          and state <> 'withdrawn')) as taken,
      (select to_jsonb(o) from (
        select policy_id as "policyId", title, amount as "amountFen", state = 'open' as open from policy.claim
          where owner_id = ${partyId} and period = ${period} and policy_id = any(${[...grouped]}::text[])
            and state in ('open', 'granted')
        union all select policy_id, title, amount, false from policy.grant
          where owner_id = ${partyId} and period = ${period} and policy_id = any(${[...grouped]}::text[])
            and state <> 'withdrawn'
        order by open limit 1) o) as "ofGroup",
      exists (select 1 from policy.claim where owner_id = ${partyId} and promise = 'broken') as "brokenPromise"`)

export interface Claimant {
  readonly partyId: string
  readonly claimId: string
  readonly promised: Promised | null
}

/**
 * Who had claimed when the snapshot was taken and had not withdrawn or been answered by then, in the order of their ids. The same
 * whenever it is asked.
 */
export const listClaimants = (
  trx: Trx,
  {
    policyId,
    policyVersion,
    period,
    snapshotAt,
  }: { policyId: string; policyVersion: number; period: string; snapshotAt: Instant },
  { after, limit, only }: { after?: string | undefined; limit: number; only?: string },
): Promise<Claimant[]> =>
  trx.rows<Claimant>(sql`
    select owner_id as "partyId", claim_id as "claimId", promised from policy.claim
    where policy_id = ${policyId} and policy_version = ${policyVersion} and period = ${period}
      and lodged_at <= ${snapshotAt} and (closed_at is null or closed_at > ${snapshotAt})
      ${after ? sql`and owner_id > ${after}::uuid` : empty} ${only ? sql`and owner_id = ${only}` : empty}
    order by owner_id limit ${limit}`)

/** What the list of a run says of its claimants: nothing where they fell out. */
export const listVerdicts = (trx: Trx, runId: string, partyIds: readonly string[]) =>
  trx.rows<{ partyId: string; verdict: string; exclusion: Exclusion | null; summary: Bilingual }>(sql`
    select party_id as "partyId", verdict, exclusion, summary from policy.candidate
    where owner_id = ${runId} and party_id = any(${[...partyIds]}::uuid[])`)

type ClaimSql = Omit<
  ClaimRow,
  'reason' | 'caseId' | 'decideBy' | 'promised' | 'promise' | 'check' | 'repair' | 'grant' | 'runId'
> & {
  reason: Bilingual | null
  caseId: string | null
  decideBy: Day | null
  promised: Promised | null
  promise: PromiseState | null
  check: PromiseCheck | null
  repair: PromiseRepair | null
  grant: ClaimRow['grant'] | null
  runId: string | null
}
const columns = (
  now: Instant,
): Sql => sql`c.owner_id as "partyId", c.claim_id as "claimId", c.policy_id as "policyId", c.title,
  c.mode, c.department, c.period, coalesce(g.amount, c.amount) as "amountFen", c.summary, c.state, c.reason, c.case_id as "caseId",
  c.lodged_at as "lodgedAt", c.decide_by as "decideBy", (c.state = 'open' and c.due_at < ${now}) as late, c.promised, c.promise,
  c.checked as "check", c.repair,
  g.state as "grant", coalesce(g.run_id, c.run_id) as "runId"`
const withGrant = sql`policy.claim c left join policy.grant g on g.owner_id = c.owner_id and g.policy_id = c.policy_id
  and g.period = c.period and g.state <> 'withdrawn'`
const rowOf = (row: ClaimSql): ClaimRow => ({
  ...row,
  reason: row.reason ?? undefined,
  caseId: row.caseId ?? undefined,
  decideBy: row.decideBy ?? undefined,
  promised: row.promised ?? undefined,
  promise: row.promise ?? undefined,
  check: row.check ?? undefined,
  repair: row.repair ?? undefined,
  grant: row.grant ?? undefined,
  runId: row.runId ?? undefined,
})

export const listMyClaims = async (trx: Trx, partyId: string, now: Instant): Promise<ClaimRow[]> =>
  (
    await trx.rows<ClaimSql>(sql`
      select ${columns(now)} from ${withGrant} where c.owner_id = ${partyId}
      order by c.lodged_at desc, c.claim_id limit 200`)
  ).map(rowOf)

export async function listClaims(
  trx: Trx,
  reach: Reach,
  filter: {
    policyId?: string | undefined
    state?: string | undefined
    promise?: string | undefined
    repair?: string | undefined
    after?: string | undefined
    limit: number
  },
  now: Instant,
) {
  const [day, id] = filter.after?.split('|') ?? []
  const due = sql`coalesce(case when c.state = 'open' then c.decide_by else (c.promised ->> 'checkBy')::date end, '9999-12-31'::date)`
  const rows = await trx.rows<ClaimSql & { due: Day }>(sql`
    select ${columns(now)}, ${due}::text as due from ${withGrant} where true
      ${filter.policyId ? sql`and c.policy_id = ${filter.policyId}` : empty}
      ${filter.state ? sql`and c.state = ${filter.state}` : empty}
      ${filter.promise ? sql`and c.promise = ${filter.promise}` : empty}
      ${filter.repair ? sql`and c.repair ->> 'state' = ${filter.repair}` : empty}
      ${day && id ? sql`and (${due}, c.claim_id) > (${day}::date, ${id}::uuid)` : empty}
      ${withinReach(reach, { owner: sql`c.owner_id`, department: sql`c.department` })}
    order by ${due}, c.claim_id limit ${filter.limit + 1}`)
  const last = rows[filter.limit - 1]
  return {
    items: rows.slice(0, filter.limit).map(({ due: _, ...row }) => rowOf(row)),
    next: rows.length > filter.limit && last ? `${last.due}|${last.claimId}` : undefined,
  }
}
