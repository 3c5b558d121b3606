import type { Instant } from '#kernel/time.ts'
import { type Sql, sql, type Trx } from '#platform/database/sql.ts'
import type { MirrorSource } from '#platform/mirror/source.ts'
import { type RecordedFact, selfDeclared } from './model.ts'

/** A moment after every other: what is known is what was not replaced. */
const presentKnowledge = 'infinity'

/** A party with everything that departments had told of it at a moment; what it says of itself is for its own eyes. */
export interface FactSheetRow {
  readonly partyId: string
  readonly name: string
  readonly creditCode?: string | undefined
  readonly facts: readonly RecordedFact[]
}

async function listSheets(trx: Trx, which: Sql, knownAt: Instant): Promise<FactSheetRow[]> {
  const rows = await trx.rows<{
    partyId: string
    name: string
    creditCode: string | null
    facts: (Omit<RecordedFact, 'period'> & { period: string | null })[]
  }>(sql`
    select p.owner_id as "partyId", p.name, p.credit_code as "creditCode", coalesce(known.facts, '[]'::jsonb) as facts
    from party.party p left join lateral (
      select jsonb_agg(jsonb_build_object('fact', f.fact, 'value', f.value, 'period', nullif(f.period, ''),
        'on', f.valid_on, 'source', f.source) order by f.fact, f.period) as facts
      from party.fact f where f.owner_id = p.owner_id and f.known_from <= ${knownAt}
        and (f.known_until is null or f.known_until > ${knownAt}) and f.source <> ${selfDeclared}) known on true
    where p.founded_at <= ${knownAt} ${which}`)
  return rows.map((row) => ({
    ...row,
    creditCode: row.creditCode ?? undefined,
    facts: row.facts.map((fact) => ({ ...fact, period: fact.period ?? undefined })),
  }))
}

/** Parties after an id in the order of their ids: one statement a page, the same page whenever it is asked. */
export const listFactSheets = (
  trx: Trx,
  { after, limit, knownAt }: { after?: string | undefined; limit: number; knownAt: Instant },
): Promise<FactSheetRow[]> =>
  listSheets(
    trx,
    sql`${after ? sql`and p.owner_id > ${after}::uuid` : sql``} order by p.owner_id limit ${limit}`,
    knownAt,
  )

/** The persons among the parties, as known at a moment, after an id in the order of their ids. */
export const listPersonSheets = (
  trx: Trx,
  { after, limit, knownAt }: { after?: string | undefined; limit: number; knownAt: Instant },
): Promise<FactSheetRow[]> =>
  listSheets(
    trx,
    sql`and p.person ${after ? sql`and p.owner_id > ${after}::uuid` : sql``} order by p.owner_id limit ${limit}`,
    knownAt,
  )

/** These parties as known at a moment, in the order of their ids. */
export const listFactSheetsOf = (
  trx: Trx,
  partyIds: readonly string[],
  knownAt: Instant,
): Promise<FactSheetRow[]> =>
  listSheets(trx, sql`and p.owner_id = any(${[...partyIds]}::uuid[]) order by p.owner_id`, knownAt)

/**
 * The enterprises as known now, and those whose facts a batch of the feed changed: what the city in memory is made of. Persons are not
 * of it: what is counted over the city is counted in enterprises.
 */
export const mirrorSource: MirrorSource = {
  page: (trx, { after, limit }) =>
    listSheets(
      trx,
      sql`and not p.person ${after ? sql`and p.owner_id > ${after}::uuid` : sql``} order by p.owner_id limit ${limit}`,
      presentKnowledge,
    ),
  some: (trx, partyIds) =>
    listSheets(trx, sql`and not p.person and p.owner_id = any(${[...partyIds]}::uuid[])`, presentKnowledge),
  changedBy: async (trx, { kind, ownerId, event }) => {
    if (kind === 'party') return [ownerId]
    if (kind !== 'import' || !['ImportApplied', 'ImportUndone'].includes(event.type)) return []
    const rows = await trx.rows<{ partyId: string }>(sql`
      select p.owner_id as "partyId" from party.import_row r join party.party p on p.credit_code = r.credit_code
      where r.owner_id = ${ownerId} and r.errors is null`)
    return rows.map(({ partyId }) => partyId)
  },
}

export const findFactSheet = async (
  trx: Trx,
  partyId: string,
  knownAt: Instant,
): Promise<FactSheetRow | undefined> => (await listSheets(trx, sql`and p.owner_id = ${partyId}`, knownAt))[0]
