import { z } from 'zod'
import type { DefinitionKind } from '#kernel/definition.ts'

/**
 * JSON Schema 2020-12 of one kind, for editors. A file holds one definition or a list of them. What only a check can
 * see (references, graphs, sums) is left to `yishang city check`.
 */
export function jsonSchemaOf(kind: DefinitionKind): Record<string, unknown> {
  const { $schema, ...one } = z.toJSONSchema(kind.schema, {
    target: 'draft-2020-12',
    io: 'input',
    unrepresentable: 'any',
  }) as Record<string, unknown>
  const { $defs, ...definition } = one
  return {
    $schema,
    title: kind.name,
    description: `City files at ${kind.place}`,
    anyOf: [{ $ref: '#/$defs/definition' }, { type: 'array', items: { $ref: '#/$defs/definition' } }],
    $defs: { ...Object($defs), definition },
  }
}

/** All kinds, by file name: `item.json` and so on. */
export function jsonSchemas(kinds: readonly DefinitionKind[]): Record<string, Record<string, unknown>> {
  return Object.fromEntries(kinds.map((kind) => [`${kind.name}.json`, jsonSchemaOf(kind)]))
}
