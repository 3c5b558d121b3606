import type { Steps } from './steps.ts'
import { callOutside, type OutsideResult } from './outside.ts'
import { outsideSignatureFault, type SignatureFault, type SignedMessage } from './outside-signature.ts'

/** How jobs reach other systems. A connector names the system; where it lives and how calls are signed is configuration. */
export interface OutsideRequest {
  /** `tax`, `bank` … as configured */
  readonly system: string
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly body?: unknown
  readonly idempotencyKey?: string
  readonly timeoutMs?: number
}

export type OutsideAnswer = OutsideResult

export interface Outside {
  readonly call: (request: OutsideRequest) => Promise<OutsideAnswer>
  /** what is wrong with a message that claims to come from a system, or undefined */
  readonly faultOf: (
    system: string,
    message: SignedMessage,
    headers: Readonly<Record<string, string | string[] | undefined>>,
    nowMs: number,
  ) => SignatureFault | 'system-unknown' | undefined
}

/** Where an outside system lives, and the secret that signs what passes between. */
export interface Connection {
  readonly url: string
  readonly secret: string
}

/** A system that is not connected was never reached: jobs keep trying until it is. */
export const connect = (connections: Readonly<Record<string, Connection>>): Outside => ({
  call: async ({ system, path, ...request }) => {
    const connection = connections[system]
    if (!connection) return { kind: 'lost', reason: 'no-connection', reached: false }
    return callOutside({ ...request, url: `${connection.url}${path}`, secret: connection.secret })
  },
  faultOf: (system, message, headers, nowMs) => {
    const connection = Object.hasOwn(connections, system) ? connections[system] : undefined
    return connection ? outsideSignatureFault(connection.secret, message, headers, nowMs) : 'system-unknown'
  },
})

/** The same connections, with a named place before every question and after every answer. */
export const stepped = (outside: Outside, steps: Steps): Outside => ({
  ...outside,
  call: async (request) => {
    const named = `outside ${request.system} ${request.method}`
    await steps(`${named} asking`)
    const answer = await outside.call(request)
    await steps(`${named} answered`)
    return answer
  },
})

export const unconnected: Outside = connect({})
