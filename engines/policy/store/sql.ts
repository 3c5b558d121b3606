import { type Sql, sql } from '#platform/database/sql.ts'

export type DataOf<E extends { type: string; data: unknown }, T extends E['type']> = Extract<
  E,
  { type: T }
>['data']

export const json = JSON.stringify

/** What the database leaves empty the interface leaves out. */
export const given = <T>(value: T | null): T | undefined => value ?? undefined

export const contains = (q: string) => `%${q.replace(/[\\%_]/g, '\\$&')}%`

/** A row of what came back of a party's payment of a run when it was asked back, and what corrections paid further. */
export const correctedSince = (partyId: Sql, runId: Sql): Sql => sql`
  select coalesce(sum(repaid), 0)::bigint as "returnedFen",
    coalesce(sum(difference) filter (where difference > 0 and payment = 'settled'), 0)::bigint as "furtherFen"
  from policy.correction where owner_id = ${partyId} and run_id = ${runId}`
