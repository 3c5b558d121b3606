import { factKind } from '#definitions/facts/kind.ts'
import { insertParties } from '#engines/party/import/store.ts'
import { partyIdFor } from '#engines/party/import/read-import.ts'
import type { Definitions } from '#kernel/definition.ts'
import type { Instant } from '#kernel/time.ts'
import { type Pool, sql, transaction, type Trx } from '#platform/database/sql.ts'
import { openStreams } from '#platform/open-streams.ts'
import { type CityOptions, enterpriseAt, type SynthEnterprise } from './enterprise.ts'

const enterprisesAtOnce = 1_000

/**
 * Writes a synthetic city into the database, set-based, a thousand enterprises a transaction. Enterprises that are there already are left
 * alone, so that a second call adds nothing. Facts that the city's dictionary does not know are left out.
 */
export async function loadCity(
  pool: Pool,
  definitions: Definitions,
  enterprises: number,
  options: CityOptions,
  at: Instant,
): Promise<{ enterprises: number; facts: number }> {
  const sources = new Map(
    definitions.list(factKind).map(({ id, source }) => [id, source ?? 'market-regulation']),
  )
  const loaded = { enterprises: 0, facts: 0 }
  for (let from = 0; from < enterprises; from += enterprisesAtOnce) {
    const count = Math.min(enterprisesAtOnce, enterprises - from)
    const chunk = Array.from({ length: count }, (_, i) => {
      const made = enterpriseAt(options, from + i)
      return { ...made, partyId: partyIdFor(made.creditCode) }
    })
    await transaction(pool, { read: 'all', write: 'all' }, async (trx) => {
      const fresh = await unknownOf(trx, chunk)
      if (!fresh.length) return
      await openStreams(
        trx,
        { kind: 'party', operation: 'party.loadSyntheticCity', actorId: 'system:synthetic-city', at },
        fresh.map(({ partyId, name, creditCode }) => ({
          ownerId: partyId,
          type: 'EnterpriseEntered',
          data: { name, creditCode, cause: causeOf(options) },
        })),
      )
      await insertParties(
        trx,
        fresh.map(({ facts: _, ...party }) => party),
        at,
      )
      loaded.enterprises += fresh.length
      loaded.facts += await insertFacts(trx, fresh, sources, causeOf(options), at)
    })
  }
  return loaded
}

type Loaded = SynthEnterprise & { readonly partyId: string }
const causeOf = ({ seed }: CityOptions) => `synthetic-city:${seed}`

async function unknownOf(trx: Trx, chunk: readonly Loaded[]): Promise<Loaded[]> {
  const ids = chunk.map(({ partyId }) => partyId)
  const rows = await trx.rows<{ id: string }>(
    sql`select owner_id as id from party.party where owner_id = any(${ids}::uuid[])`,
  )
  const known = new Set(rows.map(({ id }) => id))
  return chunk.filter(({ partyId }) => !known.has(partyId))
}

/** Columns as arrays: the quickest way into a table without COPY. */
function insertFacts(
  trx: Trx,
  enterprises: readonly Loaded[],
  sources: ReadonlyMap<string, string>,
  cause: string,
  at: Instant,
): Promise<number> {
  const columns = {
    owner: [] as string[],
    fact: [] as string[],
    period: [] as string[],
    value: [] as string[],
    on: [] as string[],
    source: [] as string[],
  }
  for (const { partyId, facts, registeredOn } of enterprises)
    for (const { id, year, stored } of facts) {
      const source = sources.get(id)
      if (source === undefined) continue
      columns.owner.push(partyId)
      columns.fact.push(id)
      columns.period.push(year === undefined ? '' : String(year))
      columns.value.push(JSON.stringify(stored))
      columns.on.push(year === undefined ? registeredOn : `${year}-12-31`)
      columns.source.push(source)
    }
  return trx.run(sql`
    insert into party.fact (owner_id, fact, period, known_from, value, valid_on, source, cause)
    select owner_id, fact, period, ${at}, value::jsonb, valid_on, source, ${cause}
    from unnest(${columns.owner}::uuid[], ${columns.fact}::text[], ${columns.period}::text[], ${columns.value}::text[],
      ${columns.on}::date[], ${columns.source}::text[]) as f(owner_id, fact, period, value, valid_on, source)
    order by owner_id, fact, period`)
}
