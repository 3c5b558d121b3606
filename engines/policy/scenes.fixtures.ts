import type { Actor } from '#kernel/actor.ts'
import { instructionIdOf } from '#kernel/instruction.ts'
import { instantFrom, msOf } from '#kernel/time.ts'
import { deriveId } from '#platform/canonical.ts'
import type { Example } from '#platform/testing/fixtures.ts'
import type { TestSystem } from '#platform/testing/system.ts'
import { sampleDay, samplePolicy } from './sample.ts'

const sampleFund = 'unemployment-fund'
let made = 0
let year = 1000

export async function written(
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
export const inOffice = { department: 'human-resources' }
export const starter = shared((town) => town.account('run-starter', 'officer', inOffice))
export const approver = shared((town) => town.account('run-approver', 'officer', inOffice))

const later = (town: TestSystem, ms: number) => town.clock.set(instantFrom(msOf(town.clock.now()) + ms))

export async function aRunBook(town: TestSystem, budgetFen = 100_000_00, bankAccount = '9900000000000018') {
  const period = String(++year)
  const input = { title: '失业保险基金', fund: sampleFund, period, budgetFen, bankAccount }
  const { id: bookId } = await written(town, 'ledger', 'openBook', input)
  return { bookId, period }
}

export const startInput = ({ bookId, period }: { bookId: string; period: string }) => ({
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

export const theCollectedRun = shared((town) => aCollectedRun(town))

export async function aPublishedRun(town: TestSystem) {
  const run = await aCollectedRun(town)
  await publish(town, run.runId)
  await town.system.settle()
  return { ...run, grantId: await grantOf(town, run.runId, run.party.partyId) }
}

export async function grantOf(town: TestSystem, runId: string, partyId: string): Promise<string> {
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

export const asFounder = (town: TestSystem) => town.refresh(town.founder)
export const objection = { text: '我们上年缴费记录有误，请重新核对。' }
export const lodge = async (
  town: TestSystem,
  { runId, party }: { runId: string; party: { partyId: string } },
) =>
  written(
    town,
    'policy',
    'lodgeObjection',
    { runId, partyId: party.partyId, ...objection },
    await asFounder(town),
  )

export const theEndedRun = shared(async (town) => {
  const run = await aPublishedRun(town)
  await lodge(town, run)
  passPublicity(town)
  return run
})

export async function approve(town: TestSystem, runId: string): Promise<void> {
  await written(town, 'policy', 'approveRun', { runId }, await approver(town))
}

export const theApprovedRun = shared(async (town) => {
  const run = await aPublishedRun(town)
  passPublicity(town)
  await approve(town, run.runId)
  await town.system.settle()
  return run
})

export const nobody = deriveId('nobody', 'here')
export const summary = { zh: '符合条件', en: 'Conditions met' }
export const explanation = { verdict: 'eligible', summary, missing: [], tree: [], ruleHash: 'sample' }
export const candidate = (partyId: string, period: string) => ({
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
export const batch = (runId: string, candidates: unknown[] = []) => ({
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

export const cancelled = async (town: TestSystem) => {
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
export const byStarter =
  (of: (town: TestSystem) => Promise<{ runId: string }>, more: Record<string, unknown> = {}): Example =>
  async (town) => ({ input: { runId: (await of(town)).runId, ...more }, as: await starter(town) })
export const byApprover =
  (of: (town: TestSystem) => Promise<{ runId: string }>): Example =>
  async (town) => ({ input: { runId: (await of(town)).runId }, as: await approver(town) })
export const bySystem =
  (of: (town: TestSystem) => Promise<{ runId: string; batchId?: string }>, batches = false): Example =>
  async (town) => {
    const { runId, batchId } = await of(town)
    return { input: { runId, ...(batches ? { batchId } : {}) } }
  }
export const start =
  (change: Record<string, unknown>): Example =>
  async (town) => ({ input: { ...startInput(await aRunBook(town)), ...change }, as: await starter(town) })
export const paid = (run: { party: { partyId: string }; period: string }, state = 'settled') => ({
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
export async function unannounced(town: TestSystem) {
  const run = await aCollectedRun(town)
  await publish(town, run.runId)
  passPublicity(town)
  await approve(town, run.runId)
  return run
}
export async function approvedUnpaid(town: TestSystem) {
  const run = await aPublishedRun(town)
  passPublicity(town)
  await approve(town, run.runId)
  return run
}

/** A benefit that the ledger says was paid. */
export async function aPaidGrant(town: TestSystem, founder?: Actor) {
  const { partyId } = await anEmployer(town, founder ? { founder } : {})
  const { runId } = await aPublishedRun(town)
  passPublicity(town)
  await approve(town, runId)
  const grantId = await grantOf(town, runId, partyId)
  await written(town, 'policy', 'progressGrant', { partyId, grantId, number: 1, state: 'settled' })
  return { partyId, grantId }
}
