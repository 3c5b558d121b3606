import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { composition } from '#apps/composition.ts'
import { openCityTown } from '#apps/testing/city-town.ts'
import type { Output } from '#apps/web/client/contracts.ts'
import type { TestSystem } from '#platform/testing/system.ts'
import { highest, withRefunds } from '../flat-refund.fixtures.ts'
import { anEmployer } from '../scenes.fixtures.ts'
import { samplePolicy } from '../sample.ts'

/** What the policy desk says while somebody writes, over a city in memory. */

let town: TestSystem
beforeAll(async () => {
  town = await openCityTown({
    change: withRefunds,
    mirror: composition.mirror,
    now: '2025-06-30T02:00:00.000Z',
  })
  for (let i = 0; i < 6; i++) await anEmployer(town, { paidFen: 100_00 * (i + 1), serious: i === 5 })
  await town.system.mirror?.boot()
  await town.system.settle()
})
afterAll(() => town?.close())

const begun = {
  id: 'a-begun-policy',
  version: 1,
  title: { zh: '招工补贴' },
  summary: {},
  department: 'human-resources',
  documents: [],
  inForce: { from: '2025-01-01' },
  mode: 'on-application',
  conditions: {
    all: [
      { id: 'c1', zh: '参保 20 人以上', when: '参保人数 >= 20人' },
      { id: 'c2', zh: '没有严重失信', not: '严重失信主体' },
    ],
  },
  gives: { kind: 'cash', text: { zh: '每家一千元' }, amount: '1000元' },
}

async function ask<
  N extends 'effectOfDraft' | 'countPersons' | 'examplesOfDraft' | 'sampleDraft' | 'listBuildingBlocks',
>(operation: N, input: Record<string, unknown>): Promise<Output<`policy.${N}`>> {
  const answer = await town.query<Output<`policy.${N}`>>('policy', operation, input)
  if (answer.kind !== 'answer') throw new Error(JSON.stringify(answer.failure))
  return answer.answer
}

describe('a policy that is being written', () => {
  test('is counted over the whole city before anybody has written its English, its document or its purpose', async () => {
    const { effect, faults } = await ask('effectOfDraft', { policy: begun })
    expect(faults.filter(({ weight }) => weight === 'error')).toEqual([])
    expect(effect).toMatchObject({
      whom: 'enterprises',
      counted: 6,
      eligible: 5,
      ineligible: 1,
      sumFen: 5 * 1_000_00,
    })
    expect(effect?.bySize).toEqual([{ code: 'small', count: 5 }])
  })

  test('is counted by whom it reaches until a sum is written', async () => {
    const { effect } = await ask('effectOfDraft', {
      policy: { ...begun, gives: { kind: 'cash', text: {}, amount: '' } },
    })
    expect(effect).toMatchObject({ eligible: 5, sumFen: null })
  })

  test('is told what is wrong with its rule instead of being counted', async () => {
    const conditions = { all: [{ id: 'c1', zh: '没有这个词', when: '没有这个词 >= 20人' }] }
    const { effect, faults } = await ask('effectOfDraft', { policy: { ...begun, conditions } })
    expect(effect).toBeUndefined()
    expect(faults.map(({ path }) => path)).toEqual(['/conditions/all/0/when'])
  })

  test('is told when no enterprise could ever get it', async () => {
    const conditions = { all: [{ when: '参保人数 >= 20人' }, { when: '参保人数 < 10人' }] }
    const { faults } = await ask('effectOfDraft', { policy: { ...begun, conditions } })
    expect(faults.map(({ code, weight }) => [code, weight])).toContainEqual(['rule-contradiction', 'error'])
  })

  test('counts who comes in and who falls out against the version in force', async () => {
    const policy = { ...begun, id: 'job-stabilisation-refund', version: 2, inForce: { from: '2025-06-01' } }
    const conditions = { all: [{ when: '参保人数 >= 21人' }] }
    const { effect } = await ask('effectOfDraft', { policy: { ...policy, conditions } })
    expect(effect?.against).toEqual({ version: 1, gained: 0, lost: 5 })
  })

  test('shows enterprises it reaches and nearly reaches', async () => {
    const { items } = await ask('sampleDraft', { policy: begun })
    expect(items.map(({ how, amountFen }) => [how, amountFen])).toEqual(
      Array.from({ length: 3 }, () => ['eligible', 1_000_00]),
    )
  })

  const aboveLimit = (limit: string) => ({
    ...begun,
    conditions: {
      all: [
        { id: 'c1', zh: '缴费够多', when: `上年失业保险实缴额 >= ${limit}` },
        { id: 'c2', zh: '没有严重失信', not: '严重失信主体' },
      ],
    },
  })

  test('counts who misses one condition by a stated share of its limit, and names the nearest first with the distance', async () => {
    const policy = aboveLimit('420元')
    const near = async (nearPercent: number) =>
      (await ask('effectOfDraft', { policy, nearPercent })).effect?.near
    expect([await near(4), await near(5), await near(28), await near(29), await near(50)]).toEqual([
      0, 1, 1, 2, 2,
    ])
    const { items } = await ask('sampleDraft', { policy, nearPercent: 50 })
    const nearest = items.filter(({ how }) => how === 'near')
    expect(nearest.map(({ missed }) => missed?.percent)).toEqual([4.8, 28.6])
    expect(nearest[0]?.missed).toMatchObject({ condition: { zh: '缴费够多' }, gap: { zh: '还差 20 元' } })
  })

  test('says who is paid another of the group instead, and what is left to pay', async () => {
    const policy = { ...begun, gives: { ...begun.gives, amount: '150元' }, highest }
    const { effect } = await ask('effectOfDraft', { policy })
    // The refund is 60 % of 100, 200, 300, 400 and 500 yuan: for three it is more than 150.
    expect(effect).toMatchObject({ eligible: 5, sumFen: 750_00, instead: 3, netFen: 300_00 })
    expect(effect?.insteadOf).toMatchObject([{ policyId: samplePolicy, count: 3 }])
    const alone = await ask('effectOfDraft', { policy: { ...policy, highest: undefined } })
    expect(alone.effect).toMatchObject({ sumFen: 750_00, instead: 0, netFen: 750_00 })
  })

  test('is counted in persons where it concerns persons', async () => {
    const account = await town.account('a-worker')
    await town.execute('party', 'enterAsPerson', {}, { as: account })
    const policy = {
      ...begun,
      appliesTo: { id: 'person', zh: '自然人', when: '主体类型 = "自然人"' },
      conditions: { all: [{ id: 'c1', zh: '是自然人', when: '主体类型 = "自然人"' }] },
    }
    const { effect } = await ask('effectOfDraft', { policy })
    expect(effect).toMatchObject({
      whom: 'persons',
      counted: 1,
      eligible: 1,
      sumFen: 1_000_00,
      netFen: 1_000_00,
    })
    for (const login of ['counted-one', 'counted-two']) {
      const as = await town.account(login)
      await town.execute('party', 'enterAsPerson', {}, { as })
    }
    await town.system.settle()
    const whole = await ask('countPersons', { policy })
    expect(whole).toMatchObject({ counted: 3, eligible: 3, sumFen: 3_000_00 })
    expect(whole.next).toBeUndefined()
    const batches: Output<'policy.countPersons'>[] = []
    let after: string | undefined
    do {
      const batch = await ask('countPersons', { policy, most: 1, after })
      batches.push(batch)
      after = batch.next
    } while (after)
    expect(batches.length).toBeGreaterThan(2)
    const total = (of: 'counted' | 'eligible' | 'sumFen') =>
      batches.reduce((sum, batch) => sum + (batch[of] ?? 0), 0)
    expect([total('counted'), total('eligible'), total('sumFen')]).toEqual([3, 3, 3_000_00])
  })

  test('of enterprises counts no persons', async () => {
    expect(await ask('countPersons', { policy: begun })).toMatchObject({ counted: 0, sumFen: null })
  })

  test('gets examples at its limits, beginning with an enterprise that qualifies', async () => {
    const { proposals, uncovered } = await ask('examplesOfDraft', { policy: begun })
    expect(proposals[0]).toMatchObject({ expect: { verdict: '符合' } })
    expect(proposals.map(({ expect: { verdict } }) => verdict)).toEqual(
      expect.arrayContaining(['不符合', '缺数据']),
    )
    expect(uncovered.length).toBeGreaterThan(0)
    const examples = { shared: { on: proposals[0]?.on, facts: {} }, examples: proposals }
    const after = await ask('examplesOfDraft', { policy: begun, examples })
    expect({ failures: after.failures, uncovered: after.uncovered, proposals: after.proposals }).toEqual({
      failures: [],
      uncovered: [],
      proposals: [],
    })
  })

  test('gets an example to begin with also where a condition counts back from today', async () => {
    const conditions = { all: [{ when: '参保人数 >= 20人' }, { when: '成立日期 <= 今天 - 2年' }] }
    const { proposals } = await ask('examplesOfDraft', { policy: { ...begun, conditions } })
    expect(proposals[0]).toMatchObject({ on: '2025-01-01', expect: { verdict: '符合' } })
    expect(proposals.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['参保人数刚好不到20 人', '成立日期比今天前 2 年晚一天']),
    )
  })

  test('may be built from the city’s own checks, and stand in a group with other benefits', async () => {
    const { checks, exclusiveGroups, funds } = await ask('listBuildingBlocks', {})
    expect(checks.map(({ id }) => id)).toContain('registered-for-years')
    expect(funds.map(({ id }) => id)).toContain('unemployment-fund')
    expect(exclusiveGroups.find(({ id }) => id === 'income-tax-rate')?.policies.length).toBeGreaterThan(1)
  })

  test('is held against its budget', async () => {
    const budget = { book: 'a-fund', year: 2025, amount: '4000元' }
    const { effect } = await ask('effectOfDraft', { policy: { ...begun, budget } })
    expect(effect).toMatchObject({ sumFen: 5_000_00, budgetFen: 4_000_00 })
  })
})
