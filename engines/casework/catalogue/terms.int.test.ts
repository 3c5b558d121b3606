import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openCityTown } from '#apps/testing/city-town.ts'
import type { Actor } from '#kernel/actor.ts'
import { addDays } from '#kernel/time.ts'
import type { TestSystem } from '#platform/testing/system.ts'
import { act, type Filing, ids, later } from '../acts.fixtures.ts'
import type { DistrictItemRow } from './district-item-row.ts'
import type { CaseView, QueueRow } from '../views.ts'
import type { ServiceRecord } from '../service-record/service-views.ts'
import { aThemeLodged, anEnterprise } from '../themes.fixtures.ts'

/** Fast tracks in the queue and the record, and a district's version from its first word to its end, over a real database. */

let town: TestSystem
beforeAll(async () => {
  town = await openCityTown()
})
afterAll(() => town?.close())

const trusted = { 'credit.grade': 'excellent', 'credit.seriousList': false, 'credit.brokenCommitment': false }
const shop = { 'food-business-kind': 'retail', 'public-venue': false, drains: false }
const shopIn = async (facts: Record<string, unknown>, more: Record<string, unknown> = {}) =>
  aThemeLodged(town, 'food-service', { ...shop, ...more }, await anEnterprise(town, facts))

async function asked<T>(operation: string, input: Record<string, unknown>, as?: Actor): Promise<T> {
  const answer = await town.query<T>('casework', operation, input, as)
  if (answer.kind === 'failed') throw new Error(JSON.stringify(answer.failure))
  return answer.answer
}
const clerk = (login: string, district = 'tianhe') =>
  town.account(login, 'officer', { department: 'market-regulation', district })

async function granted(filing: Filing, as: Actor) {
  const stage = 'food.examine'
  await act(town, 'claim', { ...ids(filing), stage }, as)
  const results = { 'licence-number': 'JY1' }
  await act(town, 'decide', { ...ids(filing), stage, outcome: 'grant', reasons: '符合条件', results }, as)
}

describe('a filing on a fast track', () => {
  test('goes before what is not due yet, behind what was due before it came, and each row stands on one page', async () => {
    const officer = await clerk('queue-clerk')
    const old = await shopIn({})
    later(town, 30)
    const usual = await shopIn({})
    const fast = await shopIn(trusted)
    const seen: string[] = []
    let after: string | undefined
    do {
      const page = await asked<{ items: QueueRow[]; next?: string }>(
        'listQueue',
        { view: 'open', limit: 1, ...(after ? { after } : {}) },
        officer,
      )
      seen.push(...page.items.map(({ caseId }) => caseId))
      after = page.next
    } while (after)
    expect(seen).toEqual([old.caseId, fast.caseId, usual.caseId])
    const { items } = await asked<{ items: QueueRow[] }>('listQueue', { view: 'open', fast: 'yes' }, officer)
    expect(items).toMatchObject([{ caseId: fast.caseId, ahead: true, track: { id: 'trusted' } }])
    expect(items[0]?.track?.title.zh).toBe('信用优良快速通道')
  }, 60_000)

  test('is told to its enterprise with its reasons, and counted in public from ten steps on', async () => {
    const officer = await clerk('record-clerk')
    const rowOf = async () =>
      (await asked<ServiceRecord>('serviceRecord', {})).rows.find(
        ({ item }) => item.id === 'food-business-licence',
      )
    for (let i = 0; i < 9; i++) await granted(await shopIn(trusted), officer)
    expect((await rowOf())?.fast).toBeUndefined()
    const last = await shopIn(trusted)
    const view = await asked<CaseView>('getCase', ids(last), last.founder)
    expect(view.lanes[0]).toMatchObject({
      format: { id: 'retail' },
      promise: { count: 5, unit: 'working-days' },
      tracks: [{ id: 'trusted', taken: true, explanation: { verdict: 'eligible' } }],
    })
    await granted(last, officer)
    expect((await rowOf())?.fast).toEqual({ steps: 10, onTime: 1 })
  }, 90_000)
})

describe('a district’s version', () => {
  const write = async (operation: string, input: Record<string, unknown>, as: Actor) => {
    const answer = await town.execute('publication', operation, input, { as })
    if (answer.kind !== 'written') throw new Error(`${operation}: ${JSON.stringify(answer.failure)}`)
    return answer.id
  }
  const promiseIn = async (district: string) => {
    const filing = await shopIn({}, { district })
    const view = await asked<CaseView>('getCase', ids(filing), filing.founder)
    return { filing, count: view.lanes[0]?.promise.count, local: view.lanes[0]?.local?.id }
  }

  test('is written by the district, published by a third person, holds for its cases, and ends by repeal', async () => {
    expect(await promiseIn('haizhu')).toMatchObject({ count: 10, local: undefined })
    const [author, reviewer, chief] = await Promise.all(
      ['author', 'reviewer', 'chief'].map((name) => clerk(`haizhu-${name}`, 'haizhu')),
    )
    if (!author || !reviewer || !chief) throw new Error('no officers')
    const { today } = town.system.moment()
    const body = {
      title: { zh: '食品经营许可（海珠区）', en: 'Food business licence in Haizhu' },
      inForce: { from: today },
      item: 'food-business-licence',
      itemVersion: 1,
      district: 'haizhu',
      department: 'market-regulation',
      promised: { limit: { count: 6, unit: 'working-days' }, basis: [], confidence: 'unverified' },
      confidence: 'unverified',
    }
    const office = {
      kind: 'district-item',
      title: body.title.zh,
      department: 'market-regulation',
      district: 'haizhu',
    }
    const draftId = await write(
      'openDraft',
      { ...office, id: 'food-haizhu', parts: [{ kind: 'district-item', body }] },
      author,
    )
    const listed = async (operation: string) => {
      const answer = await town.query<{ items: { title: unknown }[] }>('publication', operation, {}, author)
      return answer.kind === 'answer' ? answer.answer.items.map(({ title }) => title) : answer.failure
    }
    expect(await listed('listDrafts')).toEqual([body.title])
    await write('submitDraft', { draftId }, author)
    await write('approveDraft', { draftId, opinion: '没有增加条件和材料' }, reviewer)
    await write('publishDraft', { draftId }, chief)
    await town.system.settle()

    const during = await promiseIn('haizhu')
    expect(during).toMatchObject({ count: 6, local: 'haizhu' })
    expect(await promiseIn('tianhe')).toMatchObject({ count: 10, local: undefined })
    const { items } = await asked<{ items: DistrictItemRow[] }>('listDistrictItems', { district: 'haizhu' })
    expect(items).toMatchObject([
      { id: 'food-haizhu', promise: { count: 6 }, cityPromise: { count: 20 }, misfits: [] },
    ])

    const of = { kind: 'district-item', id: 'food-haizhu', version: 1 }
    const repealId = await write(
      'proposeRepeal',
      { of, on: addDays(today, 1), reason: '改用全市统一的承诺' },
      author,
    )
    expect(await listed('listRepeals')).toEqual([body.title])
    await write('confirmRepeal', { repealId, reasonEn: 'The city’s promise is used instead' }, chief)
    later(town, 2)
    await town.system.settle()
    expect(await promiseIn('haizhu')).toMatchObject({ count: 10, local: undefined })
    const kept = await asked<CaseView>('getCase', ids(during.filing), during.filing.founder)
    expect(kept.lanes[0]).toMatchObject({ promise: { count: 6 }, local: { id: 'haizhu' } })
  }, 90_000)
})
