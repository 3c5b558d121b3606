import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { reading } from '#platform/database/sql.ts'
import { openTestSystem, type TestSystem } from '#platform/testing/system.ts'
import { mirrorSource } from '../fact-sheets.ts'
import { partyEngine } from '../index.ts'
import { listFacts, mandatedParties } from '../store.ts'
import { anImport, freshCode, taxOfficer } from './fixtures.ts'
import type { ImportReading, ImportRowView } from './model.ts'

let town: TestSystem
beforeAll(async () => {
  town = await openTestSystem({ engines: [partyEngine], processes: [], mandatesOf: mandatedParties })
})
afterAll(() => town.close())

async function aPerson(login: string) {
  const as = await town.account(login)
  const answer = await town.execute('party', 'enterAsPerson', {}, { as })
  if (answer.kind !== 'written') throw new Error(JSON.stringify(answer.failure))
  return answer.id
}
const act = async (operation: string, input: Record<string, unknown>) => {
  const answer = await town.execute('party', operation, input, { as: await taxOfficer(town) })
  if (answer.kind !== 'written') throw new Error(JSON.stringify(answer.failure))
}
const shown = async (importId: string) => {
  const answer = await town.query<{ reading?: ImportReading; items: ImportRowView[] }>('party', 'getImport', {
    importId,
  })
  if (answer.kind !== 'answer') throw new Error(JSON.stringify(answer.failure))
  return answer.answer
}
const revenueOf = async (partyId: string) =>
  (await reading(town.system.pool, 'all', (trx) => listFacts(trx, partyId))).find(
    ({ fact }) => fact === 'fin.revenue',
  )?.value
const head = '个人账号,姓名,2024年营业收入'

describe('a department’s file about persons', () => {
  test.each([
    ['csv', (login: string) => `${head}\n${login},林晓雨,12`],
    [
      'lines of JSON',
      (login: string) => JSON.stringify({ 个人账号: login, 姓名: '林晓雨', 'fin.revenue.2024': 12 }),
    ],
  ])('as %s is read, looked at, recorded and taken back like one about enterprises', async (kind, file) => {
    const login = `person-${kind.length}`
    const partyId = await aPerson(login)
    const { importId } = await anImport(town, file(login))
    expect(await shown(importId)).toMatchObject({
      reading: { counts: { goodRows: 1, errorRows: 0, newFacts: 1, newEnterprises: 0 } },
      items: [{ partyId, person: login, facts: [{ fact: 'fin.revenue', period: '2024' }] }],
    })
    expect(await revenueOf(partyId)).toBeUndefined()
    await act('applyImport', { importId, accept: 'all' })
    expect(await revenueOf(partyId)).toBe(12_000_000)
    await act('undoImport', { importId, reason: '报错了年度' })
    expect(await revenueOf(partyId)).toBeUndefined()
  })

  test('says in which rows somebody is not known, is named twice over, or is said two things of', async () => {
    const known = await aPerson('person-known')
    const { importId } = await anImport(
      town,
      [
        `统一社会信用代码,${head}`,
        `,person-known,甲,1`,
        `,nobody-here,乙,1`,
        `${freshCode()},person-known,丙公司,1`,
        `,person-known,甲,2`,
      ].join('\n'),
    )
    const { items, reading: read } = await shown(importId)
    expect(items.map(({ errors }) => errors.map(({ code }) => code))).toEqual([
      [],
      ['person-unknown'],
      ['row-names-two'],
      ['rows-contradict'],
    ])
    expect(read?.counts).toMatchObject({ goodRows: 1, errorRows: 3 })
    await act('applyImport', { importId, accept: 'good-rows' })
    expect(await revenueOf(known)).toBe(1_000_000)
  })

  test('without a column that names anybody is told what it lacks', async () => {
    const { importId } = await anImport(town, '姓名,2024年营业收入\n甲,1')
    const { reading: read } = await shown(importId)
    expect(read?.fault?.title.zh).toContain('个人账号')
  })
})

describe('a person', () => {
  test('is entered once, though its account opens its page twice at the same moment', async () => {
    const as = await town.account('twice-at-once')
    const answers = await Promise.all(
      ['a', 'b', 'c'].map((key) => town.execute('party', 'enterAsPerson', {}, { as, key: `twice-${key}` })),
    )
    expect(answers.filter(({ kind }) => kind === 'written')).toHaveLength(1)
    expect(answers.filter(({ kind }) => kind === 'failed')).toEqual(
      Array.from({ length: 2 }, () =>
        expect.objectContaining({ failure: expect.objectContaining({ code: 'person-exists' }) }),
      ),
    )
    const { rows } = await town.admin(
      `select count(*)::int as n from party.mandate m join platform.account a using (account_id)
        where a.login = 'twice-at-once' and m.role = 'self'`,
    )
    expect(rows).toEqual([{ n: 1 }])
  })

  test('is no enterprise where the city is counted', async () => {
    const person = await aPerson('not-a-company')
    const page = await reading(town.system.pool, 'all', (trx) => mirrorSource.page(trx, { limit: 1_000 }))
    expect(page.map(({ partyId }) => partyId)).not.toContain(person)
    expect(await reading(town.system.pool, 'all', (trx) => mirrorSource.some(trx, [person]))).toEqual([])
  })
})
