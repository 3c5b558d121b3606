import type { Instant } from '#kernel/time.ts'
import { type Reach } from '#kernel/actor.ts'
import { withinReach } from '#platform/database/reach.ts'
import { empty, sql, type Trx } from '#platform/database/sql.ts'
import { NotFound } from '#platform/query.ts'
import type { Mandate, MandateRole, PartySummary, RecordedFact } from './model.ts'

interface PartyRow {
  owner_id: string
  name: string
  credit_code: string | null
  person: boolean
}
const summary = (row: PartyRow): PartySummary => ({
  partyId: row.owner_id,
  name: row.name,
  creditCode: row.credit_code ?? undefined,
  // A person is what it is from the first day.
  state: row.credit_code || row.person ? 'registered' : 'in-formation',
  person: row.person,
})

export const insertParty = (trx: Trx, partyId: string, name: string, at: Instant, person = false) =>
  trx.run(
    sql`insert into party.party (owner_id, name, founded_at, person) values (${partyId}, ${name}, ${at}, ${person})`,
  )

export const findPersonOf = async (trx: Trx, personKey: string): Promise<string | null> =>
  (
    await trx.find<{ id: string }>(
      sql`select owner_id as id from party.person where person_key = ${personKey}`,
    )
  )?.id ?? null

/** Of two first openings at once the key lets one through; the other is judged again and refused. */
export async function insertPerson(
  trx: Trx,
  partyId: string,
  { name, accountId, personKey }: { name: string; accountId: string; personKey?: string | undefined },
  at: Instant,
): Promise<void> {
  await trx.run(
    sql`insert into party.person (person_key, owner_id) values (${personKey ?? accountId}, ${partyId})`,
  )
  await insertParty(trx, partyId, name, at, true)
}

export const setIdentity = (
  trx: Trx,
  partyId: string,
  name: string,
  creditCode: string,
  registeredOn: string,
) =>
  trx.run(sql`
    update party.party set name = ${name}, credit_code = ${creditCode}, registered_on = ${registeredOn}
    where owner_id = ${partyId}`)

export const setMandate = (trx: Trx, partyId: string, mandate: Mandate) =>
  trx.run(sql`
    insert into party.mandate (owner_id, account_id, role, until)
    values (${partyId}, ${mandate.accountId}, ${mandate.role}, ${mandate.until ?? null})
    on conflict (owner_id, account_id) do update set role = excluded.role, until = excluded.until`)

export const deleteMandate = (trx: Trx, partyId: string, accountId: string) =>
  trx.run(sql`delete from party.mandate where owner_id = ${partyId} and account_id = ${accountId}`)

/** Closes what was known of the same fact and period, and opens what is known now. */
export async function replaceFacts(
  trx: Trx,
  partyId: string,
  facts: readonly RecordedFact[],
  cause: string,
  at: Instant,
): Promise<void> {
  const rows = facts.map((fact) => ({ ...fact, period: fact.period ?? '', value: fact.value }))
  await trx.run(sql`
    update party.fact f set known_until = ${at}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n(fact text, period text)
    where f.owner_id = ${partyId} and f.fact = n.fact and f.period = n.period and f.known_until is null
      and f.known_from < ${at}::timestamptz`)
  await trx.run(sql`
    insert into party.fact (owner_id, fact, period, known_from, value, valid_on, source, cause)
    select ${partyId}, n.fact, n.period, ${at}, n.value, n."on", n.source, ${cause}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n(fact text, period text, value jsonb, "on" date, source text)
    on conflict (owner_id, fact, period, known_from)
    do update set value = excluded.value, valid_on = excluded.valid_on, source = excluded.source, cause = excluded.cause`)
}

export async function listPartiesOf(trx: Trx, partyIds: readonly string[]): Promise<PartySummary[]> {
  const rows = await trx.rows<PartyRow>(sql`
    select owner_id, name, credit_code, person from party.party where owner_id = any(${[...partyIds]}::uuid[])
    order by founded_at desc limit 100`)
  return rows.map(summary)
}

export async function getParty(trx: Trx, partyId: string, reach: Reach): Promise<PartySummary> {
  const row = await trx.find<PartyRow>(sql`
    select owner_id, name, credit_code, person from party.party p
    where owner_id = ${partyId}${withinReach(reach, { owner: sql`p.owner_id` })}`)
  if (!row) throw new NotFound()
  return summary(row)
}

export const findIdentity = (trx: Trx, partyId: string) =>
  trx.find<{ name: string; creditCode: string | null }>(
    sql`select name, credit_code as "creditCode" from party.party where owner_id = ${partyId}`,
  )

export async function listMandates(trx: Trx, partyId: string) {
  const rows = await trx.rows<{
    accountId: string
    name: string
    role: MandateRole
    until: string | null
  }>(sql`
    select m.account_id as "accountId", a.name, m.role, m.until
    from party.mandate m join platform.account a using (account_id)
    where m.owner_id = ${partyId} order by a.name`)
  return rows.map(({ until, ...mandate }) => ({ ...mandate, until: until ?? undefined }))
}

/** What the record said of a party at a moment; the present when none is given. */
export async function listFacts(trx: Trx, partyId: string, asOf?: Instant): Promise<RecordedFact[]> {
  const known = asOf
    ? sql`known_from <= ${asOf} and (known_until is null or known_until > ${asOf})`
    : sql`known_until is null`
  const rows = await trx.rows<{
    fact: string
    value: RecordedFact['value']
    period: string
    on: string
    source: string
  }>(sql`
    select fact, value, period, valid_on as "on", source from party.fact
    where owner_id = ${partyId} and ${known} order by fact, period`)
  return rows.map((row) => ({ ...row, period: row.period || undefined }))
}

export const mandatedParties = async (trx: Trx, accountId: string, today: string): Promise<string[]> =>
  (
    await trx.rows<{ owner_id: string }>(sql`
      select owner_id from party.mandate where account_id = ${accountId} and (until is null or until >= ${today})`)
  ).map((row) => row.owner_id)

export const hasMandate = async (trx: Trx, partyId: string): Promise<boolean> =>
  (
    await trx.get<{ some: boolean }>(
      sql`select exists (select 1 from party.mandate where owner_id = ${partyId}) as some`,
    )
  ).some

/** Parties that somebody acts for, after an id in the order of their ids. */
export const listMandated = async (
  trx: Trx,
  { after, limit }: { after?: string | undefined; limit: number },
): Promise<string[]> =>
  (
    await trx.rows<{ owner_id: string }>(sql`
      select distinct owner_id from party.mandate ${after ? sql`where owner_id > ${after}` : empty}
      order by owner_id limit ${limit}`)
  ).map((row) => row.owner_id)

export async function findProfile(trx: Trx, partyId: string) {
  const row = await trx.find<PartyRow>(
    sql`select owner_id, name, credit_code, person from party.party where owner_id = ${partyId}`,
  )
  return row && { name: row.name, creditCode: row.credit_code ?? undefined }
}

export const findAccount = (trx: Trx, login: string) =>
  trx.find<{ accountId: string }>(
    sql`select account_id as "accountId" from platform.account where login = ${login.toLowerCase()}`,
  )

export async function listReceipts(trx: Trx, partyId: string, before: Instant | undefined, limit: number) {
  const rows = await trx.rows<{ at: Instant; who: string; operation: string; list: boolean }>(sql`
    select at, actor_name as who, operation, cardinality(parties) > 1 as list from platform.receipt
    where parties @> array[${partyId}]::uuid[] ${before ? sql`and at < ${before}` : sql``}
    order by at desc limit ${limit + 1}`)
  return { items: rows.slice(0, limit), next: rows.length > limit ? rows[limit - 1]?.at : undefined }
}

/** What parties are called now. */
export async function namesOf(trx: Trx, partyIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await trx.rows<{ id: string; name: string }>(
    sql`select owner_id as id, name from party.party where owner_id = any(${[...partyIds]}::uuid[])`,
  )
  return new Map(rows.map(({ id, name }) => [id, name]))
}
