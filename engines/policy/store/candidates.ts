import type { Bilingual } from '#kernel/text.ts'
import type { Instant } from '#kernel/time.ts'
import { type Trx, sql } from '#platform/database/sql.ts'
import type { Progress } from '../contract-runs.ts'
import type { BatchEvent, Candidate, GrantState } from '../model.ts'
import { type DataOf, given, json } from './sql.ts'

/** Whether one of these parties gets something in a run. */
export const findsAnyPaid = async (trx: Trx, runId: string, partyIds: readonly string[]): Promise<boolean> =>
  partyIds.length > 0 &&
  (await trx.find(sql`
    select 1 from policy.candidate
    where owner_id = ${runId} and verdict = 'eligible' and party_id = any(${[...partyIds]}::uuid[]) limit 1`)) !==
    undefined

export const insertBatch = (
  trx: Trx,
  runId: string,
  batchId: string,
  batch: DataOf<BatchEvent, 'CandidatesRecorded'>,
) =>
  trx.run(sql`
    insert into policy.batch (owner_id, batch_id, number, until, assessed, fallouts, last)
    values (${runId}, ${batchId}, ${batch.number}, ${batch.until ?? null}, ${batch.assessed},
      ${json(batch.fallouts)}::jsonb, ${batch.last})`)

export const putCandidates = (
  trx: Trx,
  runId: string,
  batchId: string,
  candidates: readonly Candidate[],
  at: Instant,
) =>
  candidates.length === 0
    ? 0
    : trx.run(sql`
        insert into policy.candidate (owner_id, party_id, batch_id, name, credit_code, verdict, exclusion, amount, summary,
          explanation, instruction_id, account, person, changed_at)
        select ${runId}, c."partyId", ${batchId}, c.name, c."creditCode", c.verdict, c.exclusion, c."amountFen", c.summary,
          c.explanation, c."instructionId", c.account, coalesce(c.person, false), ${at}
        from jsonb_to_recordset(${json(candidates)}::jsonb) as c("partyId" uuid, name text, "creditCode" text, verdict text,
          exclusion text, "amountFen" bigint, summary jsonb, explanation jsonb, "instructionId" uuid, account text, person boolean)
        on conflict (owner_id, party_id) do update set verdict = excluded.verdict, exclusion = excluded.exclusion,
          amount = excluded.amount, summary = excluded.summary, explanation = excluded.explanation,
          account = coalesce(policy.candidate.account, excluded.account), changed_at = excluded.changed_at`)

export const setCandidateAccount = (trx: Trx, runId: string, partyId: string, account: string, at: Instant) =>
  trx.run(sql`
    update policy.candidate set account = ${account}, changed_at = ${at}
    where owner_id = ${runId} and party_id = ${partyId}`)

export const setPayments = (
  trx: Trx,
  runId: string,
  lines: readonly { instructionId: string; state: GrantState; reason?: string | undefined }[],
  at: Instant,
) =>
  trx.run(sql`
    update policy.candidate c set payment = l.state, reason = l.reason, changed_at = ${at}
    from jsonb_to_recordset(${json(lines)}::jsonb) as l("instructionId" uuid, state text, reason text)
    where c.owner_id = ${runId} and c.instruction_id = l."instructionId"`)

export const markBatchApproved = (trx: Trx, runId: string, batchId: string) =>
  trx.run(sql`update policy.batch set approved = true where owner_id = ${runId} and batch_id = ${batchId}`)

export async function readProgress(trx: Trx, runId: string): Promise<Progress> {
  const row = await trx.get<{ complete: boolean; batches: number; assessed: number }>(sql`
    select coalesce(bool_or(last), false) as complete, count(*)::int as batches, coalesce(sum(assessed), 0)::int as assessed
    from policy.batch where owner_id = ${runId}`)
  const sums = await trx.get<{ eligible: number; excluded: number; unknown: number; amountFen: number }>(sql`
    select count(*) filter (where verdict = 'eligible')::int as eligible,
      count(*) filter (where verdict = 'excluded')::int as excluded,
      count(*) filter (where verdict = 'unknown')::int as unknown,
      coalesce(sum(amount) filter (where verdict = 'eligible'), 0)::bigint as "amountFen"
    from policy.candidate where owner_id = ${runId}`)
  const fallouts = await trx.rows<{ condition: string; count: number }>(sql`
    select f.key as condition, sum(f.value::int)::int as count
    from policy.batch b, jsonb_each_text(b.fallouts) f where b.owner_id = ${runId} group by f.key order by f.key`)
  return {
    complete: row.complete,
    batches: row.batches,
    totals: {
      assessed: row.assessed,
      ...sums,
      fallouts: Object.fromEntries(fallouts.map((one) => [one.condition, one.count])),
    },
  }
}

/** How far the record of candidates reaches: where a killed run goes on. */
export const findLastBatch = (trx: Trx, runId: string) =>
  trx.find<{ number: number; until: string | null; last: boolean }>(sql`
    select number, until, last from policy.batch where owner_id = ${runId} order by number desc limit 1`)

export const listBatches = (trx: Trx, runId: string) =>
  trx.rows<{ batchId: string; number: number; approved: boolean }>(sql`
    select batch_id as "batchId", number, approved from policy.batch where owner_id = ${runId} order by number`)

export const countUnfinished = async (trx: Trx, runId: string): Promise<number> =>
  (
    await trx.get<{ n: number }>(sql`
      select count(*)::int as n from policy.candidate where owner_id = ${runId} and verdict = 'eligible'
        and coalesce(payment, 'approved') not in ('settled', 'released', 'reversed')`)
  ).n

/** The candidate as it was recorded, to be recorded again with a change. */
export const findRecorded = async (trx: Trx, runId: string, partyId: string) => {
  const row = await trx.find<{
    batchId: string
    name: string
    creditCode: string | null
    summary: Bilingual
    instructionId: string
    account: string | null
    person: boolean
  }>(sql`
    select batch_id as "batchId", name, credit_code as "creditCode", summary, instruction_id as "instructionId", account, person
    from policy.candidate where owner_id = ${runId} and party_id = ${partyId}`)
  return (
    row && {
      ...row,
      person: row.person || undefined,
      creditCode: given(row.creditCode),
      account: given(row.account),
    }
  )
}
