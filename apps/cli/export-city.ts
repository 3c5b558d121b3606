import fs from 'node:fs'
import path from 'node:path'
import { stringify } from 'yaml'
import type { DefinitionKind } from '#kernel/definition.ts'
import type { StoredDefinition } from '#platform/definition-store.ts'

/**
 * The record as a city's files, by path. A kind with one file for all becomes a list; of a definition with several versions the newest
 * has the plain name, the others `<id>.v<version>`.
 */
export function cityFiles(
  rows: readonly StoredDefinition[],
  kinds: readonly DefinitionKind[],
): Map<string, string> {
  const files = new Map<string, string>()
  for (const { name, place } of kinds) {
    const mine = rows.filter(({ kind }) => kind === name)
    if (!mine.length) continue
    if (!place.includes('*')) {
      const bodies = mine.map(({ body }) => body)
      files.set(place, write(bodies.length === 1 && place === `${name}.yaml` ? bodies[0] : bodies))
      continue
    }
    const newest = new Map<string, number>()
    for (const { id, version } of mine) newest.set(id, Math.max(version, newest.get(id) ?? 0))
    for (const { id, version, body } of mine) {
      const file = place.replace('*', newest.get(id) === version ? id : `${id}.v${version}`)
      files.set(file, write(body))
    }
  }
  return files
}

const write = (body: unknown) => stringify(body, { lineWidth: 120, aliasDuplicateObjects: false })

export function writeFiles(directory: string, files: ReadonlyMap<string, string>): void {
  for (const [file, text] of files) {
    const target = path.join(directory, file)
    fs.mkdirSync(path.dirname(target), { recursive: true })
    fs.writeFileSync(target, text)
  }
}
