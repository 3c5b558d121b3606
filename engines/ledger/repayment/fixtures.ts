import { deriveId } from '#platform/canonical.ts'
import { instantFrom, msOf } from '#kernel/time.ts'
import type { Example, Fixtures } from '#platform/testing/fixtures.ts'
import type { TestSystem } from '#platform/testing/system.ts'
import type { repaymentContract } from './contract.ts'

/** A payment that arrived. */
export interface Paid {
  readonly bookId: string
  readonly instructionId: string
  readonly partyId: string
  readonly payee: string
  readonly amountFen: number
}
export type MakePaid = (town: TestSystem) => Promise<Paid>

let made = 0
const dayMs = 86_400_000
const nobody = deriveId('nobody', 'here')
const title = { zh: '测试返还', en: 'Test refund' }
const reason = { zh: '按更正后的数据不符合条件', en: 'Not met by the corrected facts' }

const demandOf = ({ bookId, instructionId, partyId, payee, amountFen }: Paid) => ({
  bookId,
  cause: { partyId, correctionId: deriveId('correction', String(++made)), grantId: nobody },
  instructionId,
  title,
  department: 'human-resources',
  payer: payee,
  amountFen,
  reason,
})

async function demanded(town: TestSystem, makePaid: MakePaid) {
  const paid = await makePaid(town)
  const answer = await town.execute('ledger', 'demandRepayment', demandOf(paid))
  if (answer.kind !== 'written') throw new Error(JSON.stringify(answer.failure))
  return { paid, ids: { bookId: paid.bookId, repaymentId: answer.id } }
}

const receipt = (town: TestSystem, { payee, amountFen }: Paid, change: Record<string, unknown> = {}) => ({
  bankReference: `IN${++made}`,
  amountFen,
  receivedOn: town.system.moment().today,
  payerName: payee,
  ...change,
})

export function repaymentFixtures(makePaid: MakePaid): Fixtures<typeof repaymentContract> {
  const demanding =
    (change: (paid: Paid) => Record<string, unknown> = () => ({})): Example =>
    async (town) => {
      const paid = await makePaid(town)
      return { input: { ...demandOf(paid), ...change(paid) } }
    }
  const receiving =
    (change: Record<string, unknown> = {}): Example =>
    async (town) => {
      const { paid, ids } = await demanded(town, makePaid)
      return { input: { ...ids, ...receipt(town, paid, change) } }
    }
  const closed =
    (more: (town: TestSystem, paid: Paid) => Record<string, unknown>): Example =>
    async (town) => {
      const { paid, ids } = await demanded(town, makePaid)
      await town.execute('ledger', 'withdrawRepayment', { ...ids, reason: '异议成立' })
      return { input: { ...ids, ...more(town, paid) } }
    }
  return {
    demandRepayment: {
      success: demanding(),
      refusals: {
        'book-unknown': demanding(() => ({ bookId: nobody })),
        'instruction-unknown': demanding(() => ({ instructionId: nobody })),
        'not-settled': async (town) => {
          const paid = await makePaid(town)
          const { rows } = await town.admin(
            `select disbursement_id from ledger.transfer where instruction_id = '${paid.instructionId}'`,
          )
          const place = { bookId: paid.bookId, disbursementId: String(rows[0]?.['disbursement_id']) }
          const { instructionId } = paid
          await town.execute('ledger', 'reverse', { ...place, instructionId, reason: '企业退回款项' })
          return { input: demandOf(paid) }
        },
        'already-demanded': async (town) => {
          const paid = await makePaid(town)
          const input = { ...demandOf(paid), amountFen: 1 }
          await town.execute('ledger', 'demandRepayment', input)
          return { input }
        },
        'above-paid': demanding(({ amountFen }) => ({ amountFen: amountFen + 1 })),
      },
    },
    recordRepayment: {
      success: receiving(),
      refusals: {
        'receipt-known': async (town) => {
          const { paid, ids } = await demanded(town, makePaid)
          const input = { ...ids, ...receipt(town, paid, { amountFen: 1 }) }
          await town.execute('ledger', 'recordRepayment', input)
          return { input }
        },
        'repayment-closed': closed(receipt),
        'received-in-future': receiving({ receivedOn: '2099-01-01' }),
        'above-owed': receiving({ amountFen: 1_000_000_00 }),
      },
    },
    lookAtRepayment: {
      success: async (town) => {
        const { ids } = await demanded(town, makePaid)
        town.clock.set(instantFrom(msOf(town.clock.now()) + 20 * dayMs))
        return { input: ids }
      },
      refusals: {
        'repayment-closed': closed(() => ({})),
        'no-further-step': async (town) => {
          const { ids } = await demanded(town, makePaid)
          return { input: ids }
        },
      },
    },
    withdrawRepayment: {
      success: async (town) => ({ input: { ...(await demanded(town, makePaid)).ids, reason: '异议成立' } }),
      refusals: { 'repayment-closed': closed(() => ({ reason: '异议成立' })) },
    },
    listRepayments: {
      success: async (town) => ({ input: { bookId: (await demanded(town, makePaid)).ids.bookId, limit: 1 } }),
    },
  }
}
