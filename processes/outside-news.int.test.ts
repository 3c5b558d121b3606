import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openCityTown } from '#apps/testing/city-town.ts'
import { aLodged, type Filing } from '#engines/casework/fixtures.ts'
import type { CaseView } from '#engines/casework/views.ts'
import { instantFrom, msOf } from '#kernel/time.ts'
import { connect } from '#platform/connectors.ts'
import { testHttp } from '#platform/testing/http.ts'
import type { TestSystem } from '#platform/testing/system.ts'
import { type Simulators, startSimulators, systemNames } from '#simulators/start.ts'

// The offices outside have a clock of their own here: the city's stands still, so none of its timers asks them anything.
const secret = 'shared-between-two'
const dir = mkdtempSync(path.join(tmpdir(), 'yishang-news-'))
let outsideNow = '2026-03-02T01:00:00.000Z'
let town: TestSystem
let http: FastifyInstance
let simulators: Simulators
let address: string | undefined

beforeAll(async () => {
  simulators = await startSimulators({
    dir,
    secret,
    now: () => outsideNow,
    tickMs: 60_000,
    retryBaseMs: 20,
    callbackBase: () => address,
    seed: 3,
    rates: { 'duplicate-callback': 0.5 },
  })
  town = await openCityTown({
    now: '2026-03-02T01:00:00.000Z',
    outside: connect(
      Object.fromEntries(systemNames.map((name) => [name, { url: simulators.urls[name], secret }])),
    ),
  })
  http = await testHttp(town.system)
  await http.listen({ host: '127.0.0.1', port: 0 })
  address = `http://127.0.0.1:${(http.server.address() as AddressInfo).port}/api/outside`
})
afterAll(async () => {
  await simulators?.stop()
  await http?.close()
  await town?.close()
  rmSync(dir, { recursive: true, force: true })
})

const lanesOf = async ({ partyId, caseId }: Filing) => {
  const answer = await town.query<CaseView>('casework', 'getCase', { partyId, caseId })
  if (answer.kind === 'failed') throw new Error(JSON.stringify(answer.failure))
  return new Map(answer.answer.lanes.map((lane) => [lane.part, lane.standing]))
}

test('an office that calls back is heard at once, however often it says the same', async () => {
  const filing = await aLodged(town, { 'opening-staff': 3, 'book-bank-account': false })
  await town.system.settle()
  expect((await lanesOf(filing)).get('tax')).not.toBe('granted')
  for (let round = 0; round < 50 && (await lanesOf(filing)).get('tax') !== 'granted'; round++) {
    outsideNow = instantFrom(msOf(outsideNow) + 2_000)
    simulators.tick()
    await new Promise((resolve) => setTimeout(resolve, 50))
    await town.system.settle()
  }
  const lanes = await lanesOf(filing)
  expect([lanes.get('tax'), lanes.get('seals')]).toEqual(['granted', 'granted'])
  const reports = await town.admin(
    `select data->>'stage' stage, count(*)::int n from platform.event
     where stream_id = '${filing.caseId}' and type = 'OutsideReported' and data->>'status' = 'done' group by 1`,
  )
  expect(reports.rows.length).toBeGreaterThanOrEqual(2)
  expect(reports.rows.every((row) => row['n'] === 1)).toBe(true)
})
