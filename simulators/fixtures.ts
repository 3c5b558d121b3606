import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { instantFrom, msOf } from '#kernel/time.ts'
import { outsideSignatureFault } from '#platform/outside-signature.ts'
import { callOutside, type OutsideResult } from '#platform/outside.ts'
import { type SimulatorOptions, type Simulators, startSimulators, type SystemName } from './start.ts'

export const secret = 'shared-between-two'
export const codes = [
  '91440101MA5CJQ4N59',
  '91350200MA2YJ1XR9G',
  '91350200776049653A',
  '91350200MA31E12PXF',
] as const

/** A sandbox on a clock that the test moves, with the means to kill and restart it. */
export interface Sandbox {
  readonly call: (
    system: SystemName,
    method: 'GET' | 'POST' | 'DELETE',
    route: string,
    body?: unknown,
    key?: string,
  ) => Promise<OutsideResult>
  readonly fault: (system: SystemName, order: Record<string, unknown>) => Promise<void>
  /** moves the clock and lets it take effect */
  readonly pass: (ms: number) => void
  readonly restart: () => Promise<void>
  readonly urls: () => Simulators['urls']
  readonly dir: string
  readonly end: () => Promise<void>
}

export async function sandbox(change: Partial<SimulatorOptions> = {}): Promise<Sandbox> {
  const dir = mkdtempSync(path.join(tmpdir(), 'yishang-sandbox-'))
  let clock = '2026-03-02T01:00:00.000Z'
  const options: SimulatorOptions = {
    dir,
    secret,
    now: () => clock,
    tickMs: 60_000,
    retryBaseMs: 5,
    ...change,
  }
  let simulators = await startSimulators(options)
  const call: Sandbox['call'] = (system, method, route, body, idempotencyKey) =>
    callOutside({
      url: simulators.urls[system] + route,
      method,
      body,
      secret,
      idempotencyKey,
      timeoutMs: 3000,
    })
  return {
    call,
    dir,
    fault: async (system, order) => {
      const answer = await call(system, 'POST', '/faults', order)
      if (answer.kind !== 'answered') throw new Error(JSON.stringify(answer))
    },
    pass: (ms) => {
      clock = instantFrom(msOf(clock) + ms)
      simulators.tick()
    },
    restart: async () => {
      await simulators.stop()
      simulators = await startSimulators(options)
    },
    urls: () => simulators.urls,
    end: async () => {
      await simulators.stop()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

export interface Received {
  readonly path: string
  readonly body: Readonly<Record<string, unknown>>
}

/** A receiver of callbacks that checks their signature and answers as the test decides. */
export interface Receiver {
  readonly url: string
  readonly received: Received[]
  readonly until: (count: number) => Promise<void>
  readonly close: () => void
}

export async function receiver(status: (attempt: number) => number = () => 200): Promise<Receiver> {
  const received: Received[] = []
  let attempts = 0
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8')
      const message = { method: request.method ?? '', path: request.url ?? '', body }
      const fault = outsideSignatureFault(secret, message, request.headers, Date.now())
      const code = fault ? 401 : status((attempts += 1))
      if (code === 200) received.push({ path: message.path, body: JSON.parse(body) as Received['body'] })
      response.writeHead(code).end(JSON.stringify({ code: fault ?? 'told-to' }))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/callbacks`,
    received,
    until: async (count) => {
      const end = Date.now() + 5000
      while (received.length < count && Date.now() < end)
        await new Promise((resolve) => setTimeout(resolve, 5))
    },
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
