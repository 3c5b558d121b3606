import type { DefinitionKind, Definitions, Publishing } from '#kernel/definition.ts'
import { canonicalJson, sha256 } from '#kernel/sha256.ts'
import type { DraftPart } from './model.ts'

export type Writable = DefinitionKind & { readonly publishing: Publishing<unknown> }

export const writableIn = (kinds: readonly DefinitionKind[], name: string): Writable | undefined =>
  kinds.find((kind): kind is Writable => kind.name === name && kind.publishing !== undefined)

const keyOf = (kind: DefinitionKind) => kind.key ?? 'id'
const hasVersion = (kind: DefinitionKind) => 'version' in ((kind.schema as { shape?: object }).shape ?? {})

/** The hash of what a draft says: of the same words in whatever order of keys. */
export const hashOfParts = (parts: readonly DraftPart[]): string => sha256(canonicalJson(parts))

/**
 * The parts with the id and version that are the draft's, not the writer's. Undefined where they are not the parts of one definition: the
 * kind itself once, each companion at most once, nothing else.
 */
export function fitted(
  kind: Writable,
  kinds: readonly DefinitionKind[],
  parts: readonly DraftPart[],
  name: { readonly id: string; readonly version: number },
): DraftPart[] | undefined {
  const allowed = [kind.name, ...kind.publishing.companions]
  const given = parts.map((part) => part.kind)
  const fits =
    new Set(given).size === given.length &&
    given.includes(kind.name) &&
    given.every((one) => allowed.includes(one))
  if (!fits) return undefined
  return allowed.flatMap((wanted) => {
    const part = parts.find((one) => one.kind === wanted)
    const of = kinds.find((one) => one.name === wanted)
    if (!part || !of) return []
    const { [keyOf(of)]: _, version: __, ...rest } = part.body
    const body = { [keyOf(of)]: name.id, ...(hasVersion(of) ? { version: name.version } : {}), ...rest }
    return [{ kind: wanted, body }]
  })
}

/** What parts call their definition; undefined where they do not. */
export function nameIn(kind: Writable, parts: readonly DraftPart[]): string | undefined {
  const name = parts.find((part) => part.kind === kind.name)?.body[keyOf(kind)]
  return typeof name === 'string' ? name : undefined
}

/** A definition's own name for people, in the language its writers use. */
export function titleIn(kind: Writable, parts: readonly DraftPart[], otherwise: string): string {
  const title = parts.find((part) => part.kind === kind.name)?.body['title']
  const zh = typeof title === 'object' && title !== null ? (title as { zh?: unknown }).zh : undefined
  return typeof zh === 'string' && zh.trim() ? zh.trim().slice(0, 200) : otherwise
}

interface Numbered {
  readonly version?: number
}

/** The newest published version and its number. */
export function newestOf(
  kind: DefinitionKind,
  id: string,
  definitions: Definitions,
): { readonly version: number; readonly value: unknown } | undefined {
  const versions = definitions
    .versions(kind)
    .filter((value) => String((value as Record<string, unknown>)[keyOf(kind)]) === id)
    .map((value) => ({ value, version: (value as Numbered).version ?? 1 }))
  return versions.reduce<(typeof versions)[number] | undefined>(
    (best, one) => (best === undefined || one.version > best.version ? one : best),
    undefined,
  )
}

/** A published version with its companions, to be written on. */
export function copied(
  kind: Writable,
  kinds: readonly DefinitionKind[],
  id: string,
  version: number,
  definitions: Definitions,
): DraftPart[] {
  return [kind.name, ...kind.publishing.companions].flatMap((name) => {
    const of = kinds.find((one) => one.name === name)
    const value = of && definitions.find(of, id, version)
    return value === undefined ? [] : [{ kind: name, body: plainJson(value) }]
  })
}

const plainJson = (value: unknown) => JSON.parse(JSON.stringify(value)) as Record<string, unknown>
