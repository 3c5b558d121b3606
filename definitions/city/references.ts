import { z } from 'zod'
import { Slug } from '#kernel/ids.ts'
import type { Path } from './city-yaml.ts'

const targets = z.registry<{ kind: string }>()

/** A string that names a definition of another kind. The loader checks that it exists. */
export function ref(kind: string, schema: z.ZodString = Slug): z.ZodType<string, string> {
  return schema
    .meta({ description: `Identifier of a definition of kind ${kind}` })
    .register(targets, { kind })
}

export interface Reference {
  readonly kind: string
  readonly id: string
  readonly path: Path
}

const knownToRefer = new WeakMap<z.core.$ZodType, boolean>()

/** Whether a reference can stand anywhere in what a schema describes: most of a definition is text and holds none. */
function mayRefer(schema: z.core.$ZodType): boolean {
  const known = knownToRefer.get(schema)
  if (known !== undefined) return known
  // A set that grows while it is walked: each schema once, also where one holds itself.
  const reached = new Set([schema])
  let refers = false
  for (const one of reached) {
    refers ||= targets.has(one)
    for (const inner of schemasIn(one)) reached.add(inner)
  }
  knownToRefer.set(schema, refers)
  return refers
}

/** The schemas directly inside one. */
function schemasIn(schema: z.core.$ZodType): readonly z.core.$ZodType[] {
  const { def } = schema as unknown as { def: z.core.$ZodTypes['_zod']['def'] }
  switch (def.type) {
    case 'object':
      return Object.values(def.shape)
    case 'array':
      return [def.element]
    case 'record':
      return [def.keyType, def.valueType]
    case 'union':
      return def.options
    case 'optional':
    case 'nullable':
    case 'default':
    case 'readonly':
      return [def.innerType]
    case 'pipe':
      return [def.in]
    case 'lazy':
      return [def.getter()]
    default:
      return []
  }
}

/** Every reference in a value that its schema accepted, with the path to it. */
export function referencesIn(schema: z.core.$ZodType, value: unknown, path: Path = []): Reference[] {
  if (value === undefined || value === null || !mayRefer(schema)) return []
  const target = targets.get(schema)
  if (target !== undefined) return typeof value === 'string' ? [{ kind: target.kind, id: value, path }] : []
  return partsOf(schema, value).flatMap((part) =>
    referencesIn(part.schema, part.value, [...path, ...part.step]),
  )
}

interface Part {
  readonly schema: z.core.$ZodType
  readonly value: unknown
  readonly step: Path
}

/** The schemas directly inside one, each with the part of the value it describes. */
function partsOf(schema: z.core.$ZodType, value: unknown): Part[] {
  const { def } = schema as unknown as { def: z.core.$ZodTypes['_zod']['def'] }
  const same = (inner: z.core.$ZodType): Part[] => [{ schema: inner, value, step: [] }]
  switch (def.type) {
    case 'object':
      return Object.entries(def.shape).map(([key, inner]) => ({
        schema: inner,
        value: member(value, key),
        step: [key],
      }))
    case 'array':
      return Array.isArray(value)
        ? value.map((item, i) => ({ schema: def.element, value: item, step: [i] }))
        : []
    case 'record':
      return Object.entries(Object(value)).flatMap(([key, item]) => [
        { schema: def.keyType, value: key, step: [key] },
        { schema: def.valueType, value: item, step: [key] },
      ])
    case 'union': {
      const fitting = def.options.find((option) => z.safeParse(option, value).success)
      return fitting === undefined ? [] : same(fitting)
    }
    case 'optional':
    case 'nullable':
    case 'default':
    case 'readonly':
      return same(def.innerType)
    case 'pipe':
      return same(def.in)
    case 'lazy':
      return same(def.getter())
    default:
      return []
  }
}

const member = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined
