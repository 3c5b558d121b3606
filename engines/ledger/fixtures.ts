import { instructionIdOf } from '#kernel/instruction.ts'
import { instantFrom, msOf } from '#kernel/time.ts'
import { deriveId } from '#platform/canonical.ts'
import type { Fixtures } from '#platform/testing/fixtures.ts'
import type { TestSystem } from '#platform/testing/system.ts'
import { batchFixtures } from './batch/fixtures.ts'
import type { ledgerContract } from './contract.ts'
import type { Line } from './model.ts'
import { receivableFixtures } from './receivable/fixtures.ts'
import { type Paid, repaymentFixtures } from './repayment/fixtures.ts'
import { statementFixtures } from './reconcile/fixtures.ts'

let made = 0

/** A book with a budget. */
export async function aBook(town: TestSystem, budgetFen = 1_000_00, bankAccount = '9900000000000018') {
  const input = { title: '测试资金', fund: `fund-${++made}`, period: '2025', budgetFen, bankAccount }
  const answer = await town.execute('ledger', 'openBook', input)
  if (answer.kind !== 'written') throw new Error(JSON.stringify(answer.failure))
  return { bookId: answer.id, ...input }
}

const policyOf = { policyId: 'sample-refund', policyVersion: 1, period: '2025', purpose: '测试返还' }

/** Lines for n payees of a policy; payees differ unless `first` says where to start. */
export const someLines = (
  count: number,
  amountFen: number,
  { first = ++made * 1000, account }: { first?: number; account?: string } = {},
): Line[] =>
  Array.from({ length: count }, (_, i) => {
    const partyId = deriveId('payee', String(first + i))
    const cause = { ...policyOf, partyId, component: 'whole' }
    const line = {
      instructionId: instructionIdOf(cause),
      partyId,
      component: 'whole',
      payee: `收款企业${first + i}`,
      amountFen,
    }
    return account ? { ...line, account } : line
  })

export const holdInput = (bookId: string, lines: readonly Line[]) => ({
  ...policyOf,
  bookId,
  cause: { runId: deriveId('run', '1'), batchId: deriveId('batch', String(++made)) },
  lines,
})

/** Held money for some lines of a fresh book. */
export async function aDisbursement(
  town: TestSystem,
  { budgetFen = 1_000_00, account, lines = 2 }: { budgetFen?: number; account?: string; lines?: number } = {},
) {
  const { bookId } = await aBook(town, budgetFen)
  const held = someLines(lines, 100_00, account ? { account } : {})
  const answer = await town.execute('ledger', 'holdFunds', holdInput(bookId, held))
  if (answer.kind !== 'written') throw new Error(JSON.stringify(answer.failure))
  const [first] = held
  if (!first) throw new Error('no line')
  return {
    ids: { bookId, disbursementId: answer.id },
    lines: held,
    first: { bookId, disbursementId: answer.id, instructionId: first.instructionId },
  }
}

const payeeAccount = '9900000000000026'
const aStranger = deriveId('instruction', 'nobody knows')

/** Payments ordered from the bank, and what the bank says of the first of them. */
async function answered(
  town: TestSystem,
  ...answers: readonly { state: 'accepted' | 'settled' | 'returned'; amountFen?: number }[]
) {
  const made = await aDisbursement(town, { account: payeeAccount })
  await town.execute('ledger', 'orderPayments', made.ids)
  for (const answer of answers)
    await town.execute('ledger', 'recordBankAnswers', {
      ...made.ids,
      answers: [{ instructionId: made.first.instructionId, attempt: 1, ...answer }],
    })
  return made
}

/** A payment that arrived. */
async function paid(town: TestSystem): Promise<Paid> {
  const { first, lines } = await answered(town, { state: 'settled', amountFen: 100_00 })
  const [line] = lines
  if (!line) throw new Error('no line')
  const { partyId, payee, amountFen } = line
  return { bookId: first.bookId, instructionId: first.instructionId, partyId, payee, amountFen }
}

export const ledgerFixtures: Fixtures<typeof ledgerContract> = {
  ...statementFixtures,
  ...batchFixtures,
  ...receivableFixtures,
  ...repaymentFixtures(paid),
  openBook: {
    success: async () => ({
      input: {
        title: '失业保险基金',
        fund: `fund-${++made}`,
        period: '2025',
        budgetFen: 100,
        bankAccount: payeeAccount,
      },
    }),
    refusals: {
      'book-exists': async (town) => {
        const { bookId: _, ...input } = await aBook(town)
        return { input }
      },
    },
  },
  changeBudget: {
    success: async (town) => ({
      input: { bookId: (await aBook(town)).bookId, budgetFen: 2_000_00, reason: '追加预算' },
    }),
    refusals: {
      'budget-below-committed': async (town) => {
        const { ids } = await aDisbursement(town)
        return { input: { bookId: ids.bookId, budgetFen: 199_99, reason: '压减预算' } }
      },
    },
  },
  holdFunds: {
    success: async (town) => ({ input: holdInput((await aBook(town)).bookId, someLines(3, 100_00)) }),
    refusals: {
      'book-unknown': async () => ({ input: holdInput(deriveId('no', 'book'), someLines(1, 100_00)) }),
      'line-repeated': async (town) => {
        const [line] = someLines(1, 100_00)
        return { input: holdInput((await aBook(town)).bookId, line ? [line, line] : []) }
      },
      'instruction-not-of-cause': async (town) => ({
        input: holdInput(
          (await aBook(town)).bookId,
          someLines(1, 100_00).map((line) => ({ ...line, instructionId: aStranger })),
        ),
      }),
      'already-held': async (town) => {
        const { ids, lines } = await aDisbursement(town)
        return { input: holdInput(ids.bookId, lines) }
      },
    },
  },
  serveWaiting: {
    success: async (town) => {
      const { ids } = await aDisbursement(town, { budgetFen: 100_00 })
      await town.execute('ledger', 'changeBudget', {
        bookId: ids.bookId,
        budgetFen: 200_00,
        reason: '追加预算',
      })
      return { input: ids }
    },
    refusals: {
      'nothing-waiting': async (town) => ({ input: (await aDisbursement(town)).ids }),
      'not-its-turn': async (town) => {
        const { ids } = await aDisbursement(town, { budgetFen: 100_00 })
        town.clock.set(instantFrom(msOf(town.clock.now()) + 1))
        const later = await town.execute('ledger', 'holdFunds', holdInput(ids.bookId, someLines(1, 1)))
        return { input: { bookId: ids.bookId, disbursementId: later.kind === 'written' ? later.id : '' } }
      },
      'funds-insufficient': async (town) => ({
        input: (await aDisbursement(town, { budgetFen: 100_00 })).ids,
      }),
    },
  },
  supplyAccount: {
    success: async (town) => ({ input: { ...(await aDisbursement(town)).first, account: payeeAccount } }),
    refusals: {
      'instruction-unknown': async (town) => ({
        input: { ...(await aDisbursement(town)).ids, instructionId: aStranger, account: payeeAccount },
      }),
      'account-fixed': async (town) => ({
        input: { ...(await answered(town)).first, account: '9900000000000034' },
      }),
    },
  },
  orderPayments: {
    success: async (town) => ({ input: (await aDisbursement(town, { account: payeeAccount })).ids }),
    refusals: {},
  },
  recordBankAnswers: {
    success: async (town) => {
      const { ids, first } = await answered(town)
      const answer = { instructionId: first.instructionId, attempt: 1, state: 'settled', amountFen: 100_00 }
      return { input: { ...ids, answers: [answer] } }
    },
    refusals: {
      'instruction-unknown': async (town) => ({
        input: {
          ...(await answered(town)).ids,
          answers: [{ instructionId: aStranger, attempt: 1, state: 'accepted' }],
        },
      }),
    },
  },
  askBank: {
    success: async (town) => ({ input: (await answered(town)).ids }),
    refusals: { 'nothing-open': async (town) => ({ input: (await aDisbursement(town)).ids }) },
  },
  settleDispute: {
    success: async (town) => {
      const { first } = await answered(town, { state: 'settled', amountFen: 1 })
      return { input: { ...first, outcome: 'settled', reason: '银行已补足差额' } }
    },
    refusals: {
      'instruction-unknown': async (town) => ({
        input: {
          ...(await answered(town)).ids,
          instructionId: aStranger,
          outcome: 'settled',
          reason: '银行已补足差额',
        },
      }),
      'not-disputed': async (town) => ({
        input: { ...(await answered(town)).first, outcome: 'settled', reason: '银行已补足差额' },
      }),
    },
  },
  releaseHold: {
    success: async (town) => {
      const { ids, first } = await aDisbursement(town)
      return { input: { ...ids, instructionIds: [first.instructionId], reason: '企业已注销' } }
    },
    refusals: {
      'instruction-unknown': async (town) => ({
        input: { ...(await aDisbursement(town)).ids, instructionIds: [aStranger], reason: '企业已注销' },
      }),
      'not-releasable': async (town) => {
        const { ids, first } = await answered(town)
        return { input: { ...ids, instructionIds: [first.instructionId], reason: '企业已注销' } }
      },
    },
  },
  reverse: {
    success: async (town) => ({
      input: {
        ...(await answered(town, { state: 'settled', amountFen: 100_00 })).first,
        reason: '企业退回款项',
      },
    }),
    refusals: {
      'instruction-unknown': async (town) => ({
        input: { ...(await answered(town)).ids, instructionId: aStranger, reason: '企业退回款项' },
      }),
      'not-settled': async (town) => ({ input: { ...(await answered(town)).first, reason: '企业退回款项' } }),
      'asked-back': async (town) => {
        const { first, lines } = await answered(town, { state: 'settled', amountFen: 100_00 })
        const partyId = lines[0]?.partyId
        await town.execute('ledger', 'demandRepayment', {
          bookId: first.bookId,
          cause: { partyId, correctionId: deriveId('correction', String(++made)), grantId: aStranger },
          instructionId: first.instructionId,
          title: { zh: '测试返还', en: 'Test refund' },
          department: 'human-resources',
          payer: '收款企业',
          amountFen: 1,
          reason: { zh: '数据更正', en: 'Facts corrected' },
        })
        return { input: { ...first, reason: '企业退回款项' } }
      },
    },
  },
  listBooks: { success: async () => ({ input: {} }) },
  getBook: { success: async (town) => ({ input: { bookId: (await aDisbursement(town)).ids.bookId } }) },
  listTransfers: {
    success: async (town) => ({ input: { bookId: (await aDisbursement(town)).ids.bookId, limit: 1 } }),
  },
  listWaiting: {
    success: async (town) => ({
      input: { bookId: (await aDisbursement(town, { budgetFen: 1 })).ids.bookId, limit: 1 },
    }),
  },
}
