/** One line of a table as its file has it: cells by the name of their column, and where it stands. */
export interface TableRow {
  /** the row's number as a spreadsheet or editor shows it, from 1 */
  readonly row: number
  readonly cells: readonly (readonly [column: string, value: unknown])[]
  /** a fault of this line alone: not JSON, or inside merged cells */
  readonly fault?: { readonly code: TableFaultCode; readonly details: Details }
}

export interface Table {
  readonly format: 'csv' | 'excel' | 'ndjson'
  readonly sheet?: string | undefined
  /** the columns where a first line names them; lines of JSON name their own */
  readonly header?: readonly string[] | undefined
  readonly rows: AsyncIterable<TableRow>
}

export type Details = Readonly<Record<string, string | number>>

export const tableFaultCodes = [
  'file-empty',
  'file-damaged',
  'file-encrypted',
  'file-expands-too-far',
  'file-not-a-table',
  'sheet-not-found',
  'header-missing',
  'header-repeats',
  'too-many-columns',
  'too-many-rows',
  'line-not-json',
  'cells-merged',
] as const
export type TableFaultCode = (typeof tableFaultCodes)[number]

/** The file cannot be read as a table at all. The engine that asked has the words. */
export class TableFault extends Error {
  constructor(
    readonly code: TableFaultCode,
    readonly details: Details = {},
  ) {
    super(code)
  }
}

export const tableLimits = { columns: 500, rows: 200_000, cellCharacters: 32_767 } as const

/** Names of columns as the first line gives them: trimmed, no name twice, empty ones left out by their absence. */
export function headerOf(cells: readonly unknown[]): string[] {
  const names = cells.map((cell) => String(cell ?? '').trim())
  while (names.length && !names.at(-1)) names.pop()
  if (!names.some(Boolean)) throw new TableFault('header-missing')
  if (names.length > tableLimits.columns)
    throw new TableFault('too-many-columns', { limit: tableLimits.columns })
  const seen = new Set<string>()
  for (const name of names) {
    if (name && seen.has(name)) throw new TableFault('header-repeats', { column: name })
    seen.add(name)
  }
  return names
}

export const named = (header: readonly string[], values: readonly unknown[]): TableRow['cells'] =>
  header.flatMap((name, i) => (name ? [[name, values[i] ?? null] as const] : []))
