import { type Sql, sql, type Trx } from '#platform/database/sql.ts'
import type { Receiver } from './receivers.ts'

/** A guard: no department has as many. */
const most = 500

const officers = (condition: Sql) => sql`
  select a.account_id::text as id, a.name,
    jsonb_agg(jsonb_build_object('role', g.role, 'department', g.department, 'district', g.district)) as posts,
    (select count(distinct s.case_id) from casework.stage s
      where s.assignee_id = a.account_id::text and s.closed_at is null)::int as holds
  from platform.account a join platform.role_grant g using (account_id)
  where ${condition} group by a.account_id order by a.name, a.account_id limit ${most}`

/** Everybody with a post in a department, and in how many open cases each has a stage in hand. */
export const listOfficersOf = (trx: Trx, department: string) =>
  trx.rows<Receiver & { readonly holds: number }>(officers(sql`g.department = ${department}`))

export const findOfficer = (trx: Trx, accountId: string): Promise<Receiver | undefined> =>
  trx.find<Receiver>(officers(sql`a.account_id = ${accountId}::uuid`))
