import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { composition } from '#apps/composition.ts'
import type { Actor } from '#kernel/actor.ts'
import { reachOf } from '#kernel/actor.ts'
import type { ContractRow } from '#kernel/contract.ts'
import { openApiDocument } from '#platform/http/openapi.ts'
import { platformServices } from '#platform/services.ts'
import type { StoredDefinition } from '#platform/definition-store.ts'
import { keptCityRows } from '#platform/testing/city.ts'
import type { Example } from '#platform/testing/fixtures.ts'
import { testHttp } from '#platform/testing/http.ts'
import { openTestSystem, type TestSystem } from '#platform/testing/system.ts'
import { withTestSeats } from '#platform/testing/test-town.ts'

/** One test for all engines: what the contracts promise holds against a real database, as the application's role. */
interface RowFixtures {
  readonly success: Example
  readonly refusals?: Readonly<Record<string, Example>>
}

const rowsOf = (engine: (typeof composition.engines)[number]) =>
  Object.entries(engine.contract).map(([operation, row]) => ({ engine: engine.name, operation, row }))
const fixturesOf = async (engine: string): Promise<Readonly<Record<string, RowFixtures>>> => {
  const module = (await import(`./${engine}/fixtures.ts`)) as Record<
    string,
    Readonly<Record<string, RowFixtures>>
  >
  const fixtures = module[`${engine}Fixtures`]
  if (!fixtures) throw new Error(`engines/${engine}/fixtures.ts exports no ${engine}Fixtures`)
  return fixtures
}
/** What an engine’s examples need of a city beside what it has decided. */
const preparedFor = async (engine: string, rows: readonly StoredDefinition[]) => {
  const module = (await import(`./${engine}/fixtures.ts`)) as {
    readonly prepareCity?: (rows: readonly StoredDefinition[]) => StoredDefinition[]
  }
  return module.prepareCity?.(rows) ?? rows
}

let town: TestSystem
let files: Awaited<ReturnType<typeof keptCityRows>>
/**
 * The city's definitions, but the test town's roles: what is tested is the engines, not one city's grants. Every engine has a town
 * of its own, since whatever is published is judged for everybody who lives there.
 */
function settleTown(engine?: string) {
  beforeAll(async () => {
    files = await keptCityRows(composition.defaultCity, composition.kinds)
    town = await openTestSystem({
      engines: composition.engines,
      processes: composition.processes,
      mandatesOf: composition.mandatesOf,
      kinds: composition.cityKinds,
      definitions: withTestSeats(engine ? await preparedFor(engine, files) : files, composition.engines),
    })
  })
  afterAll(() => town?.close())
}

async function call(row: ContractRow, engine: string, operation: string, example: Example) {
  const { input, as } = await example(town)
  return row.kind === 'write'
    ? town.execute(engine, operation, input, as ? { as } : {})
    : town.query(engine, operation, input, as)
}

describe.each(composition.engines)('$name', (own) => {
  settleTown(own.name)

  describe.each(rowsOf(own))('$operation', ({ engine, operation, row }) => {
    test('succeeds as its example says, with an answer of the promised shape', async () => {
      const fixtures = (await fixturesOf(engine))[operation]
      if (!fixtures) throw new Error('no example')
      const answer = await call(row, engine, operation, fixtures.success)
      if (answer.kind === 'failed') throw new Error(JSON.stringify(answer.failure))
      const { kind: _, ...written } = answer
      const output = answer.kind === 'answer' ? answer.answer : written
      const parsed = row.output.safeParse(output)
      expect(parsed.error && z.prettifyError(parsed.error)).toBeUndefined()
    })

    test.each(row.refusals.map((code) => ({ code })))('refuses with $code', async ({ code }) => {
      const example = (await fixturesOf(engine))[operation]?.refusals?.[code]
      if (!example) throw new Error(`no example reaches ${code}`)
      expect(await call(row, engine, operation, example)).toMatchObject({
        kind: 'failed',
        failure: { kind: 'refusal', code },
      })
    })

    const demanding = !row.input.safeParse({ nonsense: {} }).success
    test.runIf(demanding)('names what is wrong with an input that is not of the contract', async () => {
      const input = { nonsense: {} }
      const answer =
        row.kind === 'write'
          ? await town.execute(engine, operation, input)
          : await town.query(engine, operation, input)
      if (answer.kind !== 'failed' || answer.failure.kind !== 'invalid')
        throw new Error(JSON.stringify(answer))
      expect(answer.failure.issues.length).toBeGreaterThan(0)
    })

    test.runIf(row.permission !== 'public')(
      'is denied to visitors and to every role without the grant',
      async () => {
        const rights = town.system.city().rights
        const nobody: Actor = { id: 'anonymous', kind: 'anonymous', name: '', roles: [], partyIds: [] }
        const actors: Actor[] = [
          nobody,
          ...[...rights.keys(), ...files.filter((f) => f.kind === 'role').map((f) => f.id)].map(
            (role): Actor => ({
              id: '00000000-0000-8000-8000-000000000000',
              kind: 'account',
              name: role,
              roles: [{ role }],
              partyIds: [],
            }),
          ),
        ]
        for (const actor of actors) {
          const internal = row.kind === 'write' && row.internal
          if (!internal && reachOf(actor, `${engine}.${operation}`, row.permission, rights).kind !== 'none')
            continue
          const answer =
            row.kind === 'write'
              ? await town.execute(engine, operation, {}, { as: actor })
              : await town.query(engine, operation, {}, actor)
          expect(answer).toMatchObject({ kind: 'failed', failure: { kind: 'denied' } })
        }
      },
    )
  })
})

describe('the routes', () => {
  settleTown()

  test('there is no route outside the contracts, and every public row has one', async () => {
    const http = await testHttp(town.system)
    await http.ready()
    const declared = [
      ...composition.engines
        .flatMap(rowsOf)
        .filter(({ row }) => !(row.kind === 'write' && row.internal))
        .map(({ row }) => `${row.method} /api${row.path}`),
      ...Object.values(platformServices).map((row) => `${row.method} /api${row.path}`),
    ]
    for (const route of declared) {
      const [method = '', url = ''] = route.split(' ')
      expect(http.hasRoute({ method: method as 'GET', url }), route).toBe(true)
    }
    const printed = http.printRoutes({ commonPrefix: false }).match(/\((.*?)\)/g) ?? []
    const methods = printed
      .flatMap((group) => group.slice(1, -1).split(', '))
      .filter((method) => /^[A-Z]+$/.test(method) && method !== 'HEAD' && method !== 'OPTIONS')
    expect(methods).toHaveLength(new Set(declared).size)
    await http.close()
  })

  test('the API description covers every route with its refusals', () => {
    const api = openApiDocument(town.system.registry, platformServices, {
      title: 'Yishang',
      version: 'test',
    }) as {
      paths: Record<string, Record<string, { operationId: string; 'x-refusals'?: string[] }>>
    }
    const described = new Map(
      Object.values(api.paths).flatMap((path) =>
        Object.values(path).map((one) => [one.operationId, one['x-refusals'] ?? []]),
      ),
    )
    for (const { engine, operation, row } of composition.engines.flatMap(rowsOf)) {
      if (row.kind === 'write' && row.internal) continue
      expect(described.get(`${engine}.${operation}`), `${engine}.${operation}`).toEqual(row.refusals)
    }
  })
})
