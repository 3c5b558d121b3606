import type { DefinitionKind } from '#kernel/definition.ts'
import type { Day } from '#kernel/time.ts'
import { cityBasics } from './city-basics.ts'
import { definitionsOn, type StoredDefinition } from './definition-store.ts'
import type { Engine } from './engine.ts'
import { createRegistry, ungranted } from './registry.ts'

/** One published definition that this release cannot use as it stands. */
export interface RecordFault {
  readonly kind: string
  readonly id: string
  readonly version: number
  readonly code: string
}

/**
 * What in the record does not fit this release: definitions of an older form, definitions that no longer hold together, and
 * operations that no role may call. The record is never changed; the remedy is a newer version of what is named.
 */
export function recordFaults(
  rows: readonly StoredDefinition[],
  kinds: readonly DefinitionKind[],
  engines: readonly Engine[],
  today: Day,
): { faults: RecordFault[]; ungranted: string[] } {
  const byName = new Map(kinds.map((kind) => [kind.name, kind]))
  const faults: RecordFault[] = []
  const read = rows.flatMap((row) => {
    const kind = byName.get(row.kind)
    const parsed = kind?.schema.safeParse(row.body)
    if (kind && parsed?.success) return [{ row, kind, value: parsed.data }]
    const { id, version } = row
    faults.push({ kind: row.kind, id, version, code: kind ? 'definition-of-older-form' : 'kind-unknown' })
    return []
  })
  const definitions = definitionsOn(
    read.map(({ row }) => row),
    kinds,
  )(today)
  for (const { row, kind, value } of read)
    for (const { code, weight } of kind.check?.(value, definitions) ?? [])
      if (weight !== 'warning') faults.push({ kind: row.kind, id: row.id, version: row.version, code })
  return { faults, ungranted: ungranted(createRegistry(engines), cityBasics(definitions).rights) }
}
