import type { DefinitionKind } from '#kernel/definition.ts'
import { canonicalJson, sha256 } from '#kernel/sha256.ts'
import type { Period } from '#kernel/time.ts'
import { type City, cityOf, type Entry } from './city.ts'
import { type CityYaml, type Path, readCityYaml } from './city-yaml.ts'
import { type Fault, fault } from './fault.ts'
import type { Loaded } from './loaded.ts'
import { referencesIn } from './references.ts'
import { schemaFaults } from './schema-faults.ts'
import { endedOn, endsOf, type Repeal, repealKind } from './repeals.ts'
import { validityFaults } from './validity.ts'

/** A city's files: path from the city's folder, with `/`, to text; undefined for bytes that are not UTF-8. */
export type CityFiles = ReadonlyMap<string, string | undefined>

const maxFiles = 20_000

/** A definition that is there but could not be read; without `id`, a whole file of them. */
interface Unread {
  readonly kind: string
  readonly id: string | undefined
}

interface Findings {
  readonly faults: Fault[]
  readonly unread: Unread[]
}

/**
 * Loads a city from its files and says everything that is wrong with it, sorted by file and line. The city holds what
 * could be read even when there are faults; a server starts only without. Warnings stop nothing.
 */
export function checkCity(
  files: CityFiles,
  kinds: readonly DefinitionKind[],
): { city: City; faults: Fault[]; warnings: Fault[] } {
  if (files.size > maxFiles) {
    const place = { file: '', line: 1, column: 1, path: '' }
    return { city: cityOf([]), faults: [fault('too-many-files', place, `≤ ${maxFiles}`)], warnings: [] }
  }
  const faults: Fault[] = []
  const unread: Unread[] = []
  const loaded = ended([...files].flatMap(([file, text]) => loadFile(file, text, kinds, { faults, unread })))
  const city = cityOf(loaded.map(({ entry }) => entry))
  const checked = checkFaults(loaded, unread, city)
  faults.push(
    ...missingKinds(files, kinds),
    ...duplicates(loaded),
    ...validityFaults(loaded),
    ...unknownReferences(loaded, unread, kinds),
    ...(unread.length === 0 ? unused(loaded, 'stops') : []),
    ...checked.faults,
  )
  const warnings = [...(unread.length === 0 ? unused(loaded, 'is told') : []), ...checked.warnings]
  return { city, faults: faults.sort(byPlace), warnings: warnings.sort(byPlace) }
}

/** What was repealed ends on its day, for every check that follows. */
function ended(loaded: readonly Loaded[]): Loaded[] {
  const endOf = endsOf(
    loaded.flatMap(({ entry }) => (entry.kind === repealKind.name ? [entry.value as Repeal] : [])),
  )
  return loaded.map((one) => {
    const { kind, id, version, value } = one.entry
    const shorter = endedOn(value, endOf(kind, id, version))
    return shorter === value
      ? one
      : { ...one, entry: { ...one.entry, value: shorter, inForce: property(shorter, 'inForce') as Period } }
  })
}

const byPlace = (a: Fault, b: Fault) =>
  a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line || a.column - b.column

function loadFile(
  file: string,
  text: string | undefined,
  kinds: readonly DefinitionKind[],
  { faults, unread }: Findings,
): Loaded[] {
  const claim = claimOf(file, kinds)
  const whole = { file, line: 1, column: 1, path: '' }
  if (claim === undefined) {
    if (/\.ya?ml$/.test(file))
      faults.push(fault('unclaimed-file', whole, kinds.map((kind) => kind.place).join(', ')))
    return []
  }
  const yaml = text === undefined ? { faults: [fault('not-text', whole, 'UTF-8')] } : readCityYaml(file, text)
  if ('faults' in yaml) {
    faults.push(...yaml.faults)
    unread.push({ kind: claim.kind.name, id: undefined })
    return []
  }
  const values = Array.isArray(yaml.value)
    ? yaml.value.map((value, i) => [value, [i]] as const)
    : [[yaml.value, []] as const]
  return values.flatMap(([value, base]) => loadOne(file, value, base, claim, yaml, { faults, unread }) ?? [])
}

interface Claim {
  readonly kind: DefinitionKind
  /** what the place's `*` stands for in this file */
  readonly name: string | undefined
}

function claimOf(file: string, kinds: readonly DefinitionKind[]): Claim | undefined {
  for (const kind of kinds) {
    const pattern = kind.place.split('*').map(escapePattern).join('([^/]+)')
    const match = new RegExp(`^${pattern}$`).exec(file)
    if (match) return { kind, name: match[1] }
  }
  return undefined
}

const escapePattern = (text: string) => text.replace(/[.+?^${}()|[\]\\]/g, '\\$&')

function loadOne(
  file: string,
  value: unknown,
  base: Path,
  { kind, name }: Claim,
  yaml: CityYaml,
  { faults, unread }: Findings,
): Loaded | undefined {
  const key = kind.key ?? 'id'
  const written = property(value, key)
  const id = written === undefined ? name : String(written)
  const parsed = kind.schema.safeParse(value)
  if (!parsed.success) {
    faults.push(...schemaFaults(parsed.error.issues, yaml, base))
    unread.push({ kind: kind.name, id })
    return undefined
  }
  if (id === undefined) {
    faults.push(fault('missing', yaml.locate(base), key, key))
    return undefined
  }
  if (base.length === 0 && name !== undefined && name !== id && !name.startsWith(`${id}.`))
    faults.push(fault('file-name', yaml.locate([key]), name, id))
  const version = property(value, 'version')
  const entry: Entry = {
    kind: kind.name,
    id,
    version: typeof version === 'number' ? version : 1,
    value: parsed.data,
    written: parsed.data,
    contentHash: sha256(canonicalJson(value)),
    file,
    line: yaml.locate(base).line,
    inForce: property(parsed.data, 'inForce') as Period | undefined,
  }
  return { entry, kind, yaml, base }
}

const property = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined

function missingKinds(files: CityFiles, kinds: readonly DefinitionKind[]): Fault[] {
  return kinds
    .filter((kind) => kind.required && ![...files.keys()].some((file) => claimOf(file, [kind])))
    .map((kind) =>
      fault('missing-file', { file: kind.place, line: 1, column: 1, path: '' }, kind.name, kind.place),
    )
}

function duplicates(loaded: readonly Loaded[]): Fault[] {
  const seen = new Map<string, Entry>()
  return loaded.flatMap(({ entry, kind, yaml, base }) => {
    const name = `${entry.kind} ${entry.id} ${entry.version}`
    const first = seen.get(name)
    seen.set(name, first ?? entry)
    if (first === undefined) return []
    return [
      fault(
        'duplicate-id',
        yaml.locate([...base, kind.key ?? 'id']),
        `${first.file}:${first.line}`,
        entry.id,
      ),
    ]
  })
}

/**
 * References that lead nowhere. Kinds not loaded here are left alone, and so is what could not be read: its own fault
 * is already told.
 */
function unknownReferences(
  loaded: readonly Loaded[],
  unread: readonly Unread[],
  kinds: readonly DefinitionKind[],
): Fault[] {
  const known = new Set(kinds.map((kind) => kind.name))
  for (const { kind, id } of unread) if (id === undefined) known.delete(kind)
  const existing = new Set([
    ...loaded.map(({ entry }) => `${entry.kind} ${entry.id}`),
    ...unread.map(({ kind, id }) => `${kind} ${id}`),
  ])
  return loaded.flatMap(({ entry, kind, yaml, base }) =>
    referencesIn(kind.schema, entry.value)
      .filter((reference) => known.has(reference.kind) && !existing.has(`${reference.kind} ${reference.id}`))
      .map(({ kind: target, id, path }) =>
        fault('unknown-reference', yaml.locate([...base, ...path]), target, id),
      ),
  )
}

/**
 * Definitions that nothing leads to. Only meaningful when everything could be read. What is published in the page comes before
 * whatever will use it: there it is told and stops nothing.
 */
function unused(loaded: readonly Loaded[], what: 'stops' | 'is told'): Fault[] {
  const used = new Set(
    loaded
      .flatMap(({ entry, kind }) => referencesIn(kind.schema, entry.value))
      .map(({ kind, id }) => `${kind} ${id}`),
  )
  return loaded
    .filter(({ kind }) => kind.mustBeUsed && (kind.publishing === undefined) === (what === 'stops'))
    .filter(({ entry }) => !used.has(`${entry.kind} ${entry.id}`))
    .map(({ entry, yaml, base }) => fault('unused', yaml.locate(base), 'a reference', entry.id))
}

/** What the kinds' own checks find. A definition that leans on an unread one is left alone until that is mended. */
function checkFaults(
  loaded: readonly Loaded[],
  unread: readonly Unread[],
  city: City,
): { faults: Fault[]; warnings: Fault[] } {
  const faults: Fault[] = []
  const warnings: Fault[] = []
  const leansOnUnread = ({ entry, kind }: Loaded) =>
    referencesIn(kind.schema, entry.value).some((reference) =>
      unread.some(
        ({ kind: name, id }) => name === reference.kind && (id === undefined || id === reference.id),
      ),
    )
  for (const one of loaded) {
    const { entry, kind, yaml, base } = one
    if (kind.check === undefined || (unread.length > 0 && leansOnUnread(one))) continue
    for (const { path, weight, ...said } of kind.check(entry.value, city))
      (weight === 'warning' ? warnings : faults).push({ ...yaml.locate([...base, ...path]), ...said })
  }
  return { faults, warnings }
}
