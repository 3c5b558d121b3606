import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readCsv } from '#platform/tables/csv.ts'
import { readExcel } from '#platform/tables/excel.ts'
import type { Table } from '#platform/tables/table.ts'
import { csvOf, type Sheet, xlsxOf } from './sheet.ts'

const sheet: Sheet = {
  title: '待办/一览',
  header: ['企业', '金额', '备注'],
  rows: [
    ['广州𠮷祥贸易有限公司', 12345.67, '第一行'],
    ['"引号", 逗号\n换行', 0, undefined],
    ['=HYPERLINK("http://evil")', -3, '<b>& 一'],
  ],
}

async function cellsOf(table: Table): Promise<unknown[][]> {
  const rows: unknown[][] = []
  for await (const row of table.rows) rows.push(row.cells.map(([, value]) => value ?? undefined))
  return rows
}

test('a workbook made here is read back by an Excel reader with the same cells', async () => {
  const table = await readExcel(Buffer.from(xlsxOf(sheet)))
  expect(table.sheet).toBe('待办 一览')
  expect(table.header).toEqual(sheet.header)
  expect(await cellsOf(table)).toEqual(sheet.rows)
})

test('a CSV made here is read back, and no text in it begins a formula', async () => {
  const table = await readCsv(new TextDecoder().decode(csvOf(sheet)))
  const rows = await cellsOf(table)
  expect(rows[0]).toEqual(['广州𠮷祥贸易有限公司', '12345.67', '第一行'])
  expect(rows[2]?.[0]).toBe(`'=HYPERLINK("http://evil")`)
})

test('a workbook of any texts and numbers is a sound archive that gives them back', async () => {
  const word = fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' }).map((text) => `字${text}`)
  const cell = fc.oneof(word, fc.integer())
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 30 }), async (rows) => {
      const table = await readExcel(Buffer.from(xlsxOf({ title: '表', header: ['a', 'b'], rows })))
      expect(await cellsOf(table)).toEqual(rows)
    }),
    { numRuns: 25 },
  )
})
