import { describe, expect, it } from 'vitest'
import { address, createClient, type Operations } from './client.ts'
import { createIntent } from './intent.ts'
import { ApiProblem, fieldProblems, type Problem, problemFrom } from './problem.ts'

const operations: Operations = {
  'party.getParty': ['GET', '/parties/:partyId', 'r'],
  'party.foundEnterprise': ['POST', '/parties', 'w'],
  'party.grantMandate': ['POST', '/parties/:partyId/mandates', 'w'],
  'policy.matchFacts': ['POST', '/policies/match', 'r'],
  'platform.signIn': ['POST', '/session', 's'],
}

interface Sent {
  readonly url: string
  readonly init: RequestInit
}
type Answer = Response | Error

const json = (body: unknown, status = 200, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), { status, headers })

const problem = (status: number, code: string): Problem => ({
  type: `/problems/${code}`,
  status,
  title: code,
  detail: code,
  code,
  zh: { title: '中', remedy: '中' },
  en: { title: 'en', remedy: 'en' },
})

/** A client over a network that answers as told, one answer after the other. */
function over(answers: readonly Answer[]) {
  const sent: Sent[] = []
  const slept: number[] = []
  let signedOut = 0
  let keys = 0
  const queue = [...answers]
  const client = createClient({
    operations,
    fetch: async (url, init) => {
      sent.push({ url: String(url), init: init ?? {} })
      const next = queue.shift()
      if (!next) throw new Error('asked more often than answered')
      if (next instanceof Error) throw next
      return next
    },
    language: () => 'zh',
    signedOut: () => {
      signedOut++
    },
    sleep: async (ms) => {
      slept.push(ms)
    },
    newKey: () => `key-${++keys}`,
  })
  return { client, sent, slept, signedOut: () => signedOut }
}

const headerOf = (sent: Sent | undefined, name: string) => new Headers(sent?.init.headers).get(name)
const written = { ownerId: 'o', id: 'i', version: 1, repeated: false }

describe('where a call goes', () => {
  it('fills the places of the path and leaves the rest of the input', () => {
    expect(address('/parties/:partyId/cases/:caseId', { partyId: 'a/b', caseId: 'c', x: 1 })).toEqual({
      url: '/api/parties/a%2Fb/cases/c',
      rest: { x: 1 },
    })
  })

  it('puts what is left of a read into the address, without what is undefined', async () => {
    const { client, sent } = over([json({})])
    await client.query('party.getParty', { partyId: 'p', on: undefined, limit: 5 } as never)
    expect(sent[0]?.url).toBe('/api/parties/p?limit=5')
    expect(headerOf(sent[0], 'accept-language')).toBe('zh')
  })

  it('asks a read by POST with a body and without a key', async () => {
    const { client, sent } = over([json({ items: [] })])
    await client.query('policy.matchFacts', { sheet: '{}' })
    expect(sent[0]?.init.method).toBe('POST')
    expect(sent[0]?.init.body).toBe('{"sheet":"{}"}')
    expect(headerOf(sent[0], 'idempotency-key')).toBeNull()
  })
})

describe('trying again', () => {
  it('sends a write again under the same key when no answer came', async () => {
    const { client, sent } = over([new TypeError('network'), json(written)])
    await client.execute('party.foundEnterprise', { name: '样例公司' })
    expect(sent.map((one) => headerOf(one, 'idempotency-key'))).toEqual(['key-1', 'key-1'])
  })

  it('waits as long as the server asks, within reason', async () => {
    const busy = () => json(problem(503, 'database-unavailable'), 503, { 'retry-after': '2' })
    const long = () => json(problem(429, 'overloaded'), 429, { 'retry-after': '600' })
    const { client, slept } = over([busy(), long(), json({})])
    await client.query('party.getParty', { partyId: 'p' })
    expect(slept).toEqual([2_000, 5_000])
  })

  it('gives up after three attempts and says that the network is away', async () => {
    const { client, sent } = over([new TypeError(), new TypeError(), new TypeError()])
    const failed = await client.query('party.getParty', { partyId: 'p' }).catch(problemFrom)
    expect(failed).toMatchObject({ code: 'unreachable' })
    expect(sent).toHaveLength(3)
  })

  it('never repeats what has no key, nor a refusal', async () => {
    const signIn = over([new TypeError()])
    await expect(signIn.client.service('signIn', { login: 'a', password: 'b' })).rejects.toThrow(
      'unreachable',
    )
    expect(signIn.sent).toHaveLength(1)
    const refused = over([json(problem(422, 'mandate-exists'), 422)])
    await expect(refused.client.execute('party.foundEnterprise', { name: 'x' })).rejects.toThrow(
      'mandate-exists',
    )
    expect(refused.sent).toHaveLength(1)
  })

  it('tells that the session ended', async () => {
    const { client, signedOut } = over([json(problem(401, 'sign-in-required'), 401)])
    await expect(client.query('party.getParty', { partyId: 'p' })).rejects.toThrow(ApiProblem)
    expect(signedOut()).toBe(1)
  })

  it('names an answer that is not ours as unreadable instead of showing it', async () => {
    const { client } = over([new Response('<html>proxy</html>', { status: 502 })])
    const failed = await client.query('party.getParty', { partyId: 'p' }).catch(problemFrom)
    expect(failed).toMatchObject({ code: 'unreadable' })
  })
})

describe('one intent', () => {
  it('keeps its key while the content stays, and gets a new one with new content or after success', () => {
    let made = 0
    const intent = createIntent(() => `k${++made}`)
    expect([intent.keyFor({ a: 1 }), intent.keyFor({ a: 1 }), intent.keyFor({ a: 2 })]).toEqual([
      'k1',
      'k1',
      'k2',
    ])
    intent.finished()
    expect(intent.keyFor({ a: 2 })).toBe('k3')
  })
})

describe('problems by field', () => {
  it('are named without the first stroke of the pointer and said in the reader’s language', () => {
    const told: Problem = {
      ...problem(400, 'invalid'),
      fields: [{ pointer: '/people/0/name', code: 'required', message: { zh: '必须填写', en: 'required' } }],
    }
    expect(fieldProblems(told, 'zh')).toEqual([{ name: 'people/0/name', message: '必须填写' }])
    expect(fieldProblems(told, 'en')).toEqual([{ name: 'people/0/name', message: 'required' }])
    expect(fieldProblems(undefined, 'zh')).toEqual([])
  })
})
