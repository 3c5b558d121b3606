import type pg from 'pg'
import { createPool } from '../database/sql.ts'
import type { Log } from '../log.ts'
import { noSteps, type Steps } from '../steps.ts'

const leaderLock = 734_010

/**
 * Numbers committed rows. Commit order is not id order: a reader that followed ids would step over a row whose transaction
 * committed late. Only rows already visible are numbered, by one leader at a time, so the feed has no gaps.
 */
export interface Sequencer {
  /** numbers what is waiting; undefined when another process leads */
  readonly tick: () => Promise<Numbered | undefined>
  /** ends connections of this role by name: a leader that stands still would lead for ever */
  readonly endConnections: (name: string) => Promise<void>
  readonly stop: () => Promise<void>
}

export interface Numbered {
  readonly rows: number
  /** the last number that was given, now or earlier; 0 before the first */
  readonly head: number
}

export interface SequencerOptions {
  readonly sealerUrl: string
  /** what the server sees of the connection */
  readonly name: string
  readonly log: Log
  readonly steps?: Steps | undefined
}

export function createSequencer({ sealerUrl, name, log, steps = noSteps }: SequencerOptions): Sequencer {
  const pool = createPool(sealerUrl, 2, { name })
  let leader: pg.PoolClient | undefined

  async function lead(): Promise<pg.PoolClient | undefined> {
    if (leader) return leader
    const client = await pool.connect()
    const { rows } = await client.query<{ got: boolean }>('select pg_try_advisory_lock($1) as got', [
      leaderLock,
    ])
    if (!rows[0]?.got) {
      client.release()
      return undefined
    }
    client.on('error', () => {
      if (leader !== client) return
      leader = undefined
      // A broken connection that is not given back would keep the pool from ever ending.
      client.release(true)
    })
    leader = client
    return client
  }

  return {
    tick: async () => {
      try {
        const client = await lead()
        if (!client) return undefined
        await steps('feed numbering')
        const { rows } = await client.query<Numbered>(`
          with taken as (
            delete from platform.outbox where (owner_id, stream_id, version) in (
              select owner_id, stream_id, version from platform.outbox
              order by recorded_at, owner_id, stream_id, version limit 2000)
            returning owner_id, stream_id, version, kind, type, recorded_at
          ), added as (
            insert into platform.feed (seq, owner_id, stream_id, version, kind, type)
            select (select coalesce(max(seq), 0) from platform.feed)
                + row_number() over (order by recorded_at, owner_id, stream_id, version),
              owner_id, stream_id, version, kind, type from taken
            returning seq
          )
          select count(*)::int as rows,
            coalesce(max(seq), (select max(seq) from platform.feed), 0) as head from added`)
        const numbered = rows[0] ?? { rows: 0, head: 0 }
        if (numbered.rows > 0) await steps('feed numbered')
        return numbered
      } catch (error) {
        leader?.release(true)
        leader = undefined
        log.warn({ err: error }, 'sequencer lost the database, will try again')
        return undefined
      }
    },
    endConnections: async (name) => {
      await pool.query(
        'select pg_terminate_backend(pid, 5000) from pg_stat_activity where application_name = $1 and usename = current_user and pid <> pg_backend_pid()',
        [name],
      )
    },
    stop: async () => {
      leader?.release(true)
      leader = undefined
      await pool.end()
    },
  }
}
