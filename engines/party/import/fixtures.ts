import { composeCreditCode } from '#kernel/credit-code.ts'
import type { Fixtures } from '#platform/testing/fixtures.ts'
import type { TestSystem } from '#platform/testing/system.ts'
import type { importContract } from './contract.ts'

let made = 0
/** A credit code that no other fixture uses. */
export const freshCode = (): string => composeCreditCode('91', '440106', 5_000_000 + ++made)

/** Stores a file as an upload does, and answers its hash. */
export const storeFile = async (town: TestSystem, content: string | Uint8Array): Promise<string> =>
  (await town.system.files.put(Buffer.from(content), 'text/plain', town.system.moment().now)).hash

export const taxOfficer = (town: TestSystem) => town.account('tax-importer', 'officer', { department: 'tax' })

/** Starts an import of a text or file and waits until it has been read. */
export async function anImport(
  town: TestSystem,
  content: string | Uint8Array,
  options: Record<string, unknown> = {},
) {
  const officer = await taxOfficer(town)
  const fileHash = await storeFile(town, content)
  const answer = await town.execute(
    'party',
    'startImport',
    { fileHash, department: 'tax', createMissing: true, ...options },
    { as: officer, key: `an-import-${++made}` },
  )
  if (answer.kind !== 'written') throw new Error(`not started: ${JSON.stringify(answer.failure)}`)
  await town.system.settle()
  return { importId: answer.id, officer }
}

export const table = (...rows: string[]): string =>
  ['统一社会信用代码,企业名称,2024年营业收入', ...rows].join('\n')
export const goodRow = (revenue = '100'): string => `${freshCode()},广州示例科技有限公司,${revenue}`

const applied = async (town: TestSystem, content: string) => {
  const { importId, officer } = await anImport(town, content)
  await town.execute('party', 'applyImport', { importId, accept: 'all' }, { as: officer })
  return { importId, officer }
}

const onImport = async (town: TestSystem, content: string, input: Record<string, unknown> = {}) => {
  const { importId, officer } = await anImport(town, content)
  return { input: { importId, ...input }, as: officer }
}

export const importFixtures: Fixtures<typeof importContract> = {
  startImport: {
    success: async (town) => ({
      input: { fileHash: await storeFile(town, table(goodRow())), department: 'tax' },
      as: await taxOfficer(town),
    }),
    refusals: {
      'department-not-yours': async (town) => ({
        input: { fileHash: await storeFile(town, table(goodRow())), department: 'finance' },
        as: await taxOfficer(town),
      }),
      'file-not-stored': async (town) => ({
        input: { fileHash: 'f'.repeat(64), department: 'tax' },
        as: await taxOfficer(town),
      }),
      'facts-in-the-future': async (town) => ({
        input: { fileHash: await storeFile(town, table(goodRow())), department: 'tax', on: '2099-01-01' },
        as: await taxOfficer(town),
      }),
    },
  },
  reportReading: {
    success: async (town) => {
      // Not settled: the job has not read the file yet.
      const fileHash = await storeFile(town, table(goodRow()))
      const answer = await town.execute('party', 'startImport', { fileHash, department: 'tax' })
      if (answer.kind !== 'written') throw new Error('not started')
      return { input: { importId: answer.id, reading: emptyReading } }
    },
    refusals: {
      'import-not-reading': async (town) => ({
        input: { importId: (await anImport(town, table(goodRow()))).importId, reading: emptyReading },
      }),
    },
  },
  applyImport: {
    success: (town) => onImport(town, table(goodRow()), { accept: 'all' }),
    refusals: {
      'import-not-ready': (town) => onImport(town, '', { accept: 'all' }),
      'import-nothing-good': (town) => onImport(town, table('不是代码,某某,1'), { accept: 'good-rows' }),
      'import-has-errors': (town) => onImport(town, table(goodRow(), goodRow('很多')), { accept: 'all' }),
    },
  },
  undoImport: {
    success: async (town) => {
      const { importId, officer } = await applied(town, table(goodRow()))
      return { input: { importId, reason: '报错了年度' }, as: officer }
    },
    refusals: {
      'import-not-applied': (town) => onImport(town, table(goodRow()), { reason: '报错了年度' }),
      'import-nothing-stands': async (town) => {
        const code = freshCode()
        const { importId, officer } = await applied(town, table(`${code},广州示例科技有限公司,100`))
        await applied(town, table(`${code},广州示例科技有限公司,200`))
        return { input: { importId, reason: '报错了年度' }, as: officer }
      },
    },
  },
  getImport: { success: (town) => onImport(town, table(goodRow())) },
  listImports: { success: async (town) => ({ input: {}, as: await taxOfficer(town) }) },
  listImportErrors: { success: (town) => onImport(town, table(goodRow('很多'))) },
  downloadImportErrors: { success: (town) => onImport(town, table(goodRow('很多'))) },
}

const emptyReading = {
  columns: [],
  counts: {
    rows: 0,
    goodRows: 0,
    errorRows: 0,
    warningRows: 0,
    newFacts: 0,
    changedFacts: 0,
    sameFacts: 0,
    newEnterprises: 0,
  },
}
