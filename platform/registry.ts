import type { RoleRights } from '#kernel/actor.ts'
import type { ReadRow, WriteRow } from '#kernel/contract.ts'
import type { StreamKind } from '#kernel/engine.ts'
import type { Engine, Provider } from './engine.ts'

/** All engines of one city, wired. Refuses to be made when a row lacks what it needs to run. */
export interface Registry {
  readonly engines: readonly Engine[]
  readonly engine: (name: string) => Engine
  readonly row: (engine: string, operation: string) => WriteRow | ReadRow | undefined
  readonly stream: (kind: string) => StreamKind
  readonly provider: (need: string) => Provider
}

export function createRegistry(engines: readonly Engine[]): Registry {
  const byName = new Map(engines.map((engine) => [engine.name, engine]))
  const streams = new Map(
    engines.flatMap((engine) => engine.streams.map((kind) => [kind.kind, kind] as const)),
  )
  const providers = new Map(engines.flatMap((engine) => Object.entries(engine.provides)))
  const faults: string[] = []
  for (const engine of engines)
    for (const [operation, row] of Object.entries(engine.contract)) {
      const name = `${engine.name}.${operation}`
      if (row.kind === 'read') {
        if (!engine.queries[operation]) faults.push(`${name} has no query`)
        continue
      }
      if (!engine.rules[operation]) faults.push(`${name} has no rule`)
      if (!streams.has(row.stream.kind))
        faults.push(`${name} writes an unknown stream kind: ${row.stream.kind}`)
      for (const need of Object.values(row.needs))
        if (!providers.has(need.name)) faults.push(`${name} needs ${need.name}, which nobody provides`)
    }
  if (faults.length) throw new Error(`the engines do not fit together:\n  ${faults.join('\n  ')}`)
  const from =
    <T>(map: ReadonlyMap<string, T>, what: string) =>
    (key: string): T => {
      const found = map.get(key)
      if (found === undefined) throw new Error(`unknown ${what}: ${key}`)
      return found
    }
  return {
    engines,
    engine: from(byName, 'engine'),
    row: (engine, operation) => {
      const contract = byName.get(engine)?.contract
      return contract && Object.hasOwn(contract, operation) ? contract[operation] : undefined
    },
    stream: from(streams, 'stream kind'),
    provider: from(providers, 'need'),
  }
}

/** The roles in force leave operations that nobody could ever call; those who wrote the roles cannot have meant it. */
export class RolesIncomplete extends Error {
  constructor(readonly operations: readonly string[]) {
    super(`no role may call: ${operations.join(', ')}`)
  }
}

/** Operations that no role may call: the server refuses to start with any, for nobody could have meant it. */
export function ungranted(registry: Registry, rights: ReadonlyMap<string, RoleRights>): string[] {
  const granted = new Set(
    [...rights.values()].flatMap((right) => [...right.own, ...right.jurisdiction, ...right.all]),
  )
  return registry.engines.flatMap((engine) =>
    Object.entries(engine.contract)
      .filter(([, row]) => row.permission !== 'public' && !(row.kind === 'write' && row.internal))
      .map(([operation]) => `${engine.name}.${operation}`)
      .filter((name) => !granted.has(name)),
  )
}
