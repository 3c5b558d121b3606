import type { DefinitionKind, Definitions } from '#kernel/definition.ts'

/** A definition laid over a city, as if it were published. */
export interface Laid {
  readonly kind: string
  readonly id: string
  readonly version: number
  readonly value: unknown
}

/** A city with these definitions in it: without a version they are the answer, and in lists they stand for all versions of theirs. */
export function overlay(city: Definitions, laid: readonly Laid[]): Definitions {
  const of = (kind: string) => laid.filter((one) => one.kind === kind)
  const keyed = (kind: DefinitionKind<never> | DefinitionKind, value: unknown) =>
    String((value as Record<string, unknown>)[kind.key ?? 'id'])
  const lists = new Map<string, readonly unknown[]>()
  /** Kinds that nothing is laid over keep their own lists: what is compiled from those is compiled once. */
  const merged = (name: string, kind: DefinitionKind, own: readonly unknown[], keep: 'others' | 'all') => {
    const mine = of(kind.name)
    if (!mine.length) return own
    const known = lists.get(name)
    if (known) return known
    const ids = new Set(mine.map(({ id }) => id))
    const list = [
      ...own.filter((value) => keep === 'all' || !ids.has(keyed(kind, value))),
      ...mine.map(({ value }) => value),
    ]
    lists.set(name, list)
    return list
  }
  const find = <T>(kind: DefinitionKind<T>, id: string, version?: number): T | undefined => {
    const mine = of(kind.name).find(
      (one) => one.id === id && (version === undefined || one.version === version),
    )
    return (mine?.value as T | undefined) ?? city.find(kind, id, version)
  }
  return {
    find,
    get: (kind, id, version) => {
      const found = find(kind, id, version)
      if (found === undefined) throw new Error(`no ${kind.name} ${id}`)
      return found
    },
    list: <T>(kind: DefinitionKind<T>) =>
      merged(`list ${kind.name}`, kind as DefinitionKind, city.list(kind), 'others') as readonly T[],
    versions: <T>(kind: DefinitionKind<T>) =>
      merged(`versions ${kind.name}`, kind as DefinitionKind, city.versions(kind), 'all') as readonly T[],
  }
}
