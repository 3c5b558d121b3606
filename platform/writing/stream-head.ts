import type { WriteRow } from '#kernel/contract.ts'
import type { Event } from '#kernel/engine.ts'
import { empty, sql, type Trx } from '../database/sql.ts'
import type { Written } from '../engine.ts'
import type { Registry } from '../registry.ts'
import type { Fold, Folds } from './folds.ts'

/** Which stream is written to, and by whose request. */
export interface Target {
  readonly ownerId: string
  readonly streamId: string
  readonly actorId: string
  readonly requestKey: string
}

/** What was answered to the same key before, if anything. */
export interface Answered {
  readonly answer: Written | null
  readonly request_hash: string | null
}
interface HeadRow extends Answered {
  kind: string | null
  version: number | null
  events: readonly Event[] | null
  /** what the events take on the disk, in bytes */
  bytes: number | null
}

const earlierAnswer = ({ ownerId, actorId, requestKey }: Target) => sql`
  select i.answer, i.request_hash from platform.idempotency i
  where i.owner_id = ${ownerId} and i.actor_id = ${actorId} and i.request_key = ${requestKey}`

/** The head, locked unless the stream is about to be made, with the events after a version, in one statement. */
const ask = (trx: Trx, target: Target, creates: boolean, after: number) =>
  trx.get<HeadRow>(sql`
    with stream as materialized (
      select kind, version from platform.stream
      where owner_id = ${target.ownerId} and stream_id = ${target.streamId} ${creates ? empty : sql`for update`}
    )
    select s.kind, s.version, i.answer, i.request_hash, e.events, e.bytes
    from (select 1) one left join stream s on true left join lateral (${earlierAnswer(target)}) i on true
    cross join lateral (
      select json_agg(json_build_object('type', e.type, 'data', e.data) order by e.version) events,
        sum(pg_column_size(e.data))::int bytes
      from platform.event e
      where e.owner_id = ${target.ownerId} and e.stream_id = ${target.streamId} and e.version > ${after}
    ) e`)

export interface Head extends Answered {
  readonly kind: string | null
  readonly fold: Fold
}

/**
 * Locks a stream and folds it: what is new since it was folded last is read, and an earlier answer to the same key. A statement
 * that waited for a rival's lock sees the newest head but the events of before: then it is asked again.
 */
export async function lockStream(
  { folds, registry }: { folds: Folds; registry: Registry },
  trx: Trx,
  target: Target,
  { kind, creates }: WriteRow['stream'],
): Promise<Head> {
  const { evolve, initial } = registry.stream(kind)
  const unread: Fold = { version: 0, state: initial, bytes: 0 }
  let known = folds.find(target) ?? unread
  let head = await ask(trx, target, creates === true, known.version)
  const version = head.version ?? 0
  if (version !== known.version + (head.events?.length ?? 0)) {
    // Events never go away, but a database can be put back under a running process.
    if (version < known.version) known = unread
    head = await ask(trx, target, creates === true, known.version)
  }
  const events = head.events ?? []
  const fold: Fold = {
    version: known.version + events.length,
    state: events.reduce(evolve, known.state),
    bytes: known.bytes + (head.bytes ?? 0),
  }
  folds.keep(target, fold)
  return { ...head, fold }
}

/** What a stream has recorded after a version, in order. */
export const eventsAfter = (trx: Trx, { ownerId, streamId }: Target, version: number) =>
  trx.rows<Event>(sql`
    select type, data from platform.event
    where owner_id = ${ownerId} and stream_id = ${streamId} and version > ${version} order by version`)

/**
 * What creates a stream holds no lock: the same request may be carried out beside it, after its first look and before what it
 * needs to know is read. What it finds then is its own doing, and no reason to refuse.
 */
export const rivalAnswer = (trx: Trx, target: Target) => trx.find<Answered>(earlierAnswer(target))
