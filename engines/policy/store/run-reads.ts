import type { Reach } from '#kernel/actor.ts'
import type { Explanation } from '#kernel/explanation.ts'
import type { Bilingual } from '#kernel/text.ts'
import type { Day, Instant } from '#kernel/time.ts'
import { withinReach } from '#platform/database/reach.ts'
import { type Sql, type Trx, sql } from '#platform/database/sql.ts'
import { NotFound } from '#platform/query.ts'
import type { CandidateRow, RunSummary } from '../contract-runs.ts'
import type { GrantState } from '../model.ts'
import { readProgress } from './candidates.ts'
import { countOpenObjections } from './objections.ts'
import { contains, given } from './sql.ts'

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
