import { instantFrom, msOf } from '#kernel/time.ts'
import { deriveId } from '#platform/canonical.ts'
import type { Example, Fixtures } from '#platform/testing/fixtures.ts'
import type { TestSystem } from '#platform/testing/system.ts'
import type { statementContract } from './contract.ts'

let opened = 0
const account = '9900000000000018'
const nobody = deriveId('nobody', 'here')
const hourMs = 3_600_000

/** A book of an account of its own number, over whose statement nobody else's stands. */
async function aBook(town: TestSystem): Promise<string> {
  const input = {
    title: '对账资金',
    fund: `stated-${++opened}`,
    period: '2025',
    budgetFen: 100,
    bankAccount: account,
  }
  const answer = await town.execute('ledger', 'openBook', input)
  if (answer.kind !== 'written') throw new Error(JSON.stringify(answer.failure))
  return answer.id
}

/** The hour before now. */
const lastHour = (town: TestSystem) => {
  const until = town.clock.now()
  return { from: instantFrom(msOf(until) - hourMs), until }
}

/** A statement with one payment that nobody ordered. */
const strange = (town: TestSystem, change: Record<string, unknown> = {}) => ({
  account,
  ...lastHour(town),
  totalFen: 1,
  rows: [
    {
      row: 1,
      instruction: nobody,
      bankReference: 'PY1',
      payeeAccount: '9900000000000026',
      payeeName: '某企业',
      amountFen: 1,
      state: 'settled',
    },
  ],
  ...change,
})

async function aStatement(town: TestSystem) {
  const bookId = await aBook(town)
  const input = { bookId, source: 'file', statement: strange(town) }
  const answer = await town.execute('ledger', 'importStatement', input)
  if (answer.kind !== 'written') throw new Error(JSON.stringify(answer.failure))
  return { bookId, statementId: answer.id }
}

const importing =
  (change: Record<string, unknown> = {}): Example =>
  async (town) => ({
    input: { bookId: await aBook(town), source: 'file', statement: strange(town, change) },
  })
const settling = (number: number) => ({ number, outcome: 'bank-corrects', reason: '银行串户，已通知更正' })
const officer = (town: TestSystem) => town.account(`reconciler-${++opened}`, 'chief')

export const statementFixtures: Fixtures<typeof statementContract> = {
  importStatement: {
    success: importing(),
    refusals: {
      'book-unknown': async (town) => ({
        input: { bookId: nobody, source: 'file', statement: strange(town) },
      }),
      'statement-of-another-account': importing({ account: '9900000000000999' }),
      'period-wrong': importing({ from: '2026-03-02T00:00:00.000Z', until: '2026-03-02T00:00:00.000Z' }),
      'statement-known': async (town) => {
        const { bookId } = await aStatement(town)
        return { input: { bookId, source: 'bank', statement: strange(town, { rows: [], totalFen: 0 }) } }
      },
    },
  },
  askStatement: {
    success: async (town) => ({ input: { bookId: await aBook(town), ...lastHour(town) } }),
    refusals: {
      'period-wrong': async (town) => {
        const { from, until } = lastHour(town)
        return { input: { bookId: await aBook(town), from: until, until: from } }
      },
    },
  },
  settleFinding: {
    success: async (town) => ({
      input: { ...(await aStatement(town)), ...settling(1) },
      as: await officer(town),
    }),
    refusals: {
      'finding-unknown': async (town) => ({ input: { ...(await aStatement(town)), ...settling(2) } }),
      'finding-settled': async (town) => {
        const input = { ...(await aStatement(town)), ...settling(1) }
        await town.execute('ledger', 'settleFinding', input, { as: await officer(town) })
        return { input }
      },
      'person-needed': async (town) => ({ input: { ...(await aStatement(town)), ...settling(1) } }),
    },
  },
  listStatements: {
    success: async (town) => ({ input: { bookId: (await aStatement(town)).bookId } }),
  },
  getStatement: { success: async (town) => ({ input: await aStatement(town) }) },
}
