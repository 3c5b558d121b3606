/** As much of an OpenAPI 3.1 document as the reference page reads. */
export interface Schema {
  readonly type?: string | readonly string[]
  readonly title?: string
  readonly format?: string
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
}
interface Body {
  readonly content?: Readonly<Record<string, { readonly schema?: Schema }>>
}
interface RawOperation {
  readonly operationId: string
  readonly tags?: readonly string[]
  readonly summary?: string
  readonly parameters?: readonly { name: string; in: string; required?: boolean; schema?: Schema }[]
  readonly requestBody?: Body
  readonly responses?: Readonly<Record<string, Body>>
  readonly 'x-permission'?: string
  readonly 'x-refusals'?: readonly string[]
}
export interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, RawOperation>>>>
}

export interface InputField {
  readonly name: string
  readonly schema: Schema
  readonly required: boolean
}
export interface Operation {
  readonly id: string
  readonly method: string
  readonly path: string
  readonly summary: string
  readonly permission: string
  readonly refusals: readonly string[]
  readonly input: readonly InputField[]
  readonly output: Schema | undefined
}

const jsonIn = (body: Body | undefined) => body?.content?.['application/json']?.schema

function operation(method: string, path: string, raw: RawOperation): Operation {
  const body = jsonIn(raw.requestBody)
  const fromBody = Object.entries(body?.properties ?? {}).map(([name, schema]) => ({
    name,
    schema,
    required: body?.required?.includes(name) ?? false,
  }))
  const fromAddress = (raw.parameters ?? [])
    .filter((parameter) => parameter.in !== 'header')
    .map(({ name, schema = {}, required = false }) => ({ name, schema, required }))
  return {
    id: raw.operationId,
    method: method.toUpperCase(),
    path,
    summary: raw.summary ?? '',
    permission: raw['x-permission'] ?? 'public',
    refusals: raw['x-refusals'] ?? [],
    input: [...fromAddress, ...fromBody],
    output: jsonIn(raw.responses?.['200']),
  }
}

/** Operations by tag, in the order of the document, narrowed by a word in path, id or summary. */
export function operationsIn(api: OpenApi, search: string): ReadonlyMap<string, readonly Operation[]> {
  const wanted = search.trim().toLowerCase()
  const byTag = new Map<string, Operation[]>()
  for (const [path, methods] of Object.entries(api.paths))
    for (const [method, raw] of Object.entries(methods)) {
      const one = operation(method, path, raw)
      if (wanted && !`${one.id} ${path} ${one.summary}`.toLowerCase().includes(wanted)) continue
      const tag = raw.tags?.[0] ?? ''
      byTag.set(tag, [...(byTag.get(tag) ?? []), one])
    }
  return byTag
}

/** A type in a few characters: `string`, `Uuid`, `"a" | "b"`, `integer[]`. */
export function typeText(schema: Schema): string {
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ')
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.anyOf) return schema.anyOf.map(typeText).join(' | ')
  if (schema.title) return schema.title
  if (schema.type === 'array') return `${schema.items ? typeText(schema.items) : 'any'}[]`
  const type = Array.isArray(schema.type) ? schema.type.join(' | ') : (schema.type as string | undefined)
  return schema.format ? `${type ?? ''} (${schema.format})` : (type ?? 'any')
}
