import type { DefinitionKind, Definitions } from '#kernel/definition.ts'
import type { Instant } from '#kernel/time.ts'
import { hashOf } from './canonical.ts'
import { endedOn, endsOf, type Repeal, repealKind } from '#definitions/city/repeals.ts'
import { glance, type Pool, reading, sql, transaction, type Trx } from './database/sql.ts'

/** One version of one definition as the database keeps it: the database is the record, files only seed it. */
export interface StoredDefinition {
  readonly kind: string
  readonly id: string
  readonly version: number
  readonly hash: string
  readonly body: unknown
}

export const stored = (kind: string, id: string, version: number, body: unknown): StoredDefinition => ({
  kind,
  id,
  version,
  body,
  hash: hashOf(body),
})

export const readDefinitions = (pool: Pool): Promise<StoredDefinition[]> =>
  reading(pool, 'all', (trx) =>
    trx.rows<StoredDefinition>(
      sql`select kind, id, version, hash, body from platform.definition order by kind, id, version`,
    ),
  )

export interface DefinitionChange {
  readonly kind: string
  readonly id: string
  readonly version: number
  /** `changed` means the same version with other content, which is refused */
  readonly change: 'new' | 'new-version' | 'changed'
}

/** How files differ from the record. Definitions only in the record stay in force: a city does not forget by deleting a file. */
export function compareDefinitions(
  recorded: readonly StoredDefinition[],
  wanted: readonly StoredDefinition[],
): DefinitionChange[] {
  const key = (d: StoredDefinition) => `${d.kind}/${d.id}/${d.version}`
  const known = new Map(recorded.map((d) => [key(d), d.hash]))
  const ids = new Set(recorded.map((d) => `${d.kind}/${d.id}`))
  return wanted.flatMap((d) => {
    const hash = known.get(key(d))
    if (hash === d.hash) return []
    const change = hash !== undefined ? 'changed' : ids.has(`${d.kind}/${d.id}`) ? 'new-version' : 'new'
    return [{ kind: d.kind, id: d.id, version: d.version, change } as const]
  })
}

/** Adds new definitions and versions. All or nothing: one changed version refuses the whole. */
export async function applyDefinitions(
  pool: Pool,
  wanted: readonly StoredDefinition[],
  by: string,
  at: Instant,
): Promise<{ applied: DefinitionChange[]; refused: DefinitionChange[] }> {
  const changes = compareDefinitions(await readDefinitions(pool), wanted)
  const refused = changes.filter((change) => change.change === 'changed')
  if (refused.length) return { applied: [], refused }
  const fresh = new Set(changes.map((c) => `${c.kind}/${c.id}/${c.version}`))
  const rows = wanted.filter((d) => fresh.has(`${d.kind}/${d.id}/${d.version}`))
  if (rows.length)
    await transaction(pool, { read: 'all', write: 'all' }, (trx) => addDefinitions(trx, rows, by, at))
  return { applied: changes, refused: [] }
}

/**
 * Adds versions inside somebody's transaction and moves the revision that running processes follow. Whoever adds waits for whoever is
 * adding, so revisions are seen in their order. A version that is there already stays as it is; how many were added.
 */
export async function addDefinitions(
  trx: Trx,
  rows: readonly StoredDefinition[],
  by: string,
  at: Instant,
): Promise<number> {
  const { revision } = await trx.get<{ revision: number }>(
    sql`update platform.definition_head set revision = revision + 1 returning revision`,
  )
  return trx.run(sql`
    insert into platform.definition (kind, id, version, hash, body, published_by, published_at, revision)
    select kind, id, version, hash, body, ${by}, ${at}, ${revision}
    from json_to_recordset(${JSON.stringify(rows)}::json) as d(kind text, id text, version int, hash text, body json)
    on conflict do nothing`)
}

const headRevision = sql`select revision from platform.definition_head`

/** The revision of now, or undefined in a database without one. */
export const definitionRevision = async (pool: Pool): Promise<number | undefined> =>
  (await glance<{ revision: number }>(pool, headRevision))[0]?.revision

/** What was added after a revision, and the revision up to which that is all. */
export const definitionsAfter = (
  pool: Pool,
  revision: number,
): Promise<{ revision: number; rows: StoredDefinition[] }> =>
  reading(pool, 'all', async (trx) => ({
    ...(await trx.get<{ revision: number }>(headRevision)),
    rows: await trx.rows<StoredDefinition>(sql`
      select kind, id, version, hash, body from platform.definition where revision > ${revision}
      order by kind, id, version`),
  }))

interface Dated {
  readonly inForce?: { readonly from: string; readonly until?: string | undefined }
}
const inForceOn = (body: unknown, today: string): boolean => {
  const period = (body as Dated).inForce
  return !period || (period.from <= today && (period.until === undefined || today < period.until))
}

interface Version {
  readonly version: number
  readonly written: unknown
  /** as written, or ended by a repeal */
  readonly body: unknown
}

/** The definitions of a city in memory. What is added later leaves what is known as it is, so that nothing is compiled twice. */
export interface DefinitionBook {
  readonly add: (rows: readonly StoredDefinition[]) => void
  readonly on: (today: string) => Definitions
}

/**
 * The definitions as rules and queries see them. Without a version, `get` and `find` give the version in force on the day,
 * or the newest when none is; `list` gives every version that is in force on the day, and of what has no dates the newest.
 */
export function definitionBook(kinds: readonly DefinitionKind[]): DefinitionBook {
  const byKind = new Map<string, Map<string, Version[]>>()
  const schemas = new Map(kinds.map((kind) => [kind.name, kind.schema]))
  // The same day gives the same object with the same lists, so that whatever is compiled from them is compiled once.
  let last: { today: string; definitions: Definitions } | undefined

  const put = ({ kind, id, version, body }: StoredDefinition) => {
    const schema = schemas.get(kind)
    if (!schema) return
    const ids = byKind.get(kind) ?? new Map<string, Version[]>()
    byKind.set(kind, ids)
    const written = schema.parse(body)
    const others = (ids.get(id) ?? []).filter((one) => one.version !== version)
    ids.set(
      id,
      [...others, { version, written, body: written }].sort((a, b) => a.version - b.version),
    )
  }
  /** Ends what the repeals among `rows` end, and of the other rows what was repealed before. */
  const end = (rows: readonly StoredDefinition[]) => {
    const repeals = [...(byKind.get(repealKind.name)?.values() ?? [])].flatMap((versions) =>
      versions.map(({ written }) => written as Repeal),
    )
    if (!repeals.length) return
    const endOf = endsOf(repeals)
    const touched = rows.map(({ kind, body, ...row }) =>
      kind === repealKind.name ? (body as Repeal).of : { kind, ...row },
    )
    for (const { kind, id } of touched) {
      const ids = byKind.get(kind)
      const versions = ids?.get(id)
      if (versions)
        ids?.set(
          id,
          versions.map((one) => ({ ...one, body: endedOn(one.written, endOf(kind, id, one.version)) })),
        )
    }
  }
  return {
    add: (rows) => {
      for (const row of rows) put(row)
      end(rows)
      last = undefined
    },
    on: (today) => {
      if (last?.today !== today) last = { today, definitions: seenOn(byKind, today) }
      return last.definitions
    },
  }
}

function seenOn(
  byKind: ReadonlyMap<string, ReadonlyMap<string, readonly Version[]>>,
  today: string,
): Definitions {
  const kept = new Map<string, readonly unknown[]>()
  const once = (key: string, make: () => readonly unknown[]) => {
    const known = kept.get(key) ?? make()
    kept.set(key, known)
    return known
  }
  const of = (kind: string) => [...(byKind.get(kind)?.values() ?? [])]
  const inForce = (versions: readonly Version[]) => {
    const undated = versions.findLast(({ body }) => !(body as Dated).inForce)
    return versions.filter((one) =>
      (one.body as Dated).inForce ? inForceOn(one.body, today) : one === undated,
    )
  }
  const find = (kind: string, id: string, version?: number) => {
    const versions = byKind.get(kind)?.get(id)
    if (!versions) return undefined
    if (version !== undefined) return versions.find((v) => v.version === version)?.body
    return (versions.findLast((v) => inForceOn(v.body, today)) ?? versions.at(-1))?.body
  }
  return {
    get: <T>(kind: DefinitionKind<T>, id: string, version?: number): T => {
      const found = find(kind.name, id, version)
      if (found === undefined) throw new Error(`no ${kind.name} ${id}${version ? ` version ${version}` : ''}`)
      return found as T
    },
    find: <T>(kind: DefinitionKind<T>, id: string, version?: number) =>
      find(kind.name, id, version) as T | undefined,
    list: <T>(kind: DefinitionKind<T>) =>
      once(`list ${kind.name}`, () =>
        of(kind.name).flatMap((versions) => inForce(versions).map(({ body }) => body)),
      ) as readonly T[],
    versions: <T>(kind: DefinitionKind<T>) =>
      once(`versions ${kind.name}`, () =>
        of(kind.name).flatMap((versions) => versions.map(({ body }) => body)),
      ) as readonly T[],
  }
}

/** A book of exactly these definitions. */
export function definitionsOn(
  rows: readonly StoredDefinition[],
  kinds: readonly DefinitionKind[],
): (today: string) => Definitions {
  const book = definitionBook(kinds)
  book.add(rows)
  return book.on
}
