import { Readable } from 'node:stream'
import { parse } from 'csv-parse'
import { headerOf, named, type Table, TableFault, tableLimits, type TableRow } from './table.ts'

/** Reads comma, semicolon or tab separated text, already decoded; a byte order mark is dropped. */
export async function readCsv(text: string): Promise<Table> {
  const records = parser(text)
  const first = await records.next()
  if (first.done) throw new TableFault('file-empty')
  const header = headerOf(first.value.cells)
  return { format: 'csv', header, rows: rowsOf(records, header) }
}

interface CsvRecord {
  readonly row: number
  readonly cells: readonly string[]
}

async function* parser(text: string): AsyncGenerator<CsvRecord> {
  const stream = Readable.from(slices(text)).pipe(
    parse({
      bom: true,
      delimiter: delimiterOf(text),
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      info: true,
      max_record_size: tableLimits.cellCharacters * 32,
    }),
  )
  try {
    for await (const { record, info } of stream as AsyncIterable<{
      record: string[]
      info: { lines: number }
    }>)
      yield { row: info.lines, cells: record }
  } catch {
    throw new TableFault('file-damaged')
  }
}

function* slices(text: string): Generator<string> {
  const size = 1 << 16
  for (let from = 0; from < text.length; from += size) yield text.slice(from, from + size)
}

/** The separator that the first line uses most. */
function delimiterOf(text: string): string {
  const line = text.slice(0, 20_000).split(/\r?\n/, 1)[0] ?? ''
  const count = (mark: string) => line.split(mark).length
  return [',', '\t', ';'].reduce((best, mark) => (count(mark) > count(best) ? mark : best))
}

async function* rowsOf(
  records: AsyncGenerator<CsvRecord>,
  header: readonly string[],
): AsyncGenerator<TableRow> {
  let count = 0
  for await (const { row, cells } of records) {
    if (!cells.some((cell) => cell.trim())) continue
    if (++count > tableLimits.rows) throw new TableFault('too-many-rows', { limit: tableLimits.rows })
    yield { row, cells: named(header, cells) }
  }
}
