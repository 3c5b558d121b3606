import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openCityTown } from '#apps/testing/city-town.ts'
import type { Filing } from '#engines/casework/fixtures.ts'
import { act, ids } from '#engines/casework/acts.fixtures.ts'
import { aSlot, aSurveyed, aSurveyDraft, fillHalf } from '#engines/casework/survey/survey.fixtures.ts'
import { aThemeLodged, officersGrant, taken } from '#engines/casework/themes.fixtures.ts'
import type { CaseView, QueueCase, QueueRow } from '#engines/casework/views.ts'
import type { standingContract } from '#engines/policy/standing/contract.ts'
import type { OutputOf } from '#kernel/contract.ts'
import { instantFrom, msOf } from '#kernel/time.ts'
import { connect, type Outside } from '#platform/connectors.ts'
import type { TestSystem } from '#platform/testing/system.ts'
import { type Simulators, startSimulators, systemNames } from '#simulators/start.ts'

/** Every theme lived from filing to result, its outside departments reached over HTTP. A new theme is one row. */

const secret = 'shared-between-two'
const dir = mkdtempSync(path.join(tmpdir(), 'yishang-themes-'))
let town: TestSystem
let simulators: Simulators
let outside: Outside

beforeAll(async () => {
  let now = () => '2026-03-02T01:00:00.000Z'
  simulators = await startSimulators({ dir, secret, now: () => now(), tickMs: 60_000 })
  outside = connect(
    Object.fromEntries(systemNames.map((name) => [name, { url: simulators.urls[name], secret }])),
  )
  town = await openCityTown({
    now: '2026-03-02T01:00:00.000Z',
    outside,
  })
  now = () => town.clock.now()
})
afterAll(async () => {
  await town?.close()
  await simulators?.stop()
  rmSync(dir, { recursive: true, force: true })
})

async function pass(seconds: number): Promise<void> {
  town.clock.set(instantFrom(msOf(town.clock.now()) + seconds * 1000))
  simulators.tick()
  await town.system.settle()
}

async function caseOf({ partyId, caseId }: Filing): Promise<CaseView> {
  const answer = await town.query<CaseView>('casework', 'getCase', { partyId, caseId })
  if (answer.kind === 'failed') throw new Error(JSON.stringify(answer.failure))
  return answer.answer
}

const longestDays = 30
/** Officers work, systems answer, days pass, until the case has ended. */
async function live(filing: Filing): Promise<CaseView> {
  for (let round = 0; round < longestDays; round++) {
    await town.system.settle()
    for (let i = 0; i < 4; i++) await pass(10)
    const busy = await officersGrant(town, filing)
    const view = await caseOf(filing)
    if (view.standing !== 'lodged') return view
    if (!busy) await pass(86_400)
  }
  throw new Error(`not ended after ${longestDays} rounds: ${JSON.stringify((await caseOf(filing)).next)}`)
}

const everyPart = 'every part of it'
describe.each([
  ['food-service', { 'food-business-kind': 'prepacked' }, ['filing', 'fire', 'drainage']],
  ['change-company', { 'change-matters': ['address', 'capital'] }, everyPart],
  ['move-district', { 'new-district': 'nansha' }, everyPart],
  ['close-simply', {}, everyPart],
  ['close-company', {}, everyPart],
  ['transport-company', { 'transport-businesses': ['freight', 'passenger', 'repair'] }, everyPart],
  [
    'culture-venue',
    { 'venue-businesses': ['internet', 'sport', 'film'] },
    ['internet', 'sport', 'film', 'permit'],
  ],
  ['employ-staff', {}, everyPart],
  ['property-transfer', {}, everyPart],
  ['utilities', { 'utilities-needed': ['power', 'water', 'gas', 'network'] }, everyPart],
  ['foreign-office', {}, everyPart],
  ['construction', {}, everyPart],
  ['compliance-check', {}, everyPart],
  ['bankruptcy-check', {}, everyPart],
  ['taxes-in-one', { 'taxes-this-period': ['deed', 'stamp'] }, everyPart],
])('%s', (theme, chosen, parts) => {
  test('is filed once and ends with a result of every department', async () => {
    const filing = await aThemeLodged(town, theme, chosen)
    const view = await live(filing)
    expect(view.standing).toBe('completed')
    const granted = view.lanes.filter(({ standing }) => standing === 'granted').map(({ part }) => part)
    const expected = parts === everyPart ? filing.plan.nodes.map(({ id }) => id) : parts
    expect(granted.sort()).toEqual([...expected].sort())
    for (const lane of view.lanes)
      for (const stage of lane.stages) expect(stage.doneAt, `${lane.part} ${stage.id}`).toBeDefined()
    await town.system.settle()
    for (const lane of (await caseOf(filing)).lanes)
      if (lane.standing === 'granted') expect(lane.delivery?.at, `${lane.part} delivered`).toBeDefined()
  })
})

test('finished cases teach how long their stages took, and nothing of whose they were', async () => {
  const { rows } = await town.admin('select theme, stages from casework.pace order by theme')
  expect(rows.length).toBeGreaterThanOrEqual(10)
  for (const { stages } of rows)
    for (const minutes of Object.values(stages as Record<string, number>))
      expect(minutes).toBeGreaterThanOrEqual(0)
  const { rows: columns } = await town.admin(
    "select column_name from information_schema.columns where table_schema = 'casework' and table_name = 'pace'",
  )
  expect(columns.map((row) => row['column_name']).sort()).toEqual(['ended_at', 'place', 'stages', 'theme'])
})

test('an enterprise that has moved is known in its new district, to registration and to tax, by every later rule', async () => {
  const filing = await aThemeLodged(town, 'move-district', { 'new-district': 'nansha' })
  const { facts } = await supposing(filing)
  expect(facts.map(({ fact, after }) => [fact, after.zh])).toEqual([
    ['ent.regDistrict', '南沙区'],
    ['ent.taxDistrict', '南沙区'],
  ])
  expect((await live(filing)).standing).toBe('completed')
  await town.system.settle()
  expect((await supposing(filing)).facts).toEqual([])
})

test('a foreign company’s office is called by the name that was filed, in the queue and on what it is given', async () => {
  const office = '新加坡海潮贸易有限公司广州代表处'
  const filing = await aThemeLodged(town, 'foreign-office', { 'representative-office': office })
  const clerk = await town.account('office-clerk', 'officer', { department: 'market-regulation' })
  const queue = await town.query<{ items: QueueRow[] }>('casework', 'listQueue', { view: 'open' }, clerk)
  if (queue.kind === 'failed') throw new Error(JSON.stringify(queue.failure))
  expect(queue.answer.items.filter(({ caseId }) => caseId === filing.caseId)).toMatchObject([
    { title: office },
  ])
  expect(await live(filing)).toMatchObject({ title: office, standing: 'completed' })
  const party = await town.query<{ name: string }>('party', 'getParty', { partyId: filing.partyId })
  expect(party).toMatchObject({ answer: { name: office } })
})

const nansha = ['ent.regDistrict', 'ent.taxDistrict'].map((fact) => ({ fact, value: 'nansha' }))
async function supposing({ partyId, founder }: Filing) {
  const asked = { partyId, facts: nansha }
  const answer = await town.query<OutputOf<typeof standingContract.whatIf>>(
    'policy',
    'whatIf',
    asked,
    founder,
  )
  if (answer.kind === 'failed') throw new Error(JSON.stringify(answer.failure))
  return answer.answer
}

test('a rating goes back to the system in which a step was done', async () => {
  const filing = await aThemeLodged(town, 'transport-company', { 'transport-businesses': ['freight'] })
  expect((await live(filing)).standing).toBe('completed')
  const { partyId, caseId, founder } = filing
  await town.execute('casework', 'rateService', { partyId, caseId, score: 5 }, { as: founder })
  await town.system.settle()
  const { timeline } = await caseOf(filing)
  expect(timeline.filter(({ type }) => type === 'RatingSent')).toHaveLength(1)
})

describe('the last place of a joint survey', () => {
  test('goes to exactly one of many who file at once; the others lose nothing and choose again', async () => {
    town.clock.set('2026-03-02T01:00:00.000Z')
    const { day, half } = await aSlot(town)
    const drafts = []
    for (let i = 0; i < 8; i++) drafts.push(await aSurveyDraft(town, `${day}/${half}`))
    await fillHalf(town, { day, half }, 1)
    const submitted = await Promise.all(
      drafts.map((draft) =>
        town.execute('casework', 'submit', { ...ids(draft), signed: [] }, { as: draft.founder }),
      ),
    )
    const said = submitted.map((one) =>
      one.kind === 'written' ? 'filed' : one.failure.kind === 'refusal' ? one.failure.code : one.failure.kind,
    )
    expect(said.filter((one) => one === 'filed')).toHaveLength(1)
    expect(said.filter((one) => one === 'survey-full')).toHaveLength(7)
    const loser = drafts[said.indexOf('survey-full')]
    const winner = drafts[said.indexOf('filed')]
    if (!loser || !winner) throw new Error('nobody won')
    expect(await caseOf(loser)).toMatchObject({ standing: 'draft' })

    // Free again for others, as soon as the one who has it gives up.
    await act(town, 'withdraw', ids(winner), winner.founder)
    await act(town, 'submit', { ...ids(loser), signed: [] }, loser.founder)
    expect((await caseOf(loser)).survey?.slot).toEqual({ day, half })
  })
})

test('a survey that is moved is told to all four systems, whoever moved it', async () => {
  const filing = await aSurveyed(town)
  await town.system.settle()
  const slot = { day: '2026-03-13', half: 'afternoon' }
  await act(town, 'moveSurvey', { ...ids(filing), slot }, filing.founder)
  await town.system.settle()
  const shown = await caseOf(filing)
  expect(shown.lanes.flatMap(({ stages }) => stages.map(({ survey }) => survey))).toEqual(
    Array.from({ length: shown.lanes.length }, () => slot),
  )
  expect((await live(filing)).standing).toBe('completed')
  for (const { part, stages } of shown.lanes) {
    const path = `/${part}/${encodeURIComponent(`${filing.caseId}:${stages[0]?.id}`)}`
    const told = await outside.call({ system: 'utilities', method: 'GET', path })
    expect(told, part).toMatchObject({ body: { result: { surveyedOn: slot.day } } })
  }
})

describe('two departments decide at the same time', () => {
  test('neither is turned away by what the other did; who looked before his own office acted is', async () => {
    const filing = await aThemeLodged(town, 'culture-venue', { 'venue-businesses': ['internet', 'film'] })
    await pass(10)
    const theCase = { partyId: filing.partyId, caseId: filing.caseId }
    const stage = 'film.examine'
    const press = await taken(town, filing, stage, 'publicity-film')
    const looked = async () => {
      const answer = await town.query<QueueCase>('casework', 'getQueueCase', theCase, press)
      if (answer.kind === 'failed') throw new Error(JSON.stringify(answer.failure))
      return { as: press, version: answer.answer.recordVersion }
    }
    const accept = { ...theCase, stage }
    const seen = await looked()
    expect(await officersGrant(town, filing), 'another department acts').toBe(true)
    expect(await town.execute('casework', 'accept', accept, seen)).toMatchObject({ kind: 'written' })
    const grant = { ...accept, outcome: 'grant', reasons: '申请材料齐全，符合法定形式' }
    expect(await town.execute('casework', 'decide', grant, seen)).toMatchObject({
      failure: { kind: 'conflict', code: 'version-moved' },
    })
    expect(await town.execute('casework', 'decide', grant, await looked())).toMatchObject({ kind: 'written' })
  })
})
