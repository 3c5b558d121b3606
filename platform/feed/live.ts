import { glance, type Pool, sql } from '../database/sql.ts'

/** Something was recorded of an owner; what, a listener asks by the ordinary reads. */
export type Listener = (ownerId: string) => void

/** Tells listeners of whom something was recorded. Not a delivery: who was away looks at the record when it is back. */
export interface Live {
  /** answers how to stop listening */
  readonly listen: (listener: Listener) => () => void
  /** looks what was numbered since the last look; does nothing while nobody listens */
  readonly advance: () => Promise<void>
}

const mostAtOnce = 5_000

/** `pool` sees all. */
export function createLive(pool: Pool): Live {
  const listeners = new Set<Listener>()
  let position: number | undefined
  const newest = async () =>
    (await glance<{ seq: number }>(pool, sql`select max(seq)::int as seq from platform.feed`))[0]?.seq ?? 0
  return {
    listen: (listener) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
        if (listeners.size === 0) position = undefined
      }
    },
    advance: async () => {
      if (listeners.size === 0) return
      if (position === undefined) {
        position = await newest()
        return
      }
      const after = position
      const rows = await glance<{ seq: number; owner_id: string }>(
        pool,
        sql`select seq, owner_id from platform.feed where seq > ${after} order by seq limit ${mostAtOnce}`,
      )
      position = rows.at(-1)?.seq ?? after
      for (const ownerId of new Set(rows.map((row) => row.owner_id)))
        for (const listener of listeners) listener(ownerId)
    },
  }
}
