import { Readable } from 'node:stream'
import exceljs from '@protobi/exceljs'
import { headerOf, named, type Table, TableFault, tableLimits, type TableRow } from './table.ts'
import { guardZip, type ZipLimits, zipLimits } from './zip-guard.ts'

/**
 * Reads one sheet of a workbook row by row: the first, or the one named. Formulas count by the value that was saved with them and
 * are never calculated; dates come as `YYYY-MM-DD`, percentages as `5.5%`.
 */
export async function readExcel(
  bytes: Buffer,
  sheet?: string,
  limits: ZipLimits = zipLimits,
): Promise<Table> {
  const outline = await outlineOf(bytes, limits)
  const chosen = sheet === undefined ? outline.sheets[0] : outline.sheets.find(({ name }) => name === sheet)
  if (!chosen)
    throw new TableFault('sheet-not-found', {
      sheet: sheet ?? '',
      sheets: outline.sheets.map(({ name }) => name).join('、'),
    })
  const merged = mergedRows(outline.merges.get(chosen.path) ?? [])
  const rows = sheetRows(bytes, chosen.name)
  for (;;) {
    const first = await rows.next()
    if (first.done) throw new TableFault('file-empty')
    if (!first.value.cells.some(filled)) continue
    const header = headerOf(first.value.cells)
    return { format: 'excel', sheet: chosen.name, header, rows: rowsOf(rows, header, merged) }
  }
}

interface Outline {
  readonly sheets: readonly { readonly name: string; readonly path: string }[]
  /** ranges such as `A2:A5`, by the sheet's path */
  readonly merges: ReadonlyMap<string, readonly string[]>
}

/** What the archive says of itself while the guard unpacks it: its sheets and their merged cells. */
async function outlineOf(bytes: Buffer, limits: ZipLimits): Promise<Outline> {
  const small = new Map<string, string>()
  const merges = new Map<string, string[]>()
  const tails = new Map<string, string>()
  await guardZip(
    bytes,
    (name, part) => {
      if (name === 'xl/workbook.xml' || name === 'xl/_rels/workbook.xml.rels')
        small.set(name, (small.get(name) ?? '') + part.toString('utf8'))
      if (!/^xl\/worksheets\/[^/]+\.xml$/.test(name)) return
      const text = (tails.get(name) ?? '') + part.toString('latin1')
      const found = merges.get(name) ?? []
      for (const [, range] of text.matchAll(/<mergeCell ref="([A-Z0-9:]{3,30})"\s*\/>/g))
        if (range && found.length < 50_000) found.push(range)
      merges.set(name, found)
      const last = text.lastIndexOf('<')
      tails.set(name, last < 0 ? '' : text.slice(Math.max(last, text.length - 100)))
    },
    limits,
  )
  const workbook = small.get('xl/workbook.xml')
  if (workbook === undefined) throw new TableFault('file-not-a-table')
  const targets = new Map(
    elements(small.get('xl/_rels/workbook.xml.rels') ?? '', 'Relationship').map((one) => [
      one['Id'],
      `xl/${(one['Target'] ?? '').replace(/^\/?(xl\/)?/, '')}`,
    ]),
  )
  return {
    merges,
    sheets: elements(workbook, 'sheet').map((one) => ({
      name: one['name'] ?? '',
      path: targets.get(one['r:id']) ?? '',
    })),
  }
}

/** Attributes of every `<name …>` in a small, guarded XML text. */
const elements = (xml: string, name: string): Record<string, string>[] =>
  [...xml.matchAll(new RegExp(`<(?:\\w+:)?${name}\\s([^>]*)>`, 'g'))].map(([, attributes = '']) =>
    Object.fromEntries(
      [...attributes.matchAll(/([\w:]+)="([^"]*)"/g)].map(([, key = '', value = '']) => [
        key,
        plainText(value),
      ]),
    ),
  )

const plainText = (xml: string) =>
  xml.replace(/&(lt|gt|quot|apos|amp|#x?[0-9a-fA-F]+);/g, (_, entity: string) => {
    const known: Record<string, string> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' }
    const code = entity.startsWith('#x') ? Number.parseInt(entity.slice(2), 16) : Number(entity.slice(1))
    return known[entity] ?? String.fromCodePoint(code)
  })

/** Rows that lie in a merged range below its first row: their cells are empty though they look filled. */
function mergedRows(ranges: readonly string[]): Set<number> {
  const rows = new Set<number>()
  for (const range of ranges) {
    const [, from, until] = /^[A-Z]+(\d+):[A-Z]+(\d+)$/.exec(range) ?? []
    for (let row = Number(from) + 1; row <= Math.min(Number(until), tableLimits.rows + 1); row++)
      rows.add(row)
  }
  return rows
}

interface SheetRow {
  readonly row: number
  readonly cells: readonly unknown[]
}

async function* sheetRows(bytes: Buffer, sheet: string): AsyncGenerator<SheetRow> {
  const reader = new exceljs.stream.xlsx.WorkbookReader(Readable.from([bytes], { objectMode: false }), {
    worksheets: 'emit',
    sharedStrings: 'cache',
    styles: 'cache',
    hyperlinks: 'ignore',
    entries: 'ignore',
  })
  try {
    for await (const worksheet of reader) {
      const wanted = (worksheet as unknown as { name: string }).name === sheet
      // The other sheets must be read past, or the archive's stream would stand still.
      for await (const row of worksheet) if (wanted) yield { row: row.number, cells: cellsOf(row) }
    }
  } catch (error) {
    throw error instanceof TableFault ? error : new TableFault('file-damaged')
  }
}

function cellsOf(row: exceljs.Row): unknown[] {
  const cells: unknown[] = []
  row.eachCell((cell, column) => {
    if (column <= tableLimits.columns + 1) cells[column - 1] = cellValue(cell.value, cell.numFmt ?? '')
  })
  return cells
}

/** Shown as a date: day, month or year letters outside quotation marks, colours and escapes. */
const isDateFormat = (format: string) =>
  /[ymd]/i.test(format.replace(/"[^"]*"|\[[^\]]*\]|\\./g, '')) && !/^General$/i.test(format)
const excelEpoch = Date.UTC(1899, 11, 30)
const dayOfSerial = (serial: number) =>
  new Date(excelEpoch + Math.floor(serial) * 86_400_000).toISOString().slice(0, 10)

/** The saved value of a cell as text, number or boolean; null where there is none. */
export function cellValue(value: exceljs.CellValue, format: string): string | number | boolean | null {
  if (value === null || value === undefined) return null
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString().slice(0, 10)
  if (typeof value === 'number') {
    if (Number.isNaN(value)) return null
    if (format.includes('%')) return `${Number((value * 100).toPrecision(15))}%`
    return isDateFormat(format) && value > 0 && value < 2_958_466 ? dayOfSerial(value) : value
  }
  if (typeof value !== 'object') return value
  if ('richText' in value) return value.richText.map(({ text }) => text).join('')
  if ('error' in value) return String(value.error)
  if ('formula' in value || 'sharedFormula' in value)
    return cellValue((value.result ?? null) as exceljs.CellValue, format)
  if ('text' in value)
    return typeof value.text === 'string' ? value.text : cellValue(value.text as exceljs.CellValue, format)
  return null
}

const filled = (cell: unknown) => cell !== null && cell !== undefined && String(cell).trim() !== ''

async function* rowsOf(
  rows: AsyncGenerator<SheetRow>,
  header: readonly string[],
  merged: ReadonlySet<number>,
): AsyncGenerator<TableRow> {
  let count = 0
  for await (const { row, cells } of rows) {
    const isMerged = merged.has(row)
    if (!isMerged && !cells.some(filled)) continue
    if (++count > tableLimits.rows) throw new TableFault('too-many-rows', { limit: tableLimits.rows })
    yield {
      row,
      cells: named(header, cells),
      ...(isMerged ? { fault: { code: 'cells-merged', details: { row } } as const } : {}),
    }
  }
}
