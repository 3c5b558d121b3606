import type { Recorded } from '#kernel/engine.ts'
import type { Instant } from '#kernel/time.ts'
import { sql, type Trx } from './database/sql.ts'
import { leafHash } from './writing/append.ts'

/** One stream that owns itself, with the event that opens it. */
export interface Opening {
  readonly ownerId: string
  readonly type: string
  readonly data: unknown
}

const chunk = 2_000

/**
 * Opens many streams set-based, each with stream head, first event, audit leaf and outbox row: for bulk operations whose
 * contract row says `owners: 'many'`. A stream that exists already is a unique violation, and `execute` tries again.
 */
export async function openStreams(
  trx: Trx,
  about: { kind: string; operation: string; actorId: string; at: Instant },
  openings: readonly Opening[],
): Promise<void> {
  const { kind, operation, actorId, at } = about
  for (let from = 0; from < openings.length; from += chunk) {
    const rows = openings.slice(from, from + chunk).map(({ ownerId, type, data }) => {
      const recorded: Recorded = {
        ownerId,
        streamId: ownerId,
        kind,
        version: 1,
        event: { type, data },
        actorId,
        at,
      }
      return { id: ownerId, type, data, hash: leafHash(recorded, operation).toString('hex') }
    })
    await trx.run(sql`
      with given as materialized (
        select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g(id uuid, type text, data jsonb, hash text)
      ), heads as (
        insert into platform.stream (owner_id, stream_id, kind, version, opened_at)
        select id, id, ${kind}, 1, ${at} from given
      ), events as (
        insert into platform.event (owner_id, stream_id, version, kind, type, data, known, operation, actor_id, at)
        select id, id, 1, ${kind}, type, data, '{}'::jsonb, ${operation}, ${actorId}, ${at} from given
      ), leaves as (
        insert into platform.audit_leaf (owner_id, stream_id, version, hash)
        select id, id, 1, decode(hash, 'hex') from given
      )
      insert into platform.outbox (owner_id, stream_id, version, kind, type)
      select id, id, 1, ${kind}, type from given`)
  }
}
