import { stringify } from 'yaml'
import { readCityYaml } from '#definitions/city/city-yaml.ts'
import type { Fault } from '#definitions/city/fault.ts'
import type { DefinitionKind } from '#kernel/definition.ts'
import type { DraftPart } from './model.ts'
import type { Writable } from './parts.ts'
import type { TextFile } from './zip.ts'

const write = (body: unknown) => stringify(body, { lineWidth: 120, aliasDuplicateObjects: false })

/** Where a city keeps a definition of this id: `policies/<id>/policy.yaml`. */
const placeOf = (kind: DefinitionKind, id: string) => kind.place.replace('*', id)

/** Definitions as the files a city keeps, each in its place. */
export function folderOf(
  parts: readonly DraftPart[],
  kinds: readonly DefinitionKind[],
  id: string,
): TextFile[] {
  return parts.flatMap(({ kind: name, body }) => {
    const kind = kinds.find((one) => one.name === name)
    return kind ? [{ path: placeOf(kind, id), text: write(body) }] : []
  })
}

/** Reads the files of one definition, wherever they lay: a file is known by the last part of its kind's place. */
export function partsOf(
  files: readonly TextFile[],
  kind: Writable,
  kinds: readonly DefinitionKind[],
): { parts: DraftPart[]; faults: Fault[] } {
  const wanted = [kind.name, ...kind.publishing.companions].flatMap(
    (name) => kinds.find((one) => one.name === name) ?? [],
  )
  const parts: DraftPart[] = []
  const faults: Fault[] = []
  for (const { path, text } of files) {
    if (!/\.ya?ml$/.test(path)) continue
    const of = wanted.find(({ place }) => fits(path, place))
    if (!of) continue
    const yaml = readCityYaml(path, text)
    if ('faults' in yaml) faults.push(...yaml.faults)
    else if (typeof yaml.value === 'object' && yaml.value !== null && !Array.isArray(yaml.value))
      parts.push({ kind: of.name, body: yaml.value as Record<string, unknown> })
  }
  return { parts, faults }
}

function fits(path: string, place: string): boolean {
  const file = place.slice(place.lastIndexOf('/') + 1)
  const name = path.slice(path.lastIndexOf('/') + 1)
  return file.startsWith('*') ? name.endsWith(file.slice(1)) : name === file
}
