import type { City } from '#definitions/city/city.ts'
import type { DefinitionKind } from '#kernel/definition.ts'
import { loadCity } from '../city-files.ts'
import { stored, type StoredDefinition } from '../definition-store.ts'

const kept = new Map<readonly DefinitionKind[], Map<string, Promise<City>>>()

/**
 * A city from the repository's files, without fault, read and checked once for all test files of a process: that
 * takes seconds. Nobody changes what is returned; tests of loading itself load for themselves.
 */
export function keptCity(folder: string, kinds: readonly DefinitionKind[]): Promise<City> {
  const cities = kept.get(kinds) ?? new Map<string, Promise<City>>()
  kept.set(kinds, cities)
  const city = cities.get(folder) ?? loadWithoutFault(folder, kinds)
  cities.set(folder, city)
  return city
}

/** The same as rows for the record. */
export async function keptCityRows(
  folder: string,
  kinds: readonly DefinitionKind[],
): Promise<StoredDefinition[]> {
  const { entries } = await keptCity(folder, kinds)
  return entries.map(({ kind, id, version, value }) => stored(kind, id, version, value))
}

async function loadWithoutFault(folder: string, kinds: readonly DefinitionKind[]): Promise<City> {
  const { city, faults } = await loadCity(folder, kinds)
  if (faults.length)
    throw new Error(`${folder}: ${faults[0]?.file}:${faults[0]?.line} ${faults[0]?.message.en}`)
  return city
}
