import type { FastifyInstance } from 'fastify'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { composition } from '#apps/composition.ts'
import { testHttp } from '../testing/http.ts'
import { openTestSystem, type TestSystem } from '../testing/system.ts'
import { sessionCookie } from './server.ts'

let town: TestSystem
let http: FastifyInstance
let url: string
beforeAll(async () => {
  town = await openTestSystem({
    engines: composition.engines,
    processes: [],
    mandatesOf: composition.mandatesOf,
  })
  http = await testHttp(town.system)
  await http.listen({ host: '127.0.0.1', port: 0 })
  url = `http://127.0.0.1:${(http.server.address() as AddressInfo).port}/api/live`
})
afterAll(async () => {
  await http?.close()
  await town?.close()
})

const found = async (name: string) => {
  const made = await town.execute('party', 'foundEnterprise', { name }, { as: town.founder })
  if (made.kind !== 'written') throw new Error(JSON.stringify(made.failure))
  return made.ownerId
}
const learn = (partyId: string) =>
  town.execute('party', 'recordFacts', {
    partyId,
    facts: [{ fact: 'hr.headcount', value: 3, on: '2026-03-02', source: 'test' }],
    cause: partyId,
  })

test('nobody listens without signing in', async () => {
  const answer = await http.inject({ method: 'GET', url: '/api/live' })
  expect(answer.json()).toMatchObject({ code: 'sign-in-required' })
})

test('a page learns of what is recorded of its own enterprises and of no other, and a server that stops lets it go', async () => {
  const mine = await found('广州听众有限公司')
  const stranger = await town.account('stranger')
  const other = await town.execute('party', 'foundEnterprise', { name: '广州别家有限公司' }, { as: stranger })
  await town.system.settle()
  const session = await town.system.accounts.assume('founder', town.clock.now())
  const response = await fetch(url, { headers: { cookie: `${sessionCookie}=${session?.token}` } })
  expect(response.headers.get('content-type')).toContain('text/event-stream')
  await town.system.turn()
  if (other.kind === 'written') await learn(other.ownerId)
  await learn(mine)
  await town.system.settle()
  await town.system.turn()
  setTimeout(() => void http.close(), 50)
  const heard = (await response.text())
    .split('\n')
    .filter((line) => line.startsWith('data: '))
    .map((line) => JSON.parse(line.slice(6)) as unknown)
  expect(heard).toEqual([{ partyId: mine }])
})
