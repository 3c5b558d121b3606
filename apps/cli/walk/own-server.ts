import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { readConfig } from '#apps/server/config.ts'
import { startServer } from '#apps/server/start.ts'
import { eraseEmbedded } from '#platform/database/embedded.ts'

/** A demonstration of its own for one walk: a free port, a fresh database, gone afterwards. */
export async function withOwnServer<T>(
  city: string | undefined,
  work: (url: string) => Promise<T>,
): Promise<T> {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'yishang-walk-'))
  // Readable by the ordinary account that runs the database when this process is root; its secrets are not.
  fs.chmodSync(home, 0o755)
  fs.mkdirSync(path.join(home, 'database'), { mode: 0o755 })
  try {
    const server = await startServer(
      readConfig({
        home,
        port: 0,
        host: '127.0.0.1',
        // A few neighbours: without any, the demonstration's bank holds no accounts, not even the treasury's.
        enterprises: 30,
        logLevel: 'silent',
        ...(city === undefined ? {} : { cityDirectory: city }),
      }),
    )
    try {
      return await work(server.url)
    } finally {
      await server.stop()
    }
  } finally {
    eraseEmbedded(path.join(home, 'database'))
    fs.rmSync(home, { recursive: true, force: true })
  }
}
