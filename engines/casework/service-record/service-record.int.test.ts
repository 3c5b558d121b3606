import { afterAll, beforeAll, expect, test } from 'vitest'
import { openCityTown } from '#apps/testing/city-town.ts'
import type { Example } from '#platform/testing/fixtures.ts'
import type { TestSystem } from '#platform/testing/system.ts'
import { act, ids } from '../acts.fixtures.ts'
import { aLodged } from '../fixtures.ts'
import { lawfulFixtures } from '../life/lawful.fixtures.ts'
import type { ServiceRecord } from './service-views.ts'
import { aThemeLodged, taken } from '../themes.fixtures.ts'

let town: TestSystem
beforeAll(async () => {
  town = await openCityTown()
})
afterAll(() => town?.close())

const visitor = async () => {
  const answer = await town.query<ServiceRecord>('casework', 'serviceRecord', {})
  if (answer.kind === 'failed') throw new Error(JSON.stringify(answer.failure))
  return answer.answer
}
async function done(operation: string, example: Example) {
  const { input, as } = await example(town)
  await act(town, operation, input, as)
  return input
}

test('a visitor sees why a step was late, second notices, and refusals with their ground; never whose they were', async () => {
  expect(await visitor()).toEqual({ rows: [], breaches: [], blocks: [] })

  const { reason } = await done('explainDelay', lawfulFixtures.explainDelay.success)
  await done('signSecondNotice', lawfulFixtures.signSecondNotice.success)
  const move = await aThemeLodged(town, 'move-district')
  const stage = 'registration.examine'
  const officer = await taken(town, move, stage, 'market-regulation')
  const refusal = { outcome: 'refuse', reasons: '住所不能用于经营', basis: '市场主体登记管理条例 第二十条' }
  await act(town, 'decide', { ...ids(move), stage, ...refusal, ground: 'unlawful' }, officer)

  const { rows, breaches, blocks } = await visitor()
  expect(breaches.map((breach) => breach.reason)).toContain(reason)
  expect(rows.find(({ secondNotices }) => secondNotices > 0)).toMatchObject({
    item: { id: 'drainage-permit' },
    department: { id: 'water' },
    secondNotices: 1,
  })
  expect(rows.every(({ figures }) => figures === undefined)).toBe(true)
  expect(blocks).toMatchObject([
    {
      item: { id: 'domicile-move' },
      department: { id: 'market-regulation' },
      ground: { zh: '申请不符合法律、行政法规规定' },
    },
  ])
  expect(JSON.stringify({ rows, breaches, blocks })).not.toContain(move.partyId)
}, 60_000)

test('a filing in a year whose calendar is not published is taken, and promises no number of minutes', async () => {
  town.clock.set('2027-03-01T02:00:00.000Z')
  const { caseId } = await aLodged(town)
  const { rows } = await town.admin(
    `select standing, promised_minutes from casework.case where case_id = '${caseId}'`,
  )
  expect(rows).toEqual([{ standing: 'lodged', promised_minutes: null }])
})
