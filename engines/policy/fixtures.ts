import type { Actor } from '#kernel/actor.ts'
import { instructionIdOf } from '#kernel/instruction.ts'
import { instantFrom, msOf } from '#kernel/time.ts'
import { deriveId } from '#platform/canonical.ts'
import type { Example, Fixtures } from '#platform/testing/fixtures.ts'
import type { TestSystem } from '#platform/testing/system.ts'
import type { policyContract } from './contract.ts'
import { sampleDay, samplePolicy } from './sample.ts'
import { claimFixtures, clickPolicy, withTwin } from './claims/fixtures.ts'
import { correctionFixtures } from './corrections/fixtures.ts'
import { standingFixtures } from './standing/fixtures.ts'

const sampleFund = 'unemployment-fund'
let made = 0
let year = 1000

async function written(
  town: TestSystem,
  engine: string,
  operation: string,
  input: Record<string, unknown>,
  as?: Actor,
) {
  const answer = await town.execute(engine, operation, input, as ? { as } : {})
  if (answer.kind !== 'written') throw new Error(`${operation}: ${JSON.stringify(answer.failure)}`)
  return answer
}

export interface PartyOptions {
  readonly name?: string
  /** last year's unemployment insurance; a small enterprise gets 60 % of it back */
  readonly paidFen?: number
  readonly account?: string
  readonly serious?: boolean
  readonly abnormal?: boolean
  readonly months?: number | undefined
  readonly founder?: Actor
}

/** An enterprise that keeps its staff, and whoever may act for it. */
export async function anEmployer(town: TestSystem, options: PartyOptions = {}) {
  const {
    name = `稳岗企业${++made}`,
    paidFen = 1_000_00,
    account,
    serious = false,
    abnormal,
    months = 12,
    founder = town.founder,
  } = options
  const { id: partyId } = await written(town, 'party', 'foundEnterprise', { name }, founder)
  const fact = (id: string, value: string | number | boolean, period?: string) => ({
    fact: id,
    value,
    on: '2025-01-31',
    source: 'test',
    ...(period ? { period } : {}),
  })
  const facts = [
    fact('hr.insured', 20),
    fact('hr.insuranceMonths', months, '2024'),
    fact('hr.layoffRate', '0.01', '2024'),
    fact('hr.insurancePaid', paidFen, '2024'),
    fact('ent.sizeClass', 'small'),
    fact('credit.seriousList', serious),
    fact('ent.isZombie', false),
    ...(abnormal === undefined ? [] : [fact('credit.abnormalList', abnormal)]),
    ...(account ? [fact('ent.basicAccount', account)] : []),
  ]
  await written(town, 'party', 'recordFacts', { partyId, facts, cause: 'test' })
  return { partyId, name }
}

/** One of a kind for a town, where the example leaves it as it was. */
function shared<T>(make: (town: TestSystem) => Promise<T>): (town: TestSystem) => Promise<T> {
  const known = new WeakMap<TestSystem, Promise<T>>()
  return (town) => {
    const one = known.get(town) ?? make(town)
    known.set(town, one)
    return one
  }
}
const inOffice = { department: 'human-resources' }
export const starter = shared((town) => town.account('run-starter', 'officer', inOffice))
export const approver = shared((town) => town.account('run-approver', 'officer', inOffice))

const later = (town: TestSystem, ms: number) => town.clock.set(instantFrom(msOf(town.clock.now()) + ms))

export async function aRunBook(town: TestSystem, budgetFen = 100_000_00, bankAccount = '9900000000000018') {
  const period = String(++year)
  const input = { title: '失业保险基金', fund: sampleFund, period, budgetFen, bankAccount }
  const { id: bookId } = await written(town, 'ledger', 'openBook', input)
  return { bookId, period }
}

const startInput = ({ bookId, period }: { bookId: string; period: string }) => ({
  policyId: samplePolicy,
  asOf: sampleDay,
  period,
  bookId,
})

/** A run just started, over whoever the town has; its list is empty until the town settles. */
export async function aRun(town: TestSystem, budgetFen?: number, bankAccount?: string) {
  // The snapshot takes what was known before this moment.
  later(town, 1)
  const place = await aRunBook(town, budgetFen, bankAccount)
  const { id: runId } = await written(town, 'policy', 'startRun', startInput(place), await starter(town))
  return { runId, ...place }
}

export async function aCollectedRun(town: TestSystem, budgetFen?: number, bankAccount?: string) {
  const party = await anEmployer(town)
  const run = await aRun(town, budgetFen, bankAccount)
  await town.system.settle()
  return { ...run, party, batchId: await batchOf(town, run.runId, party.partyId) }
}

export async function batchOf(town: TestSystem, runId: string, partyId: string): Promise<string> {
  const { rows } = await town.admin(
    `select batch_id from policy.candidate where owner_id = '${runId}' and party_id = '${partyId}'`,
  )
  return String(rows[0]?.['batch_id'] ?? '')
}

export async function publish(town: TestSystem, runId: string): Promise<void> {
  await written(town, 'policy', 'publishRun', { runId }, await starter(town))
}

const theCollectedRun = shared((town) => aCollectedRun(town))

async function aPublishedRun(town: TestSystem) {
  const run = await aCollectedRun(town)
  await publish(town, run.runId)
  await town.system.settle()
  return { ...run, grantId: await grantOf(town, run.runId, run.party.partyId) }
}

async function grantOf(town: TestSystem, runId: string, partyId: string): Promise<string> {
  const { rows } = await town.admin(
    `select grant_id from policy.grant where run_id = '${runId}' and owner_id = '${partyId}'`,
  )
  return String(rows[0]?.['grant_id'] ?? '')
}

/** To the morning after the last day of publicity, whatever holidays lie between; no further, for the published calendar ends. */
export function passPublicity(town: TestSystem): void {
  const { today, calendar } = town.system.moment()
  const after = calendar.addWorkingDays(today, 6)
  if (after.provisional) throw new Error('the clock of this town has left the published calendar')
  town.clock.set(calendar.closeOf(after.day))
}

const theEndedRun = shared(async (town) => {
  const run = await aPublishedRun(town)
  await lodge(town, run)
  passPublicity(town)
  return run
})

async function approve(town: TestSystem, runId: string): Promise<void> {
  await written(town, 'policy', 'approveRun', { runId }, await approver(town))
}

const theApprovedRun = shared(async (town) => {
  const run = await aPublishedRun(town)
  passPublicity(town)
  await approve(town, run.runId)
  await town.system.settle()
  return run
})

const asFounder = (town: TestSystem) => town.refresh(town.founder)
const objection = { text: '我们上年缴费记录有误，请重新核对。' }
const lodge = async (town: TestSystem, { runId, party }: { runId: string; party: { partyId: string } }) =>
  written(
    town,
    'policy',
    'lodgeObjection',
    { runId, partyId: party.partyId, ...objection },
    await asFounder(town),
  )

const answer = { upheld: false, reason: '缴费记录经核对无误。' }
/** A verdict of a policy in force, about somebody who has just begun. */
async function aVerdict(town: TestSystem) {
  const { partyId } = await anEmployer(town)
  return { partyId, policyId: clickPolicy, ...objection }
}
async function anObjection(town: TestSystem) {
  const input = await aVerdict(town)
  const { id: objectionId } = await written(town, 'policy', 'objectToVerdict', input, await asFounder(town))
  return { partyId: input.partyId, objectionId }
}

const nobody = deriveId('nobody', 'here')
const summary = { zh: '符合条件', en: 'Conditions met' }
const explanation = { verdict: 'eligible', summary, missing: [], tree: [], ruleHash: 'sample' }
const candidate = (partyId: string, period: string) => ({
  partyId,
  name: '示例企业',
  verdict: 'eligible',
  amountFen: 100_00,
  summary,
  instructionId: instructionIdOf({
    policyId: samplePolicy,
    policyVersion: 1,
    period,
    partyId,
    component: 'whole',
  }),
  explanation,
})
const batch = (runId: string, candidates: unknown[] = []) => ({
  runId,
  number: 0,
  assessed: candidates.length,
  fallouts: {},
  last: true,
  candidates,
})
export const announcement = (run: { runId: string; period: string; batchId: string }, partyId: string) => ({
  partyId,
  runId: run.runId,
  batchId: run.batchId,
  policyId: samplePolicy,
  policyVersion: 1,
  period: run.period,
  title: summary,
  instructionId: candidate(partyId, run.period).instructionId,
  amountFen: 100_00,
  summary,
  explanation,
})

const cancelled = async (town: TestSystem) => {
  const run = await aRun(town)
  await written(
    town,
    'policy',
    'cancelRun',
    { runId: run.runId, reason: '重新核对数据' },
    await starter(town),
  )
  return run
}
const byStarter =
  (of: (town: TestSystem) => Promise<{ runId: string }>, more: Record<string, unknown> = {}): Example =>
  async (town) => ({ input: { runId: (await of(town)).runId, ...more }, as: await starter(town) })
const byApprover =
  (of: (town: TestSystem) => Promise<{ runId: string }>): Example =>
  async (town) => ({ input: { runId: (await of(town)).runId }, as: await approver(town) })
const bySystem =
  (of: (town: TestSystem) => Promise<{ runId: string; batchId?: string }>, batches = false): Example =>
  async (town) => {
    const { runId, batchId } = await of(town)
    return { input: { runId, ...(batches ? { batchId } : {}) } }
  }
const start =
  (change: Record<string, unknown>): Example =>
  async (town) => ({ input: { ...startInput(await aRunBook(town)), ...change }, as: await starter(town) })
const paid = (run: { party: { partyId: string }; period: string }, state = 'settled') => ({
  lines: [
    {
      instructionId: candidate(run.party.partyId, run.period).instructionId,
      partyId: run.party.partyId,
      state,
      disbursementId: nobody,
    },
  ],
})

/** A batch of an approved run that nobody announced yet. */
async function unannounced(town: TestSystem) {
  const run = await aCollectedRun(town)
  await publish(town, run.runId)
  passPublicity(town)
  await approve(town, run.runId)
  return run
}
async function approvedUnpaid(town: TestSystem) {
  const run = await aPublishedRun(town)
  passPublicity(town)
  await approve(town, run.runId)
  return run
}

/** A benefit that the ledger says was paid. */
async function aPaidGrant(town: TestSystem, founder?: Actor) {
  const { partyId } = await anEmployer(town, founder ? { founder } : {})
  const { runId } = await aPublishedRun(town)
  passPublicity(town)
  await approve(town, runId)
  const grantId = await grantOf(town, runId, partyId)
  await written(town, 'policy', 'progressGrant', { partyId, grantId, number: 1, state: 'settled' })
  return { partyId, grantId }
}

/** A policy as somebody begins to write it: Chinese only, no document, no sum. */
const begun = {
  policy: {
    id: 'a-begun-policy',
    version: 1,
    title: { zh: '招工补贴' },
    department: 'human-resources',
    inForce: { from: '2026-01-01' },
    mode: 'on-application',
    conditions: { all: [{ id: 'c1', zh: '参保 20 人以上', when: '参保人数 >= 20人' }] },
    gives: { kind: 'cash', text: {}, amount: '' },
  },
}

/** A city with two benefits of which one is taken. */
export const prepareCity = withTwin

export const policyFixtures: Fixtures<typeof policyContract> = {
  ...correctionFixtures(aPaidGrant),
  // Without a city in memory a draft that cannot be read is answered all the same.
  effectOfDraft: { success: async () => ({ input: { policy: { conditions: '参保人数 >=' } } }) },
  sampleDraft: { success: async () => ({ input: { policy: { conditions: '参保人数 >=' } } }) },
  examplesOfDraft: { success: async () => ({ input: begun }) },
  listBuildingBlocks: { success: async () => ({ input: {} }) },
  ...standingFixtures,
  ...claimFixtures,
  startRun: {
    success: start({}),
    refusals: {
      'policy-unknown': start({ policyId: 'no-such-policy' }),
      'policy-needs-application': start({ policyId: 'small-profit-income-tax' }),
      'as-of-in-future': start({ asOf: '2099-01-01' }),
      'book-unknown': start({ bookId: nobody }),
      'book-of-another-fund': async (town) => {
        const { period } = await aRunBook(town)
        const other = {
          title: '另一项资金',
          fund: 'another-fund',
          period,
          budgetFen: 1,
          bankAccount: '9900000000000018',
        }
        const { id: bookId } = await written(town, 'ledger', 'openBook', other)
        return { input: startInput({ bookId, period }), as: await starter(town) }
      },
      'run-already-open': async (town) => ({ input: startInput(await aRun(town)), as: await starter(town) }),
      'programme-uses-another-book': async (town) => {
        const { period } = await cancelled(town)
        const { bookId } = await aRunBook(town)
        return { input: startInput({ bookId, period }), as: await starter(town) }
      },
    },
  },
  recordCandidates: {
    success: async (town) => {
      const { runId, period } = await aRun(town)
      return { input: batch(runId, [candidate((await anEmployer(town)).partyId, period)]) }
    },
    refusals: {
      'run-unknown': async () => ({ input: batch(nobody) }),
      'run-closed': async (town) => ({ input: batch((await cancelled(town)).runId) }),
    },
  },
  completeCandidates: {
    success: async (town) => {
      const { runId } = await aRun(town)
      await written(town, 'policy', 'recordCandidates', batch(runId))
      return { input: { runId } }
    },
    refusals: { 'already-collected': bySystem(theCollectedRun), 'parties-not-judged': bySystem(aRun) },
  },
  publishRun: {
    success: byStarter(aCollectedRun),
    refusals: {
      'not-collected': byStarter(aRun),
      'no-candidates': async (town) => {
        const { runId } = await aRun(town)
        await written(town, 'policy', 'recordCandidates', batch(runId))
        await written(town, 'policy', 'completeCandidates', { runId })
        return { input: { runId }, as: await starter(town) }
      },
    },
  },
  endPublicity: {
    success: bySystem(theEndedRun),
    refusals: { 'not-in-publicity': bySystem(theCollectedRun), 'publicity-running': bySystem(aPublishedRun) },
  },
  approveRun: {
    success: byApprover(async (town) => {
      const run = await aPublishedRun(town)
      passPublicity(town)
      return run
    }),
    refusals: {
      'not-published': byApprover(theCollectedRun),
      'publicity-running': byApprover(aPublishedRun),
      'already-approved': byApprover(theApprovedRun),
      'four-eyes': async (town) => ({
        input: { runId: (await theEndedRun(town)).runId },
        as: await starter(town),
      }),
      'objections-open': byApprover(theEndedRun),
      'acts-for-payee': async (town) => {
        const founder = await town.account('run-concerned', 'officer', inOffice)
        await anEmployer(town, { founder })
        const { runId } = await aPublishedRun(town)
        passPublicity(town)
        return { input: { runId }, as: await town.refresh(founder) }
      },
      'further-approver-needed': async (town) => {
        const { runId } = await aPublishedRun(town)
        passPublicity(town)
        const as = await town.account('run-chief', 'chief', inOffice)
        await written(town, 'policy', 'approveRun', { runId }, as)
        return { input: { runId }, as }
      },
    },
  },
  cancelRun: {
    success: byStarter(aRun, { reason: '重新核对数据' }),
    refusals: {
      'already-approved': byStarter(theApprovedRun, { reason: '重新核对数据' }),
      'already-cancelled': byStarter(cancelled, { reason: '重新核对数据' }),
    },
  },
  finishRun: {
    success: async (town) => {
      const run = await theApprovedRun(town)
      const { rows } = await town.admin(
        `select party_id, batch_id from policy.candidate where owner_id = '${run.runId}' and verdict = 'eligible'`,
      )
      for (const row of rows) {
        const party = { partyId: String(row['party_id']) }
        const input = { runId: run.runId, batchId: String(row['batch_id']), ...paid({ ...run, party }) }
        await written(town, 'policy', 'recordPayments', input)
      }
      return { input: { runId: run.runId } }
    },
    refusals: { 'not-approved': bySystem(theCollectedRun), 'payments-open': bySystem(approvedUnpaid) },
  },
  approveCandidates: {
    success: bySystem(approvedUnpaid, true),
    refusals: {
      'run-not-approved': bySystem(theCollectedRun, true),
      'nothing-to-approve': async (town) => {
        const { runId, batchId } = await approvedUnpaid(town)
        await written(town, 'policy', 'approveCandidates', { runId, batchId })
        return { input: { runId, batchId } }
      },
      'announcements-pending': bySystem(unannounced, true),
    },
  },
  amendCandidate: {
    success: async (town) => {
      const { runId, batchId, party, period } = await aCollectedRun(town)
      return { input: { runId, batchId, candidate: candidate(party.partyId, period), cause: 'test' } }
    },
    refusals: {
      'candidate-unknown': async (town) => {
        const { runId, batchId, period } = await theCollectedRun(town)
        return { input: { runId, batchId, candidate: candidate(nobody, period), cause: 'test' } }
      },
      'already-approved': async (town) => {
        const { runId, batchId, party, period } = await approvedUnpaid(town)
        await written(town, 'policy', 'approveCandidates', { runId, batchId })
        return { input: { runId, batchId, candidate: candidate(party.partyId, period), cause: 'test' } }
      },
    },
  },
  recordAccount: {
    success: async (town) => {
      const { runId, batchId, party } = await theCollectedRun(town)
      return { input: { runId, batchId, partyId: party.partyId, account: '9900000000000026' } }
    },
    refusals: {
      'candidate-unknown': async (town) => {
        const { runId, batchId } = await theCollectedRun(town)
        return { input: { runId, batchId, partyId: nobody, account: '9900000000000026' } }
      },
    },
  },
  recordPayments: {
    success: async (town) => {
      const run = await approvedUnpaid(town)
      const { runId, batchId } = run
      await written(town, 'policy', 'approveCandidates', { runId, batchId })
      return { input: { runId, batchId, ...paid(run) } }
    },
    refusals: {
      'grants-not-approved': async (town) => {
        const run = await theCollectedRun(town)
        return { input: { runId: run.runId, batchId: run.batchId, ...paid(run) } }
      },
    },
  },
  stopPayment: {
    success: async (town) => {
      const run = await approvedUnpaid(town)
      const { runId, batchId } = run
      await written(town, 'policy', 'approveCandidates', { runId, batchId })
      await written(town, 'policy', 'recordPayments', { runId, batchId, ...paid(run, 'waiting') })
      return { input: { runId, batchId, partyId: run.party.partyId, reason: '承诺不实' } }
    },
    refusals: {
      'candidate-unknown': async (town) => {
        const { runId, batchId } = await theCollectedRun(town)
        return { input: { runId, batchId, partyId: nobody, reason: '承诺不实' } }
      },
      'payment-under-way': async (town) => {
        const { runId, batchId, party } = await aCollectedRun(town)
        return { input: { runId, batchId, partyId: party.partyId, reason: '承诺不实' } }
      },
    },
  },
  announceGrant: {
    success: async (town) => {
      const run = await theCollectedRun(town)
      return { input: announcement(run, (await anEmployer(town)).partyId) }
    },
    refusals: {
      'already-granted': async (town) => {
        const run = await aPublishedRun(town)
        return { input: announcement(run, run.party.partyId) }
      },
      'group-granted': async (town) => {
        const run = await theCollectedRun(town)
        const { partyId } = await anEmployer(town)
        const inGroup = { ...announcement(run, partyId), highestGroup: 'refunds' }
        await written(town, 'policy', 'announceGrant', inGroup)
        return { input: { ...inGroup, policyId: 'expansion-subsidy' } }
      },
    },
  },
  confirmAccount: {
    success: async (town) => {
      const { grantId, party } = await aPublishedRun(town)
      return {
        input: { partyId: party.partyId, grantId, account: '9900000000000026' },
        as: await asFounder(town),
      }
    },
    refusals: {
      'account-fixed': async (town) => {
        const { grantId, party } = await aPublishedRun(town)
        const grant = { partyId: party.partyId, grantId }
        await written(town, 'policy', 'progressGrant', { ...grant, number: 1, state: 'settled' })
        return { input: { ...grant, account: '9900000000000026' }, as: await asFounder(town) }
      },
    },
  },
  progressGrant: {
    success: async (town) => {
      const { grantId, party } = await aPublishedRun(town)
      return { input: { partyId: party.partyId, grantId, number: 3, state: 'waiting' } }
    },
    refusals: {},
  },
  lodgeObjection: {
    success: async (town) => {
      const { runId, party } = await aPublishedRun(town)
      return { input: { partyId: party.partyId, runId, ...objection }, as: await asFounder(town) }
    },
    refusals: {
      'run-unknown': async (town) => ({
        input: { partyId: (await anEmployer(town)).partyId, runId: nobody, ...objection },
        as: await asFounder(town),
      }),
      'not-in-publicity': async (town) => {
        const { runId, party } = await theCollectedRun(town)
        return { input: { partyId: party.partyId, runId, ...objection }, as: await asFounder(town) }
      },
      'candidate-unknown': async (town) => {
        const { runId, party } = await aPublishedRun(town)
        return {
          input: { partyId: party.partyId, runId, aboutPartyId: nobody, ...objection },
          as: await asFounder(town),
        }
      },
    },
  },
  objectToVerdict: {
    success: async (town) => ({ input: await aVerdict(town), as: await asFounder(town) }),
    refusals: {
      'policy-unknown': async (town) => ({
        input: { ...(await aVerdict(town)), policyId: 'no-such-policy' },
        as: await asFounder(town),
      }),
      'objection-open': async (town) => {
        const input = await aVerdict(town)
        await written(town, 'policy', 'objectToVerdict', input, await asFounder(town))
        return { input, as: await asFounder(town) }
      },
    },
  },
  noteObjectionCase: {
    success: async (town) => ({ input: { ...(await anObjection(town)), caseId: nobody } }),
    refusals: {},
  },
  resolveObjection: {
    success: async (town) => ({ input: { ...(await anObjection(town)), ...answer } }),
    refusals: {
      'already-resolved': async (town) => {
        const input = { ...(await anObjection(town)), ...answer }
        await written(town, 'policy', 'resolveObjection', input)
        return { input }
      },
    },
  },
  listPolicies: { success: async () => ({ input: { q: '稳岗', limit: 1 } }) },
  getPolicy: { success: async () => ({ input: { policyId: samplePolicy } }) },
  matchParty: {
    success: async (town) => ({
      input: { partyId: (await anEmployer(town)).partyId, on: sampleDay },
      as: await asFounder(town),
    }),
  },
  listRuleSamples: { success: async () => ({ input: {} }) },
  tryRule: { success: async () => ({ input: { rule: '参保人数 <= 30', sheet: '{"参保人数": 20}' } }) },
  findPolicies: { success: async () => ({ input: { sheet: '{}' } }) },
  matchFacts: { success: async () => ({ input: { sheet: '{"参保人数": 20}', on: sampleDay } }) },
  listRuns: {
    success: async (town) => {
      await aRun(town)
      return { input: { limit: 1 }, as: await starter(town) }
    },
  },
  getRun: { success: byStarter(theCollectedRun) },
  listCandidates: { success: byStarter(theCollectedRun, { limit: 1, q: '稳岗' }) },
  rederiveCandidate: {
    success: async (town) => {
      const { runId, party } = await theCollectedRun(town)
      return { input: { runId, partyId: party.partyId }, as: await starter(town) }
    },
  },
  getCandidate: {
    success: async (town) => {
      const { runId, party } = await theCollectedRun(town)
      return { input: { runId, partyId: party.partyId }, as: await starter(town) }
    },
  },
  exportCandidates: { success: byStarter(theCollectedRun) },
  listObjections: {
    success: async (town) => {
      const run = await aPublishedRun(town)
      await lodge(town, run)
      return { input: { runId: run.runId }, as: await starter(town) }
    },
  },
  listMyGrants: {
    success: async (town) => ({
      input: { partyId: (await aPublishedRun(town)).party.partyId },
      as: await asFounder(town),
    }),
  },
  listWaitingOrder: { success: async () => ({ input: {} }) },
  findPlaces: {
    success: async (town) => ({
      input: { partyId: (await anEmployer(town)).partyId },
      as: await asFounder(town),
    }),
  },
  delivery: {
    success: async (town) => {
      await aRun(town)
      return { input: {}, as: await starter(town) }
    },
  },
  listPublicities: { success: async () => ({ input: {} }) },
  listPublished: {
    success: async (town) => ({ input: { runId: (await aPublishedRun(town)).runId, limit: 1 } }),
  },
  listDisclosures: { success: async () => ({ input: {} }) },
  statistics: { success: async () => ({ input: {} }) },
}
