import type { Explanation } from '#kernel/explanation.ts'
import type { Bilingual } from '#kernel/text.ts'
import type { Day, Instant } from '#kernel/time.ts'
import { type Trx, sql } from '#platform/database/sql.ts'
import type { GrantRow } from '../contract-grants.ts'
import type { Had } from '../assess.ts'
import type { GrantEvent, GrantState } from '../model.ts'
import { correctedSince, type DataOf, given, json } from './sql.ts'

/** Candidates of a run that the announcements have not caught up with, a page at a time in order of party. */
export interface Announceable {
  readonly partyId: string
  readonly batchId: string
  readonly instructionId: string
  readonly amountFen: number
  readonly summary: Bilingual
  readonly explanation: Explanation
  readonly account: string | null
  readonly verdict: string
  readonly grantId: string | null
  readonly grantState: GrantState | null
}

export const listAnnounceable = (trx: Trx, runId: string, after: string, limit: number) =>
  trx.rows<Announceable>(sql`
    select c.party_id as "partyId", c.batch_id as "batchId", c.instruction_id as "instructionId", c.amount as "amountFen",
      c.summary, c.explanation, c.account, c.verdict, g.grant_id as "grantId", g.state as "grantState"
    from policy.candidate c left join lateral (
      select grant_id, state, amount from policy.grant g where g.owner_id = c.party_id and g.run_id = c.owner_id
      order by g.state = 'withdrawn', g.grant_id limit 1) g on true
    where c.owner_id = ${runId} and c.party_id > ${after}::uuid and (
      (c.verdict = 'eligible' and (g.grant_id is null or g.state = 'withdrawn' or g.amount <> c.amount))
      or (c.verdict <> 'eligible' and g.state = 'announced'))
    order by c.party_id limit ${limit}`)

export const listEveryGrant = (trx: Trx, runId: string, after: string, limit: number) =>
  trx.rows<{ partyId: string; grantId: string }>(sql`
    select owner_id as "partyId", grant_id as "grantId" from policy.grant
    where run_id = ${runId} and state <> 'withdrawn' and owner_id > ${after}::uuid order by owner_id limit ${limit}`)

/** What these parties have of a policy's period from other runs: the benefit itself, or another of one of its groups. */
export const listGranted = async (
  trx: Trx,
  {
    policyId,
    period,
    runId,
    groups,
  }: { policyId: string; period: string; runId: string; groups: readonly string[] },
  partyIds: readonly string[],
): Promise<ReadonlyMap<string, Had>> =>
  new Map(
    (
      await trx.rows<{ id: string; had: Had }>(sql`
        select owner_id as id,
          case when bool_or(policy_id = ${policyId}) then 'already-granted' else 'group-granted' end as had
        from policy.grant where period = ${period} and (policy_id = ${policyId} or groups && ${[...groups]}::text[])
          and run_id <> ${runId} and state <> 'withdrawn' and owner_id = any(${[...partyIds]}::uuid[])
        group by owner_id`)
    ).map(({ id, had }) => [id, had]),
  )

/** A live grant keeps its groups for the period; one that was withdrawn leaves them to others. */
const keepGroups = (trx: Trx, partyId: string, grantId: string) =>
  trx.run(sql`
    with mine as (
      select owner_id, grant_id, period, component, state, unnest(groups) grouped_as from policy.grant
      where owner_id = ${partyId} and grant_id = ${grantId}
    ), left_to_others as (
      delete from policy.grant_group g using mine
      where mine.state = 'withdrawn' and g.owner_id = mine.owner_id and g.grant_id = mine.grant_id
    )
    insert into policy.grant_group (owner_id, grouped_as, period, component, grant_id)
    select owner_id, grouped_as, period, component, grant_id from mine where state <> 'withdrawn'
    on conflict (owner_id, grant_id, grouped_as) do nothing`)

export async function insertGrant(
  trx: Trx,
  partyId: string,
  grantId: string,
  grant: DataOf<GrantEvent, 'GrantAnnounced'>,
  at: Instant,
): Promise<void> {
  await trx.run(sql`
    insert into policy.grant (owner_id, grant_id, run_id, batch_id, policy_id, policy_version, period, component, title,
      instruction_id, amount, summary, explanation, account, state, object_until, announced_at, changed_at,
      groups)
    values (${partyId}, ${grantId}, ${grant.runId}, ${grant.batchId}, ${grant.policyId}, ${grant.policyVersion},
      ${grant.period}, ${grant.component}, ${json(grant.title)}::jsonb, ${grant.instructionId}, ${grant.amountFen},
      ${json(grant.summary)}::jsonb, ${json(grant.explanation)}::jsonb, ${grant.account ?? null}, 'announced',
      ${grant.objectUntil ?? null}, ${at}, ${at}, ${[...grant.groups]}::text[])`)
  if (grant.groups.length > 0) await keepGroups(trx, partyId, grantId)
}

export const setGrantAccount = (trx: Trx, partyId: string, grantId: string, account: string, at: Instant) =>
  trx.run(sql`
    update policy.grant set account = ${account}, account_confirmed = true, changed_at = ${at}
    where owner_id = ${partyId} and grant_id = ${grantId}`)

export async function setGrantState(
  trx: Trx,
  partyId: string,
  grantId: string,
  event: DataOf<GrantEvent, 'GrantProgressed'>,
  at: Instant,
): Promise<void> {
  await trx.run(sql`
    update policy.grant set state = ${event.state}, reason = ${event.reason ?? null}, changed_at = ${at},
      amount = coalesce(${event.amountFen ?? null}::bigint, amount)
    where owner_id = ${partyId} and grant_id = ${grantId}`)
  if (event.state === 'announced' || event.state === 'withdrawn') await keepGroups(trx, partyId, grantId)
}

/** The live grant that stands in the way of another: of the same benefit, or of another of its group. */
export const findLiveGrant = async (
  trx: Trx,
  partyId: string,
  {
    policyId,
    period,
    component,
    groups,
  }: { policyId: string; period: string; component: string; groups: readonly string[] },
): Promise<{ grantId: string; policyId: string } | null> =>
  (await trx.find<{ grantId: string; policyId: string }>(sql`
    select grant_id as "grantId", policy_id as "policyId" from policy.grant where owner_id = ${partyId} and period = ${period}
      and component = ${component} and (policy_id = ${policyId} or groups && ${[...groups]}::text[]) and state <> 'withdrawn'
    order by policy_id <> ${policyId} limit 1`)) ?? null

export const listAnnounced = async (trx: Trx, runId: string, batchId: string): Promise<string[]> =>
  (
    await trx.rows<{ id: string }>(sql`
      select owner_id as id from policy.grant where run_id = ${runId} and batch_id = ${batchId} and state <> 'withdrawn'`)
  ).map((row) => row.id)

export const listGrantsOf = (trx: Trx, runId: string, partyIds: readonly string[]) =>
  trx.rows<{ partyId: string; grantId: string; account: string | null }>(sql`
    select owner_id as "partyId", grant_id as "grantId", account from policy.grant
    where run_id = ${runId} and owner_id = any(${[...partyIds]}::uuid[])`)

export async function listMyGrants(trx: Trx, partyId: string): Promise<GrantRow[]> {
  const rows = await trx.rows<
    Omit<GrantRow, 'objectUntil'> & { reason: string | null; account: string | null; objectUntil: Day | null }
  >(sql`
    select owner_id as "partyId", grant_id as "grantId", run_id as "runId", policy_id as "policyId", title, period,
      amount as "amountFen", summary, explanation, state, reason, account, account_confirmed as "accountConfirmed",
      object_until as "objectUntil", announced_at as "announcedAt", changed_at as "changedAt",
      k."returnedFen", k."furtherFen"
    from policy.grant g cross join lateral (${correctedSince(sql`g.owner_id`, sql`g.run_id`)}) k
    where owner_id = ${partyId} order by announced_at desc, grant_id limit 200`)
  return rows.map((row) => ({
    ...row,
    reason: given(row.reason),
    account: given(row.account),
    objectUntil: given(row.objectUntil),
  }))
}
