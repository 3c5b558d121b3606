import { collectionAccountIn } from '#engines/ledger/receivable/collection-account.ts'
import { reading, sql } from '#platform/database/sql.ts'
import type { Outside } from '#platform/connectors.ts'
import type { System } from '#platform/system.ts'
import { yearOf } from '#kernel/time.ts'
import { loadCity } from '#tools/synthetic-city/load.ts'

/** The account from which the demonstration's funds are paid; the finance officer names it when opening a book. */
export const treasury = {
  accountNumber: '6222020000000000018',
  name: '演示财政专户',
  openingFen: 100_000_000_000_00,
}

const seed = 2025
/** every invented enterprise can pay its fees */
const openingFen = 10_000_000
const accountsAtOnce = 5_000

/** Fills an empty demonstration with invented enterprises, and gives them the bank accounts that their facts name. */
export async function populate(system: System, enterprises: number, outside: Outside): Promise<number> {
  const { definitions, now, today } = system.moment()
  const before = await reading(system.pool, 'all', (trx) =>
    trx.get<{ n: number }>(sql`select count(*)::int as n from party.party`),
  )
  if (before.n > 0) return 0
  const loaded = await loadCity(
    system.pool,
    definitions,
    enterprises,
    { seed, lastYear: yearOf(today) - 1 },
    now,
  )
  await openAccounts(system, outside)
  return loaded.enterprises
}

async function openAccounts(system: System, outside: Outside): Promise<void> {
  const holders = await reading(system.pool, 'all', (trx) =>
    trx.rows<{ accountNumber: string; name: string; creditCode: string }>(sql`
      select f.value #>> '{}' as "accountNumber", p.name, p.credit_code as "creditCode"
      from party.fact f join party.party p using (owner_id)
      where f.fact = 'ent.basicAccount' and f.known_until is null order by 1`),
  )
  const city = collectionAccountIn(system.moment().definitions, system.moment().today)
  const accounts = [
    treasury,
    ...(city ? [{ accountNumber: city.account, name: city.name }] : []),
    ...holders.map((holder) => ({ ...holder, openingFen })),
  ]
  for (let from = 0; from < accounts.length; from += accountsAtOnce) {
    const answer = await outside.call({
      system: 'bank',
      method: 'POST',
      path: '/accounts',
      body: { accounts: accounts.slice(from, from + accountsAtOnce) },
      idempotencyKey: `populate-${from}`,
      timeoutMs: 60_000,
    })
    if (answer.kind !== 'answered')
      throw new Error(`the bank simulator opened no accounts: ${JSON.stringify(answer)}`)
  }
}
