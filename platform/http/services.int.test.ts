import type { FastifyInstance, InjectOptions } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connect } from '../connectors.ts'
import type { OutsideNews, ServiceRow } from '../engine.ts'
import { signOutside } from '../outside-signature.ts'
import { platformServices } from '../services.ts'
import { testHttp } from '../testing/http.ts'
import { openTestSystem, type TestSystem } from '../testing/system.ts'

/** What the platform's own rows promise, over HTTP: an example for the success and for every refusal of each. */
const secret = 'shared-between-two'
const demo = [{ login: 'founder', name: '创办人', role: 'newcomer' }]
let town: TestSystem
let http: FastifyInstance
let withoutDemo: FastifyInstance
const heard: OutsideNews[] = []

const open = async (shown: typeof demo | undefined) => {
  return testHttp({ ...town.system, hear: async (news: OutsideNews) => void heard.push(news) }, shown)
}

beforeAll(async () => {
  town = await openTestSystem({
    engines: [],
    processes: [],
    mandatesOf: async () => [],
    outside: connect({ bank: { url: 'http://127.0.0.1:9', secret } }),
  })
  http = await open(demo)
  withoutDemo = await open(undefined)
})
afterAll(async () => {
  await http?.close()
  await withoutDemo?.close()
  await town?.close()
})

const credentials = { login: 'founder', password: 'a long password' }
const json = (method: 'POST' | 'DELETE' | 'GET', url: string, payload?: object): InjectOptions => ({
  method,
  url: `/api${url}`,
  ...(payload ? { payload } : {}),
})
const signedIn = async (request: InjectOptions): Promise<InjectOptions> => {
  const answer = await http.inject(json('POST', '/session', credentials))
  const [cookie = ''] = String(answer.headers['set-cookie']).split(';')
  return { ...request, headers: { ...request.headers, cookie } }
}

const boundary = 'a-boundary'
const upload = (bytes: Buffer): InjectOptions => ({
  method: 'POST',
  url: '/api/files',
  headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  payload: Buffer.concat([
    Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\n`),
    bytes,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]),
})

const news = { deliveryId: 'bank-1-0', event: 'payment.settled', instructionId: 'i-1' }
const told = (system: string, key: string, ageMs = 0): InjectOptions => {
  const url = `/api/outside/${system}`
  // Spaces on purpose: the signature is over the body as sent, not as anybody would print it.
  const body = JSON.stringify(news, undefined, 1)
  const headers = signOutside(key, { method: 'POST', path: url, body }, Date.now() - ageMs)
  return { method: 'POST', url, headers: { 'content-type': 'application/json', ...headers }, payload: body }
}
const unsigned: InjectOptions = { method: 'POST', url: '/api/outside/bank', payload: news }

interface Examples {
  readonly success?: () => InjectOptions | Promise<InjectOptions>
  readonly refusals?: Readonly<Record<string, () => InjectOptions | Promise<InjectOptions & { at?: 'real' }>>>
}
const real = async (request: InjectOptions) => ({ ...request, at: 'real' as const })

const examples: { readonly [K in keyof typeof platformServices]: Examples } = {
  me: { success: () => json('GET', '/me') },
  cityWords: { success: () => json('GET', '/city') },
  signUp: {
    success: () =>
      json('POST', '/accounts', { login: 'newcomer', name: '新人', password: 'a long password' }),
    refusals: {
      'login-taken': () => json('POST', '/accounts', { ...credentials, name: '重名' }),
    },
  },
  signIn: {
    success: () => json('POST', '/session', credentials),
    refusals: {
      'wrong-credentials': () => json('POST', '/session', { ...credentials, password: 'another password' }),
    },
  },
  signOut: { success: () => json('DELETE', '/session') },
  health: { success: () => json('GET', '/health') },
  hearOutside: {
    success: () => told('bank', secret),
    refusals: {
      'system-unknown': () => told('constructor', secret),
      'signature-missing': () => unsigned,
      'signature-wrong': () => told('bank', 'another secret'),
      'signature-stale': () => told('bank', secret, 600_000),
    },
  },
  uploadFile: {
    success: () => signedIn(upload(Buffer.from('%PDF-1.7 one page'))),
    refusals: {
      'file-empty': () => signedIn(upload(Buffer.alloc(0))),
      'file-type-not-accepted': () => signedIn(upload(Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2]))),
      'file-too-large': () => signedIn(upload(Buffer.alloc(21 * 1024 * 1024, 0x61))),
    },
  },
  demoAccounts: {
    success: () => json('GET', '/demo/accounts'),
    refusals: { 'demo-only': () => real(json('GET', '/demo/accounts')) },
  },
  assumeAccount: {
    success: () => json('POST', '/demo/session', { login: 'founder' }),
    refusals: {
      'demo-only': () => real(json('POST', '/demo/session', { login: 'founder' })),
      'wrong-credentials': () => json('POST', '/demo/session', { login: 'nobody' }),
    },
  },
  // It answers for as long as somebody listens: live.int.test.ts listens.
  live: {},
  // Success needs a clock that runs; the journeys in a browser move it.
  advanceClock: {
    refusals: {
      'demo-only': () => real(json('POST', '/demo/clock', { to: '2030-01-01T00:00:00.000Z' })),
      'clock-only-forward': () => json('POST', '/demo/clock', { to: '2020-01-01T00:00:00.000Z' }),
    },
  },
}

const rows: readonly (readonly [keyof typeof platformServices, ServiceRow])[] = Object.entries(
  platformServices,
).map(([name, row]) => [name as keyof typeof platformServices, row])

describe.each(rows)('%s', (name, row) => {
  const { success, refusals = {} } = examples[name]

  test.runIf(success)('succeeds as its example says, with an answer of the promised shape', async () => {
    const answer = await http.inject((await success?.()) ?? '')
    expect(answer.statusCode, answer.body).toBe(200)
    expect(row.output.safeParse(answer.json()).error).toBeUndefined()
  })

  test.each(row.refusals)('refuses with %s, in two languages and with what to do', async (code) => {
    const example = refusals[code]
    if (!example) throw new Error(`no example reaches ${code}`)
    const request = await example()
    const answer = await ('at' in request ? withoutDemo : http).inject(request)
    expect(answer.headers['content-type']).toContain('application/problem+json')
    const words = {
      title: expect.stringMatching(/\S/) as string,
      remedy: expect.stringMatching(/\S/) as string,
    }
    expect(answer.json()).toMatchObject({ code, zh: words, en: words })
    expect(answer.body).not.toContain('{{')
  })

  test('answers nonsense with the place of the fault', async () => {
    if (row.method === 'GET' || name === 'signOut' || name === 'uploadFile') return
    const url = row.path.replace(':system', 'bank')
    const answer = await http.inject(json(row.method, url, { nonsense: {} }))
    expect(answer.statusCode).toBe(400)
    expect(answer.json()).toMatchObject({ code: 'invalid' })
  })
})

test('a visitor who is not signed in cannot store a file', async () => {
  const answer = await http.inject(upload(Buffer.from('%PDF-1.7')))
  expect(answer.json()).toMatchObject({ status: 401, code: 'sign-in-required' })
})

test('a damaged body is refused, not guessed', async () => {
  const answer = await http.inject({
    method: 'POST',
    url: '/api/session',
    headers: { 'content-type': 'application/json' },
    payload: '{"login":',
  })
  expect(answer.json()).toMatchObject({ status: 400, code: 'malformed' })
})

test('only signed news is followed up, as what it is', () => {
  expect(heard).toEqual([{ system: 'bank', event: 'payment.settled', body: { ...news, system: 'bank' } }])
})
