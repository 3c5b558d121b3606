import { z } from 'zod'
import type { ContractRow } from '#kernel/contract.ts'
import type { Registry } from '../registry.ts'
import type { ServiceRow } from '../engine.ts'

type Schema = Record<string, unknown>

const jsonSchema = (schema: z.ZodType, io: 'input' | 'output'): Schema => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    target: 'draft-2020-12',
  }) as Schema
  return rest
}

const pathParameters = (path: string) => [...path.matchAll(/:(\w+)/g)].map((match) => match[1] ?? '')
const openApiPath = (path: string) => `/api${path.replace(/:(\w+)/g, '{$1}')}`

const problemResponse = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
})

function operationOf(engine: string, operation: string, row: ContractRow | ServiceRow): Schema {
  const inPath = pathParameters(row.path)
  const input = jsonSchema(row.input, 'input')
  const properties = (input['properties'] ?? {}) as Record<string, Schema>
  const required = (input['required'] ?? []) as string[]
  const rest = Object.keys(properties).filter((name) => !inPath.includes(name))
  const parameters: Schema[] = inPath.map((name) => ({
    name,
    in: 'path',
    required: true,
    schema: properties[name] ?? { type: 'string' },
  }))
  if (row.method === 'GET')
    for (const name of rest)
      parameters.push({ name, in: 'query', required: required.includes(name), schema: properties[name] })
  const mutating = row.kind === 'write'
  if (mutating) {
    parameters.push(
      {
        name: 'Idempotency-Key',
        in: 'header',
        required: true,
        schema: { type: 'string', minLength: 8, maxLength: 200 },
      },
      {
        name: 'If-Match',
        in: 'header',
        required: false,
        schema: { type: 'string' },
        description: 'the version last seen',
      },
    )
  }
  const responses: Record<string, Schema> = {
    '200': {
      description: 'Done',
      content: {
        [row.kind === 'service' && row.streams ? 'text/event-stream' : 'application/json']: {
          schema: jsonSchema(row.output, 'output'),
        },
      },
    },
    '400': problemResponse('Invalid: input not of the contract'),
  }
  if (row.permission !== 'public') {
    responses['401'] = problemResponse('Denied: not signed in')
    responses['403'] = problemResponse('Denied: no permission')
  }
  responses['404'] = problemResponse('Denied: no such record within reach')
  if (mutating) responses['409'] = problemResponse('Conflict: version moved, or key reused with another body')
  const { refusals } = row
  if (refusals.length) responses['422'] = problemResponse(`Refusal: ${refusals.join(', ')}`)
  responses['429'] = problemResponse('Overloaded: see Retry-After')
  responses['503'] = problemResponse('Unavailable: see Retry-After')
  return {
    operationId: `${engine}.${operation}`,
    tags: [engine],
    summary: row.summary,
    parameters,
    ...(row.method !== 'GET' && rest.length
      ? {
          requestBody: {
            required: true,
            content: {
              'application/json': {
                schema: {
                  ...input,
                  properties: Object.fromEntries(rest.map((name) => [name, properties[name]])),
                  required: required.filter((name) => rest.includes(name)),
                },
              },
            },
          },
        }
      : {}),
    responses,
    'x-permission': row.permission,
    ...(refusals.length ? { 'x-refusals': refusals } : {}),
  }
}

/** OpenAPI 3.1 for every route, from the contracts alone. */
export function openApiDocument(
  registry: Registry,
  services: Readonly<Record<string, ServiceRow>>,
  info: { title: string; version: string },
): Schema {
  const paths: Record<string, Record<string, Schema>> = {}
  const add = (engine: string, operation: string, row: ContractRow | ServiceRow) => {
    const path = openApiPath(row.path)
    paths[path] ??= {}
    paths[path][row.method.toLowerCase()] = operationOf(engine, operation, row)
  }
  for (const [operation, row] of Object.entries(services)) add('platform', operation, row)
  for (const engine of registry.engines)
    for (const [operation, row] of Object.entries(engine.contract))
      if (!(row.kind === 'write' && row.internal)) add(engine.name, operation, row)
  return {
    openapi: '3.1.0',
    info,
    paths: Object.fromEntries(Object.entries(paths).sort(([a], [b]) => (a < b ? -1 : 1))),
    components: {
      schemas: { Problem: problemSchema },
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'yishang_session' } },
    },
    security: [{ session: [] }, {}],
  }
}

const words = {
  type: 'object',
  required: ['title', 'remedy'],
  properties: { title: { type: 'string' }, remedy: { type: 'string' }, basis: { type: 'string' } },
}
const problemSchema = {
  type: 'object',
  description: 'RFC 9457 problem details, with the words in Chinese and English.',
  required: ['type', 'status', 'title', 'detail', 'code', 'zh', 'en'],
  properties: {
    type: { type: 'string' },
    status: { type: 'integer' },
    title: { type: 'string' },
    detail: { type: 'string' },
    code: { type: 'string' },
    zh: words,
    en: words,
    fields: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          pointer: { type: 'string' },
          code: { type: 'string' },
          message: { type: 'object', properties: { zh: { type: 'string' }, en: { type: 'string' } } },
        },
      },
    },
  },
}
