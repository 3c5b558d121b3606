import path from 'node:path'
import type { AddressInfo } from 'node:net'
import { composition } from '#apps/composition.ts'
import type { Engine } from '#platform/engine.ts'
import { openApiDocument } from '#platform/http/openapi.ts'
import { serveWeb } from '#platform/http/static.ts'
import { platformServices } from '#platform/services.ts'
import { testHttp } from '#platform/testing/http.ts'
import { openTestSystem, type TestSystem, type TestSystemOptions } from '#platform/testing/system.ts'

export interface Town {
  readonly url: string
  readonly town: TestSystem
  readonly close: () => Promise<void>
}

export const webDirectory = path.resolve(import.meta.dirname, '../dist/web')

/** The built web over a fresh test town on a free port, with a demonstration seat for each given role. */
export async function serveTown(options: Partial<TestSystemOptions> = {}, port = 0): Promise<Town> {
  const engines: readonly Engine[] = options.engines ?? composition.engines
  const town = await openTestSystem({
    processes: composition.processes,
    mandatesOf: composition.mandatesOf,
    ...options,
    engines,
  })
  await town.account('officer', 'officer')
  const demo = [
    { login: 'founder', name: '账号 founder', role: 'founder' },
    { login: 'officer', name: '账号 officer', role: 'registration-officer' },
  ]
  const { system } = town
  const http = await testHttp(system, demo)
  const api = openApiDocument(system.registry, platformServices, { title: 'Yishang', version: '0.1.0' })
  http.get('/api/openapi.json', async () => api)
  if (!(await serveWeb(http, webDirectory))) throw new Error('the web is not built: npm run build')
  await system.start()
  await http.listen({ host: '127.0.0.1', port })
  const address = http.server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${address.port}`,
    town,
    close: async () => {
      await http.close()
      await town.close()
    },
  }
}
