import type { DefinitionKind } from '#kernel/definition.ts'
import type { Instant } from '#kernel/time.ts'
import { hashOf } from './canonical.ts'
import { filesHash, loadCity, readCityFiles } from './city-files.ts'
import { type Pool, reading, sql, transaction } from './database/sql.ts'
import {
  applyDefinitions,
  compareDefinitions,
  type DefinitionChange,
  readDefinitions,
  stored,
  type StoredDefinition,
} from './definition-store.ts'
import { type Fault, withAbout } from '#definitions/city/fault.ts'

/** A city's files as rows for the record, or what is wrong with them. */
export async function cityRows(
  directory: string,
  kinds: readonly DefinitionKind[],
): Promise<{ rows: StoredDefinition[]; faults: readonly Fault[] }> {
  const { city, faults } = await loadCity(directory, kinds)
  return {
    rows: city.entries.map((entry) => stored(entry.kind, entry.id, entry.version, entry.written)),
    faults,
  }
}

export interface Seeded {
  readonly applied: readonly DefinitionChange[]
  /** changed in the files without a newer version: the record stays in force */
  readonly refused: readonly DefinitionChange[]
}

/**
 * Seeds an empty record from files, and afterwards only adds what is new: the database is the record. Files of which it was seeded
 * whole, by the same kinds, are not judged again.
 */
export async function seedCity(
  pool: Pool,
  directory: string,
  kinds: readonly DefinitionKind[],
  at: Instant,
): Promise<Seeded> {
  const seededFrom = hashOf([kinds.map(({ name }) => name), filesHash(await readCityFiles(directory))])
  if ((await lastSeed(pool)) === seededFrom) return { applied: [], refused: [] }
  const { rows, faults } = await cityRows(directory, kinds)
  if (faults.length)
    throw new Error(
      `the city in ${directory} has ${faults.length} faults:\n${faults
        .slice(0, 20)
        .map((f) => `  ${f.file}:${f.line} ${withAbout(f).zh} / ${withAbout(f).en} (${f.expected})`)
        .join('\n')}`,
    )
  const refused = compareDefinitions(await readDefinitions(pool), rows).filter((c) => c.change === 'changed')
  const key = (d: { kind: string; id: string; version: number }) => `${d.kind}/${d.id}/${d.version}`
  const skip = new Set(refused.map(key))
  const { applied } = await applyDefinitions(
    pool,
    rows.filter((row) => !skip.has(key(row))),
    'files',
    at,
  )
  if (refused.length === 0) await noteSeed(pool, seededFrom)
  return { applied, refused }
}

const lastSeed = (pool: Pool): Promise<string | undefined> =>
  reading(pool, 'all', async (trx) => {
    const head = await trx.find<{ seededFrom: string | null }>(
      sql`select seeded_from as "seededFrom" from platform.definition_head`,
    )
    return head?.seededFrom ?? undefined
  })
const noteSeed = (pool: Pool, seededFrom: string) =>
  transaction(pool, { read: 'all', write: 'all' }, (trx) =>
    trx.run(sql`update platform.definition_head set seeded_from = ${seededFrom}`),
  )
