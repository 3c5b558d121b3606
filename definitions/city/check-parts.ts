import type { DefinitionKind, Definitions } from '#kernel/definition.ts'
import type { Period } from '#kernel/time.ts'
import type { CityYaml, Path } from './city-yaml.ts'
import { type Fault, fault, type Place } from './fault.ts'
import { type Laid, overlay } from './overlay.ts'
import { referencesIn } from './references.ts'
import { schemaFaults } from './schema-faults.ts'

/** Definitions that are written together and published as one: a policy and its examples. */
export interface Part {
  readonly kind: string
  readonly body: unknown
}

export interface CheckedParts {
  readonly faults: readonly Fault[]
  /** told, and stopping nothing */
  readonly warnings: readonly Fault[]
  /** what could be read, laid over the city */
  readonly laid: readonly Laid[]
  readonly all: Definitions
}

/** What is wrong with definitions that are not files. A fault's `file` names the kind, its `path` the place in the body. */
export function checkParts(
  parts: readonly Part[],
  kinds: readonly DefinitionKind[],
  city: Definitions,
): CheckedParts {
  const read = parts.map(({ kind: name, body }) => {
    const kind = kinds.find((one) => one.name === name)
    const parsed = kind?.schema.safeParse(body)
    return { name, body, kind, parsed, places: placesIn(name, body) }
  })
  const faults: Fault[] = read.flatMap(({ kind, parsed, places }) =>
    kind === undefined
      ? [fault('unclaimed-file', places.locate([]), kinds.map(({ name }) => name).join(', '))]
      : parsed?.success === false
        ? schemaFaults(parsed.error.issues, places, [])
        : [],
  )
  const laid = read.flatMap(({ kind, parsed }): Laid[] => {
    if (!kind || !parsed?.success) return []
    const value = parsed.data as Record<string, unknown>
    const version = value['version']
    return [
      {
        kind: kind.name,
        id: String(value[kind.key ?? 'id']),
        version: typeof version === 'number' ? version : 1,
        value,
      },
    ]
  })
  const all = overlay(city, laid)
  const warnings: Fault[] = []
  for (const { kind, parsed, places } of read) {
    if (!kind || !parsed?.success) continue
    faults.push(...lost(kind, parsed.data, kinds, all, places), ...reversed(parsed.data, places))
    for (const { path, weight, ...said } of kind.check?.(parsed.data, all) ?? [])
      (weight === 'warning' ? warnings : faults).push({ ...places.locate([...path]), ...said })
  }
  return { faults, warnings, laid, all }
}

const placesIn = (file: string, value: unknown): CityYaml => ({
  value,
  locate: (path: Path, key?: string): Place => ({
    file,
    line: 1,
    column: 1,
    path: [...path, ...(key === undefined ? [] : [key])].map((step) => `/${String(step)}`).join(''),
  }),
})

const lost = (
  kind: DefinitionKind,
  value: unknown,
  kinds: readonly DefinitionKind[],
  all: Definitions,
  places: CityYaml,
): Fault[] =>
  referencesIn(kind.schema, value).flatMap(({ kind: name, id, path }) => {
    const target = kinds.find((one) => one.name === name)
    return target === undefined || all.find(target, id) !== undefined
      ? []
      : [fault('unknown-reference', places.locate(path), name, id)]
  })

function reversed(value: unknown, places: CityYaml): Fault[] {
  const { inForce } = value as { inForce?: Period }
  return inForce?.until !== undefined && inForce.until <= inForce.from
    ? [fault('period-reversed', places.locate(['inForce', 'until']), `> ${inForce.from}`, inForce.until)]
    : []
}
