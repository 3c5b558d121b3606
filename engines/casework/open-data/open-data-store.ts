import type { Instant } from '#kernel/time.ts'
import { sql, type Trx } from '#platform/database/sql.ts'

/** When something of each kind of definition was last published. */
export async function lastChanges(trx: Trx): Promise<ReadonlyMap<string, Instant>> {
  const rows = await trx.rows<{ kind: string; at: Instant }>(
    sql`select kind, max(published_at) as at from platform.definition group by kind`,
  )
  return new Map(rows.map(({ kind, at }) => [kind, at]))
}
