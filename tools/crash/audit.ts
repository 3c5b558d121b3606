import pg from 'pg'
import type { Bank } from './bank.ts'
import type { Copy, Town } from './town.ts'

/** What went wrong, in payees; `overBudget` in 分. */
export interface Damage {
  readonly twice: number
  readonly lost: number
  readonly wrong: number
  readonly overBudget: number
}
export const unharmed: Damage = { twice: 0, lost: 0, wrong: 0, overBudget: 0 }
export const addDamage = (a: Damage, b: Damage): Damage => ({
  twice: a.twice + b.twice,
  lost: a.lost + b.lost,
  wrong: a.wrong + b.wrong,
  overBudget: a.overBudget + b.overBudget,
})
export const isHarmed = (damage: Damage): boolean => Object.values(damage).some((count) => count > 0)

interface Recorded {
  party_id: string
  ledger: string
  held: string
  granted: string
  grants: string
}

/**
 * Three books side by side: what the bank holds for each payee, what the ledger says was settled, what the payee's own record
 * says. Who comes first in the order is paid to the 分, who comes after the budget's end is not paid at all.
 */
export async function audit(town: Town, copy: Copy, bank: Bank, covered: number): Promise<Damage> {
  const client = new pg.Client({ connectionString: copy.adminUrl })
  await client.connect()
  const { rows } = await client.query<Recorded>(`
    select p.owner_id as party_id,
      (select coalesce(sum(t.amount), 0) from ledger.transfer t where t.party_id = p.owner_id and t.state = 'settled') as ledger,
      (select coalesce(sum(t.amount), 0) from ledger.transfer t where t.party_id = p.owner_id and t.state in ('ordered', 'in-doubt', 'held')) as held,
      (select coalesce(sum(g.amount), 0) from policy.grant g where g.owner_id = p.owner_id and g.state = 'settled') as granted,
      (select count(*) from policy.grant g where g.owner_id = p.owner_id and g.state <> 'withdrawn') as grants
    from party.party p`)
  const { rows: books } = await client.query<{ least: string; budget: string }>(
    'select min(least(available, held, ordered, in_doubt, paid, returned)) as least, min(budget) as budget from ledger.balance',
  )
  await client.end()
  const recorded = new Map(rows.map((row) => [row.party_id, row]))
  const banked = await bank.balances()
  let damage = unharmed
  for (const [index, payee] of town.payees.entries()) {
    const due = index < covered ? payee.getsFen : 0
    const got = banked.get(payee.account) ?? 0
    const row = recorded.get(payee.partyId)
    const agree =
      Number(row?.ledger) === due &&
      Number(row?.held) === 0 &&
      Number(row?.granted) === due &&
      Number(row?.grants) === 1
    damage = addDamage(damage, {
      twice: got >= 2 * payee.getsFen ? 1 : 0,
      lost: got < due ? 1 : 0,
      wrong: got < 2 * payee.getsFen && got >= due && (got !== due || !agree) ? 1 : 0,
      overBudget: 0,
    })
  }
  const paid = [...banked.values()].reduce((sum, one) => sum + one, 0)
  const least = Number(books[0]?.least ?? 0)
  return addDamage(damage, {
    ...unharmed,
    overBudget: Math.max(0, paid - Math.abs(Number(books[0]?.budget ?? 0))) + Math.max(0, -least),
  })
}
