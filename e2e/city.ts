import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { eraseEmbedded, startEmbedded } from '#platform/database/embedded.ts'
import { quickSettings } from '#platform/testing/database.ts'
import { readConfig } from '#apps/server/config.ts'
import { type RunningServer, startServer } from '#apps/server/start.ts'

export interface City {
  readonly server: RunningServer
  readonly close: () => Promise<void>
}

/**
 * A whole city as `npm start` runs it, on a free port, in a home of its own that is gone afterwards. Its database does not wait for
 * the disk: what other tests have written would have to reach it first.
 */
export async function openCity(enterprises = 0): Promise<City> {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'yishang-e2e-'))
  fs.chmodSync(home, 0o755)
  const database = path.join(home, 'database')
  const erase = () => {
    eraseEmbedded(database)
    fs.rmSync(home, { recursive: true, force: true })
  }
  const started = await startEmbedded(database, quickSettings)
  try {
    const server = await startServer(
      readConfig({ home, port: 0, enterprises, logLevel: 'error', databaseUrl: undefined }),
    )
    return { server, close: () => server.stop().finally(erase) }
  } catch (error) {
    started.stop()
    erase()
    throw error
  }
}
