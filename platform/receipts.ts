import type { Actor } from '#kernel/actor.ts'
import type { Instant } from '#kernel/time.ts'
import { deriveId, hashOf } from './canonical.ts'
import { type Pool, sql, transaction } from './database/sql.ts'
import type { Log } from './log.ts'

interface Reading {
  readonly actor: Actor
  readonly operation: string
  readonly input: unknown
  readonly parties: readonly string[]
  readonly at: Instant
}

/** Receipts tell a party who looked at its data, when, by which operation. */
export interface ReceiptBook {
  readonly note: (reading: Reading) => void
  /** writes what is waiting; called by the tick and before the server stops */
  readonly flush: () => Promise<void>
}

/**
 * Readings wait in memory and are written in batches. One office reading the same record or the same page again within the
 * hour leaves one receipt, not a hundred.
 */
export function createReceiptBook(pool: Pool, log: Log): ReceiptBook {
  let waiting: Reading[] = []
  const flush = async () => {
    const batch = waiting
    waiting = []
    if (!batch.length) return
    const rows = batch.map((reading) => {
      const [only] = reading.parties
      const owner = reading.parties.length === 1 && only ? only : deriveId('reader', reading.actor.id)
      return {
        owner_id: owner,
        receipt_id: deriveId(
          'receipt',
          owner,
          reading.actor.id,
          reading.operation,
          hashOf(reading.input),
          reading.at.slice(0, 13),
          hashOf(reading.parties),
        ),
        actor_id: reading.actor.id,
        actor_name: reading.actor.name,
        operation: reading.operation,
        filter: reading.input,
        parties: reading.parties,
        at: reading.at,
      }
    })
    try {
      await transaction(pool, { read: 'all', write: 'all' }, (trx) =>
        trx.run(sql`
          insert into platform.receipt (owner_id, receipt_id, actor_id, actor_name, operation, filter, parties, at)
          select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
            as r(owner_id uuid, receipt_id uuid, actor_id text, actor_name text, operation text, filter jsonb, parties uuid[], at timestamptz)
          on conflict do nothing`),
      )
    } catch (error) {
      // A reading must not be forgotten because the database was away: it is written with the next batch.
      waiting = [...batch, ...waiting].slice(-10_000)
      log.error({ err: error }, 'receipts not written yet')
    }
  }
  return { note: (reading) => void waiting.push(reading), flush }
}
