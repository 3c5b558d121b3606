import type { Recorded } from '#kernel/engine.ts'
import { glance, type Pool, sql, transaction } from '../database/sql.ts'
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
  const rows = await glance<FeedRow>(
    pool,
    sql`
      select f.seq, e.owner_id, e.stream_id, e.kind, e.version, e.type, e.data, e.actor_id, e.at
      from platform.feed f join platform.event e using (owner_id, stream_id, version)
      where f.seq > ${after} order by f.seq limit ${limit}`,
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

export interface ConsumersOptions {
  /** sees all */
  readonly pool: Pool
  readonly consumers: readonly Consumer[]
  readonly fence: Fence
  readonly log: Log
  readonly steps?: Steps | undefined
}

/** Moves every consumer forward as far as the feed goes. One that fails stays where it is and is tried again. */
export function createConsumers({ pool, consumers, fence, log, steps = noSteps }: ConsumersOptions) {
  let positions: Map<string, number> | undefined

  async function readPositions(): Promise<Map<string, number>> {
    const rows = await glance<{ name: string; position: number }>(
      pool,
      sql`select name, position from platform.consumer`,
    )
    const known = new Map(rows.map((row) => [row.name, row.position]))
    return new Map(consumers.map(({ name }) => [name, known.get(name) ?? 0]))
  }

  /** Who is killed before this is on record is handed the same rows again. */
  async function record(moved: ReadonlyMap<string, number>): Promise<void> {
    await transaction(pool, { read: 'all', write: 'all' }, async (trx) => {
      await fence(trx)
      await trx.run(sql`
        insert into platform.consumer (name, position)
        select * from unnest(${[...moved.keys()]}::text[], ${[...moved.values()]}::bigint[])
        on conflict (name) do update set position = excluded.position`)
    })
  }

  /** Hands the next rows to each of them; those that stand at the same place share one reading. Says who moved where. */
  async function pass(behind: readonly Consumer[], at: ReadonlyMap<string, number>) {
    const batches = new Map<number, Awaited<ReturnType<typeof readFeed>>>()
    const moved = new Map<string, number>()
    let rows = 0
    for (const consumer of behind) {
      try {
        const position = at.get(consumer.name) ?? 0
        const batch = batches.get(position) ?? (await readFeed(pool, position))
        batches.set(position, batch)
        const last = batch.at(-1)
        if (!last) continue
        await consumer.handle(batch)
        await steps(`consumer ${consumer.name} handled`)
        moved.set(consumer.name, last.seq)
        rows += batch.length
      } catch (error) {
        if (error instanceof LeaseLost) throw error
        log.error({ err: error, consumer: consumer.name }, 'consumer failed, stays where it is')
      }
    }
    return { moved, rows }
  }

  return {
    /** Another process moves them now; where they stand is read again if this one is ever asked again. */
    forget: () => {
      positions = undefined
    },
    /** `head` is the number of the last row there is. */
    advanceAll: async (head: number): Promise<number> => {
      positions ??= await readPositions()
      let moved = 0
      for (let candidates = consumers; ; ) {
        const at = positions
        const behind = candidates.filter(({ name }) => (at.get(name) ?? 0) < head)
        if (!behind.length) return moved
        const passed = await pass(behind, at)
        if (passed.moved.size) await record(passed.moved)
        for (const [name, position] of passed.moved) at.set(name, position)
        moved += passed.rows
        candidates = behind.filter(({ name }) => passed.moved.has(name))
      }
    },
  }
}
