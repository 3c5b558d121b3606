import type { KnownParty } from '#definitions/facts/known.ts'
import type { Recorded } from '#kernel/engine.ts'
import type { Trx } from '../database/sql.ts'

/** Where the mirror reads what is known of parties. The engine that keeps the facts is wired in where the system is composed. */
export interface MirrorSource {
  /** parties after an id in the order of their ids, as known now */
  readonly page: (trx: Trx, query: { after?: string | undefined; limit: number }) => Promise<KnownParty[]>
  /** these parties as known now; those that do not exist are left out */
  readonly some: (trx: Trx, partyIds: readonly string[]) => Promise<KnownParty[]>
  /** whose facts a recorded event changed; a batch answers all its parties */
  readonly changedBy: (trx: Trx, recorded: Recorded) => Promise<readonly string[]>
}
