import type { FastifyInstance, FastifyReply } from 'fastify'
import type { ServiceContext } from './server.ts'

type EventStream = Pick<ServiceContext, 'send' | 'closed'>

/** Keeps proxies and browsers from taking a quiet connection for a dead one. */
const heartbeatMs = 25_000

export const noEventStream: EventStream = { send: () => undefined, closed: Promise.resolve() }

const open = new WeakMap<FastifyInstance, Set<() => void>>()

/** Server-sent events on a reply that stays open until the caller leaves or the server stops. */
export function openEventStream(app: FastifyInstance, reply: FastifyReply): EventStream {
  const { raw } = reply
  reply.hijack()
  raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  })
  raw.write('retry: 2000\n\n')
  const heartbeat = setInterval(() => raw.write(': \n\n'), heartbeatMs)
  const end = () => raw.end()
  open.get(app)?.add(end)
  const closed = new Promise<void>((resolve) => {
    raw.on('close', () => {
      clearInterval(heartbeat)
      open.get(app)?.delete(end)
      resolve()
    })
  })
  return { send: (event) => raw.write(`data: ${JSON.stringify(event)}\n\n`), closed }
}

/** A server that stops ends what is still open; otherwise it would wait for every page to be closed. */
export function endEventStreams(app: FastifyInstance): void {
  open.set(app, new Set())
  app.addHook('preClose', async () => {
    for (const end of open.get(app) ?? []) end()
  })
}
