import type { Recorded } from '#kernel/engine.ts'
import { type Pool, reading, sql, transaction } from '../database/sql.ts'
import { LeaseLost } from '../lease.ts'
import type { Log } from '../log.ts'
import type { Fence } from '../execute.ts'
import { noSteps, type Steps } from '../steps.ts'

/** Follows the feed from its own position. Called at least once per row, in order; must be idempotent by `seq`. */
export interface Consumer {
  readonly name: string
  readonly handle: (batch: readonly (Recorded & { seq: number })[]) => Promise<void>
}

interface FeedRow {
  seq: number
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

export async function readFeed(
  pool: Pool,
  after: number,
  limit = batchSize,
): Promise<(Recorded & { seq: number })[]> {
  const rows = await reading(pool, 'all', (trx) =>
    trx.rows<FeedRow>(sql`
      select f.seq, e.owner_id, e.stream_id, e.kind, e.version, e.type, e.data, e.actor_id, e.at
      from platform.feed f join platform.event e using (owner_id, stream_id, version)
      where f.seq > ${after} order by f.seq limit ${limit}`),
  )
  return rows.map((row) => ({
    seq: row.seq,
    ownerId: row.owner_id,
    streamId: row.stream_id,
    kind: row.kind,
    version: row.version,
    event: { type: row.type, data: row.data },
    actorId: row.actor_id,
    at: row.at,
  }))
}

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

  async function positionOf(name: string): Promise<number> {
    const known = positions.get(name)
    if (known !== undefined) return known
    const row = await reading(pool, 'all', (trx) =>
      trx.find<{ position: number }>(sql`select position from platform.consumer where name = ${name}`),
    )
    const position = row?.position ?? 0
    positions.set(name, position)
    return position
  }

  async function advance(consumer: Consumer): Promise<number> {
    let moved = 0
    for (;;) {
      const position = await positionOf(consumer.name)
      const batch = await readFeed(pool, position)
      const last = batch.at(-1)
      if (!last) return moved
      await consumer.handle(batch)
      await steps(`consumer ${consumer.name} handled`)
      await transaction(pool, { read: 'all', write: 'all' }, async (trx) => {
        await fence(trx)
        await trx.run(sql`
          insert into platform.consumer (name, position) values (${consumer.name}, ${last.seq})
          on conflict (name) do update set position = excluded.position`)
      })
      positions.set(consumer.name, last.seq)
      moved += batch.length
    }
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
