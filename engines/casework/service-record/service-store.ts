import type { Instant } from '#kernel/time.ts'
import { sql, type Trx } from '#platform/database/sql.ts'

/** The figures and lists behind the public service record. No row carries whose matter it was. */

interface OfPart {
  theme: string
  version: number
  part: string
  department: string
}

export const listStepFigures = (trx: Trx) =>
  trx.rows<OfPart & { steps: number; late: number; fast: number; fast_late: number }>(sql`
    select c.theme, c.version, s.part, s.department, count(*)::int as steps, (count(*) filter (where s.late))::int as late,
      (count(*) filter (where s.track is not null))::int as fast,
      (count(*) filter (where s.track is not null and s.late))::int as fast_late
    from casework.stage s join casework.case c using (owner_id, case_id)
    where s.late or s.done_by in ('officer', 'outside')
    group by c.theme, c.version, s.part, s.department`)

/** Counted once for each notice, by the department that has the part now. */
export const countSecondNotices = (trx: Trx) =>
  trx.rows<OfPart & { notices: number }>(sql`
    select c.theme, c.version, m.part, s.department, count(*)::int as notices
    from casework.service_mark m join casework.case c using (owner_id, case_id)
      cross join lateral (${lastStage}) s
    where m.kind = 'second-notice'
    group by c.theme, c.version, m.part, s.department`)

const lastStage = sql`
  select department, district from casework.stage
  where owner_id = m.owner_id and case_id = m.case_id and part = m.part order by opened_at desc, stage desc limit 1`

export const listBreaches = (trx: Trx, limit: number) =>
  trx.rows<
    OfPart & {
      stage: string
      district: string | null
      due_at: Instant | null
      closed_at: Instant | null
      reason: string | null
    }
  >(sql`
    select c.theme, c.version, s.part, s.stage, s.department, s.district, s.due_at, s.closed_at,
      replace(replace(s.delay_reason, c.title, '……'), c.party_name, '……') as reason
    from casework.stage s join casework.case c using (owner_id, case_id)
    where s.late order by coalesce(s.due_at, s.opened_at) desc, s.case_id, s.stage limit ${limit}`)

export const listBlocks = (trx: Trx, limit: number) =>
  trx.rows<OfPart & { district: string | null; at: Instant; ground: string }>(sql`
    select c.theme, c.version, m.part, m.at, m.ground, s.department, s.district
    from casework.service_mark m join casework.case c using (owner_id, case_id)
      cross join lateral (${lastStage}) s
    where m.kind = 'block' order by m.at desc, m.case_id, m.version limit ${limit}`)
