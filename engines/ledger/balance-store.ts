import { empty, sql, type Trx } from '#platform/database/sql.ts'
import type { Balances } from './model.ts'

/** A book's balances as they stand; under the book's lock, nobody else judges its money until the transaction ends. */
export const readBalances = (trx: Trx, bookId: string, lock = false): Promise<Balances | undefined> =>
  trx.find<Balances>(sql`
    select budget, available, held, ordered, in_doubt as "inDoubt", paid, returned from ledger.balance
    where owner_id = ${bookId} ${lock ? sql`for update` : empty}`)

/** The balances computed again from every posting. */
export const recompute = (trx: Trx, bookId: string): Promise<Balances> =>
  trx.get<Balances>(sql`
    with signed as (
      select to_account as account, amount from ledger.posting where owner_id = ${bookId}
      union all select from_account, -amount from ledger.posting where owner_id = ${bookId})
    select coalesce(sum(amount) filter (where account = 'budget'), 0)::bigint as budget,
      coalesce(sum(amount) filter (where account = 'available'), 0)::bigint as available,
      coalesce(sum(amount) filter (where account = 'held'), 0)::bigint as held,
      coalesce(sum(amount) filter (where account = 'ordered'), 0)::bigint as ordered,
      coalesce(sum(amount) filter (where account = 'inDoubt'), 0)::bigint as "inDoubt",
      coalesce(sum(amount) filter (where account = 'paid'), 0)::bigint as paid,
      coalesce(sum(amount) filter (where account = 'returned'), 0)::bigint as returned
    from signed`)
