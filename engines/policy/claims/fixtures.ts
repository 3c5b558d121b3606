import type { Actor } from '#kernel/actor.ts'
import { aParty } from '#engines/party/fixtures.ts'
import { deriveId } from '#platform/canonical.ts'
import type { Example, Fixtures } from '#platform/testing/fixtures.ts'
import type { TestSystem } from '#platform/testing/system.ts'
import { type StoredDefinition, stored } from '#platform/definition-store.ts'
import type { claimContract } from './contract.ts'

/** Policies of the city that fixtures claim: with one click, on a promise, after an application. */
export const clickPolicy = 'start-up-grant'
export const promisePolicy = 'start-up-rent-subsidy'
export const casePolicy = 're-employment-unemployment-benefit'
export const promises = ['hr.rentsAtRegistered', 'hr.ownsPremises']

type Value = string | number | boolean | readonly Record<string, unknown>[]
const startUp: Readonly<Record<string, Value>> = {
  'ent.regDate': '2024-12-01',
  'hr.founderGroup': 'veteran',
  'hr.threeMonthEmployees': 2,
  'hr.rentYears': 2,
  'credit.abnormalList': false,
  'credit.seriousList': false,
  'benefit.received': [],
}

/** Somebody who has just started up, as departments know it; `undefined` is not known. */
export async function aStartUp(
  town: TestSystem,
  more: Readonly<Record<string, Value | undefined>> = {},
): Promise<{ partyId: string; founder: Actor }> {
  const party = await aParty(town, '广州起步示例有限公司')
  const facts = Object.entries({ ...startUp, ...more })
    .filter(([, value]) => value !== undefined)
    .map(([fact, value]) => ({ fact, value, on: '2026-02-01', source: 'test' }))
  const recorded = await town.execute('party', 'recordFacts', {
    partyId: party.partyId,
    facts,
    cause: 'test',
  })
  if (recorded.kind !== 'written') throw new Error(JSON.stringify(recorded.failure))
  return party
}

const claimOf = (policyId: string, more: Readonly<Record<string, unknown>> = {}) => ({ policyId, ...more })

/** A claim that waits for its department. */
export async function aClaim(town: TestSystem, input = claimOf(clickPolicy)) {
  const { partyId, founder } = await aStartUp(town)
  const lodged = await town.execute('policy', 'lodgeClaim', { partyId, ...input }, { as: founder })
  if (lodged.kind !== 'written') throw new Error(JSON.stringify(lodged.failure))
  return { partyId, claimId: lodged.id, founder }
}

const claiming =
  (input: Record<string, unknown>, facts: Readonly<Record<string, Value | undefined>> = {}): Example =>
  async (town) => {
    const { partyId, founder } = await aStartUp(town, facts)
    return { input: { partyId, ...input }, as: founder }
  }
/** Beside the benefit that is claimed with one click, of which only one is taken a year. */
const twinPolicy = 'start-up-grant-twin'

/** A city’s definitions with a twin of the benefit claimed with one click, in one group with it. */
export function withTwin(rows: readonly StoredDefinition[]): StoredDefinition[] {
  const exclusive = ['one-start-up-grant']
  return rows.flatMap((row) => {
    if (row.kind !== 'policy' || row.id !== clickPolicy) return [row]
    const one = { ...(row.body as Record<string, unknown>), exclusive }
    return [clickPolicy, twinPolicy].map((id) => stored('policy', id, row.version, { ...one, id }))
  })
}

/** A claim of the twin, whose first is open, or in the state that its run gave it. */
const twin =
  (state?: 'granted'): Example =>
  async (town) => {
    const { partyId, claimId, founder } = await aClaim(town)
    const told = { partyId, claimId, runId: somebody, outcome: 'granted', reason }
    if (state) await town.execute('policy', 'answerClaim', told)
    return { input: { partyId, policyId: twinPolicy }, as: founder }
  }

/** A promise that was found broken, and whoever made it. */
async function broken(town: TestSystem) {
  const { partyId, claimId, founder } = await aClaim(town, onPromise)
  const found = { partyId, claimId, outcome: 'broken', reason: '现场核查，场地为自有' }
  const answer = await town.execute('policy', 'checkPromise', found, { as: await officer(town) })
  if (answer.kind !== 'written') throw new Error(JSON.stringify(answer.failure))
  return { partyId, claimId, founder }
}
const mended = '已退出自有场地，另租经营场所'

/** Something that was asked back for the claim and has not come. */
async function owing(town: TestSystem, { partyId, claimId }: { partyId: string; claimId: string }) {
  const ids = [partyId, deriveId('grant', claimId), deriveId('run', claimId)]
  const [owner, grant, run] = ids.map((id) => `'${id}'`)
  await town.admin(`
    insert into policy.grant (owner_id, grant_id, run_id, batch_id, policy_id, policy_version, period, component, title,
      instruction_id, amount, summary, explanation, state, announced_at, changed_at)
    select owner_id, ${grant}, ${run}, ${run}, policy_id, policy_version, period, 'whole', title, ${grant}, 100, summary, '{}',
      'settled', now(), now() from policy.claim where owner_id = ${owner} and claim_id = '${claimId}'`)
  await town.admin(`
    insert into policy.correction (owner_id, correction_id, grant_id, run_id, policy_id, title, period, department, payee, paid, due,
      difference, summary, state, proposed_at)
    select owner_id, ${grant}, ${grant}, ${run}, policy_id, title, period, department, '企业', 100, 0, -100, summary, 'claimed', now()
    from policy.claim where owner_id = ${owner} and claim_id = '${claimId}'`)
}
const repairing =
  (
    prepare: (
      town: TestSystem,
      claim: { partyId: string; claimId: string; founder: Actor },
    ) => Promise<unknown>,
  ): Example =>
  async (town) => {
    const { founder, ...claim } = await broken(town)
    await prepare(town, { ...claim, founder })
    return { input: { ...claim, text: mended }, as: founder }
  }
const asked = async (
  town: TestSystem,
  { founder, ...claim }: { partyId: string; claimId: string; founder: Actor },
) => {
  await town.execute('policy', 'askRepair', { ...claim, text: mended }, { as: founder })
}
const answering =
  (
    prepare: (
      town: TestSystem,
      claim: { partyId: string; claimId: string; founder: Actor },
    ) => Promise<unknown>,
  ): Example =>
  async (town) => {
    const { founder, ...claim } = await broken(town)
    await prepare(town, { ...claim, founder })
    return { input: { ...claim, outcome: 'granted', reason: '核实已整改' }, as: await officer(town) }
  }
const again = async (town: TestSystem) => {
  const { partyId, founder } = await aClaim(town)
  return { input: { partyId, ...claimOf(clickPolicy) }, as: founder }
}
const somebody = deriveId('somebody', 'here')
const byCase =
  (policyId: string): Example =>
  async (town) => ({ input: { partyId: (await aParty(town)).partyId, policyId, caseId: somebody } })

const officer = (town: TestSystem) =>
  town.account('claims-officer', 'officer', { department: 'human-resources' })
const onPromise = claimOf(promisePolicy, { promised: promises })
const closed =
  (more: Record<string, unknown>, as?: (town: TestSystem) => Promise<Actor>): Example =>
  async (town) => {
    const { partyId, claimId, founder } = await aClaim(town)
    await town.execute('policy', 'withdrawClaim', { partyId, claimId }, { as: founder })
    return { input: { partyId, claimId, ...more }, as: as ? await as(town) : founder }
  }
const open =
  (
    more: Record<string, unknown>,
    as?: (town: TestSystem) => Promise<Actor>,
    input = claimOf(clickPolicy),
  ): Example =>
  async (town) => {
    const { partyId, claimId, founder } = await aClaim(town, input)
    return { input: { partyId, claimId, ...more }, as: as ? await as(town) : founder }
  }
const reason = { zh: '符合条件', en: 'Conditions met' }
const answer = { runId: somebody, outcome: 'granted', reason }

export const claimFixtures: Fixtures<typeof claimContract> = {
  lodgeClaim: {
    success: claiming(onPromise),
    refusals: {
      'policy-unknown': claiming(claimOf('no-such-policy')),
      'policy-not-claimed': claiming(claimOf('little-giant-award')),
      'already-claimed': again,
      'commitment-barred': async (town) => {
        const { partyId, founder } = await broken(town)
        return { input: { partyId, ...onPromise }, as: founder }
      },
      'promise-missing': claiming(claimOf(promisePolicy, { promised: promises.slice(0, 1) })),
      'facts-missing': claiming(claimOf(clickPolicy), { 'credit.abnormalList': undefined }),
      'conditions-not-met': claiming(claimOf(clickPolicy), { 'hr.threeMonthEmployees': 0 }),
      'group-claimed': twin(),
      'group-received': twin('granted'),
    },
  },
  claimByCase: {
    success: byCase(casePolicy),
    refusals: {
      'policy-unknown': byCase('no-such-policy'),
      'policy-not-claimed': byCase(clickPolicy),
      'already-claimed': async (town) => {
        const { partyId } = await aParty(town)
        const input = { partyId, policyId: casePolicy, caseId: somebody }
        await town.execute('policy', 'claimByCase', input)
        return { input }
      },
    },
  },
  withdrawClaim: { success: open({}), refusals: { 'claim-closed': closed({}) } },
  answerClaim: {
    success: async (town) => ({ input: (await open(answer)(town)).input }),
    refusals: { 'claim-closed': async (town) => ({ input: (await closed(answer)(town)).input }) },
  },
  refuseClaim: {
    success: open({ reason: '材料经核查不属实' }, officer),
    refusals: { 'claim-closed': closed({ reason: '材料经核查不属实' }, officer) },
  },
  checkPromise: {
    success: open({ outcome: 'kept', reason: '现场核查属实' }, officer, onPromise),
    refusals: {
      'nothing-promised': open({ outcome: 'kept', reason: '现场核查属实' }, officer),
      'already-checked': async (town) => {
        const example = await open({ outcome: 'kept', reason: '现场核查属实' }, officer, onPromise)(town)
        await town.execute('policy', 'checkPromise', example.input, example.as ? { as: example.as } : {})
        return example
      },
    },
  },
  askRepair: {
    success: repairing(async () => undefined),
    refusals: {
      'promise-not-broken': async (town) => {
        const { partyId, claimId, founder } = await aClaim(town, onPromise)
        return { input: { partyId, claimId, text: mended }, as: founder }
      },
      'repair-asked': repairing(asked),
      'repayment-owed': repairing(owing),
    },
  },
  answerRepair: {
    success: answering(asked),
    refusals: {
      'no-repair-asked': answering(async () => undefined),
      'repayment-owed': answering(async (town, claim) => {
        await asked(town, claim)
        await owing(town, claim)
      }),
    },
  },
  listMyClaims: {
    success: async (town) => {
      const { partyId, founder } = await aClaim(town)
      return { input: { partyId }, as: founder }
    },
  },
  previewClaim: { success: claiming(claimOf(promisePolicy)) },
  listClaims: {
    success: async (town) => {
      await aClaim(town)
      return { input: { limit: 1, state: 'open' }, as: await officer(town) }
    },
  },
}
