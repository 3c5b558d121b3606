import exceljs from '@protobi/exceljs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { mandatedParties } from '../store.ts'
import { partyEngine } from '../index.ts'
import { composeCreditCode } from '#kernel/credit-code.ts'
import { openTestSystem, type TestSystem } from '#platform/testing/system.ts'
import { partyIdFor } from './read-import.ts'
import { anImport, freshCode, importFixtures, storeFile, table, taxOfficer } from './fixtures.ts'
import { importContract } from './contract.ts'
import type { ImportRowView, ImportSummary, ImportReading } from './model.ts'

let town: TestSystem
beforeAll(async () => {
  town = await openTestSystem({ engines: [partyEngine], processes: [], mandatesOf: mandatedParties })
})
afterAll(() => town.close())

type Shown = ImportSummary & { reading?: ImportReading; items: ImportRowView[] }
async function shown(importId: string): Promise<Shown> {
  const answer = await town.query<Shown>('party', 'getImport', { importId })
  if (answer.kind !== 'answer') throw new Error(JSON.stringify(answer.failure))
  return answer.answer
}
const errorsOf = async (importId: string) => {
  const answer = await town.query<{ items: ImportRowView[] }>('party', 'listImportErrors', { importId })
  if (answer.kind !== 'answer') throw new Error(JSON.stringify(answer.failure))
  return answer.answer.items
}
const known = async (code: string) =>
  (
    await town.admin(
      `select fact, period, value, cause, valid_on::text as on from party.fact where owner_id = '${partyIdFor(code)}' and known_until is null order by fact, period`,
    )
  ).rows
const apply = async (importId: string, accept = 'all') =>
  town.execute('party', 'applyImport', { importId, accept }, { as: await taxOfficer(town) })

/** Minutes pass on the town's clock, so that what is known next is known later. */
const later = () => town.clock.set(new Date(Date.parse(town.clock.now()) + 60_000).toISOString())

describe('every refusal of the import’s operations is reached', () => {
  for (const [operation, row] of Object.entries(importContract)) {
    if (row.kind !== 'write') continue
    const { success, refusals } = importFixtures[operation as 'applyImport']
    test(`${operation} succeeds`, async () => {
      const { input, as } = await success(town)
      expect(await town.execute('party', operation, input, { as })).toMatchObject({ kind: 'written' })
    })
    for (const code of row.refusals)
      test(`${operation} refuses: ${code}`, async () => {
        later()
        const example = (refusals as Record<string, typeof success>)[code]
        if (!example) throw new Error('no example')
        const { input, as } = await example(town)
        expect(await town.execute('party', operation, input, { as })).toMatchObject({ failure: { code } })
      })
  }
})

describe('a file of facts', () => {
  test('is read, shown, applied, and creates the enterprises it may create', async () => {
    const code = freshCode()
    const { importId } = await anImport(town, table(`${code},广州新来有限公司,"1,234.5"`))
    const before = await shown(importId)
    expect(before).toMatchObject({
      state: 'read',
      counts: { rows: 1, goodRows: 1, newFacts: 1, newEnterprises: 1 },
      items: [
        { row: 2, creditCode: code, facts: [{ fact: 'fin.revenue', period: '2024', value: 1_234_500_000 }] },
      ],
    })
    expect(await known(code)).toEqual([])
    expect(await apply(importId)).toMatchObject({ kind: 'written' })
    expect(await known(code)).toMatchObject([
      {
        fact: 'fin.revenue',
        period: '2024',
        value: 1_234_500_000,
        on: '2024-12-31',
        cause: `import:${importId}`,
      },
    ])
    const party = await town.query('party', 'getParty', { partyId: partyIdFor(code) })
    expect(party).toMatchObject({
      answer: { name: '广州新来有限公司', creditCode: code, state: 'registered' },
    })
  })

  test('handed in twice changes nothing the second time', async () => {
    const content = table(`${freshCode()},甲公司,100`, `${freshCode()},乙公司,200`)
    await apply((await anImport(town, content)).importId)
    const facts = (await town.admin('select count(*) from party.fact')).rows[0]
    later()
    const again = await anImport(town, content)
    expect((await shown(again.importId)).counts).toMatchObject({
      newFacts: 0,
      changedFacts: 0,
      sameFacts: 2,
      newEnterprises: 0,
    })
    await apply(again.importId)
    expect((await town.admin('select count(*) from party.fact')).rows[0]).toEqual(facts)
  })

  test('with a wrong row is refused whole and accepted in part', async () => {
    const [good, bad] = [freshCode(), freshCode()]
    const { importId } = await anImport(town, table(`${good},甲公司,100`, `${bad},乙公司,一百万`))
    expect(await apply(importId)).toMatchObject({
      failure: { code: 'import-has-errors', details: { errors: 1 } },
    })
    expect(await known(good)).toEqual([])
    expect(await errorsOf(importId)).toMatchObject([
      {
        row: 3,
        errors: [
          {
            code: 'value-not-number',
            column: '2024年营业收入',
            seen: '一百万',
            title: { zh: expect.any(String) },
          },
        ],
      },
    ])
    expect(await apply(importId, 'good-rows')).toMatchObject({ kind: 'written' })
    expect(await known(good)).toHaveLength(1)
    expect(await known(bad)).toEqual([])
  })

  test('taken back restores what was known before and leaves later statements alone', async () => {
    const [kept, moved] = [freshCode(), freshCode()]
    await apply((await anImport(town, table(`${kept},甲公司,100`, `${moved},乙公司,100`))).importId)
    later()
    const second = await anImport(town, table(`${kept},甲公司,200`, `${moved},乙公司,200`))
    expect((await shown(second.importId)).counts).toMatchObject({ changedFacts: 2 })
    await apply(second.importId)
    later()
    await apply((await anImport(town, table(`${moved},乙公司,300`))).importId)
    later()
    const officer = await taxOfficer(town)
    const undone = await town.execute(
      'party',
      'undoImport',
      { importId: second.importId, reason: '年度报错了' },
      { as: officer },
    )
    expect(undone).toMatchObject({ kind: 'written' })
    expect(await known(kept)).toMatchObject([{ value: 100_000_000, cause: `undo:${second.importId}` }])
    expect(await known(moved)).toMatchObject([{ value: 300_000_000 }])
    expect((await shown(second.importId)).state).toBe('undone')
    const event = await town.admin(
      `select data from platform.event where stream_id = '${second.importId}' and type = 'ImportUndone'`,
    )
    expect(event.rows[0]).toMatchObject({ data: { standing: 1, superseded: 1 } })
  })

  test('that says two things about one enterprise and year has its later row refused', async () => {
    const code = freshCode()
    const { importId } = await anImport(
      town,
      table(`${code},甲公司,100`, `${code},甲公司,100`, `${code},甲公司,300`),
    )
    expect(await errorsOf(importId)).toMatchObject([{ row: 4, errors: [{ code: 'rows-contradict' }] }])
    expect((await shown(importId)).counts).toMatchObject({ goodRows: 2, errorRows: 1, newEnterprises: 1 })
  })

  test('with a doubtful code is warned about, and an unknown enterprise is not made up', async () => {
    const wrong = `${freshCode().slice(0, 17)}I`
    const unknown = freshCode()
    const { importId } = await anImport(town, table(`${wrong},甲公司,1`, `${unknown},乙公司,2`), {
      createMissing: false,
    })
    const rows = await errorsOf(importId)
    expect(rows[0]).toMatchObject({
      warnings: [{ code: 'credit-code-doubtful' }],
      errors: [{ code: 'enterprise-unknown' }],
    })
    expect(rows[1]).toMatchObject({ warnings: [], errors: [{ code: 'enterprise-unknown', seen: unknown }] })
  })

  test('holds other departments’ facts only for those whose role reaches everything', async () => {
    const content = `统一社会信用代码,企业名称,从业人数,2024年营业收入\n${freshCode()},甲公司,12,100`
    const own = await shown((await anImport(town, content)).importId)
    expect(own.reading?.columns).toMatchObject([
      {},
      {},
      { use: 'ignored', problem: { code: 'column-of-another-department' } },
      { use: 'fact' },
    ])
    const chief = await town.account('data-chief', 'chief')
    const answer = await town.execute(
      'party',
      'startImport',
      { fileHash: await storeFile(town, content), department: 'tax', createMissing: true },
      { as: chief },
    )
    if (answer.kind !== 'written') throw new Error('not started')
    await town.system.settle()
    expect((await shown(answer.id)).counts).toMatchObject({ newFacts: 2 })
  })

  test('of another department is not known to exist', async () => {
    const { importId } = await anImport(town, table(`${freshCode()},甲公司,100`))
    const other = await town.account('finance-importer', 'officer', { department: 'finance' })
    expect(await town.query('party', 'getImport', { importId }, other)).toMatchObject({
      failure: { code: 'not-found' },
    })
    expect(
      await town.execute('party', 'applyImport', { importId, accept: 'all' }, { as: other }),
    ).toMatchObject({ failure: { code: 'not-found' } })
    const list = await town.query<{ items: unknown[] }>('party', 'listImports', {}, other)
    expect(list).toMatchObject({ answer: { items: [] } })
  })
})

describe('files as people send them', () => {
  const first = async (importId: string) => (await shown(importId)).items[0]
  const workbook = async (fill: (sheet: exceljs.Worksheet) => void, name = '表一') => {
    const book = new exceljs.Workbook()
    fill(book.addWorksheet(name))
    return new Uint8Array(await book.xlsx.writeBuffer())
  }

  test('Excel with dates as serials, percentages, formulas and full-width digits', async () => {
    const code = freshCode()
    const bytes = await workbook((sheet) => {
      sheet.addRow(['统一社会信用代码', '企业名称', '年度', '营业收入（元）', '成立日期', '裁员率'])
      const row = sheet.addRow([
        code,
        '甲公司',
        '２０２４',
        { formula: 'SUM(A9:A10)', result: 1_234.56 },
        45_352,
        0.055,
      ])
      row.getCell(6).numFmt = '0.0%'
    })
    const chief = await town.account('data-chief', 'chief')
    const fileHash = (await town.system.files.put(bytes, 'application/zip', town.system.moment().now)).hash
    const answer = await town.execute(
      'party',
      'startImport',
      { fileHash, department: 'tax', createMissing: true },
      { as: chief },
    )
    if (answer.kind !== 'written') throw new Error('not started')
    await town.system.settle()
    expect(await first(answer.id)).toMatchObject({
      errors: [],
      facts: [
        { fact: 'fin.revenue', period: '2024', value: 123_456 },
        { fact: 'ent.regDate', period: '', value: '2024-03-01' },
        { fact: 'hr.layoffRate', period: '2024', value: '0.055' },
      ],
    })
  })

  test('CSV in GB 18030 and with a hidden byte order mark', async () => {
    const code = freshCode()
    // 统一社会信用代码,年度,营业收入 in GB 18030
    const header = Buffer.from('cdb3d2bbc9e7bbe1d0c5d3c3b4fac2eb2cc4eab6c82cd3aad2b5cad5c8eb', 'hex')
    const gb = Buffer.concat([header, Buffer.from(`\r\n${code},2024,5\r\n`)])
    expect((await shown((await anImport(town, gb)).importId)).reading?.columns).toMatchObject([
      { use: 'credit-code' },
      { use: 'year' },
      { use: 'fact' },
    ])
    const marked = `\uFEFF${table(`${freshCode()},甲公司,5`)}`
    expect((await shown((await anImport(town, marked)).importId)).counts).toMatchObject({ goodRows: 1 })
  })

  test('lines of JSON with years inside, and one line that is not JSON', async () => {
    const code = freshCode()
    const content = [
      JSON.stringify({
        name: '甲公司',
        facts: { 'ent.uscc': code, 营业收入: { 2023: '8万元', 2024: '9万元' } },
      }),
      '{"ent.uscc": oops',
    ].join('\n')
    const { importId } = await anImport(town, content)
    expect(await first(importId)).toMatchObject({
      facts: [
        { fact: 'fin.revenue', period: '2023', value: 8_000_000 },
        { fact: 'fin.revenue', period: '2024', value: 9_000_000 },
      ],
    })
    expect(await errorsOf(importId)).toMatchObject([{ row: 2, errors: [{ code: 'line-not-json' }] }])
  })

  test('merged cells below the first row are a coded error of those rows', async () => {
    const [a, b] = [freshCode(), freshCode()]
    const bytes = await workbook((sheet) => {
      sheet.addRow(['统一社会信用代码', '企业名称', '2024年营业收入'])
      sheet.addRow([a, '甲公司', 5])
      sheet.addRow([b, '乙公司', null])
      sheet.mergeCells('C2:C3')
    })
    const { importId } = await anImport(town, bytes)
    expect(await errorsOf(importId)).toMatchObject([{ row: 3, errors: [{ code: 'cells-merged' }] }])
  })

  test.each([
    ['file-empty', ''],
    ['file-not-a-table', Buffer.from([0xff, 0x00, 0x81, 0x00, 0xff])],
    ['file-damaged', Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(200, 7)])],
    ['file-encrypted', Buffer.from('d0cf11e0a1b11ae1', 'hex')],
    ['no-credit-code-column', '企业名称,2024年营业收入\n甲公司,1'],
    ['no-fact-column', `统一社会信用代码,天气\n${composeCreditCode('91', '440106', 1)},晴`],
    ['header-repeats', '统一社会信用代码,营业收入,营业收入\n1,2,3'],
  ])('that cannot be used say why: %s', async (code, content) => {
    expect(await shown((await anImport(town, content)).importId)).toMatchObject({
      state: 'unreadable',
      reading: { fault: { code, title: { zh: expect.any(String), en: expect.any(String) } } },
    })
  })

  test('a sheet that is not there is named, with the sheets that are', async () => {
    const bytes = await workbook((sheet) => sheet.addRow(['统一社会信用代码', '2024年营业收入']), '甲&乙')
    const { importId } = await anImport(town, bytes, { sheet: '丙' })
    const { reading } = await shown(importId)
    expect(reading?.fault).toMatchObject({ code: 'sheet-not-found' })
    expect(reading?.fault?.remedy.zh).toContain('甲&乙')
  })

  test('the rows with errors come back as a workbook with reasons, and can be handed in again', async () => {
    const { importId } = await anImport(town, table(`${freshCode()},=1+1,abc`))
    const answer = await town.query<{ bytes: Uint8Array; fileName: string }>(
      'party',
      'downloadImportErrors',
      { importId },
    )
    if (answer.kind !== 'answer') throw new Error('no file')
    const book = new exceljs.Workbook()
    await book.xlsx.load(Buffer.from(answer.answer.bytes) as never)
    const sheet = book.worksheets[0]
    expect(sheet?.getRow(1).values).toEqual([
      undefined,
      '行号',
      '统一社会信用代码',
      '企业名称',
      '2024年营业收入',
      '错误原因',
      'Reason',
    ])
    expect(sheet?.getRow(2).getCell(3).value).toBe('=1+1')
    expect(String(sheet?.getRow(2).getCell(6).value)).toContain('2024年营业收入')
    const again = await shown((await anImport(town, answer.answer.bytes)).importId)
    expect(again.reading?.columns.filter(({ problem }) => problem)).toEqual([])
  })
})
