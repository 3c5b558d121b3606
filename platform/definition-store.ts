import type { DefinitionKind, Definitions } from '#kernel/definition.ts'
import type { Instant } from '#kernel/time.ts'
import { hashOf } from './canonical.ts'
import { type Pool, reading, sql, transaction } from './database/sql.ts'

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
    await transaction(pool, { read: 'all', write: 'all' }, (trx) =>
      trx.run(sql`
        insert into platform.definition (kind, id, version, hash, body, published_by, published_at)
        select kind, id, version, hash, body, ${by}, ${at}
        from json_to_recordset(${JSON.stringify(rows)}::json) as d(kind text, id text, version int, hash text, body json)
        on conflict do nothing`),
    )
  return { applied: changes, refused: [] }
}

interface Dated {
  readonly inForce?: { readonly from: string; readonly until?: string | undefined }
}
const inForceOn = (body: unknown, today: string): boolean => {
  const period = (body as Dated).inForce
  return !period || (period.from <= today && (period.until === undefined || today < period.until))
}

/**
 * The definitions as rules and queries see them. Without a version, `get` and `find` give the version in force on the day,
 * or the newest when none is; `list` gives every version that is in force on the day.
 */
export function definitionsOn(
  rows: readonly StoredDefinition[],
  kinds: readonly DefinitionKind[],
): (today: string) => Definitions {
  const byKind = new Map<string, Map<string, { version: number; body: unknown }[]>>()
  const schemas = new Map(kinds.map((kind) => [kind.name, kind.schema]))
  for (const row of rows) {
    const schema = schemas.get(row.kind)
    if (!schema) continue
    const ids = byKind.get(row.kind) ?? new Map<string, { version: number; body: unknown }[]>()
    byKind.set(row.kind, ids)
    const versions = ids.get(row.id) ?? []
    ids.set(row.id, versions)
    versions.push({ version: row.version, body: schema.parse(row.body) })
  }
  const onDay = (today: string): Definitions => {
    const lists = new Map<string, readonly unknown[]>()
    const listed = (kind: string): readonly unknown[] => {
      const known =
        lists.get(kind) ??
        [...(byKind.get(kind)?.values() ?? [])].flatMap((versions) =>
          versions.filter((v) => inForceOn(v.body, today)).map((v) => v.body),
        )
      lists.set(kind, known)
      return known
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
        if (found === undefined)
          throw new Error(`no ${kind.name} ${id}${version ? ` version ${version}` : ''}`)
        return found as T
      },
      find: <T>(kind: DefinitionKind<T>, id: string, version?: number) =>
        find(kind.name, id, version) as T | undefined,
      list: <T>(kind: DefinitionKind<T>) => listed(kind.name) as readonly T[],
      versions: <T>(kind: DefinitionKind<T>) =>
        [...(byKind.get(kind.name)?.values() ?? [])].flatMap((versions) => versions.map((v) => v.body as T)),
    }
  }
  // The same day gives the same object with the same lists, so that whatever is compiled from them is compiled once.
  let last: { today: string; definitions: Definitions } | undefined
  return (today) => {
    if (last?.today !== today) last = { today, definitions: onDay(today) }
    return last.definitions
  }
}
