import type { Recorded } from '#kernel/engine.ts'
import { empty, type Pool, reading, sql, transaction } from '../database/sql.ts'
import { LeaseLost } from '../lease.ts'
import type { Log } from '../log.ts'
import type { Fence } from '../execute.ts'
import { noSteps, type Steps } from '../steps.ts'

/** Follows the feed from its own position. Called at least once per row, in order; must be idempotent by `seq`. */
export interface Consumer {
  readonly name: string
  /** the only events it is given, named `kind.Type`; absent: all. What nobody asks for is not read. */
  readonly on?: readonly string[]
  readonly handle: (batch: readonly (Recorded & { seq: number })[]) => Promise<void>
}

interface FeedRow {
  last: number | null
  seq: number | null
  owner_id: string
  stream_id: string
  kind: string
  version: number
  type: string
  data: unknown
  actor_id: string
  at: string
}

const batchSize = 200
/** Of events that a consumer asks for few are met, and the rest costs no more than its number. */
const wideBatchSize = 2_000
/** How far a consumer goes without meeting anything before it notes where it is; after a restart it passes that much again. */
const noteEvery = 10_000

/** A stretch of the feed: how far it goes, nothing where the feed ends, and the events in it that were asked for. */
interface Stretch {
  readonly last: number | undefined
  readonly batch: (Recorded & { seq: number })[]
}

async function readStretch(
  pool: Pool,
  after: number,
  limit: number,
  on?: readonly string[],
): Promise<Stretch> {
  const wanted = on ? sql`and f.kind || '.' || f.type = any(${[...on]}::text[])` : empty
  const rows = await reading(pool, 'all', (trx) =>
    trx.rows<FeedRow>(sql`
      with stretch as materialized (
        select seq, owner_id, stream_id, version, kind, type from platform.feed
        where seq > ${after} order by seq limit ${limit}
      )
      select ends.last, f.seq, e.owner_id, e.stream_id, e.kind, e.version, e.type, e.data, e.actor_id, e.at
      from (select max(seq) as last from stretch) ends
      left join (stretch f join platform.event e using (owner_id, stream_id, version)) on true ${wanted}
      order by f.seq`),
  )
  const batch = rows.flatMap(({ seq, ...row }) => (seq === null ? [] : [recordedOf(seq, row)]))
  return { last: rows[0]?.last ?? undefined, batch }
}

const recordedOf = (seq: number, row: Omit<FeedRow, 'seq'>): Recorded & { seq: number } => ({
  seq,
  ownerId: row.owner_id,
  streamId: row.stream_id,
  kind: row.kind,
  version: row.version,
  event: { type: row.type, data: row.data },
  actorId: row.actor_id,
  at: row.at,
})

/** Everything in the feed after a number, up to a limit. */
export const readFeed = async (pool: Pool, after: number, limit: number) =>
  (await readStretch(pool, after, limit)).batch

/** Moves every consumer forward as far as the feed goes. One that fails stays where it is and is tried again. */
export interface ConsumersOptions {
  readonly pool: Pool
  readonly consumers: readonly Consumer[]
  readonly fence: Fence
  readonly log: Log
  readonly steps?: Steps | undefined
}

export function createConsumers({ pool, consumers, fence, log, steps = noSteps }: ConsumersOptions) {
  const positions = new Map<string, number>()
  const noted = new Map<string, number>()

  async function positionOf(name: string): Promise<number> {
    const known = positions.get(name)
    if (known !== undefined) return known
    const row = await reading(pool, 'all', (trx) =>
      trx.find<{ position: number }>(sql`select position from platform.consumer where name = ${name}`),
    )
    const position = row?.position ?? 0
    positions.set(name, position)
    noted.set(name, position)
    return position
  }

  async function advance(consumer: Consumer): Promise<number> {
    let moved = 0
    for (;;) {
      const position = await positionOf(consumer.name)
      const { last, batch } = await readStretch(
        pool,
        position,
        consumer.on ? wideBatchSize : batchSize,
        consumer.on,
      )
      if (last === undefined) return moved
      if (batch.length) {
        await consumer.handle(batch)
        await steps(`consumer ${consumer.name} handled`)
      }
      if (batch.length || last - (noted.get(consumer.name) ?? 0) >= noteEvery) await note(consumer.name, last)
      positions.set(consumer.name, last)
      moved += last - position
    }
  }

  const note = async (name: string, last: number) => {
    await transaction(pool, { read: 'all', write: 'all' }, async (trx) => {
      await fence(trx)
      await trx.run(sql`
          insert into platform.consumer (name, position) values (${name}, ${last})
          on conflict (name) do update set position = excluded.position`)
    })
    noted.set(name, last)
  }

  return {
    advanceAll: async (): Promise<number> => {
      let moved = 0
      for (const consumer of consumers) {
        try {
          moved += await advance(consumer)
        } catch (error) {
          if (error instanceof LeaseLost) throw error
          log.error({ err: error, consumer: consumer.name }, 'consumer failed, stays where it is')
        }
      }
      return moved
    },
  }
}
