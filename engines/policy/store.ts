import type { Reach } from '#kernel/actor.ts'
import type { Explanation } from '#kernel/explanation.ts'
import type { Bilingual } from '#kernel/text.ts'
import type { Day, Instant } from '#kernel/time.ts'
import { withinReach } from '#platform/database/reach.ts'
import { sql, type Sql, type Trx } from '#platform/database/sql.ts'
import { NotFound } from '#platform/query.ts'
import type { GrantRow } from './contract-grants.ts'
import type { ObjectionRow } from './contract-objections.ts'
import type {
  ApprovedRun,
  CandidateRow,
  Programme,
  Progress,
  RunStanding,
  RunSummary,
} from './contract-runs.ts'
import type { BatchEvent, Candidate, GrantEvent, GrantState, ObjectionEvent, RunEvent } from './model.ts'

type DataOf<E extends { type: string; data: unknown }, T extends E['type']> = Extract<E, { type: T }>['data']
const json = JSON.stringify
/** What the database leaves empty the interface leaves out. */
const given = <T>(value: T | null): T | undefined => value ?? undefined
const contains = (q: string) => `%${q.replace(/[\\%_]/g, '\\$&')}%`

// Runs

export async function insertRun(trx: Trx, runId: string, run: DataOf<RunEvent, 'RunStarted'>): Promise<void> {
  await trx.run(sql`
    insert into policy.run (owner_id, policy_id, policy_version, rule_hash, title, department, as_of, period, snapshot_at,
      book_id, state, started_by, started_at)
    values (${runId}, ${run.policyId}, ${run.policyVersion}, ${run.ruleHash}, ${json(run.title)}::jsonb, ${run.department},
      ${run.asOf}, ${run.period}, ${run.snapshotAt}, ${run.bookId}, 'collecting', ${run.startedBy}, ${run.snapshotAt})`)
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

/** Whether one of these parties gets something in a run. */
export const findsAnyPaid = async (trx: Trx, runId: string, partyIds: readonly string[]): Promise<boolean> =>
  partyIds.length > 0 &&
  (await trx.find(sql`
    select 1 from policy.candidate
    where owner_id = ${runId} and verdict = 'eligible' and party_id = any(${[...partyIds]}::uuid[]) limit 1`)) !==
    undefined

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

// Batches and candidates

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

export interface RunFrameRow {
  readonly policyId: string
  readonly policyVersion: number
  readonly asOf: Day
  readonly period: string
  readonly snapshotAt: Instant
  readonly state: string
  readonly title: Bilingual
  readonly objectUntil: Day | null
}
export const findRunFrame = (trx: Trx, runId: string) =>
  trx.find<RunFrameRow>(sql`
    select policy_id as "policyId", policy_version as "policyVersion", as_of as "asOf", period, snapshot_at as "snapshotAt",
      state, title, publicity_through as "objectUntil" from policy.run where owner_id = ${runId}`)

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

export const countUnfinished = async (trx: Trx, runId: string): Promise<number> =>
  (
    await trx.get<{ n: number }>(sql`
      select count(*)::int as n from policy.candidate where owner_id = ${runId} and verdict = 'eligible'
        and coalesce(payment, 'approved') not in ('settled', 'released', 'reversed')`)
  ).n

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

export const listGranted = async (
  trx: Trx,
  { policyId, period, runId }: { policyId: string; period: string; runId: string },
  partyIds: readonly string[],
): Promise<ReadonlySet<string>> =>
  new Set(
    (
      await trx.rows<{ id: string }>(sql`
        select owner_id as id from policy.grant where policy_id = ${policyId} and period = ${period}
          and run_id <> ${runId} and state <> 'withdrawn' and owner_id = any(${[...partyIds]}::uuid[])`)
    ).map((row) => row.id),
  )

// Grants

export const insertGrant = (
  trx: Trx,
  partyId: string,
  grantId: string,
  grant: DataOf<GrantEvent, 'GrantAnnounced'>,
  at: Instant,
) =>
  trx.run(sql`
    insert into policy.grant (owner_id, grant_id, run_id, batch_id, policy_id, policy_version, period, component, title,
      instruction_id, amount, summary, explanation, account, state, object_until, announced_at, changed_at)
    values (${partyId}, ${grantId}, ${grant.runId}, ${grant.batchId}, ${grant.policyId}, ${grant.policyVersion},
      ${grant.period}, ${grant.component}, ${json(grant.title)}::jsonb, ${grant.instructionId}, ${grant.amountFen},
      ${json(grant.summary)}::jsonb, ${json(grant.explanation)}::jsonb, ${grant.account ?? null}, 'announced',
      ${grant.objectUntil ?? null}, ${at}, ${at})`)

export const setGrantAccount = (trx: Trx, partyId: string, grantId: string, account: string, at: Instant) =>
  trx.run(sql`
    update policy.grant set account = ${account}, account_confirmed = true, changed_at = ${at}
    where owner_id = ${partyId} and grant_id = ${grantId}`)

export const setGrantState = (
  trx: Trx,
  partyId: string,
  grantId: string,
  event: DataOf<GrantEvent, 'GrantProgressed'>,
  at: Instant,
) =>
  trx.run(sql`
    update policy.grant set state = ${event.state}, reason = ${event.reason ?? null}, changed_at = ${at},
      amount = coalesce(${event.amountFen ?? null}::bigint, amount)
    where owner_id = ${partyId} and grant_id = ${grantId}`)

export const findLiveGrant = async (
  trx: Trx,
  partyId: string,
  { policyId, period, component }: { policyId: string; period: string; component: string },
): Promise<string | null> =>
  (
    await trx.find<{ id: string }>(sql`
      select grant_id as id from policy.grant where owner_id = ${partyId} and policy_id = ${policyId}
        and period = ${period} and component = ${component} and state <> 'withdrawn'`)
  )?.id ?? null

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
      object_until as "objectUntil", announced_at as "announcedAt", changed_at as "changedAt"
    from policy.grant where owner_id = ${partyId} order by announced_at desc, grant_id limit 200`)
  return rows.map((row) => ({
    ...row,
    reason: given(row.reason),
    account: given(row.account),
    objectUntil: given(row.objectUntil),
  }))
}

// Objections

export const insertObjection = (
  trx: Trx,
  partyId: string,
  objectionId: string,
  event: DataOf<ObjectionEvent, 'ObjectionLodged'>,
  at: Instant,
) =>
  trx.run(sql`
    insert into policy.objection (owner_id, objection_id, run_id, policy_id, title, about_party_id, department, text, state,
      lodged_at)
    values (${partyId}, ${objectionId}, ${event.runId ?? null}, ${event.policyId}, ${json(event.title)}::jsonb,
      ${event.aboutPartyId}, ${event.department}, ${event.text}, 'open', ${at})`)

export const setObjectionCase = (trx: Trx, partyId: string, objectionId: string, caseId: string) =>
  trx.run(sql`
    update policy.objection set case_id = ${caseId} where owner_id = ${partyId} and objection_id = ${objectionId}`)

/** An objection to a policy's verdict that nobody has answered yet. */
export const findOpenObjection = async (
  trx: Trx,
  partyId: string,
  policyId: string,
): Promise<string | null> =>
  (
    await trx.find<{ id: string }>(sql`
      select objection_id as id from policy.objection where owner_id = ${partyId} and policy_id = ${policyId}
        and run_id is null and state = 'open' limit 1`)
  )?.id ?? null

export const setResolved = (
  trx: Trx,
  partyId: string,
  objectionId: string,
  { outcome, reason }: DataOf<ObjectionEvent, 'ObjectionResolved'>,
  at: Instant,
) =>
  trx.run(sql`
    update policy.objection set state = 'resolved', outcome = ${outcome}, reason = ${reason}, resolved_at = ${at}
    where owner_id = ${partyId} and objection_id = ${objectionId}`)

export const countOpenObjections = async (trx: Trx, runId: string): Promise<number> =>
  (
    await trx.get<{ n: number }>(
      sql`select count(*)::int as n from policy.objection where run_id = ${runId} and state = 'open'`,
    )
  ).n

type ObjectionSql = Omit<ObjectionRow, 'runId' | 'caseId' | 'outcome' | 'reason' | 'resolvedAt'> & {
  runId: string | null
  caseId: string | null
  outcome: ObjectionRow['outcome'] | null
  reason: string | null
  resolvedAt: Instant | null
}
const objectionColumns = sql`owner_id as "partyId", objection_id as "objectionId", run_id as "runId",
  policy_id as "policyId", title, case_id as "caseId", about_party_id as "aboutPartyId", text, state, outcome, reason, lodged_at as "lodgedAt", resolved_at as "resolvedAt"`
const objectionOf = (row: ObjectionSql): ObjectionRow => ({
  ...row,
  runId: given(row.runId),
  caseId: given(row.caseId),
  outcome: given(row.outcome ?? null),
  reason: given(row.reason),
  resolvedAt: given(row.resolvedAt),
})

export async function listObjections(
  trx: Trx,
  reach: Reach,
  { runId, after, limit }: { runId: string; after?: string | undefined; limit: number },
) {
  const rows = await trx.rows<ObjectionSql>(sql`
    select ${objectionColumns} from policy.objection o where run_id = ${runId}
      ${after ? sql`and objection_id > ${after}::uuid` : sql``}
      ${withinReach(reach, { owner: sql`o.owner_id`, department: sql`o.department` })}
    order by objection_id limit ${limit + 1}`)
  const items = rows.slice(0, limit).map(objectionOf)
  return { items, next: rows.length > limit ? items.at(-1)?.objectionId : undefined }
}

export const listMyObjections = async (trx: Trx, partyId: string): Promise<ObjectionRow[]> =>
  (
    await trx.rows<ObjectionSql>(
      sql`select ${objectionColumns} from policy.objection where owner_id = ${partyId} order by lodged_at desc limit 200`,
    )
  ).map(objectionOf)

// Reads of runs

const runColumns = sql`owner_id as "runId", policy_id as "policyId", policy_version as "policyVersion", title, department,
  state, as_of as "asOf", period, book_id as "bookId", started_at as "startedAt", publicity_from as "publicityFrom",
  publicity_through as "publicityThrough", approved_at as "approvedAt", totals`
interface RunSql extends Omit<RunSummary, 'publicityFrom' | 'publicityThrough' | 'approvedAt' | 'totals'> {
  publicityFrom: Day | null
  publicityThrough: Day | null
  approvedAt: Instant | null
  totals: RunSummary['totals'] | null
}
const nothingYet: RunSummary['totals'] = {
  assessed: 0,
  eligible: 0,
  excluded: 0,
  unknown: 0,
  amountFen: 0,
  fallouts: {},
}
const runOf = (row: RunSql): RunSummary => ({
  ...row,
  publicityFrom: given(row.publicityFrom),
  publicityThrough: given(row.publicityThrough),
  approvedAt: given(row.approvedAt),
  totals: row.totals ?? nothingYet,
})
const runScope = (reach: Reach) =>
  withinReach(reach, { owner: sql`r.owner_id`, department: sql`r.department` })

export async function listRuns(
  trx: Trx,
  reach: Reach,
  { state, before, limit }: { state?: string | undefined; before?: Instant | undefined; limit: number },
) {
  const rows = await trx.rows<RunSql>(sql`
    select ${runColumns} from policy.run r where true ${state ? sql`and state = ${state}` : sql``}
      ${before ? sql`and started_at < ${before}` : sql``} ${runScope(reach)}
    order by started_at desc, owner_id limit ${limit + 1}`)
  const items = rows.slice(0, limit).map(runOf)
  return { items, next: rows.length > limit ? items.at(-1)?.startedAt : undefined }
}

const nameOf = (account: Sql) => sql`coalesce(
  (select name from platform.account a where a.account_id::text = ${account}), ${account})`

export async function getRun(trx: Trx, reach: Reach, runId: string) {
  const row = await trx.find<
    RunSql & {
      snapshotAt: Instant
      ruleHash: string
      startedBy: string
      approvedBy: string | null
      endorsedBy: string | null
      endorsedFen: number | null
    }
  >(sql`
    select ${runColumns}, snapshot_at as "snapshotAt", rule_hash as "ruleHash", ${nameOf(sql`started_by`)} as "startedBy",
      ${nameOf(sql`approved_by`)} as "approvedBy", ${nameOf(sql`endorsed_by`)} as "endorsedBy",
      endorsed_amount as "endorsedFen" from policy.run r where owner_id = ${runId} ${runScope(reach)}`)
  if (!row) throw new NotFound()
  const { totals } = await readProgress(trx, runId)
  const payments = await trx.rows<{ state: GrantState; count: number; amountFen: number }>(sql`
    select payment as state, count(*)::int as count, sum(amount)::bigint as "amountFen" from policy.candidate
    where owner_id = ${runId} and payment is not null group by payment order by payment`)
  return {
    ...runOf(row),
    totals,
    snapshotAt: row.snapshotAt,
    ruleHash: row.ruleHash,
    startedBy: row.startedBy,
    approvedBy: given(row.approvedBy),
    endorsedBy: given(row.endorsedBy),
    endorsedFen: given(row.endorsedFen),
    openObjections: await countOpenObjections(trx, runId),
    payments,
  }
}

interface CandidateSql {
  partyId: string
  batchId: string
  name: string
  creditCode: string | null
  verdict: CandidateRow['verdict']
  exclusion: CandidateRow['exclusion'] | null
  amountFen: number
  summary: Bilingual
  hasAccount: boolean
  payment: GrantState | null
  reason: string | null
  explanation: Explanation | null
}
const candidateColumns = sql`party_id as "partyId", batch_id as "batchId", name, credit_code as "creditCode", verdict,
  exclusion, amount as "amountFen", summary, account is not null as "hasAccount", payment, reason`
const candidateOf = ({ hasAccount, ...row }: Omit<CandidateSql, 'explanation'>): CandidateRow => ({
  ...row,
  creditCode: given(row.creditCode),
  exclusion: given(row.exclusion ?? null),
  payment: given(row.payment),
  reason: given(row.reason),
  account: hasAccount ? 'known' : 'missing',
})

export interface CandidateFilter {
  readonly runId: string
  readonly verdict?: string | undefined
  readonly payment?: string | undefined
  readonly q?: string | undefined
  readonly after?: string | undefined
  readonly limit: number
}

const runInReach = (reach: Reach, runId: string) => sql`
  exists (select 1 from policy.run r where r.owner_id = ${runId} ${runScope(reach)})`

export async function listCandidates(trx: Trx, reach: Reach, filter: CandidateFilter) {
  const rows = await trx.rows<Omit<CandidateSql, 'explanation'>>(sql`
    select ${candidateColumns} from policy.candidate c
    where owner_id = ${filter.runId} and ${runInReach(reach, filter.runId)}
      ${filter.verdict ? sql`and verdict = ${filter.verdict}` : sql``}
      ${filter.payment ? sql`and payment = ${filter.payment}` : sql``}
      ${filter.q ? sql`and (name ilike ${contains(filter.q)} or credit_code ilike ${contains(filter.q)})` : sql``}
      ${filter.after ? sql`and party_id > ${filter.after}::uuid` : sql``}
    order by party_id limit ${filter.limit + 1}`)
  const items = rows.slice(0, filter.limit).map(candidateOf)
  return { items, next: rows.length > filter.limit ? items.at(-1)?.partyId : undefined }
}

export async function getCandidate(trx: Trx, reach: Reach, runId: string, partyId: string) {
  const row = await trx.find<CandidateSql>(sql`
    select ${candidateColumns}, explanation from policy.candidate
    where owner_id = ${runId} and party_id = ${partyId} and ${runInReach(reach, runId)}`)
  if (!row) throw new NotFound()
  return { ...candidateOf(row), explanation: given(row.explanation) }
}

// Public reads

/** Who got money is public; of a person only the family name is. */
export const publicName = (candidate: Sql) =>
  sql`case when ${candidate}.person then left(${candidate}.name, 1) || '**' else ${candidate}.name end`

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
    select party_id as "candidateId", ${publicName(sql`c`)} as name, amount as "amountFen" from policy.candidate c
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
    select c.instruction_id as id, ${publicName(sql`c`)} as recipient, c.amount as "amountFen", r.title, r.policy_id as "policyId",
      r.policy_version as "policyVersion", r.period, c.changed_at as "paidAt"
    from policy.candidate c join policy.run r using (owner_id)
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
    pending: number
    pendingFen: number
    waiting: number
    returned: number
    medianDays: number | null
  }>(sql`
    select r.policy_id as "policyId", (array_agg(r.title order by r.started_at desc))[1] as title, r.period,
      count(*) filter (where c.payment = 'settled')::int as reached,
      coalesce(sum(c.amount) filter (where c.payment = 'settled'), 0)::bigint as "paidFen",
      count(*) filter (where c.payment is distinct from 'settled')::int as pending,
      coalesce(sum(c.amount) filter (where c.payment is distinct from 'settled'), 0)::bigint as "pendingFen",
      count(*) filter (where c.payment = 'waiting')::int as waiting,
      count(*) filter (where c.payment = 'returned')::int as returned,
      (percentile_cont(0.5) within group (order by extract(epoch from c.changed_at - r.started_at))
        filter (where c.payment = 'settled') / 86400)::float8 as "medianDays"
    from policy.run r join policy.candidate c using (owner_id)
    where c.verdict = 'eligible' and r.state <> 'cancelled' and coalesce(c.payment, '') not in ('released', 'reversed')
    group by r.policy_id, r.period order by r.period desc, r.policy_id`)
