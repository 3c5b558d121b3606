import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openCityTown } from '#apps/testing/city-town.ts'
import { aParty } from '#engines/party/fixtures.ts'
import type { messageContract } from '#engines/message/contract.ts'
import type { OutputOf } from '#kernel/contract.ts'
import { instantFrom, msOf } from '#kernel/time.ts'
import type { TestSystem } from '#platform/testing/system.ts'
import type { standingContract } from './contract.ts'

let town: TestSystem
beforeAll(async () => {
  town = await openCityTown()
})
afterAll(() => town?.close())

const exemption = 'vat-small-scale-threshold'
const sales = (yuan: number) => ({ fact: 'tax.sales', value: yuan * 100 })
const smallScale = [
  { fact: 'tax.vatStatus', value: 'small-scale' },
  { fact: 'tax.vatPeriod', value: 'month' },
]
let causes = 0
const know = async (partyId: string, facts: readonly { fact: string; value: unknown }[]) => {
  const recorded = facts.map((one) => ({ ...one, on: '2026-02-28', source: 'tax' }))
  town.clock.set(instantFrom(msOf(town.clock.now()) + 1000))
  await town.execute('party', 'recordFacts', { partyId, facts: recorded, cause: `test-${++causes}` })
  await town.system.settle()
}

type Notices = OutputOf<typeof messageContract.listNotices>
type Changes = OutputOf<typeof standingContract.listStandingChanges>
async function told(partyId: string, as: Awaited<ReturnType<typeof aParty>>['founder']) {
  const notices = await town.query<Notices>('message', 'listNotices', { partyId }, as)
  const changes = await town.query<Changes>('policy', 'listStandingChanges', { partyId }, as)
  if (notices.kind !== 'answer' || changes.kind !== 'answer') throw new Error('not answered')
  const about = ({ policyId }: { policyId: string }) => policyId === exemption
  return {
    subjects: notices.answer.items.map(({ subject }) => subject),
    changes: changes.answer.items.filter(about).map(({ before, after }) => `${before}→${after}`),
  }
}

describe('what an enterprise gets, as its facts change', () => {
  test('a fact that brings a policy is told once; a fact that changes nothing is not told', async () => {
    const { partyId, founder } = await aParty(town, '广州消息一有限公司')
    await know(partyId, [...smallScale, sales(99_999)])
    const before = await told(partyId, founder)
    expect(before.changes).toEqual(['none→gets'])
    expect(before.subjects.length).toBeGreaterThan(0)
    await know(partyId, [sales(99_998)])
    expect(await told(partyId, founder)).toEqual(before)
  })

  test('what is lost or only nearly reached is shown among the changes and never sent as a notice', async () => {
    const { partyId, founder } = await aParty(town, '广州消息二有限公司')
    await know(partyId, [...smallScale, sales(100_000)])
    const nearly = await told(partyId, founder)
    expect(nearly.changes).toEqual(['none→nearly'])
    expect(nearly.subjects).not.toContain(`policy/${exemption}`)
    await know(partyId, [sales(50_000)])
    const got = await told(partyId, founder)
    expect(got.changes).toEqual(['nearly→gets', 'none→nearly'])
    expect(got.subjects.filter((subject) => subject === `policy/${exemption}`)).toHaveLength(1)
    await know(partyId, [sales(200_000)])
    const lost = await told(partyId, founder)
    expect(lost.changes[0]).toBe('gets→nearly')
    expect(lost.subjects).toEqual(got.subjects)
  })

  test('nobody is told of an enterprise that no account acts for', async () => {
    const { partyId, founder } = await aParty(town, '广州消息三有限公司')
    await town.system.settle()
    const { rows: before } = await town.admin('select count(*)::int as n from message.notice')
    await town.admin(`delete from party.mandate where owner_id = '${partyId}'`)
    await know(partyId, [...smallScale, sales(99_999)])
    const { rows: after } = await town.admin('select count(*)::int as n from message.notice')
    expect(after).toEqual(before)
    expect(founder.partyIds).toContain(partyId)
  })

  test('two judgements at once tell a change once', async () => {
    const { partyId, founder } = await aParty(town, '广州消息四有限公司')
    await know(partyId, smallScale)
    const fact = { ...sales(10), on: '2026-02-28', source: 'tax' }
    await town.execute('party', 'recordFacts', { partyId, facts: [fact], cause: 'at-once' })
    await Promise.all(Array.from({ length: 6 }, () => town.execute('policy', 'noteStanding', { partyId })))
    await town.system.settle()
    expect((await told(partyId, founder)).changes).toEqual(['none→gets'])
  })

  test('another day is judged for everybody with a mandate: an edition that ends is lost on its day', async () => {
    const { partyId, founder } = await aParty(town, '广州消息五有限公司')
    await know(partyId, [...smallScale, sales(1)])
    const foreseen = await town.query<OutputOf<typeof standingContract.foresee>>(
      'policy',
      'foresee',
      { partyId, days: 400 },
      founder,
    )
    if (foreseen.kind !== 'answer') throw new Error('not answered')
    expect(foreseen.answer.items.filter(({ policyId }) => policyId === exemption)).toEqual([])
    town.clock.set('2028-01-01T02:00:00.000Z')
    await town.system.settle()
    expect((await told(partyId, founder)).changes[0]).toBe('gets→none')
    town.clock.set('2026-03-02T02:00:00.000Z')
  })
})
