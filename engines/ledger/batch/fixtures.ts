import { instructionIdOf } from '#kernel/instruction.ts'
import { generateKey, signerFrom } from '#kernel/signature.ts'
import { deriveId } from '#platform/canonical.ts'
import type { Example, Fixtures } from '#platform/testing/fixtures.ts'
import type { TestSystem } from '#platform/testing/system.ts'
import type { batchContract } from './contract.ts'
import { answerFormat, signFile } from './file.ts'

let opened = 0
const account = '9900000000000018'
const nobody = deriveId('nobody', 'here')
const keys = generateKey()

async function written(town: TestSystem, operation: string, input: Record<string, unknown>): Promise<string> {
  const answer = await town.execute('ledger', operation, input)
  if (answer.kind !== 'written') throw new Error(`${operation}: ${JSON.stringify(answer.failure)}`)
  return answer.id
}

const byFile = async (bookId: string) => ({ bookId, channel: 'file', bankKey: (await keys).publicJwk })

async function aBook(town: TestSystem, channel: 'http' | 'file' = 'file'): Promise<string> {
  const input = { title: '文件付款资金', fund: `filed-${++opened}`, period: '2025', budgetFen: 500_00 }
  const bookId = await written(town, 'openBook', { ...input, bankAccount: account })
  if (channel === 'file') await written(town, 'setChannel', await byFile(bookId))
  return bookId
}

/** A book with one payment ordered. */
async function ordered(town: TestSystem) {
  const bookId = await aBook(town)
  const cause = { policyId: 'filed', policyVersion: 1, period: '2025' }
  const partyId = deriveId('payee', bookId)
  const component = 'whole'
  const instructionId = instructionIdOf({ ...cause, partyId, component })
  const line = {
    instructionId,
    partyId,
    component,
    payee: '收款企业',
    amountFen: 100_00,
    account: '98000001',
  }
  const disbursementId = await written(town, 'holdFunds', {
    ...cause,
    bookId,
    cause: { runId: nobody, batchId: nobody },
    purpose: '文件付款',
    lines: [line],
  })
  await written(town, 'orderPayments', { bookId, disbursementId })
  return { bookId, instruction: instructionId }
}

async function filed(town: TestSystem) {
  const { bookId, instruction } = await ordered(town)
  return { bookId, fileId: await written(town, 'makeBatchFile', { bookId }), instruction }
}

/** The bank's answer to a file of one row. */
async function answered(town: TestSystem, change: Record<string, unknown> = {}) {
  const { bookId, fileId, instruction } = await filed(town)
  const answeredAt = town.clock.now()
  const head = { format: answerFormat, fileId, account, answeredAt, count: 1 }
  const row = { n: 1, instruction, state: 'settled', amountFen: 100_00, ...change }
  const file = `${JSON.stringify(head)}\n${JSON.stringify(row)}\n`
  const signature = await signFile(file, await signerFrom('bank', (await keys).privateJwk))
  return { bookId, fileId, file, signature }
}

const onBook =
  (channel: 'http' | 'file'): Example =>
  async (town) => ({ input: { bookId: await aBook(town, channel) } })

export const batchFixtures: Fixtures<typeof batchContract> = {
  setChannel: {
    success: async (town) => ({ input: await byFile(await aBook(town, 'http')) }),
    refusals: {
      'bank-key-missing': async (town) => ({
        input: { bookId: await aBook(town, 'http'), channel: 'file' },
      }),
      'payments-under-way': async (town) => ({
        input: { bookId: (await ordered(town)).bookId, channel: 'http' },
      }),
    },
  },
  makeBatchFile: {
    success: async (town) => ({ input: { bookId: (await ordered(town)).bookId } }),
    refusals: {
      'book-unknown': async () => ({ input: { bookId: nobody } }),
      'book-pays-by-interface': onBook('http'),
      'nothing-to-file': onBook('file'),
    },
  },
  takeBatchAnswer: {
    success: async (town) => ({ input: await answered(town) }),
    refusals: {
      'answer-signature-wrong': async (town) => {
        const answer = await answered(town)
        return { input: { ...answer, file: answer.file.replace('10000', '10001') } }
      },
      'answer-taken': async (town) => {
        const input = await answered(town)
        await written(town, 'takeBatchAnswer', input)
        return { input }
      },
      'answer-unfit': async (town) => ({ input: await answered(town, { n: 2 }) }),
    },
  },
  listBatchFiles: { success: async (town) => ({ input: { bookId: (await filed(town)).bookId } }) },
  getBatchFile: {
    success: async (town) => {
      const { bookId, fileId } = await filed(town)
      return { input: { bookId, fileId } }
    },
  },
}
