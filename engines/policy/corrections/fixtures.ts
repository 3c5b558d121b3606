import type { Actor } from '#kernel/actor.ts'
import { instructionIdOf } from '#kernel/instruction.ts'
import { deriveId } from '#platform/canonical.ts'
import type { Example, Fixtures } from '#platform/testing/fixtures.ts'
import type { TestSystem } from '#platform/testing/system.ts'
import type { correctionContract } from './contract.ts'

/** A benefit of a party that was paid. */
export interface Paid {
  readonly partyId: string
  readonly grantId: string
}
export type MakePaid = (town: TestSystem, founder?: Actor) => Promise<Paid>

let made = 0
const nobody = deriveId('nobody', 'here')
const office = { department: 'human-resources' }

/** The party had paid twice as much insurance: what it gets is twice as much. */
async function corrected(town: TestSystem, makePaid: MakePaid, founder?: Actor) {
  const { partyId, grantId } = await makePaid(town, founder)
  const fact = { fact: 'hr.insurancePaid', value: 2_000_00, period: '2024', on: '2025-01-31', source: 'test' }
  await town.execute('party', 'recordFacts', { partyId, facts: [fact], cause: 'corrected' })
  await town.system.settle()
  const { rows } = await town.admin(
    `select correction_id, policy_id, period from policy.correction where owner_id = '${partyId}' and state = 'open'`,
  )
  const row = rows[0]
  if (!row) throw new Error('nothing was proposed')
  const cause = {
    policyId: String(row['policy_id']),
    policyVersion: 1,
    period: String(row['period']),
    partyId,
  }
  return {
    ids: { partyId, correctionId: String(row['correction_id']), grantId },
    instructionId: instructionIdOf({ ...cause, component: 'correction-1' }),
  }
}

/** What the ledger says of money that is asked back. */
const repayment = {
  bookId: nobody,
  repaymentId: nobody,
  number: 'TH0000000001',
  account: '9900000000000018',
  amountFen: 600_00,
  receivedFen: 0,
  state: 'open',
}

const deciding = { outcome: 'approved', reason: '缴费数据更正，补发差额' }
const officer = (town: TestSystem, role = 'officer') => town.account(`corrector-${++made}`, role, office)

export function correctionFixtures(makePaid: MakePaid): Fixtures<typeof correctionContract> {
  const decided =
    (role: string, change: Record<string, unknown> = {}): Example =>
    async (town) => {
      const { ids } = await corrected(town, makePaid)
      return { input: { ...ids, ...deciding, ...change }, as: await officer(town, role) }
    }
  /** The further payment stands so, as the ledger would say; its party gives an account. */
  const paid =
    (state: string, change: Record<string, unknown> = {}): Example =>
    async (town) => {
      const { ids, instructionId } = await corrected(town, makePaid)
      const { partyId, correctionId } = ids
      const progress = { partyId, correctionId, instructionId, disbursementId: nobody, state }
      await town.execute('policy', 'progressCorrection', progress)
      const as = await town.refresh(town.founder)
      return { input: { ...ids, account: '9900000000000026', ...change }, as }
    }
  const withdrawing =
    (role: string, change: Record<string, unknown> = {}): Example =>
    async (town) => {
      const { ids } = await corrected(town, makePaid)
      await town.execute('policy', 'noteRepayment', { ...ids, ...repayment })
      return { input: { ...ids, reason: '异议成立', ...change }, as: await officer(town, role) }
    }
  return {
    reviewPayments: {
      success: async (town) => ({ input: { partyId: (await makePaid(town)).partyId } }),
      refusals: {},
    },
    decideCorrection: {
      success: decided('officer'),
      refusals: {
        'correction-unknown': decided('officer', { grantId: nobody }),
        'correction-closed': async (town) => {
          const { ids } = await corrected(town, makePaid)
          const input = { ...ids, ...deciding, outcome: 'rejected' }
          const as = await officer(town)
          await town.execute('policy', 'decideCorrection', input, { as })
          return { input: { ...ids, ...deciding }, as }
        },
        'four-eyes': async (town) => ({
          input: { ...(await corrected(town, makePaid)).ids, ...deciding },
        }),
        'acts-for-payee': async (town) => {
          const founder = await officer(town)
          const { ids } = await corrected(town, makePaid, founder)
          return { input: { ...ids, ...deciding }, as: await town.refresh(founder) }
        },
        'above-ceiling': decided('chief'),
      },
    },
    progressCorrection: {
      success: async (town) => {
        const { ids, instructionId } = await corrected(town, makePaid)
        const { partyId, correctionId } = ids
        return { input: { partyId, correctionId, instructionId, disbursementId: nobody, state: 'held' } }
      },
      refusals: {},
    },
    confirmCorrectionAccount: {
      success: paid('returned'),
      refusals: {
        'correction-unknown': paid('returned', { grantId: nobody }),
        'account-fixed': paid('settled'),
      },
    },
    noteRepayment: {
      success: async (town) => {
        const { ids } = await corrected(town, makePaid)
        return { input: { ...ids, ...repayment } }
      },
      refusals: {
        'correction-unknown': async (town) => {
          const { ids } = await corrected(town, makePaid)
          return { input: { ...ids, ...repayment, grantId: nobody } }
        },
      },
    },
    withdrawCorrection: {
      success: withdrawing('officer'),
      refusals: {
        'correction-unknown': withdrawing('officer', { grantId: nobody }),
        'not-claimed-back': async (town) => ({
          input: { ...(await corrected(town, makePaid)).ids, reason: '异议成立' },
          as: await officer(town),
        }),
        'four-eyes': async (town) => ({ input: (await withdrawing('officer')(town)).input }),
        'acts-for-payee': async (town) => {
          const founder = await officer(town)
          const { ids } = await corrected(town, makePaid, founder)
          await town.execute('policy', 'noteRepayment', { ...ids, ...repayment })
          return { input: { ...ids, reason: '异议成立' }, as: await town.refresh(founder) }
        },
        'above-ceiling': withdrawing('chief'),
      },
    },
    listCorrections: { success: async () => ({ input: { limit: 5 } }) },
    listMyCorrections: {
      success: async (town) => ({ input: { partyId: (await makePaid(town)).partyId } }),
    },
  }
}
