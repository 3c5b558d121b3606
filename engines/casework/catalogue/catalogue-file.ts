import { readTable } from '#platform/tables/read-table.ts'
import { TableFault } from '#platform/tables/table.ts'

type Row = Readonly<Record<string, unknown>>

const mostRows = 2_000
const isRow = (value: unknown): value is Row =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Rows of a catalogue file: a JSON list, an object that holds one under `AUDIT_ITEM`, or a table with a head. */
export async function catalogueRows(bytes: Uint8Array): Promise<readonly Row[] | { unreadable: string }> {
  const whole = jsonIn(bytes)
  const list = isRow(whole) ? (whole['AUDIT_ITEM'] ?? [whole]) : whole
  if (Array.isArray(list)) return list.filter(isRow).slice(0, mostRows)
  try {
    const rows: Row[] = []
    for await (const { cells, fault } of (await readTable(bytes)).rows) {
      if (fault) return { unreadable: fault.code }
      rows.push(Object.fromEntries(cells))
      if (rows.length >= mostRows) break
    }
    return rows
  } catch (error) {
    if (error instanceof TableFault) return { unreadable: error.code }
    throw error
  }
}

function jsonIn(bytes: Uint8Array): unknown {
  const text = new TextDecoder()
    .decode(bytes)
    .replace(/^\uFEFF/, '')
    .trimStart()
  if (!text.startsWith('[') && !text.startsWith('{')) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
