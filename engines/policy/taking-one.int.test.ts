import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openCityTown } from '#apps/testing/city-town.ts'
import type { TestSystem } from '#platform/testing/system.ts'
import { flatBeside, flatRefund, highest, withRefunds } from './flat-refund.fixtures.ts'
import { anEmployer, announcement, aRunBook, batchOf, publish, starter } from './scenes.fixtures.ts'
import { sampleDay, samplePolicy } from './sample.ts'

/** Two benefits of which only the highest is paid: 60 % of what was paid in, or 700 yuan for everybody. And two that exclude each other. */

const flat = flatRefund.id
let town: TestSystem

beforeAll(async () => {
  town = await openCityTown({
    change: (rows) =>
      withRefunds(rows, (refund) => [
        flatBeside(refund),
        ...['tool-refund', 'machine-refund'].map((id) => ({
          id,
          title: { zh: id === 'tool-refund' ? '工具补贴' : '设备补贴', en: id },
          gives: { ...refund.gives, amount: '800元' },
          exclusive: ['equipment'],
        })),
      ]),
  })
})
afterAll(() => town?.close())

async function did(operation: string, input: Record<string, unknown>) {
  const answer = await town.execute('policy', operation, input, { as: await starter(town) })
  if (answer.kind !== 'written') throw new Error(JSON.stringify(answer.failure))
  return answer.id
}
async function read<T>(operation: string, input: Record<string, unknown>): Promise<T> {
  const answer = await town.query<T>('policy', operation, input)
  if (answer.kind !== 'answer') throw new Error(JSON.stringify(answer.failure))
  return answer.answer
}

async function collected(policyId: string, place: { bookId: string; period: string }) {
  const runId = await did('startRun', { policyId, asOf: sampleDay, ...place })
  await town.system.settle()
  return runId
}
interface Listed {
  readonly partyId: string
  readonly verdict: string
  readonly exclusion?: string
  readonly amountFen: number
  readonly summary: { readonly zh: string }
}
const listOf = async (runId: string) => {
  const { items } = await read<{ items: Listed[] }>('listCandidates', { runId, limit: 200 })
  return (partyId: string) => items.find((one) => one.partyId === partyId)
}

describe('of benefits of which only the highest is paid', () => {
  test('each enterprise is on the list of the one that is higher for it, and is told why not on the other', async () => {
    const large = await anEmployer(town, { paidFen: 2_000_00 })
    const small = await anEmployer(town, { paidFen: 1_000_00 })
    const place = await aRunBook(town)
    const byShare = await listOf(await collected(samplePolicy, place))
    const byHead = await listOf(await collected(flat, await aRunBook(town)))
    expect(byShare(large.partyId)).toMatchObject({ verdict: 'eligible', amountFen: 1_200_00 })
    expect(byShare(small.partyId)).toMatchObject({ verdict: 'excluded', exclusion: 'higher-paid' })
    expect(byHead(small.partyId)).toMatchObject({ verdict: 'eligible', amountFen: 700_00 })
    expect(byHead(large.partyId)).toMatchObject({ verdict: 'excluded', exclusion: 'higher-paid' })
    expect(byHead(large.partyId)?.summary.zh).toContain('从高不重复')
    const { items } = await read<{
      items: { policyId: string; higher?: { policyId: string; amountFen: number } }[]
    }>('matchParty', { partyId: small.partyId, on: sampleDay })
    const shown = (policyId: string) => items.find((one) => one.policyId === policyId)
    expect(shown(samplePolicy)?.higher).toMatchObject({ policyId: flat, amountFen: 700_00 })
    expect(shown(flat)?.higher).toBeUndefined()
  })

  test('whoever was granted the lower one is excluded from the other for the period, not paid the difference', async () => {
    const party = await anEmployer(town, { paidFen: 1_000_00 })
    const place = await aRunBook(town)
    const first = await collected(flat, place)
    await publish(town, first)
    await town.system.settle()
    // More was paid in than was known when the list was made.
    const facts = [
      { fact: 'hr.insurancePaid', value: 9_000_00, on: '2025-02-28', source: 'test', period: '2024' },
    ]
    await town.execute('party', 'recordFacts', { partyId: party.partyId, facts, cause: 'corrected' })
    await town.system.settle()
    const later = { bookId: place.bookId, period: place.period }
    const byShare = await listOf(await collected(samplePolicy, later))
    expect(byShare(party.partyId)).toMatchObject({
      verdict: 'excluded',
      exclusion: 'group-granted',
      amountFen: 0,
    })
  })

  /** What a party was granted has arrived; then more or less turns out to have been paid in. */
  async function paidThenCorrected(policyId: string, paidFen: number, correctedFen: number) {
    const party = await anEmployer(town, { paidFen })
    const runId = await collected(policyId, await aRunBook(town))
    await publish(town, runId)
    await town.system.settle()
    const { rows } = await town.admin(
      `select grant_id from policy.grant where owner_id = '${party.partyId}' and run_id = '${runId}'`,
    )
    const grant = { partyId: party.partyId, grantId: String(rows[0]?.['grant_id']) }
    await town.execute('policy', 'progressGrant', { ...grant, number: 1, state: 'settled' })
    const fact = {
      fact: 'hr.insurancePaid',
      value: correctedFen,
      on: '2025-02-28',
      source: 'test',
      period: '2024',
    }
    await town.execute('party', 'recordFacts', { partyId: party.partyId, facts: [fact], cause: 'corrected' })
    await town.system.settle()
    const { items } = await read<{ items: { differenceFen: number; summary: { zh: string } }[] }>(
      'listMyCorrections',
      { partyId: party.partyId },
    )
    return items
  }

  test('facts that turn out otherwise afterwards are held against the group too', async () => {
    // 60 % of 2000 was paid; of 1000 it is 600, and the flat 700 would have been the higher one: 500 come back, not 600.
    const [less] = await paidThenCorrected(samplePolicy, 2_000_00, 1_000_00)
    expect(less).toMatchObject({ differenceFen: -500_00 })
    expect(less?.summary.zh).toContain('定额返还')
    // The flat 700 was paid; 60 % of 9000 would have been more: nothing is claimed back, and no difference is paid.
    expect(await paidThenCorrected(flat, 1_000_00, 9_000_00)).toEqual([])
    // Where what was paid is still the highest, it is corrected by its own rule.
    expect(await paidThenCorrected(samplePolicy, 2_000_00, 3_000_00)).toMatchObject([
      { differenceFen: 600_00 },
    ])
  })

  test('two lists that reach an enterprise at once bring it one grant', async () => {
    const party = await anEmployer(town)
    const place = await aRunBook(town)
    const runId = await collected(flat, place)
    const batchId = await batchOf(town, runId, party.partyId)
    const about = announcement({ runId, batchId, period: place.period }, party.partyId)
    const answers = await Promise.all(
      [samplePolicy, flat].map((policyId) =>
        town.execute('policy', 'announceGrant', { ...about, policyId, groups: [`highest:${highest.group}`] }),
      ),
    )
    expect(answers.map(({ kind }) => kind).sort()).toEqual(['failed', 'written'])
    const refused = answers.find(({ kind }) => kind === 'failed')
    expect(refused).toMatchObject({ failure: { kind: 'refusal', code: 'group-granted' } })
  })

  test('a list is derived again as it was made', async () => {
    const party = await anEmployer(town, { paidFen: 1_000_00 })
    const runId = await collected(samplePolicy, await aRunBook(town))
    const again = await read<{ same: boolean }>('rederiveCandidate', { runId, partyId: party.partyId })
    expect(again.same).toBe(true)
  })
})

describe('of benefits that exclude each other', () => {
  test('whoever is on the list of one is kept off the other’s for the period, until it leaves the first', async () => {
    const party = await anEmployer(town)
    const place = await aRunBook(town)
    const first = await collected('tool-refund', place)
    await publish(town, first)
    await town.system.settle()
    const later = { bookId: place.bookId, period: place.period }
    const other = await listOf(await collected('machine-refund', later))
    expect(other(party.partyId)).toMatchObject({
      verdict: 'excluded',
      exclusion: 'group-granted',
      amountFen: 0,
    })
    const { rows } = await town.admin(
      `select grant_id from policy.grant where owner_id = '${party.partyId}' and run_id = '${first}'`,
    )
    const grant = { partyId: party.partyId, grantId: String(rows[0]?.['grant_id']) }
    const batchId = await batchOf(town, first, party.partyId)
    const about = announcement({ runId: first, batchId, period: place.period }, party.partyId)
    const machine = { ...about, policyId: 'machine-refund', groups: ['exclusive:equipment'] }
    expect(await town.execute('policy', 'announceGrant', machine)).toMatchObject({
      failure: { code: 'group-granted' },
    })
    await town.execute('policy', 'progressGrant', { ...grant, number: 0, state: 'withdrawn' })
    expect(await town.execute('policy', 'announceGrant', machine)).toMatchObject({ kind: 'written' })
  })

  test('two lists that reach an enterprise at once bring it one of them, also where only the key stands between', async () => {
    const party = await anEmployer(town)
    const place = await aRunBook(town)
    const runId = await collected('tool-refund', place)
    const batchId = await batchOf(town, runId, party.partyId)
    const about = announcement({ runId, batchId, period: place.period }, party.partyId)
    const groups = ['exclusive:equipment']
    const answers = await Promise.all(
      ['tool-refund', 'machine-refund'].map((policyId) =>
        town.execute('policy', 'announceGrant', { ...about, policyId, groups }),
      ),
    )
    expect(answers.map(({ kind }) => kind).sort()).toEqual(['failed', 'written'])
    await expect(
      town.admin(`
        insert into policy.grant_group select owner_id, grouped_as, period, component, gen_random_uuid()
        from policy.grant_group where owner_id = '${party.partyId}'`),
    ).rejects.toThrow(/grant_group_pkey/)
  })
})
