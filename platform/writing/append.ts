import type { Recorded } from '#kernel/engine.ts'
import { canonicalJson } from '#kernel/sha256.ts'
import { sha256 } from '../canonical.ts'
import { empty, type Sql, sql, type Trx } from '../database/sql.ts'
import type { Moment, TimerChange, Written } from '../engine.ts'
import type { Target } from './stream-head.ts'

export interface Append {
  /** `engine.operation` */
  readonly operation: string
  readonly target: Target & { readonly requestHash: string }
  readonly recorded: readonly Recorded[]
  readonly written: Written
  readonly known: Record<string, unknown>
  readonly moment: Moment
  readonly creates: boolean
  readonly timers: readonly TimerChange[]
}

/** Stream head, events, audit leaves, outbox rows, timers and the idempotent answer, in one statement. */
export async function append(
  trx: Trx,
  { operation, target, recorded, written, known, moment, creates, timers }: Append,
): Promise<void> {
  const rows = recorded.map((one) => ({
    version: one.version,
    type: one.event.type,
    data: one.event.data,
    hash: leafHash(one, operation).toString('hex'),
  }))
  const kind = recorded[0]?.kind ?? ''
  await trx.run(sql`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g(version int, type text, data jsonb, hash text)
    ), head as (
      insert into platform.stream (owner_id, stream_id, kind, version, opened_at)
      select ${target.ownerId}, ${target.streamId}, ${kind}, ${written.version}, ${moment.now}
      where ${creates}::boolean and exists (select 1 from given)
    ), moved as (
      update platform.stream set version = ${written.version}
      where not ${creates}::boolean and owner_id = ${target.ownerId} and stream_id = ${target.streamId}
    ), events as (
      insert into platform.event (owner_id, stream_id, version, kind, type, data, known, operation, actor_id, at)
      select ${target.ownerId}, ${target.streamId}, version, ${kind}, type, data, ${JSON.stringify(known)}::jsonb,
        ${operation}, ${target.actorId}, ${moment.now} from given
    ), leaves as (
      insert into platform.audit_leaf (owner_id, stream_id, version, hash)
      select ${target.ownerId}, ${target.streamId}, version, decode(hash, 'hex') from given
    ), posted as (
      insert into platform.outbox (owner_id, stream_id, version, kind, type)
      select ${target.ownerId}, ${target.streamId}, version, ${kind}, type from given
    )${timers.length > 0 ? timerChanges(target, timers) : empty}
    insert into platform.idempotency (owner_id, actor_id, request_key, request_hash, answer, at)
    values (${target.ownerId}, ${target.actorId}, ${target.requestKey}, ${target.requestHash},
      ${JSON.stringify(written)}::jsonb, ${moment.now})`)
}

/** What the seal covers of one event: who did what, to which stream, when, with what content. */
export const leafHash = (recorded: Recorded, operation: string): Buffer =>
  sha256(
    canonicalJson({
      owner: recorded.ownerId,
      stream: recorded.streamId,
      version: recorded.version,
      kind: recorded.kind,
      type: recorded.event.type,
      data: recorded.event.data,
      actor: recorded.actorId,
      operation,
      at: recorded.at,
    }),
  )

/** The last wish of a name is the one that counts. */
function timerChanges({ ownerId, streamId }: Target, changes: readonly TimerChange[]): Sql {
  const last = new Map(changes.map((change) => ['cancel' in change ? change.cancel : change.set, change]))
  const cancelled = [...last.values()].flatMap((change) => ('cancel' in change ? [change.cancel] : []))
  const wanted = [...last.values()].flatMap((change) => ('cancel' in change ? [] : [change]))
  return sql`, cancelled as (
      delete from platform.timer
      where owner_id = ${ownerId} and stream_id = ${streamId} and name = any(${cancelled}::text[])
    ), wanted as (
      insert into platform.timer (owner_id, stream_id, name, due_at, operation, input)
      select ${ownerId}, ${streamId}, w.set, w."dueAt", w.operation, w.input
      from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as w(set text, "dueAt" timestamptz, operation text, input jsonb)
      on conflict (owner_id, stream_id, name)
      do update set due_at = excluded.due_at, operation = excluded.operation, input = excluded.input
    )`
}
