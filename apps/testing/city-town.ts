import type { StoredDefinition } from '#platform/definition-store.ts'
import { keptCityRows } from '#platform/testing/city.ts'
import { openTestSystem, type TestSystem, type TestSystemOptions } from '#platform/testing/system.ts'
import { withTestSeats } from '#platform/testing/test-town.ts'
import { composition } from '../composition.ts'

export interface CityTownOptions
  extends Omit<Partial<TestSystemOptions>, 'definitions' | 'engines' | 'kinds' | 'mandatesOf' | 'processes'> {
  /** what a test wants otherwise than the city decided it */
  readonly change?: (rows: readonly StoredDefinition[]) => readonly StoredDefinition[]
}

/** The whole house over a fresh database, with what the default city decided and the test town's seats, which may do everything. */
export async function openCityTown({ change, ...options }: CityTownOptions = {}): Promise<TestSystem> {
  const rows = await keptCityRows(composition.defaultCity, composition.kinds)
  return openTestSystem({
    engines: composition.engines,
    processes: composition.processes,
    mandatesOf: composition.mandatesOf,
    kinds: composition.cityKinds,
    definitions: withTestSeats(change?.(rows) ?? rows, composition.engines),
    ...options,
  })
}
