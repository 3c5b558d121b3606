import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import type { Clock } from '#platform/clock.ts'
import type { Connection } from '#platform/connectors.ts'
import { startSimulators, systemNames } from '#simulators/start.ts'

/** The outside systems of a demonstration: simulators with their own books, over real HTTP, on the city's clock. */
export interface Sandbox {
  readonly connections: Readonly<Record<string, Connection>>
  readonly stop: () => Promise<void>
}

/** `callbacks` is where they tell their news, asked when they have some: the server may not listen yet. */
export async function startSandbox(home: string, clock: Clock, callbacks: () => string): Promise<Sandbox> {
  const dir = path.join(home, 'simulators')
  fs.mkdirSync(dir, { recursive: true, mode: 0o700 })
  const secret = sharedSecret(path.join(dir, 'secret'))
  const simulators = await startSimulators({ dir, secret, now: clock.now, callbackBase: callbacks })
  return {
    connections: Object.fromEntries(
      systemNames.map((name) => [name, { url: simulators.urls[name], secret }]),
    ),
    stop: simulators.stop,
  }
}

function sharedSecret(file: string): string {
  if (!fs.existsSync(file)) fs.writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600 })
  return fs.readFileSync(file, 'utf8')
}
