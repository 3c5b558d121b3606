import type { Reach } from '#kernel/actor.ts'
import type { Instant } from '#kernel/time.ts'
import { withinReach } from '#platform/database/reach.ts'
import { join, type Sql, sql, type Trx } from '#platform/database/sql.ts'
import { NotFound } from '#platform/query.ts'
import type {
  ImportCounts,
  ImportEffects,
  ImportOptions,
  ImportReading,
  ImportRowView,
  ImportState,
  ImportSummary,
  RowFault,
} from './model.ts'

/** The cause that a batch's facts carry in `party.fact`. */
export const causeOf = (importId: string): string => `import:${importId}`

export const insertImport = (
  trx: Trx,
  importId: string,
  one: { department: string; fileHash: string; fileName: string; options: ImportOptions },
  actorId: string,
  at: Instant,
) =>
  trx.run(sql`
    insert into party.import (owner_id, department, state, file_hash, file_name, options, started_by, started_at)
    values (${importId}, ${one.department}, 'reading', ${one.fileHash}, ${one.fileName},
      ${JSON.stringify(one.options)}::jsonb, ${actorId}, ${at})`)

export const setReading = (trx: Trx, importId: string, reading: ImportReading) =>
  trx.run(sql`
    update party.import set state = ${reading.fault ? 'unreadable' : 'read'}, reading = ${JSON.stringify(reading)}::jsonb
    where owner_id = ${importId}`)

export const setApplied = (trx: Trx, importId: string, at: Instant, outcome: unknown) =>
  trx.run(sql`
    update party.import set state = 'applied', applied_at = ${at}, outcome = ${JSON.stringify(outcome)}::jsonb
    where owner_id = ${importId}`)

export const setUndone = (trx: Trx, importId: string, at: Instant) =>
  trx.run(sql`update party.import set state = 'undone', undone_at = ${at} where owner_id = ${importId}`)

/** A row on its way in, as the job stages it. */
export interface StagingRow {
  readonly row_no: number
  readonly credit_code: string | null
  readonly name: string | null
  readonly person: string | null
  readonly person_id: string | null
  readonly created_id: string | null
  readonly facts: unknown
  readonly errors: readonly RowFault[] | null
  readonly warnings: readonly RowFault[] | null
  readonly seen: unknown
}

export const deleteRows = (trx: Trx, importId: string) =>
  trx.run(sql`delete from party.import_row where owner_id = ${importId}`)

export const insertRows = (trx: Trx, importId: string, rows: readonly StagingRow[]) =>
  trx.run(sql`
    insert into party.import_row (owner_id, row_no, credit_code, person, person_id, name, created_id, facts, errors, warnings, seen)
    select ${importId}, row_no, credit_code, person, person_id, name, created_id, facts, nullif(errors, 'null'), nullif(warnings, 'null'),
      nullif(seen, 'null')
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(row_no int, credit_code text, person text, person_id uuid, name text,
      created_id uuid, facts jsonb, errors jsonb, warnings jsonb, seen jsonb)`)

export const listKnownCodes = async (trx: Trx, codes: readonly string[]): Promise<Set<string>> =>
  new Set(
    (
      await trx.rows<{ code: string }>(
        sql`select credit_code as code from party.party where credit_code = any(${[...codes]})`,
      )
    ).map(({ code }) => code),
  )

/** The persons whom accounts name, by the login of any account of theirs. */
export const listKnownPersons = async (trx: Trx, logins: readonly string[]): Promise<Map<string, string>> =>
  logins.length === 0
    ? new Map()
    : new Map(
        (
          await trx.rows<{ login: string; id: string }>(sql`
            select a.login, p.owner_id as id from platform.account a
            join party.person p on p.person_key = coalesce(a.person_id, a.account_id::text)
            where a.login = any(${[...logins]})`)
        ).map(({ login, id }) => [login, id]),
      )

/** A stretch of an import's rows, both ends included. */
interface Stretch {
  readonly from: number
  readonly until: number
}
const everything: Stretch = { from: 0, until: 2_147_483_647 }

/** Stretches of good rows, so that no statement sorts and joins more than fits in memory. */
const listStretches = (trx: Trx, importId: string): Promise<Stretch[]> =>
  trx.rows<Stretch>(sql`
    select min(row_no) as "from", max(row_no) as "until" from (
      select row_no, (row_number() over (order by row_no) - 1) / 50000 as stretch
      from party.import_row where owner_id = ${importId} and errors is null) r
    group by stretch order by stretch`)

/** The good rows' facts, each with the party it is about: the known one, or the one the batch would create. */
const staged = (importId: string, { from, until }: Stretch): Sql => sql`
  select distinct on (1, 2, 3) coalesce(p.owner_id, r.person_id, r.created_id) as party_id, x.fact, x.period, x.value
  from party.import_row r
  left join party.party p on p.credit_code = r.credit_code
  cross join lateral jsonb_to_recordset(r.facts) as x(fact text, period text, value jsonb)
  where r.owner_id = ${importId} and r.errors is null and r.row_no between ${from} and ${until}
  order by 1, 2, 3, r.row_no desc`

/** The parties that the good rows are about. */
const parties = (importId: string, { from, until }: Stretch): Sql => sql`
  select distinct coalesce(p.owner_id, r.person_id, r.created_id) as party_id from party.import_row r
  left join party.party p on p.credit_code = r.credit_code
  where r.owner_id = ${importId} and r.errors is null and r.row_no between ${from} and ${until}`

/** Rows that say something else about the same enterprise, fact and period than an earlier row does. */
export const listContradictions = (trx: Trx, importId: string, limit: number) =>
  trx.rows<{ row: number; first: number; fact: string; value: unknown }>(sql`
    with said as (
      select r.row_no, coalesce(r.person_id::text, r.credit_code) as about, x.fact, x.period, x.value,
        first_value(r.row_no) over w as first, first_value(x.value) over w as first_value
      from party.import_row r
      cross join lateral jsonb_to_recordset(r.facts) as x(fact text, period text, value jsonb)
      where r.owner_id = ${importId} and r.errors is null and coalesce(r.person_id::text, r.credit_code) in (
        select coalesce(person_id::text, credit_code) from party.import_row where owner_id = ${importId}
        group by 1 having count(*) > 1)
      window w as (partition by coalesce(r.person_id::text, r.credit_code), x.fact, x.period order by r.row_no)
    )
    select distinct on (row_no) row_no as row, first, fact, value from said
    where value <> first_value order by row_no, fact limit ${limit}`)

export const addErrors = (
  trx: Trx,
  importId: string,
  faults: readonly { row: number; errors: RowFault[] }[],
) =>
  trx.run(sql`
    update party.import_row r set errors = f.errors, facts = '[]'::jsonb
    from jsonb_to_recordset(${JSON.stringify(faults)}::jsonb) as f("row" int, errors jsonb)
    where r.owner_id = ${importId} and r.row_no = f."row"`)

/** What applying would do now, in rows, facts and enterprises. */
export async function countImport(trx: Trx, importId: string): Promise<ImportCounts> {
  const rows = await trx.get<Omit<ImportCounts, 'newFacts' | 'changedFacts' | 'sameFacts'>>(sql`
    select count(*)::int as rows, count(*) filter (where errors is null)::int as "goodRows",
      count(errors)::int as "errorRows", count(warnings)::int as "warningRows",
      count(distinct created_id) filter (where errors is null)::int as "newEnterprises"
    from party.import_row where owner_id = ${importId}`)
  const facts = await trx.get<Pick<ImportCounts, 'newFacts' | 'changedFacts' | 'sameFacts'>>(sql`
    with target as (${staged(importId, everything)})
    select count(*) filter (where o.value is null)::int as "newFacts",
      count(*) filter (where o.value is not null and o.value <> t.value)::int as "changedFacts",
      count(*) filter (where o.value = t.value)::int as "sameFacts"
    from target t left join party.fact o
      on o.owner_id = t.party_id and o.fact = t.fact and o.period = t.period and o.known_until is null`)
  return { ...rows, ...facts }
}

/** Enterprises that the good rows name and nobody knows yet; once each. */
export const listCreations = (trx: Trx, importId: string) =>
  trx.rows<{ partyId: string; creditCode: string; name: string }>(sql`
    select distinct on (r.created_id) r.created_id as "partyId", r.credit_code as "creditCode", r.name
    from party.import_row r
    where r.owner_id = ${importId} and r.errors is null and r.created_id is not null
      and not exists (select 1 from party.party p where p.credit_code = r.credit_code)
    order by r.created_id, r.row_no`)

export const insertParties = (
  trx: Trx,
  parties: readonly {
    partyId: string
    creditCode: string
    name: string
    registeredOn?: string | undefined
  }[],
  at: Instant,
) =>
  trx.run(sql`
    insert into party.party (owner_id, name, credit_code, registered_on, founded_at)
    select "partyId", name, "creditCode", "registeredOn", ${at}
    from jsonb_to_recordset(${JSON.stringify(parties)}::jsonb)
      as p("partyId" uuid, name text, "creditCode" text, "registeredOn" date)`)

/**
 * Records the batch: what differs from the present knowledge closes it and opens the new; what is the same stays as it is, so that the
 * same file twice changes nothing. A yearly fact held on its year's last day.
 */
export async function applyRows(
  trx: Trx,
  importId: string,
  about: { source: string; on: string; at: Instant },
): Promise<number> {
  let facts = 0
  for (const stretch of await listStretches(trx, importId))
    facts += await applyStretch(trx, importId, stretch, about)
  return facts
}

async function applyStretch(
  trx: Trx,
  importId: string,
  stretch: Stretch,
  { source, on, at }: { source: string; on: string; at: Instant },
): Promise<number> {
  const target = staged(importId, stretch)
  // A microsecond after the moment, so that what was recorded at the same moment has been known before it was replaced.
  const from = sql`(${at}::timestamptz + interval '1 microsecond')`
  await trx.run(sql`
    update party.fact f set known_until = ${from} from (${target}) t
    where f.owner_id = t.party_id and f.fact = t.fact and f.period = t.period and f.known_until is null
      and f.value <> t.value`)
  return trx.run(sql`
    insert into party.fact (owner_id, fact, period, known_from, value, valid_on, source, cause)
    select t.party_id, t.fact, t.period, ${from}, t.value,
      case when t.period = '' then ${on}::date else least(${on}::date, make_date(t.period::int, 12, 31)) end,
      ${source}, ${causeOf(importId)}
    from (${target}) t
    where not exists (select 1 from party.fact o where o.owner_id = t.party_id and o.fact = t.fact
      and o.period = t.period and o.known_until is null)
    on conflict (owner_id, fact, period, known_from) do update
    set value = excluded.value, valid_on = excluded.valid_on, source = excluded.source, cause = excluded.cause,
      known_until = null`)
}

/** How much of the batch still stands, and how much was replaced since. */
export const countEffects = (trx: Trx, importId: string): Promise<ImportEffects> =>
  trx.get<ImportEffects>(sql`
    select count(*) filter (where f.known_until is null)::int as standing, count(f.known_until)::int as superseded
    from (${parties(importId, everything)}) b
    join party.fact f on f.owner_id = b.party_id and f.cause = ${causeOf(importId)}`)

/**
 * Takes back what still stands of a batch: its facts close, and what they had replaced is known again. Facts that a later statement
 * replaced stay replaced, for the later statement is not this batch's to take back. Enterprises that the batch made stay.
 */
export async function undoRows(trx: Trx, importId: string, at: Instant): Promise<void> {
  for (const stretch of await listStretches(trx, importId)) {
    const about = parties(importId, stretch)
    const closed = sql`greatest(${at}::timestamptz, ours.known_from)`
    await trx.run(sql`
      update party.fact ours set known_until = ${closed} from (${about}) b
      where ours.owner_id = b.party_id and ours.cause = ${causeOf(importId)} and ours.known_until is null`)
    await trx.run(sql`
      insert into party.fact (owner_id, fact, period, known_from, value, valid_on, source, cause)
      select ours.owner_id, ours.fact, ours.period,
        greatest(${at}::timestamptz, ours.known_from + interval '1 microsecond'),
        before.value, before.valid_on, before.source, ${`undo:${importId}`}
      from (${about}) b
      join party.fact ours on ours.owner_id = b.party_id and ours.cause = ${causeOf(importId)} and ours.known_until = ${closed}
      join party.fact before on before.owner_id = ours.owner_id and before.fact = ours.fact
        and before.period = ours.period and before.known_until = ours.known_from and before.known_from < ours.known_from
      where not exists (select 1 from party.fact o where o.owner_id = ours.owner_id and o.fact = ours.fact
        and o.period = ours.period and o.known_until is null)`)
  }
}

interface ImportRecord {
  importId: string
  department: string
  state: ImportState
  fileName: string
  startedAt: Instant
  startedBy: string
  options: ImportOptions
  reading: ImportReading | null
}
const columns = sql`i.owner_id as "importId", i.department, i.state, i.file_name as "fileName", i.started_at as "startedAt",
  coalesce(a.name, i.started_by) as "startedBy", i.options, i.reading`
const source = sql`party.import i left join platform.account a on a.account_id::text = i.started_by`
const seenBy = (reach: Reach): Sql =>
  withinReach(reach, { owner: sql`i.owner_id`, department: sql`i.department` })

const summary = ({ options: _, reading, ...rest }: ImportRecord): ImportSummary => ({
  ...rest,
  counts: reading?.counts,
})

export async function getImport(trx: Trx, importId: string, reach: Reach) {
  const row = await trx.find<ImportRecord>(
    sql`select ${columns} from ${source} where i.owner_id = ${importId}${seenBy(reach)}`,
  )
  if (!row) throw new NotFound()
  return { ...summary(row), options: row.options, reading: row.reading ?? undefined }
}

export async function listImports(
  trx: Trx,
  filter: { state?: ImportState | undefined; before?: string | undefined; limit: number },
  reach: Reach,
) {
  const { state, before, limit } = filter
  const [at, id] = before?.split('~') ?? []
  const conditions = [sql`true`]
  if (state) conditions.push(sql`i.state = ${state}`)
  if (at && id) conditions.push(sql`(i.started_at, i.owner_id) < (${at}::timestamptz, ${id}::uuid)`)
  const rows = await trx.rows<ImportRecord>(sql`
    select ${columns} from ${source} where ${join(conditions, ' and ')}${seenBy(reach)}
    order by i.started_at desc, i.owner_id desc limit ${limit + 1}`)
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return {
    items: rows.slice(0, limit).map(summary),
    next: last && `${last.startedAt}~${last.importId}`,
  }
}

interface RowRecord {
  row: number
  partyId: string | null
  creditCode: string | null
  person: string | null
  name: string | null
  facts: ImportRowView['facts']
  errors: RowFault[] | null
  warnings: RowFault[] | null
  seen: [column: string, value: unknown][] | null
}

export const listRows = (
  trx: Trx,
  importId: string,
  options: { onlyErrors: boolean; after: number; limit: number },
) =>
  trx.rows<RowRecord>(sql`
    select r.row_no as row, coalesce(p.owner_id, r.person_id) as "partyId", r.credit_code as "creditCode", r.person, r.name, r.facts, r.errors, r.warnings, r.seen
    from party.import_row r left join party.party p on p.credit_code = r.credit_code
    where r.owner_id = ${importId} and r.row_no > ${options.after}
      ${options.onlyErrors ? sql`and r.errors is not null` : sql``}
    order by r.row_no limit ${options.limit}`)

export const rowView = (row: RowRecord): ImportRowView => ({
  row: row.row,
  partyId: row.partyId ?? undefined,
  creditCode: row.creditCode ?? undefined,
  person: row.person ?? undefined,
  name: row.name ?? undefined,
  facts: row.facts,
  errors: row.errors ?? [],
  warnings: row.warnings ?? [],
})

export const findFile = (trx: Trx, hash: string) =>
  trx.find<{ size: number }>(sql`select size from platform.file where hash = ${hash}`)
