import { composeCreditCode } from '#kernel/credit-code.ts'
import type { Fixtures } from '#platform/testing/fixtures.ts'
import type { TestSystem } from '#platform/testing/system.ts'
import { askFixtures } from './ask/fixtures.ts'
import { importFixtures } from './import/fixtures.ts'
import type { partyContract } from './contract.ts'

let made = 0

/** A party in formation and its founder with the mandate. */
export async function aParty(town: TestSystem, name = '广州示例科技有限公司') {
  const answer = await town.execute(
    'party',
    'foundEnterprise',
    { name },
    { as: town.founder, key: `a-party-${++made}` },
  )
  if (answer.kind !== 'written') throw new Error(`not founded: ${JSON.stringify(answer.failure)}`)
  return { partyId: answer.id, founder: await town.refresh(town.founder) }
}

const ofParty = async (town: TestSystem, input: Record<string, unknown> = {}) => {
  const { partyId, founder } = await aParty(town)
  return { input: { partyId, ...input }, as: founder }
}

const identity = { name: '广州示例科技有限公司', registeredOn: '2026-03-02' }

export const partyFixtures: Fixtures<typeof partyContract> = {
  ...importFixtures,
  ...askFixtures(aParty),
  noteBenefit: {
    success: async (town) => {
      const { partyId } = await aParty(town)
      return {
        input: { partyId, policyId: 'start-up-grant', year: 2026, amountFen: 1_000_000, received: true },
      }
    },
    refusals: {},
  },
  enterAsPerson: {
    success: async (town) => ({ input: {}, as: await town.account(`person-${++made}`) }),
    refusals: {
      'person-exists': async (town) => {
        const as = await town.account(`person-${++made}`)
        await town.execute('party', 'enterAsPerson', {}, { as })
        return { input: {}, as: await town.refresh(as) }
      },
    },
  },
  foundEnterprise: {
    success: async (town) => ({ input: { name: '广州示例科技有限公司' }, as: town.founder }),
    refusals: {},
  },
  grantMandate: {
    success: async (town) => {
      await town.account('accountant')
      return ofParty(town, { login: 'accountant', role: 'accountant' })
    },
    refusals: {
      'account-unknown': (town) => ofParty(town, { login: 'nobody-here', role: 'accountant' }),
      'mandate-exists': (town) => ofParty(town, { login: 'founder', role: 'accountant' }),
      'mandate-ends-in-the-past': async (town) => {
        await town.account('late')
        return ofParty(town, { login: 'late', role: 'accountant', until: '2020-01-01' })
      },
    },
  },
  revokeMandate: {
    success: async (town) => {
      const helper = await town.account('helper')
      const { partyId, founder } = await aParty(town)
      await town.execute(
        'party',
        'grantMandate',
        { partyId, login: 'helper', role: 'representative' },
        { as: founder },
      )
      return { input: { partyId, accountId: helper.id }, as: founder }
    },
    refusals: {
      'no-such-mandate': async (town) => ofParty(town, { accountId: (await town.account('never')).id }),
      'last-mandate': (town) => ofParty(town, { accountId: town.founder.id }),
    },
  },
  assignIdentity: {
    success: async (town) => ({
      input: {
        partyId: (await aParty(town)).partyId,
        creditCode: composeCreditCode('91', '440106', ++made),
        ...identity,
      },
    }),
    refusals: {
      'credit-code-invalid': async (town) => ({
        input: { partyId: (await aParty(town)).partyId, creditCode: '91440101MA5CJQ4N50', ...identity },
      }),
      'identity-already-assigned': async (town) => {
        const { partyId } = await aParty(town)
        const assign = (serial: number) => ({
          partyId,
          creditCode: composeCreditCode('91', '440106', serial),
          ...identity,
        })
        await town.execute('party', 'assignIdentity', assign(++made))
        return { input: assign(++made) }
      },
    },
  },
  declareFact: {
    success: (town) => ofParty(town, { fact: 'hr.insured', value: '30人' }),
    refusals: {
      'fact-unknown': (town) => ofParty(town, { fact: 'no.such', value: '1' }),
      'fact-not-to-declare': (town) => ofParty(town, { fact: 'std.ledFiveYears', value: '是' }),
      'year-needed': (town) => ofParty(town, { fact: 'fin.revenue', value: '100万元' }),
      'known-from-department': async (town) => {
        const { partyId, founder } = await aParty(town)
        const known = { fact: 'hr.insured', value: 12, on: '2026-03-01', source: 'social-insurance' }
        await town.execute('party', 'recordFacts', { partyId, cause: 'test', facts: [known] })
        return { input: { partyId, fact: 'hr.insured', value: '30人' }, as: founder }
      },
      'value-not-read': (town) => ofParty(town, { fact: 'hr.insured', value: '很多' }),
    },
  },
  recordFacts: {
    success: async (town) => ({
      input: {
        partyId: (await aParty(town)).partyId,
        cause: 'test',
        facts: [{ fact: 'ent.regDate', value: '2026-03-02', on: '2026-03-02', source: 'market-regulation' }],
      },
    }),
    refusals: {},
  },
  listMyParties: { success: async (town) => ({ input: {}, as: (await aParty(town)).founder }) },
  getParty: { success: (town) => ofParty(town) },
  listReceipts: { success: (town) => ofParty(town) },
}
