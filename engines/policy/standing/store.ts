import type { Instant } from '#kernel/time.ts'
import { empty, sql, type Trx } from '#platform/database/sql.ts'
import type { StandingChange, StandingLine } from './model.ts'

/** What was last noted of a party. Locks the party's head, so that a second judgement waits for the first. */
export async function lockStanding(
  trx: Trx,
  partyId: string,
): Promise<{ lines: StandingLine[]; known: boolean }> {
  await trx.run(
    sql`select 1 from platform.stream where owner_id = ${partyId} and stream_id = ${partyId} for update`,
  )
  const lines = await trx.rows<StandingLine>(sql`
    select policy_id as "policyId", version, group_name as "group", amount_fen as "amountFen"
    from policy.standing where owner_id = ${partyId} order by policy_id`)
  const noted = await trx.get<{ known: boolean }>(
    sql`select exists (select 1 from policy.standing_change where owner_id = ${partyId}) as known`,
  )
  return { lines, known: noted.known }
}

/** Brings the noted standing to what the changes say, and keeps the changes for the enterprise to read. */
export async function applyChanges(
  trx: Trx,
  partyId: string,
  standingId: string,
  changes: readonly StandingChange[],
  at: Instant,
): Promise<void> {
  const json = JSON.stringify(changes)
  await trx.run(sql`
    delete from policy.standing s using jsonb_to_recordset(${json}::jsonb) as c("policyId" text)
    where s.owner_id = ${partyId} and s.policy_id = c."policyId"`)
  await trx.run(sql`
    insert into policy.standing (owner_id, policy_id, version, group_name, amount_fen, since)
    select ${partyId}, c."policyId", c.version, c.after, c."amountFen", ${at}
    from jsonb_to_recordset(${json}::jsonb) as c("policyId" text, version int, after text, "amountFen" bigint)
    where c.after <> 'none'`)
  await trx.run(sql`
    insert into policy.standing_change (owner_id, standing_id, policy_id, at, change)
    select ${partyId}, ${standingId}, c ->> 'policyId', ${at}, c from jsonb_array_elements(${json}::jsonb) as c`)
}

export async function listChanges(
  trx: Trx,
  partyId: string,
  { before, limit }: { before?: Instant | undefined; limit: number },
): Promise<{ items: (StandingChange & { at: Instant })[]; next: Instant | undefined }> {
  const rows = await trx.rows<{ at: Instant; change: StandingChange }>(sql`
    select at, change from policy.standing_change
    where owner_id = ${partyId} ${before ? sql`and at < ${before}` : empty}
    order by at desc, policy_id limit ${limit + 1}`)
  const items = rows.slice(0, limit).map(({ at, change }) => ({ ...change, at }))
  return { items, next: rows.length > limit ? items.at(-1)?.at : undefined }
}
