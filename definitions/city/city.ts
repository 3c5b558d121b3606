import type { DefinitionKind, Definitions } from '#kernel/definition.ts'
import type { Period } from '#kernel/time.ts'
import { within } from '#kernel/time.ts'

/** One definition as loaded. */
export interface Entry {
  readonly kind: string
  readonly id: string
  readonly version: number
  readonly value: unknown
  /** as its file has it: the same, unless it was repealed before its own end */
  readonly written: unknown
  /** SHA-256 of the definition as written, independent of order of keys, comments and layout */
  readonly contentHash: string
  readonly file: string
  readonly line: number
  readonly inForce?: Period | undefined
}

/** A city as engines see it: every definition, by kind, identifier and version. */
export interface City extends Definitions {
  readonly entries: readonly Entry[]
  /** The version in force on a day; undefined when none is. A definition without a period is always in force. */
  inForce<T>(kind: DefinitionKind<T>, id: string, day: string): T | undefined
  entry(kind: string, id: string, version?: number): Entry | undefined
  /** How many definitions of each kind, by the kind's name. */
  counts(): Readonly<Record<string, number>>
}

/** Builds a city from checked entries. Without a version, `find` and `get` give the newest one. */
export function cityOf(entries: readonly Entry[]): City {
  const versions = new Map<string, Entry[]>()
  const kinds = new Map<string, Entry[]>()
  for (const entry of entries) {
    push(versions, nameOf(entry.kind, entry.id), entry)
    push(kinds, entry.kind, entry)
  }
  for (const list of versions.values()) list.sort((a, b) => a.version - b.version)
  const newest = (entry: Entry) => versions.get(nameOf(entry.kind, entry.id))?.at(-1) === entry

  const entry = (kind: string, id: string, version?: number) => {
    const list = versions.get(nameOf(kind, id))
    return version === undefined ? list?.at(-1) : list?.find((one) => one.version === version)
  }
  const find = <T>(kind: DefinitionKind<T>, id: string, version?: number) =>
    entry(kind.name, id, version)?.value as T | undefined
  const listed = new Map(
    [...kinds].map(([kind, list]) => [kind, list.filter(newest).map((one) => one.value)]),
  )

  return {
    entries,
    entry,
    find,
    get(kind, id, version) {
      const found = find(kind, id, version)
      if (found === undefined)
        throw new Error(`no ${kind.name} ${id}${version === undefined ? '' : ` v${version}`}`)
      return found
    },
    list: <T>(kind: DefinitionKind<T>) => (listed.get(kind.name) ?? []) as readonly T[],
    versions: <T>(kind: DefinitionKind<T>) => (kinds.get(kind.name) ?? []).map((one) => one.value as T),
    inForce: <T>(kind: DefinitionKind<T>, id: string, day: string) =>
      versions
        .get(nameOf(kind.name, id))
        ?.findLast((one) => one.inForce === undefined || within(one.inForce, day))?.value as T | undefined,
    counts: () => Object.fromEntries([...listed].map(([kind, list]) => [kind, list.length])),
  }
}

const nameOf = (kind: string, id: string) => `${kind}\u0000${id}`

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key)
  if (list === undefined) map.set(key, [value])
  else list.push(value)
}
