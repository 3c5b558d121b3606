import { yuan } from '#kernel/money.ts'
import type { CandidateRow } from './contract-runs.ts'
import zh from './messages/zh.json' with { type: 'json' }

const verdicts: Readonly<Record<string, string>> = zh.states
const exclusions: Readonly<Record<string, string>> = zh.exclusions
const heads = ['企业名称', '统一社会信用代码', '结果', '金额（元）', '理由', '收款账户', '付款状态', '备注']

const cellsOf = (row: CandidateRow): string[] => [
  row.name,
  row.creditCode ?? '',
  verdicts[row.verdict] ?? row.verdict,
  yuan(row.amountFen),
  row.exclusion ? (exclusions[row.exclusion] ?? row.exclusion) : row.summary.zh,
  row.account === 'known' ? '已登记' : '待确认',
  row.payment ? (verdicts[row.payment] ?? row.payment) : '',
  row.reason ?? '',
]

/** A text that a spreadsheet would take for a formula is marked as text. */
const plain = (text: string) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text)
const quoted = (text: string) => `"${plain(text).replaceAll('"', '""')}"`

export async function candidateFile(rows: readonly CandidateRow[], format: 'xlsx' | 'csv') {
  if (format === 'csv') {
    const lines = [heads, ...rows.map(cellsOf)].map((cells) => cells.map(quoted).join(','))
    return {
      // The mark at the beginning makes spreadsheets read Chinese.
      bytes: new TextEncoder().encode(`\uFEFF${lines.join('\r\n')}\r\n`),
      mediaType: 'text/csv; charset=utf-8',
      fileName: '候选名单.csv',
    }
  }
  // Loaded when somebody downloads: a worker that never does starts in half the time.
  const { default: exceljs } = await import('@protobi/exceljs')
  const book = new exceljs.Workbook()
  const sheet = book.addWorksheet('候选名单', { views: [{ state: 'frozen', ySplit: 1 }] })
  sheet.addRow(heads).font = { bold: true }
  for (const row of rows) sheet.addRow(cellsOf(row).map((cell) => cell))
  for (const column of sheet.columns) column.width = 24
  return {
    bytes: new Uint8Array(await book.xlsx.writeBuffer()),
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    fileName: '候选名单.xlsx',
  }
}
