import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openCityTown } from '#apps/testing/city-town.ts'
import { instantFrom, msOf } from '#kernel/time.ts'
import {
  findFactSheet,
  listFactSheets,
  listFactSheetsOf,
  listPersonSheets,
} from '#engines/party/fact-sheets.ts'
import { listFacts } from '#engines/party/store.ts'
import { connect } from '#platform/connectors.ts'
import { reading } from '#platform/database/sql.ts'
import type { JobContext } from '#platform/engine.ts'
import type { TestSystem } from '#platform/testing/system.ts'
import { type Sandbox, sandbox, secret } from '#simulators/fixtures.ts'
import { anEmployer, approver, aRun, aRunBook, passPublicity, publish, starter } from './scenes.fixtures.ts'
import { samplePolicy } from './sample.ts'
import { collect } from './jobs.ts'

// The bank keeps its own books over real HTTP; the town and the bank share the clock.
const treasury = '9900000000000018'
const accountOf = (n: number) => `99000000000${String(n).padStart(5, '0')}`
let town: TestSystem
let bank: Sandbox
let accounts = 100

beforeAll(async () => {
  let now = () => '2026-03-02T02:00:00.000Z'
  bank = await sandbox({ now: () => now() })
  const addresses = { bank: { url: bank.urls().bank, secret } }
  town = await openCityTown({
    outside: connect(addresses),
  })
  now = () => town.clock.now()
  await open(treasury, '样例市财政专户', 1_000_000_00)
})
afterAll(async () => {
  await town?.close()
  await bank?.end()
})

const open = (accountNumber: string, name: string, openingFen = 0) =>
  bank.call('bank', 'POST', '/accounts', { accounts: [{ accountNumber, name, openingFen }] })
const balanceOf = async (account: string) => {
  const seen = await bank.call('bank', 'GET', `/accounts/${account}`)
  return seen.kind === 'answered' ? (seen.body as { balanceFen: number }).balanceFen : undefined
}

/** An employer with an account at the bank. */
async function banked(paidFen = 1_000_00) {
  const account = accountOf(++accounts)
  const party = await anEmployer(town, { paidFen, account })
  await open(account, party.name)
  return { ...party, account, getsFen: (paidFen * 60) / 100 }
}
/** Time passes at the city and at the bank, until nothing moves. */
async function pass(ms: number) {
  town.clock.set(instantFrom(msOf(town.clock.now()) + ms))
  bank.pass(0)
  await town.system.settle()
  bank.pass(0)
}
const minutes = (n: number) => n * 60_000

interface Started {
  readonly runId: string
  readonly bookId: string
  readonly period: string
}
async function collected(budgetFen?: number): Promise<Started> {
  const run = await aRun(town, budgetFen, treasury)
  await town.system.settle()
  return run
}
async function toApproval(run: Started) {
  await publish(town, run.runId)
  await town.system.settle()
  passPublicity(town)
  await town.system.settle()
  return run
}
const approve = async (runId: string, key?: string) =>
  town.execute('policy', 'approveRun', { runId }, { as: await approver(town), ...(key ? { key } : {}) })
async function paidOut(run: Started) {
  const answer = await approve(run.runId)
  if (answer.kind !== 'written') throw new Error(JSON.stringify(answer.failure))
  await town.system.settle()
  for (let i = 0; i < 4; i++) await pass(minutes(5))
}

const read = async <T>(engine: string, operation: string, input: Record<string, unknown>): Promise<T> => {
  const answer = await town.query<T>(engine, operation, input)
  if (answer.kind === 'failed') throw new Error(JSON.stringify(answer.failure))
  return answer.answer
}
interface BookView {
  balances: Record<string, number>
  balanced: boolean
  disputed: number
  transfers: { state: string; count: number; amountFen: number }[]
}
const bookOf = (run: Started) => read<BookView>('ledger', 'getBook', { bookId: run.bookId })
interface GrantView {
  runId: string
  grantId: string
  state: string
  amountFen: number
  reason?: string
  summary: { zh: string }
}
const grantOf = async (partyId: string, runId: string) =>
  (await read<{ items: GrantView[] }>('policy', 'listMyGrants', { partyId })).items.find(
    (grant) => grant.runId === runId,
  )
const runOf = (run: Started) =>
  read<{ state: string; totals: Record<string, number> }>('policy', 'getRun', { runId: run.runId })

describe('a benefit paid without application', () => {
  test('goes from facts to the enterprise’s account, and everybody can see how', async () => {
    const party = await banked(1_000_01)
    const dishonest = await anEmployer(town, { serious: true })
    const abnormal = await anEmployer(town, { abnormal: true })
    const brief = await anEmployer(town, { months: 11 })
    const run = await collected()
    const list = await read<{ items: { partyId: string; verdict: string; exclusion?: string }[] }>(
      'policy',
      'listCandidates',
      { runId: run.runId, limit: 200 },
    )
    const verdictOf = (partyId: string) => list.items.find((one) => one.partyId === partyId)
    expect(verdictOf(party.partyId)).toMatchObject({ verdict: 'eligible', amountFen: 600_01 })
    expect(verdictOf(abnormal.partyId)).toMatchObject({ verdict: 'excluded', exclusion: 'abnormal-list' })
    expect(verdictOf(dishonest.partyId)).toBeUndefined()
    expect(verdictOf(brief.partyId)).toBeUndefined()
    await toApproval(run)
    expect(await grantOf(party.partyId, run.runId)).toMatchObject({ state: 'announced', amountFen: 600_01 })
    await paidOut(run)
    expect(await grantOf(party.partyId, run.runId)).toMatchObject({ state: 'settled', amountFen: 600_01 })
    expect((await grantOf(party.partyId, run.runId))?.summary.zh).toContain('600.01')
    expect(await balanceOf(party.account)).toBe(600_01)
    const disclosed = await read<{ items: { recipient: string; amountFen: number }[] }>(
      'policy',
      'listDisclosures',
      { policyId: samplePolicy, q: party.name },
    )
    expect(disclosed.items).toMatchObject([{ recipient: party.name, amountFen: 600_01 }])
    expect(await bookOf(run)).toMatchObject({ balanced: true, balances: { paid: 600_01 } })
  })

  test('whose facts turn out otherwise afterwards is paid the exact difference once a person has approved it; the payment itself stays', async () => {
    const party = await banked(1_000_00)
    const run = await toApproval(await collected())
    await paidOut(run)
    expect(await balanceOf(party.account)).toBe(600_00)
    const correct = async (paidFen: number) => {
      const fact = {
        fact: 'hr.insurancePaid',
        value: paidFen,
        period: '2024',
        on: '2025-02-28',
        source: 'tax',
      }
      await town.execute('party', 'recordFacts', {
        partyId: party.partyId,
        facts: [fact],
        cause: 'corrected',
      })
      await town.system.settle()
    }
    interface Corrected {
      correctionId: string
      grantId: string
      differenceFen: number
      state: string
      payment?: string
    }
    const corrections = async () =>
      (await read<{ items: Corrected[] }>('policy', 'listMyCorrections', { partyId: party.partyId })).items
    await correct(1_000_01)
    await correct(1_200_00)
    expect(await corrections()).toMatchObject([{ differenceFen: 120_00, state: 'open' }])
    expect(await balanceOf(party.account)).toBe(600_00)
    const decide = async (outcome: string) => {
      const [first] = await corrections()
      const { correctionId = '', grantId = '' } = first ?? {}
      const input = { partyId: party.partyId, correctionId, grantId, outcome, reason: '缴费数据更正' }
      const answer = await town.execute('policy', 'decideCorrection', input, { as: await approver(town) })
      if (answer.kind !== 'written') throw new Error(JSON.stringify(answer.failure))
      await town.system.settle()
      for (let i = 0; i < 3; i++) await pass(minutes(5))
    }
    await bank.fault('bank', { fault: 'reject', on: 'POST /payments', times: 1 })
    await decide('approved')
    expect(await corrections()).toMatchObject([{ state: 'approved', payment: 'returned' }])
    expect(await balanceOf(party.account)).toBe(600_00)
    const [back] = await corrections()
    const { correctionId, grantId } = back ?? {}
    const given = { partyId: party.partyId, correctionId, grantId, account: party.account }
    const as = await town.refresh(town.founder)
    expect(await town.execute('policy', 'confirmCorrectionAccount', given, { as })).toMatchObject({
      kind: 'written',
    })
    for (let i = 0; i < 4; i++) await pass(minutes(5))
    expect(await balanceOf(party.account)).toBe(720_00)
    expect(await corrections()).toMatchObject([{ state: 'approved', payment: 'settled' }])
    // The payment and the grant stand as they were, and what was paid further counts from now on.
    expect(await grantOf(party.partyId, run.runId)).toMatchObject({ state: 'settled', amountFen: 600_00 })
    await correct(900_00)
    expect(await corrections()).toMatchObject([
      { differenceFen: -180_00, state: 'open' },
      { state: 'approved' },
    ])
    await decide('approved')
    expect(await corrections()).toMatchObject([{ state: 'claimed' }, { state: 'approved' }])
    expect(await balanceOf(party.account)).toBe(720_00)
    expect(await bookOf(run)).toMatchObject({ balanced: true })
  })

  test('is judged again as it was judged then, although facts were corrected and the policy has a new version', async () => {
    const party = await banked(1_000_00)
    const run = await collected()
    const again = () =>
      read<Record<string, unknown>>('policy', 'rederiveCandidate', {
        runId: run.runId,
        partyId: party.partyId,
      })
    const before = await again()
    expect(before).toMatchObject({
      same: true,
      asOf: '2025-06-30',
      derived: { verdict: 'eligible', amountFen: 600_00 },
    })
    const knownAt = String(before['knownAt'])
    await pass(minutes(5))
    const fact = { fact: 'hr.insuranceMonths', value: 3, on: '2025-02-28', period: '2024', source: 'test' }
    const correction = { partyId: party.partyId, facts: [fact], cause: 'corrected' }
    const corrected = await town.execute('party', 'recordFacts', correction)
    if (corrected.kind !== 'written') throw new Error(JSON.stringify(corrected.failure))
    await town.admin(`
      insert into platform.definition
      select (jsonb_populate_record(d, jsonb_build_object('version', 2, 'revision', 1 + (select revision from platform.definition_head), 'hash', repeat('0', 64), 'body',
        (d.body::jsonb || '{"version": 2, "inForce": {"from": "2026-01-01"}, "conditions": "参保人数 >= 5000"}')))).*
      from platform.definition d where kind = 'policy' and id = '${samplePolicy}' and version = 1`)
    await town.admin('update platform.definition_head set revision = revision + 1')
    await town.system.reloadDefinitions()
    const verdictOf = async (input: Record<string, unknown>) => {
      const { items } = await read<{ items: { policyId: string; version: number; verdict: string }[] }>(
        'policy',
        'matchParty',
        { partyId: party.partyId, ...input },
      )
      const found = items.find(({ policyId }) => policyId === samplePolicy)
      return found && `v${found.version} ${found.verdict}`
    }
    expect(await verdictOf({ on: '2025-06-30' })).toBe('v1 ineligible')
    expect(await verdictOf({ on: '2025-06-30', knownAt })).toBe('v1 eligible')
    expect(await verdictOf({ on: '2026-02-01' })).toBe('v2 ineligible')
    expect(await again()).toEqual(before)
    await town.admin(
      `delete from platform.definition where kind = 'policy' and id = '${samplePolicy}' and version = 2`,
    )
    await town.system.reloadDefinitions()
  })

  test('is the same list although the worker is killed between batches and a zombie of it goes on', async () => {
    for (let i = 0; i < 5; i++) await anEmployer(town)
    const listOf = async (runId: string) =>
      (
        await town.admin(
          `select party_id, verdict, amount from policy.candidate where owner_id = '${runId}' order by 1`,
        )
      ).rows
    const whole = await collected()
    const broken = await aRun(town, undefined, treasury)
    let left = 2
    const worker = collect(
      {
        factsOf: listFacts,
        page: listFactSheets,
        persons: listPersonSheets,
        some: listFactSheetsOf,
        one: findFactSheet,
      },
      2,
    )
    const context = (mortal: boolean) => {
      const used: Partial<JobContext> = {
        execute: async (command) => {
          if (mortal && left-- === 0) throw new Error('killed')
          return town.system.execute(command)
        },
        moment: town.system.moment,
        reading: (work) => reading(town.system.pool, 'all', work),
      }
      return used as JobContext
    }
    await expect(worker({ runId: broken.runId }, context(true))).rejects.toThrow('killed')
    // Two wake up at once and compute the same batches.
    await Promise.all([
      worker({ runId: broken.runId }, context(false)),
      worker({ runId: broken.runId }, context(false)),
    ])
    await town.system.settle()
    expect(await listOf(broken.runId)).toEqual(await listOf(whole.runId))
    expect(await runOf(broken)).toMatchObject({ state: 'collected' })
  })
})

describe('paid once', () => {
  test('although the bank’s answer is lost', async () => {
    const party = await banked()
    const run = await toApproval(await collected())
    await bank.fault('bank', { fault: 'lost-answer', on: 'POST /payments', times: 3 })
    await paidOut(run)
    expect(await grantOf(party.partyId, run.runId)).toMatchObject({ state: 'settled' })
    expect(await balanceOf(party.account)).toBe(party.getsFen)
  })

  test('although the order never reached the bank', async () => {
    const party = await banked()
    const run = await toApproval(await collected())
    await bank.fault('bank', { fault: 'lost-request', on: 'POST /payments', times: 3 })
    await paidOut(run)
    expect(await balanceOf(party.account)).toBe(party.getsFen)
  })

  test('although the run is started twice', async () => {
    await banked()
    const place = await aRunBook(town, undefined, treasury)
    const input = { policyId: samplePolicy, asOf: '2025-06-30', ...place }
    const as = await starter(town)
    const answers = await Promise.all(
      [1, 2, 3, 4].map(() => town.execute('policy', 'startRun', input, { as })),
    )
    expect(answers.filter((answer) => answer.kind === 'written')).toHaveLength(1)
    for (const answer of answers.filter((one) => one.kind === 'failed'))
      expect(answer).toMatchObject({ failure: { kind: 'refusal', code: 'run-already-open' } })
  })

  test('although a second run of the same period finds the same enterprise', async () => {
    const party = await banked()
    const first = await toApproval(await collected())
    await paidOut(first)
    const again = await town.execute(
      'policy',
      'startRun',
      { policyId: samplePolicy, asOf: '2025-06-30', period: first.period, bookId: first.bookId },
      { as: await starter(town) },
    )
    if (again.kind !== 'written') throw new Error(JSON.stringify(again.failure))
    await town.system.settle()
    const list = await read<{ items: { partyId: string; verdict: string; exclusion?: string }[] }>(
      'policy',
      'listCandidates',
      { runId: again.id, limit: 200 },
    )
    expect(list.items.find((one) => one.partyId === party.partyId)).toMatchObject({
      verdict: 'excluded',
      exclusion: 'already-granted',
    })
    expect(await balanceOf(party.account)).toBe(party.getsFen)
  })

  test('although two approve at the same moment', async () => {
    const party = await banked()
    const run = await toApproval(await collected())
    const answers = await Promise.all([approve(run.runId), approve(run.runId)])
    expect(answers.filter((answer) => answer.kind === 'written')).toHaveLength(1)
    expect(answers.find((answer) => answer.kind === 'failed')).toMatchObject({
      failure: { code: 'already-approved' },
    })
    await town.system.settle()
    for (let i = 0; i < 4; i++) await pass(minutes(5))
    expect(await balanceOf(party.account)).toBe(party.getsFen)
  })
})

describe('a payment that goes wrong', () => {
  test('comes back, and is paid once the enterprise corrects its account', async () => {
    const name = `账户有误企业${++accounts}`
    const party = await anEmployer(town, { name, account: '9999999999999999' })
    const run = await toApproval(await collected())
    await paidOut(run)
    const grant = await grantOf(party.partyId, run.runId)
    expect(grant).toMatchObject({ state: 'returned', reason: 'payee-account-unknown' })
    const right = accountOf(++accounts)
    await open(right, name)
    await town.execute(
      'policy',
      'confirmAccount',
      { partyId: party.partyId, grantId: grant?.grantId, account: right },
      { as: await town.refresh(town.founder) },
    )
    for (let i = 0; i < 4; i++) await pass(minutes(5))
    expect(await grantOf(party.partyId, run.runId)).toMatchObject({ state: 'settled' })
    expect(await balanceOf(right)).toBe(600_00)
    const attempts = await town.admin(
      `select attempt, state from ledger.transfer where owner_id = '${run.bookId}' and party_id = '${party.partyId}'`,
    )
    expect(attempts.rows).toEqual([{ attempt: 2, state: 'settled' }])
  })

  test('with another sum than ordered settles nothing until a person decides', async () => {
    await banked()
    const run = await toApproval(await collected())
    // Every order of the run: which enterprise comes first is not the test's to say, and some have no account at the bank.
    await bank.fault('bank', { fault: 'wrong-amount', on: 'POST /payments', times: 100 })
    await paidOut(run)
    for (let i = 0; i < 6 && (await bookOf(run)).disputed === 0; i++) await pass(minutes(30))
    await bank.call('bank', 'DELETE', '/faults')
    const book = await bookOf(run)
    expect(book).toMatchObject({ balanced: true, balances: { paid: 0 } })
    expect(book.disputed).toBeGreaterThan(0)
    expect(book.transfers.map((one) => one.state)).not.toContain('settled')
  })
})

describe('a budget that does not cover everybody', () => {
  test('pays as many as it covers in order, publishes who waits, and serves them when it grows', async () => {
    await banked()
    await banked()
    // Everybody on the list gets at least 600 yuan; one sum fits and the next does not.
    const run = await toApproval(await collected(601_00))
    await paidOut(run)
    const book = await bookOf(run)
    expect(book.balanced).toBe(true)
    expect(book.balances['paid']).toBeLessThanOrEqual(601_00)
    const waiting = await read<{ items: { position: number }[] }>('ledger', 'listWaiting', {
      bookId: run.bookId,
      limit: 200,
    })
    const eligible = (await runOf(run)).totals['eligible'] ?? 0
    const served = book.transfers
      .filter((one) => one.state !== 'waiting')
      .reduce((total, one) => total + one.count, 0)
    expect(waiting.items).toHaveLength(eligible - served)
    expect(waiting.items.length).toBeGreaterThan(0)
    await town.execute('ledger', 'changeBudget', {
      bookId: run.bookId,
      budgetFen: 100_000_00,
      reason: '追加预算',
    })
    await town.system.settle()
    for (let i = 0; i < 4; i++) await pass(minutes(5))
    const grown = await bookOf(run)
    expect(grown.transfers.find((one) => one.state === 'waiting')).toBeUndefined()
    expect(grown.balanced).toBe(true)
  })
})

describe('an objection', () => {
  const lodge = async (partyId: string, runId: string, about?: string) => {
    const answer = await town.execute(
      'policy',
      'lodgeObjection',
      { partyId, runId, text: '名单与实际情况不符，请核对。', ...(about ? { aboutPartyId: about } : {}) },
      { as: await town.refresh(town.founder) },
    )
    if (answer.kind !== 'written') throw new Error(JSON.stringify(answer.failure))
    return answer.id
  }
  const resolve = async (partyId: string, objectionId: string, upheld: boolean) => {
    await town.execute('policy', 'resolveObjection', {
      partyId,
      objectionId,
      upheld,
      reason: '经核对，异议成立。',
    })
    await town.system.settle()
  }

  test('by one who was left out brings it in once the facts are corrected', async () => {
    const account = accountOf(++accounts)
    const party = await anEmployer(town, { months: 11, account })
    await open(account, party.name)
    await banked()
    const run = await collected()
    await publish(town, run.runId)
    await town.system.settle()
    const objectionId = await lodge(party.partyId, run.runId)
    await pass(1000)
    const facts = [
      { fact: 'hr.insuranceMonths', value: 12, period: '2024', on: '2025-01-31', source: 'corrected' },
    ]
    await town.execute('party', 'recordFacts', { partyId: party.partyId, facts, cause: 'correction' })
    await pass(1000)
    await resolve(party.partyId, objectionId, true)
    expect(await grantOf(party.partyId, run.runId)).toMatchObject({ state: 'announced', amountFen: 600_00 })
    passPublicity(town)
    await town.system.settle()
    await paidOut(run)
    expect(await balanceOf(account)).toBe(600_00)
  })

  test('against another that is upheld takes it off the list, and it is not paid', async () => {
    const mine = await banked()
    const other = await banked()
    const run = await collected()
    await publish(town, run.runId)
    await town.system.settle()
    await resolve(mine.partyId, await lodge(mine.partyId, run.runId, other.partyId), true)
    expect(await grantOf(other.partyId, run.runId)).toMatchObject({ state: 'withdrawn' })
    passPublicity(town)
    await town.system.settle()
    await paidOut(run)
    expect(await balanceOf(other.account)).toBe(0)
    expect(await balanceOf(mine.account)).toBe(mine.getsFen)
  })
})
