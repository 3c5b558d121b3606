import { readdir, readFile, stat } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { checkCity, type CityFiles } from '#definitions/city/check-city.ts'
import { maxFileCharacters } from '#definitions/city/city-yaml.ts'
import type { City } from '#definitions/city/city.ts'
import type { Fault } from '#definitions/city/fault.ts'
import type { DefinitionKind } from '#kernel/definition.ts'
import { hashOf } from './canonical.ts'

interface LoadedCity {
  readonly city: City
  readonly faults: readonly Fault[]
  readonly warnings: readonly Fault[]
}

/** What was loaded last by a set of kinds: several commands of one process read the same files, and judging them takes seconds. */
const lastLoaded = new WeakMap<readonly DefinitionKind[], { hash: string; loaded: LoadedCity }>()

/**
 * Loads the city in a folder. Throws only when the folder cannot be read; what is wrong inside it are faults. Nobody changes what is
 * returned: files that are still the same give the same again.
 */
export async function loadCity(folder: string, kinds: readonly DefinitionKind[]): Promise<LoadedCity> {
  const files = await readCityFiles(folder)
  const hash = filesHash(files)
  const last = lastLoaded.get(kinds)
  if (last?.hash === hash) return last.loaded
  const loaded = checkCity(files, kinds)
  lastLoaded.set(kinds, { hash, loaded })
  return loaded
}

/** The same for the same files only. */
export const filesHash = (files: CityFiles): string => hashOf([...files])

/** The YAML files below a folder, sorted by path. Links are not followed; files that are not UTF-8 come as undefined. */
export async function readCityFiles(folder: string): Promise<CityFiles> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries
    .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
  const files = new Map<string, string | undefined>()
  for (const path of paths) files.set(relative(folder, path).split(sep).join('/'), await readText(path))
  return files
}

/** A file far over the limit is not read whole; its first part is enough to be refused as too large. */
async function readText(path: string): Promise<string | undefined> {
  const { size } = await stat(path)
  if (size > maxFileCharacters * 4) return ' '.repeat(maxFileCharacters + 1)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path))
  } catch (error) {
    if (error instanceof TypeError) return undefined
    throw error
  }
}
