import type { Reach } from '#kernel/actor.ts'
import type { Bilingual } from '#kernel/text.ts'
import type { Day, Instant } from '#kernel/time.ts'
import { withinReach } from '#platform/database/reach.ts'
import { sql, type Trx } from '#platform/database/sql.ts'
import type { CorrectionRow } from './contract.ts'
import type { Promised, PromiseState } from '../claims/model.ts'
import type { PolicyVersion } from '../model.ts'
import type { CorrectionEvent, CorrectionState, Proposal } from './model.ts'

type DataOf<T extends CorrectionEvent['type']> = Extract<CorrectionEvent, { type: T }>['data']

/** A benefit that was paid, with its run's frame and what corrections have added to it. */
export interface PaidGrant {
  readonly grantId: string
  readonly instructionId: string
  readonly runId: string
  readonly policyId: string
  readonly policyVersion: number
  readonly period: string
  readonly title: Bilingual
  readonly department: string
  readonly bookId: string
  readonly account: string | null
  readonly asOf: Day
  readonly snapshotAt: Instant
  readonly paidFen: number
  readonly openFen: number
  readonly corrections: number
  /** the others of the group of which only the highest is paid, in the versions of the run */
  readonly rivals: readonly PolicyVersion[] | null
  /** what it came to when a person last decided to leave it as it is */
  readonly leftAtFen: number | null
  /** what was promised with the claim that it rests on */
  readonly claim: {
    readonly promised: Promised | null
    readonly promise: PromiseState | null
    readonly checkedBy: string | null
  } | null
}

/** The paid benefits of a party under its lock: two reviews at once do not propose the same thing twice. */
export async function lockPaidGrants(trx: Trx, partyId: string): Promise<PaidGrant[]> {
  await trx.run(sql`
    select 1 from policy.grant where owner_id = ${partyId} and state = 'settled' order by grant_id for update`)
  return trx.rows<PaidGrant>(sql`
    select g.grant_id as "grantId", g.instruction_id as "instructionId", g.run_id as "runId", g.policy_id as "policyId", g.policy_version as "policyVersion",
      g.period, g.title, r.department, r.book_id as "bookId", g.account, r.as_of as "asOf", r.snapshot_at as "snapshotAt",
      (g.amount + coalesce(sum(case when c.state in ('approved', 'claimed', 'repaid') then c.difference
        when c.state = 'withdrawn' then -c.repaid end), 0))::bigint as "paidFen",
      coalesce(sum(c.difference) filter (where c.state = 'open'), 0)::bigint as "openFen",
      (count(c.*) filter (where c.state in ('approved', 'claimed', 'repaid', 'withdrawn')))::int as corrections, r.rivals,
      cl.claim,
      (select case when d.state in ('rejected', 'withdrawn') then d.due end from policy.correction d
        where d.owner_id = g.owner_id and d.grant_id = g.grant_id and d.decided_at is not null
        order by d.decided_at desc limit 1)::bigint as "leftAtFen"
    from policy.grant g join policy.run r on r.owner_id = g.run_id
      left join lateral (select jsonb_build_object('promised', k.promised, 'promise', k.promise, 'checkedBy', k.checked_by) as claim
        from policy.claim k where k.owner_id = g.owner_id and k.policy_id = g.policy_id and k.period = g.period
          and k.state = 'granted' limit 1) cl on true
      left join policy.correction c on c.owner_id = g.owner_id and c.grant_id = g.grant_id
    where g.owner_id = ${partyId} and g.state = 'settled'
    group by g.owner_id, g.grant_id, r.owner_id, cl.claim order by g.announced_at limit 200`)
}

/** A new proposal takes the place of one that nobody decided; one of nothing only takes it away. */
export async function propose(
  trx: Trx,
  partyId: string,
  correctionId: string,
  { proposals }: DataOf<'CorrectionsProposed'>,
  at: Instant,
): Promise<void> {
  for (const proposal of proposals) {
    await trx.run(sql`
      update policy.correction set state = 'superseded'
      where owner_id = ${partyId} and grant_id = ${proposal.grantId} and state = 'open'`)
    if (proposal.differenceFen !== 0) await insertProposal(trx, partyId, correctionId, proposal, at)
  }
}

const insertProposal = (trx: Trx, partyId: string, correctionId: string, one: Proposal, at: Instant) =>
  trx.run(sql`
    insert into policy.correction (owner_id, correction_id, grant_id, run_id, policy_id, title, period, department, payee, paid,
      due, difference, summary, state, proposed_at)
    values (${partyId}, ${correctionId}, ${one.grantId}, ${one.runId}, ${one.policyId}, ${JSON.stringify(one.title)}::jsonb,
      ${one.period}, ${one.department}, ${one.payee}, ${one.paidFen}, ${one.dueFen}, ${one.differenceFen},
      ${JSON.stringify(one.summary)}::jsonb, 'open', ${at})`)

export const decide = (
  trx: Trx,
  partyId: string,
  correctionId: string,
  { grantId, outcome, reason, by, proposal }: DataOf<'CorrectionDecided'>,
  at: Instant,
) => {
  const paid: CorrectionState = proposal.differenceFen > 0 ? 'approved' : 'claimed'
  return trx.run(sql`
    update policy.correction set state = ${outcome === 'approved' ? paid : 'rejected'}, reason = ${reason}, decided_by = ${by},
      decided_at = ${at}
    where owner_id = ${partyId} and correction_id = ${correctionId} and grant_id = ${grantId}`)
}

export const progress = (
  trx: Trx,
  partyId: string,
  correctionId: string,
  { grantId, state }: DataOf<'CorrectionProgressed'>,
) =>
  trx.run(sql`
    update policy.correction set payment = ${state}
    where owner_id = ${partyId} and correction_id = ${correctionId} and grant_id = ${grantId}`)

export const noteRepayment = (
  trx: Trx,
  partyId: string,
  correctionId: string,
  { grantId, repayment }: DataOf<'RepaymentNoted'>,
) => {
  const over = repayment.state === 'open' ? null : repayment.state
  return trx.run(sql`
    update policy.correction set repayment = ${JSON.stringify(repayment)}::jsonb, repaid = ${repayment.receivedFen},
      state = coalesce(${over}, state)
    where owner_id = ${partyId} and correction_id = ${correctionId} and grant_id = ${grantId}`)
}

export const withdraw = (
  trx: Trx,
  partyId: string,
  correctionId: string,
  { grantId, reason, by }: DataOf<'CorrectionWithdrawn'>,
  at: Instant,
) =>
  trx.run(sql`
    update policy.correction set reason = ${reason}, decided_by = ${by}, decided_at = ${at}
    where owner_id = ${partyId} and correction_id = ${correctionId} and grant_id = ${grantId}`)

export const isOpen = async (trx: Trx, partyId: string, correctionId: string, grantId: string) =>
  (await trx.find(sql`
    select 1 from policy.correction
    where owner_id = ${partyId} and correction_id = ${correctionId} and grant_id = ${grantId} and state = 'open'
    for update`)) !== undefined

/** Parties with a paid benefit, after an id in the order of their ids. */
export const listPaidParties = async (trx: Trx, after: string, limit: number): Promise<string[]> =>
  (
    await trx.rows<{ id: string }>(sql`
      select distinct owner_id as id from policy.grant where state = 'settled' and owner_id > ${after}::uuid
      order by 1 limit ${limit}`)
  ).map(({ id }) => id)

type Row = {
  [K in keyof CorrectionRow]-?: CorrectionRow[K] | (undefined extends CorrectionRow[K] ? null : never)
}
const columns = sql`c.owner_id as "partyId", correction_id as "correctionId", grant_id as "grantId", run_id as "runId",
  policy_id as "policyId", title, period, payee, paid as "paidFen", due as "dueFen", difference as "differenceFen", summary, state,
  payment, repayment, proposed_at as "proposedAt", reason,
  (select name from platform.account a where a.account_id::text = decided_by) as "decidedBy", decided_at as "decidedAt"`
const rowOf = ({ payment, repayment, reason, decidedBy, decidedAt, ...row }: Row): CorrectionRow => ({
  ...row,
  ...(repayment === null ? {} : { repayment }),
  ...(payment === null ? {} : { payment }),
  ...(reason === null ? {} : { reason }),
  ...(decidedBy === null ? {} : { decidedBy }),
  ...(decidedAt === null ? {} : { decidedAt }),
})

export async function listCorrections(
  trx: Trx,
  reach: Reach,
  filter: {
    runId?: string | undefined
    state?: CorrectionState | undefined
    stage?: string | undefined
    before?: Instant | undefined
    limit: number
  },
) {
  const rows = await trx.rows<Row>(sql`
    select ${columns} from policy.correction c where true
      ${filter.runId ? sql`and run_id = ${filter.runId}` : sql``}
      ${filter.state ? sql`and state = ${filter.state}` : sql``}
      ${filter.stage ? sql`and state = 'claimed' and repayment ->> 'stage' = ${filter.stage}` : sql``}
      ${filter.before ? sql`and proposed_at < ${filter.before}` : sql``}
      ${withinReach(reach, { owner: sql`c.owner_id`, department: sql`c.department` })}
    order by proposed_at desc, correction_id, grant_id limit ${filter.limit + 1}`)
  const items = rows.slice(0, filter.limit).map(rowOf)
  return { items, next: rows.length > filter.limit ? items.at(-1)?.proposedAt : undefined }
}

export const listMyCorrections = async (trx: Trx, partyId: string) =>
  (
    await trx.rows<Row>(sql`
      select ${columns} from policy.correction c where owner_id = ${partyId} and state <> 'superseded'
      order by proposed_at desc limit 200`)
  ).map(rowOf)
