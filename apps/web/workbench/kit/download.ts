import { csvOf, type Sheet, xlsxOf } from './sheet.ts'

const mediaTypes = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv;charset=utf-8',
} as const
export type SheetFormat = keyof typeof mediaTypes

function save(name: string, content: BlobPart, type: string): void {
  const url = URL.createObjectURL(new Blob([content], { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}

/** Gives the reader a table as a file. */
export function saveSheet(sheet: Sheet, format: SheetFormat, on: string): void {
  const bytes = format === 'xlsx' ? xlsxOf(sheet) : csvOf(sheet)
  save(`${sheet.title}-${on}.${format}`, bytes as BlobPart, mediaTypes[format])
}

/** Gives the reader a text as a file, byte for byte. */
export const saveText = (name: string, text: string): void => save(name, text, 'text/plain;charset=utf-8')
