import type { Explanation } from '#kernel/explanation.ts'
import type { Bilingual } from '#kernel/text.ts'
import type { Day, Instant } from '#kernel/time.ts'
import { type Trx, sql } from '#platform/database/sql.ts'
import type { ApprovedRun, Programme, RunStanding } from '../contract-runs.ts'
import type { PolicyVersion, RunEvent } from '../model.ts'
import { type DataOf, json } from './sql.ts'

export async function insertRun(trx: Trx, runId: string, run: DataOf<RunEvent, 'RunStarted'>): Promise<void> {
  await trx.run(sql`
    insert into policy.run (owner_id, policy_id, policy_version, rule_hash, title, department, as_of, period, snapshot_at,
      book_id, state, started_by, started_at, rivals)
    values (${runId}, ${run.policyId}, ${run.policyVersion}, ${run.ruleHash}, ${json(run.title)}::jsonb, ${run.department},
      ${run.asOf}, ${run.period}, ${run.snapshotAt}, ${run.bookId}, 'collecting', ${run.startedBy}, ${run.snapshotAt},
      ${run.rivals ? json(run.rivals) : null}::jsonb)`)
  await takeProgramme(trx, runId, run)
}

/** Of two who start the same programme at once, the key lets one through; the other is judged again and refused. */
async function takeProgramme(
  trx: Trx,
  runId: string,
  { policyId, period, bookId }: { policyId: string; period: string; bookId: string },
): Promise<void> {
  const taken = await trx.run(sql`
    update policy.programme set open_run_id = ${runId}
    where policy_id = ${policyId} and period = ${period} and book_id = ${bookId} and open_run_id is null`)
  if (taken === 0)
    await trx.run(sql`
      insert into policy.programme (policy_id, period, book_id, open_run_id)
      values (${policyId}, ${period}, ${bookId}, ${runId})`)
}

export const freeProgramme = (trx: Trx, runId: string) =>
  trx.run(sql`update policy.programme set open_run_id = null where open_run_id = ${runId}`)

export const findProgramme = async (trx: Trx, policyId: string, period: string): Promise<Programme | null> =>
  (await trx.find<Programme>(sql`
    select book_id as "bookId", open_run_id as "openRunId" from policy.programme
    where policy_id = ${policyId} and period = ${period}`)) ?? null

export const setRunState = (trx: Trx, runId: string, state: string) =>
  trx.run(sql`update policy.run set state = ${state} where owner_id = ${runId}`)

export const setCollected = (trx: Trx, runId: string, totals: unknown) =>
  trx.run(sql`
    update policy.run set state = 'collected', totals = ${json(totals)}::jsonb where owner_id = ${runId}`)

export const setPublished = (trx: Trx, runId: string, event: DataOf<RunEvent, 'RunPublished'>) =>
  trx.run(sql`
    update policy.run set state = 'in-publicity', publicity_from = ${event.from}, publicity_through = ${event.through ?? null},
      publicity_ends_at = ${event.endsAt ?? null} where owner_id = ${runId}`)

export const setEndorsed = (trx: Trx, runId: string, event: DataOf<RunEvent, 'RunEndorsed'>, at: Instant) =>
  trx.run(sql`
    update policy.run set endorsed_by = ${event.by}, endorsed_at = ${at}, endorsed_amount = ${event.totals.amountFen}
    where owner_id = ${runId}`)

export const setApproved = (trx: Trx, runId: string, event: DataOf<RunEvent, 'RunApproved'>, at: Instant) =>
  trx.run(sql`
    update policy.run set state = 'approved', approved_by = ${event.by}, approved_at = ${at},
      totals = ${json(event.totals)}::jsonb where owner_id = ${runId}`)

export interface RunFrameRow {
  readonly policyId: string
  readonly policyVersion: number
  readonly asOf: Day
  readonly period: string
  readonly snapshotAt: Instant
  readonly state: string
  readonly title: Bilingual
  readonly objectUntil: Day | null
  readonly rivals: readonly PolicyVersion[] | null
}

export const findRunFrame = (trx: Trx, runId: string) =>
  trx.find<RunFrameRow>(sql`
    select policy_id as "policyId", policy_version as "policyVersion", as_of as "asOf", period, snapshot_at as "snapshotAt",
      state, title, publicity_through as "objectUntil", rivals from policy.run where owner_id = ${runId}`)

export const findApprovedRun = async (trx: Trx, runId: string): Promise<ApprovedRun | null> =>
  (await trx.find<ApprovedRun>(sql`
    select policy_id as "policyId", policy_version as "policyVersion", period, book_id as "bookId", title
    from policy.run where owner_id = ${runId} and state = 'approved'`)) ?? null

export async function findRunStanding(
  trx: Trx,
  runId: string,
  aboutPartyId: string | undefined,
): Promise<RunStanding | null> {
  const row = await trx.find<{
    state: RunStanding['state']
    endsAt: Instant | null
    policyId: string
    title: Bilingual
    department: string
    explanation: Explanation | null
    about: string | null
  }>(sql`
    select r.state, r.publicity_ends_at as "endsAt", r.policy_id as "policyId", r.title, r.department, c.explanation, c.party_id as about
    from policy.run r left join policy.candidate c
      on c.owner_id = r.owner_id and c.party_id = ${aboutPartyId ?? null}::uuid and c.verdict = 'eligible'
    where r.owner_id = ${runId}`)
  if (!row) return null
  const { about, ...standing } = row
  return { ...standing, aboutIsCandidate: about !== null }
}
