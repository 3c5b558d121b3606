import { csvOf, type Sheet, xlsxOf } from './sheet.ts'

const mediaTypes = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv;charset=utf-8',
} as const
export type SheetFormat = keyof typeof mediaTypes

/** Gives the reader a file that was made here. */
export function saveSheet(sheet: Sheet, format: SheetFormat, on: string): void {
  const bytes = format === 'xlsx' ? xlsxOf(sheet) : csvOf(sheet)
  const url = URL.createObjectURL(new Blob([bytes as BlobPart], { type: mediaTypes[format] }))
  const link = document.createElement('a')
  link.href = url
  link.download = `${sheet.title}-${on}.${format}`
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
