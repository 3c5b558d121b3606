import exceljs from '@protobi/exceljs'
import en from '../messages/en.json' with { type: 'json' }
import zh from '../messages/zh.json' with { type: 'json' }
import type { RowFault } from './model.ts'

/** The rows as the file had them, each with its number and what is wrong, to correct and hand in again. */
export async function errorsWorkbook(
  rows: readonly {
    row: number
    seen: readonly (readonly [column: string, value: unknown])[] | null
    errors: RowFault[] | null
  }[],
): Promise<Uint8Array> {
  const workbook = new exceljs.Workbook()
  const sheet = workbook.addWorksheet(zh.labels.importReason)
  const columns = [...new Set(rows.flatMap(({ seen }) => (seen ?? []).map(([column]) => column)))]
  sheet.addRow([zh.labels.importRow, ...columns, zh.labels.importReason, en.labels.importReason])
  for (const { row, seen, errors } of rows)
    sheet.addRow([
      row,
      ...columns.map((column) => cellOf(seen?.find(([name]) => name === column)?.[1])),
      (errors ?? []).map((fault) => said(fault, 'zh')).join('\n'),
      (errors ?? []).map((fault) => said(fault, 'en')).join('\n'),
    ])
  sheet.views = [{ state: 'frozen', ySplit: 1 }]
  sheet.getRow(1).font = { bold: true }
  return new Uint8Array(await workbook.xlsx.writeBuffer())
}

const said = ({ column, title, remedy }: RowFault, language: 'zh' | 'en') =>
  language === 'zh'
    ? `${column ? `${column}：` : ''}${title.zh}。${remedy.zh}`
    : `${column ? `${column}: ` : ''}${title.en}. ${remedy.en}`

/** Text stays text: a cell that begins with `=` is written as a string, never as a formula. */
const cellOf = (value: unknown): string | number | boolean | null =>
  value === null || value === undefined
    ? null
    : typeof value === 'object'
      ? JSON.stringify(value)
      : (value as string | number | boolean)
