import type { Reach } from '#kernel/actor.ts'
import type { Instant } from '#kernel/time.ts'
import { withinReach } from '#platform/database/reach.ts'
import { type Trx, sql } from '#platform/database/sql.ts'
import type { ObjectionRow } from '../contract-objections.ts'
import type { ObjectionEvent } from '../model.ts'
import { type DataOf, given, json } from './sql.ts'

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
