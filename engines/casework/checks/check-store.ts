import type { Reach } from '#kernel/actor.ts'
import type { Recorded } from '#kernel/engine.ts'
import { withinReach } from '#platform/database/reach.ts'
import { empty, sql, type Trx } from '#platform/database/sql.ts'
import type { Day, Instant } from '#kernel/time.ts'
import type { CheckEvent, CheckStanding } from './check-model.ts'

export interface CheckRow {
  owner_id: string
  check_id: string
  case_id: string
  part: string
  item: string
  item_version: number
  title: string
  department: string
  district: string | null
  standing: CheckStanding
  opens_on: Day
  last_day: Day
  overdue: boolean
  findings: string | null
  basis: string | null
  mend_by: Day | null
  recorded_at: Instant | null
}

export async function projectCheck(trx: Trx, { event, ownerId, streamId }: Recorded): Promise<void> {
  const { type, data } = event as CheckEvent
  const set = (change: ReturnType<typeof sql>) =>
    trx.run(sql`update casework.check set ${change} where owner_id = ${ownerId} and check_id = ${streamId}`)
  switch (type) {
    case 'CheckPlanned':
      await trx.run(sql`
        insert into casework.check (owner_id, check_id, case_id, part, item, item_version, title, department, district,
          standing, opens_on, last_day)
        values (${ownerId}, ${streamId}, ${data.caseId}, ${data.part}, ${data.item}, ${data.itemVersion}, ${data.title},
          ${data.department}, ${data.district ?? null}, 'planned', ${data.opensOn}, ${data.by})`)
      return
    case 'CheckOpened':
      await set(sql`standing = 'open'`)
      return
    case 'CheckOverdue':
      await set(sql`overdue = true`)
      return
    case 'CheckRecorded': {
      const standing = data.outcome === 'to-mend' ? 'mending' : data.outcome
      await set(sql`standing = ${standing}, overdue = overdue and ${standing} <> 'mending', findings = ${data.findings},
        basis = ${data.basis ?? null}, mend_by = ${data.mendBy ?? null}, recorded_at = ${data.at}`)
    }
  }
}

export const listChecksOfCase = (trx: Trx, partyId: string, caseId: string): Promise<CheckRow[]> =>
  trx.rows<CheckRow>(
    sql`select * from casework.check where owner_id = ${partyId} and case_id = ${caseId} order by last_day, check_id`,
  )

const views = {
  open: sql`k.standing in ('open', 'mending')`,
  planned: sql`k.standing = 'planned'`,
  over: sql`k.standing in ('kept', 'broken')`,
}

/** Where a page ended: last day and id of its last row. */
export interface CheckPlace {
  readonly day: Day
  readonly id: string
}

export const listChecks = (
  trx: Trx,
  reach: Reach,
  view: keyof typeof views,
  after: CheckPlace | undefined,
  limit: number,
): Promise<CheckRow[]> =>
  trx.rows<CheckRow>(sql`
    select k.* from casework.check k where ${views[view]}
      ${withinReach(reach, { owner: sql`k.owner_id`, department: sql`k.department`, district: sql`k.district` })}
      ${after ? sql`and (coalesce(k.mend_by, k.last_day), k.check_id) > (${after.day}::date, ${after.id}::uuid)` : empty}
    order by coalesce(k.mend_by, k.last_day), k.check_id limit ${limit + 1}`)
