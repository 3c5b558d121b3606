import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { outsideSignatureFault, signOutside } from './outside-signature.ts'
import { connect } from './connectors.ts'
import { callOutside } from './outside.ts'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/x?y=1`
}
const answering = (status: number, body: string, headers: Record<string, string> = {}) =>
  serve((_, response) => response.writeHead(status, headers).end(body))
const call = (url: string, timeoutMs = 2000) =>
  callOutside({ url, method: 'POST', body: { a: 1 }, secret: 's', timeoutMs, idempotencyKey: 'k' })

describe('a call to another system', () => {
  it('is answered, and the other side can check who sent it', async () => {
    let fault: unknown = 'not called'
    let key: unknown
    const url = await serve((request, response) => {
      let body = ''
      request.on('data', (chunk: Buffer) => (body += chunk.toString()))
      request.on('end', () => {
        const message = { method: 'POST', path: request.url ?? '', body }
        fault = outsideSignatureFault('s', message, request.headers, Date.now())
        key = request.headers['idempotency-key']
        response.writeHead(202).end('{"done":true}')
      })
    })
    expect(await call(url)).toEqual({ kind: 'answered', status: 202, body: { done: true } })
    expect(fault).toBeUndefined()
    expect(key).toBe('k')
  })

  it('is refused with the other side’s code', async () => {
    expect(await call(await answering(422, '{"code":"name-mismatch"}'))).toEqual({
      kind: 'refused',
      status: 422,
      code: 'name-mismatch',
      body: { code: 'name-mismatch' },
    })
  })

  it('is lost, not answered, when the answer is garbage, a redirect, a failure or far too large', async () => {
    expect(await call(await answering(200, '<html>'))).toMatchObject({
      kind: 'lost',
      reason: 'not-understood',
    })
    expect(await call(await answering(404, 'nothing'))).toMatchObject({
      kind: 'lost',
      reason: 'not-understood',
    })
    expect(await call(await answering(302, '{}', { location: 'http://169.254.0.1/' }))).toMatchObject({
      kind: 'lost',
      reason: 'not-understood',
    })
    expect(await call(await answering(500, '{"code":"x"}'))).toMatchObject({
      kind: 'lost',
      reason: 'server-error',
    })
    const busy = await answering(503, '{}', { 'retry-after': '7' })
    expect(await call(busy)).toMatchObject({ kind: 'lost', reason: 'busy', retryAfterSeconds: 7 })
    const large = await answering(200, `"${'x'.repeat(4_200_000)}"`)
    expect(await call(large)).toMatchObject({ kind: 'lost', reason: 'too-large' })
  })

  it('is lost when the connection breaks or nobody answers in time, and may have had its effect', async () => {
    const broken = await serve((request) => request.socket.destroy())
    expect(await call(broken)).toEqual({ kind: 'lost', reason: 'connection-broken', reached: true })
    const half = await serve((_, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('{"a"')
      setTimeout(() => response.destroy(), 20)
    })
    expect(await call(half)).toMatchObject({ kind: 'lost', reached: true })
    const silent = await serve(() => undefined)
    expect(await call(silent, 60)).toMatchObject({ kind: 'lost', reason: 'timeout', reached: true })
  })

  it('says when the request never left', async () => {
    const url = await answering(200, '{}')
    await new Promise((resolve) => servers.splice(0)[0]?.close(resolve))
    expect(await call(url)).toMatchObject({ kind: 'lost', reason: 'no-connection', reached: false })
    const connections = connect({})
    const answer = await connections.call({ system: 'tax', method: 'GET', path: '/health' })
    expect(answer).toMatchObject({ kind: 'lost', reached: false })
  })

  it('goes to the system of its name', async () => {
    const url = await answering(200, '{"ok":1}')
    const connections = connect({ tax: { url, secret: 's' } })
    const answer = await connections.call({ system: 'tax', method: 'GET', path: '/health' })
    expect(answer).toEqual({ kind: 'answered', status: 200, body: { ok: 1 } })
  })
})

describe('a signed message', () => {
  const message = { method: 'POST', path: '/callbacks/bank?x=1', body: '{"a":1}' }
  const nowMs = 1_770_000_000_000
  const headers = signOutside('secret', message, nowMs)

  it('holds for five minutes', () => {
    expect(outsideSignatureFault('secret', message, headers, nowMs + 299_000)).toBeUndefined()
    expect(outsideSignatureFault('secret', message, headers, nowMs + 301_000)).toBe('signature-stale')
    expect(outsideSignatureFault('secret', message, headers, nowMs - 301_000)).toBe('signature-stale')
  })

  it('is wrong when anything of it was changed or the secret is another', () => {
    const wrong = 'signature-wrong'
    expect(outsideSignatureFault('other', message, headers, nowMs)).toBe(wrong)
    expect(outsideSignatureFault('secret', { ...message, body: '{"a":2}' }, headers, nowMs)).toBe(wrong)
    expect(outsideSignatureFault('secret', { ...message, method: 'GET' }, headers, nowMs)).toBe(wrong)
    expect(outsideSignatureFault('secret', { ...message, path: '/callbacks/bank' }, headers, nowMs)).toBe(
      wrong,
    )
    const later = { ...headers, 'x-timestamp': '1770000001' }
    expect(outsideSignatureFault('secret', message, later, nowMs)).toBe(wrong)
    expect(outsideSignatureFault('secret', message, { ...headers, 'x-signature': 'v1=00' }, nowMs)).toBe(
      wrong,
    )
    expect(outsideSignatureFault('secret', message, {}, nowMs)).toBe('signature-missing')
  })
})
