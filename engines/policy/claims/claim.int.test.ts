import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openCityTown } from '#apps/testing/city-town.ts'
import type { Actor } from '#kernel/actor.ts'
import { instantFrom, msOf } from '#kernel/time.ts'
import type { TestSystem } from '#platform/testing/system.ts'
import { aClaim, aStartUp, casePolicy, clickPolicy, promisePolicy, promises } from './fixtures.ts'
import { approver, passPublicity, starter } from '../scenes.fixtures.ts'

let town: TestSystem
beforeAll(async () => {
  town = await openCityTown()
})
afterAll(() => town?.close())

type Input = Record<string, unknown>
async function act(engine: string, operation: string, input: Input, as?: Actor): Promise<string> {
  const answer = await town.execute(engine, operation, input, as ? { as } : {})
  if (answer.kind !== 'written') throw new Error(`${operation}: ${JSON.stringify(answer.failure)}`)
  return answer.id
}
async function read<T>(engine: string, operation: string, input: Input, as?: Actor): Promise<T> {
  const answer = await town.query<T>(engine, operation, input, as)
  if (answer.kind !== 'answer') throw new Error(`${operation}: ${JSON.stringify(answer.failure)}`)
  return answer.answer
}
const tick = () => town.clock.set(instantFrom(msOf(town.clock.now()) + 1000))

const books = new Map<string, string>()
/** A run of a claimed policy, from its list to the second person; what its claims have become. */
async function run(
  policyId: string,
  budgetFen = 1_000_000_00,
  as: (town: TestSystem) => Promise<Actor> = starter,
) {
  tick()
  const book = {
    title: '就业资金',
    fund: policyId,
    period: '2026',
    bankAccount: '9900000000000018',
    budgetFen,
  }
  const bookId = books.get(policyId) ?? (await act('ledger', 'openBook', book))
  books.set(policyId, bookId)
  const asOf = town.system.moment().today
  const runId = await act('policy', 'startRun', { policyId, asOf, period: '2026', bookId }, await as(town))
  await town.system.settle()
  return { runId, bookId }
}
interface Candidates {
  readonly items: readonly {
    readonly partyId: string
    readonly verdict: string
    readonly amountFen: number
  }[]
}
const candidates = (runId: string) => read<Candidates>('policy', 'listCandidates', { runId })
async function approve(runId: string, as: (town: TestSystem) => Promise<Actor> = starter, by = approver) {
  await act('policy', 'publishRun', { runId }, await as(town))
  await town.system.settle()
  passPublicity(town)
  await town.system.settle()
  await act('policy', 'approveRun', { runId }, await by(town))
  await town.system.settle()
}
interface Mine {
  readonly items: readonly {
    readonly state: string
    readonly grant?: string
    readonly decideBy?: string
    readonly promise?: string
    readonly check?: { reason: string }
    readonly repair?: { state: string }
    readonly reason?: { zh: string }
  }[]
}
const claimsOf = async (partyId: string, founder: Actor) =>
  (await read<Mine>('policy', 'listMyClaims', { partyId }, await town.refresh(founder))).items
interface Notices {
  readonly items: readonly { readonly subject: string; readonly text: { zh: string } }[]
}
const noticesOf = async (partyId: string, founder: Actor) =>
  (await read<Notices>('message', 'listNotices', { partyId }, await town.refresh(founder))).items

describe('what is claimed is paid by a run of those who claimed, once', () => {
  test('a run looks at claimants only; who does not qualify any more is refused with the reason, and both are told', async () => {
    const stranger = await aStartUp(town)
    const { partyId, founder } = await aClaim(town)
    const fallen = await aClaim(town)
    const [open] = await claimsOf(partyId, founder)
    expect(open).toMatchObject({ state: 'open', decideBy: '2026-03-16' })
    tick()
    const facts = [
      { fact: 'credit.abnormalList', value: true, on: '2026-03-02', source: 'market-regulation' },
    ]
    await act('party', 'recordFacts', { partyId: fallen.partyId, facts, cause: 'test' })
    const { runId } = await run(clickPolicy, 20_000_00)
    const { items } = await candidates(runId)
    expect(items).toEqual([expect.objectContaining({ partyId, verdict: 'eligible', amountFen: 10_000_00 })])
    expect(items.map((one) => one.partyId)).not.toContain(stranger.partyId)
    await approve(runId)
    expect((await claimsOf(partyId, founder))[0]).toMatchObject({ state: 'granted', grant: 'held' })
    const [refused] = await claimsOf(fallen.partyId, fallen.founder)
    expect(refused).toMatchObject({ state: 'refused' })
    expect(refused?.reason?.zh).toContain('未列入经营异常名录')
    const told = await noticesOf(fallen.partyId, fallen.founder)
    expect(told.filter(({ subject }) => subject === `claim/${clickPolicy}`)).toHaveLength(1)
    const again = await town.execute(
      'policy',
      'lodgeClaim',
      { partyId, policyId: clickPolicy },
      { as: founder },
    )
    expect(again).toMatchObject({ failure: { code: 'already-claimed' } })
  })

  test('a promise counts until a department knows better, in the run and whenever the run is derived again', async () => {
    const input = { policyId: promisePolicy, promised: promises }
    const kept = await aClaim(town, input)
    const caught = await aClaim(town, input)
    tick()
    const facts = [{ fact: 'hr.ownsPremises', value: true, on: '2026-03-02', source: 'housing-fund' }]
    await act('party', 'recordFacts', { partyId: caught.partyId, facts, cause: 'test' })
    const { runId } = await run(promisePolicy)
    expect((await candidates(runId)).items).toEqual([
      expect.objectContaining({ partyId: kept.partyId, verdict: 'eligible', amountFen: 12_000_00 }),
    ])
    const derived = await read<{ same: boolean }>('policy', 'rederiveCandidate', {
      runId,
      partyId: kept.partyId,
    })
    expect(derived.same).toBe(true)
    await approve(runId)
    expect((await claimsOf(kept.partyId, kept.founder))[0]).toMatchObject({
      state: 'granted',
      promise: 'unchecked',
    })
    expect((await claimsOf(caught.partyId, caught.founder))[0]).toMatchObject({ state: 'refused' })
    const check = {
      partyId: kept.partyId,
      claimId: kept.claimId,
      outcome: 'broken',
      reason: '现场核查，场地自有',
    }
    await act('policy', 'checkPromise', check, await starter(town))
    await town.system.settle()
    expect((await claimsOf(kept.partyId, kept.founder))[0]).toMatchObject({ promise: 'broken' })
    const told = await noticesOf(kept.partyId, kept.founder)
    expect(told.some(({ text }) => text.zh.includes('退回已领的补贴'))).toBe(true)
    // No bank had been told: the money is the budget's again, and the grant says so.
    expect((await claimsOf(kept.partyId, kept.founder))[0]).toMatchObject({ grant: 'released' })
  })

  const entryOf = async (partyId: string, founder: Actor) =>
    (
      await read<{ facts: { fact: string; value: unknown; source: string }[] }>(
        'party',
        'getParty',
        { partyId },
        await town.refresh(founder),
      )
    ).facts.find(({ fact }) => fact === 'credit.brokenCommitment')
  const found = { outcome: 'broken', reason: '现场核查，场地自有' }

  test('a promise found untrue enters the record with its reason, bars further promises, and its entry ends once it is made good', async () => {
    const input = { policyId: promisePolicy, promised: promises }
    const { partyId, claimId, founder } = await aClaim(town, input)
    await act('policy', 'checkPromise', { partyId, claimId, ...found }, await starter(town))
    await town.system.settle()
    const [claim] = await claimsOf(partyId, founder)
    expect(claim).toMatchObject({ state: 'refused', promise: 'broken', check: { reason: found.reason } })
    expect(await entryOf(partyId, founder)).toMatchObject({ value: true, source: `claim:${promisePolicy}` })
    const again = { partyId, ...input }
    expect(await town.execute('policy', 'lodgeClaim', again, { as: founder })).toMatchObject({
      failure: { code: 'commitment-barred' },
    })
    const ids = { partyId, claimId }
    await act('policy', 'askRepair', { ...ids, text: '已另租场地' }, await town.refresh(founder))
    const answer = { outcome: 'granted', reason: '核实已整改' }
    await act('policy', 'answerRepair', { ...ids, ...answer }, await approver(town))
    await town.system.settle()
    expect((await claimsOf(partyId, founder))[0]).toMatchObject({
      promise: 'repaired',
      repair: { state: 'granted' },
    })
    expect(await entryOf(partyId, founder)).toMatchObject({ value: false })
    const told = await noticesOf(partyId, founder)
    expect(told.some(({ text }) => text.zh.includes('信用记录已修复'))).toBe(true)
  })

  test('what was paid on it is asked back whole, decided by somebody else than who found it', async () => {
    const input = { policyId: promisePolicy, promised: promises }
    const { partyId, claimId, founder } = await aClaim(town, input)
    const { runId } = await run(promisePolicy)
    await approve(runId)
    const { rows } = await town.admin(
      `select grant_id from policy.grant where owner_id = '${partyId}' and run_id = '${runId}'`,
    )
    const grantId = String(rows[0]?.['grant_id'])
    await act('policy', 'progressGrant', { partyId, grantId, number: 9, state: 'settled' })
    const officer = await approver(town)
    await act('policy', 'checkPromise', { partyId, claimId, ...found }, officer)
    await town.system.settle()
    const { items } = await read<{ items: { correctionId: string; differenceFen: number; state: string }[] }>(
      'policy',
      'listMyCorrections',
      { partyId },
      await town.refresh(founder),
    )
    expect(items).toMatchObject([{ state: 'open', differenceFen: -12_000_00 }])
    const decision = {
      partyId,
      correctionId: items[0]?.correctionId,
      grantId,
      outcome: 'approved',
      reason: '应予退回',
    }
    expect(await town.execute('policy', 'decideCorrection', decision, { as: officer })).toMatchObject({
      failure: { code: 'four-eyes' },
    })
    expect(
      await town.execute('policy', 'decideCorrection', decision, { as: await starter(town) }),
    ).toMatchObject({
      kind: 'written',
    })
  })
})

describe('what is given once', () => {
  test('is known as received when it has arrived, and is not given again in another year', async () => {
    const { partyId, founder } = await aStartUp(town)
    const listed = async () =>
      (
        await read<{ facts: { fact: string; value: unknown }[] }>(
          'party',
          'getParty',
          { partyId },
          await town.refresh(founder),
        )
      ).facts.find(({ fact }) => fact === 'benefit.received')?.value
    const { rows } = await town.admin(
      `select owner_id, grant_id from policy.grant where policy_id = '${clickPolicy}' and state = 'held' limit 1`,
    )
    const paid = { partyId: String(rows[0]?.['owner_id']), grantId: String(rows[0]?.['grant_id']) }
    tick()
    await act('policy', 'progressGrant', { ...paid, number: 9, state: 'settled' })
    await town.system.settle()
    const verdict = async (party: string) =>
      (
        await read<{ items: { policyId: string; explanation: { because?: string } }[] }>(
          'policy',
          'matchParty',
          {
            partyId: party,
          },
        )
      ).items.find(({ policyId }) => policyId === clickPolicy)?.explanation.because
    expect(await verdict(paid.partyId)).toBe('once')
    expect(await verdict(partyId)).toBeUndefined()
    expect(await listed()).toEqual([])
    tick()
    await act('policy', 'progressGrant', { ...paid, number: 10, state: 'reversed' })
    await town.system.settle()
    expect(await verdict(paid.partyId)).toBeUndefined()
  })
})

describe('benefits of persons', () => {
  test('a person applies, an officer decides the case, and the run pays a person whose name the public does not read whole', async () => {
    const founder = await town.account('lin-xiaoyu')
    const partyId = await act('party', 'enterAsPerson', {}, founder)
    const as = await town.refresh(founder)
    const facts = [
      { fact: 'person.unemploymentMonthsLeft', value: 5, source: 'social-insurance' },
      { fact: 'person.newInsuredMonths', value: 3, source: 'social-insurance' },
      { fact: 'pub.minimumWage', value: 2000_00, source: 'human-resources' },
      { fact: 'credit.seriousList', value: false, source: 'market-regulation' },
    ].map((fact) => ({ ...fact, on: '2026-03-01' }))
    await act('party', 'recordFacts', { partyId, facts, cause: 'test' })
    const told = await read<{ items: { policyId: string; verdict: string }[] }>(
      'policy',
      'matchParty',
      { partyId },
      as,
    )
    expect(told.items.map(({ policyId }) => policyId)).toContain(casePolicy)
    expect(told.items.map(({ policyId }) => policyId)).not.toContain(clickPolicy)
    const about = { partyId, policyId: casePolicy }
    const preview = await read<{ theme?: string }>('policy', 'previewClaim', about, as)
    expect(preview.theme).toBe('re-employment-benefit')
    const caseId = await act('casework', 'openDraft', { partyId, theme: preview.theme }, as)
    const answers = { 'new-employer': '广州示例科技有限公司', 'new-contract-months': 24 }
    await act('casework', 'saveAnswers', { partyId, caseId, answers }, as)
    await act('casework', 'submit', { partyId, caseId, signed: [] }, as)
    const officer = await town.account('benefits', 'officer', { department: 'social-insurance' })
    const stage = 'benefit.examine'
    await act('casework', 'claim', { partyId, caseId, stage }, officer)
    const decision = { partyId, caseId, stage, outcome: 'grant', reasons: '劳动合同已核实' }
    await act('casework', 'decide', decision, officer)
    await town.system.settle()
    expect((await claimsOf(partyId, as))[0]).toMatchObject({ state: 'open' })
    const { runId } = await run(casePolicy, 1_000_000_00, async () => officer)
    expect((await candidates(runId)).items).toEqual([
      expect.objectContaining({ partyId, verdict: 'eligible', amountFen: 5400_00 }),
    ])
    await act('policy', 'publishRun', { runId }, officer)
    const published = await read<{ items: { name: string }[] }>('policy', 'listPublished', { runId })
    expect(published.items).toEqual([expect.objectContaining({ name: expect.stringMatching(/^账\*+u$/) })])
    passPublicity(town)
    await town.system.settle()
    const second = await town.account('benefits-second', 'officer', { department: 'social-insurance' })
    await act('policy', 'approveRun', { runId }, second)
    await town.system.settle()
    expect((await claimsOf(partyId, as))[0]).toMatchObject({ state: 'granted', grant: 'held' })
  })
})

describe('grants that the money does not cover', () => {
  test('stand in the public order, the same as the ledger’s, and everybody sees its own place', async () => {
    const claims: Awaited<ReturnType<typeof aClaim>>[] = []
    for (let i = 0; i < 3; i++) claims.push(await aClaim(town))
    const { runId, bookId } = await run(clickPolicy)
    await approve(runId)
    interface Order {
      readonly items: readonly { readonly place: number; readonly amountFen: number }[]
    }
    const order = await read<Order>('policy', 'listWaitingOrder', { policyId: clickPolicy })
    const ledger = await read<{ items: { position: number }[] }>('ledger', 'listWaiting', { bookId })
    expect(order.items.map(({ place }) => place)).toEqual([1, 2])
    expect(ledger.items.map(({ position }) => position)).toEqual([1, 2])
    const placeOf = async ({ partyId, founder }: (typeof claims)[number]) =>
      (
        await read<{ items: { place: number; of: number }[] }>(
          'policy',
          'findPlaces',
          { partyId },
          await town.refresh(founder),
        )
      ).items
    const waiting = async () => (await Promise.all(claims.map(placeOf))).flat()
    expect((await waiting()).map(({ place, of }) => `${place}/${of}`).sort()).toEqual(['1/2', '2/2'])
    const more = { bookId, budgetFen: 30_000_00, reason: '追加预算' }
    await act('ledger', 'changeBudget', more)
    await town.system.settle()
    expect(await waiting()).toEqual([{ policyId: clickPolicy, period: '2026', place: 1, of: 1 }])
  })
})

describe('how a policy arrives', () => {
  interface Delivery {
    readonly items: readonly {
      readonly policyId: string
      readonly claims: number
      readonly refusedClaims: number
      readonly reached: number
      readonly paidFen: number
      readonly factToCashOf: number
      readonly factToCashDays: number | null
      readonly fallouts: readonly { readonly condition: string; readonly count: number }[]
    }[]
  }
  const deliveryOf = async (policyId: string) => {
    const { items } = await read<Delivery>('policy', 'delivery', {}, await starter(town))
    return items.find((one) => one.policyId === policyId)
  }

  test('is counted from the record: whom it reached, how fast from the fact to the money, who fell out and why', async () => {
    const before = await deliveryOf(promisePolicy)
    expect(before).toMatchObject({ claims: 4, refusedClaims: 2, reached: 0, paidFen: 0, factToCashOf: 0 })
    expect(before?.fallouts).toEqual([expect.objectContaining({ condition: 'rented', count: 1 })])
    const known = { 'hr.rentsAtRegistered': true, 'hr.ownsPremises': false }
    const { partyId, founder } = await aStartUp(town, known)
    await town.system.settle()
    const claim = { partyId, policyId: promisePolicy, promised: promises }
    await act('policy', 'lodgeClaim', claim, founder)
    const { runId } = await run(promisePolicy)
    await approve(runId)
    const { rows } = await town.admin(
      `select batch_id, instruction_id from policy.candidate where owner_id = '${runId}' and party_id = '${partyId}'`,
    )
    const instructionId = String(rows[0]?.['instruction_id'])
    const line = { instructionId, partyId, state: 'settled', disbursementId: instructionId }
    await act('policy', 'recordPayments', { runId, batchId: String(rows[0]?.['batch_id']), lines: [line] })
    await town.system.settle()
    const after = await deliveryOf(promisePolicy)
    expect(after).toMatchObject({ claims: 5, reached: 1, paidFen: 12_000_00, factToCashOf: 1 })
    expect(after?.factToCashDays).toBeGreaterThan(5)
  })
})
