import { type Table, TableFault, tableLimits, type TableRow } from './table.ts'

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Reads one JSON object a line. A line that is not JSON is that line's fault and the others are read. */
export const readNdjson = (text: string): Table => ({ format: 'ndjson', rows: rowsOf(text) })

async function* rowsOf(text: string): AsyncGenerator<TableRow> {
  let row = 0
  let count = 0
  for (let from = text.startsWith('\uFEFF') ? 1 : 0; from < text.length; ) {
    const end = text.indexOf('\n', from)
    const line = text.slice(from, end < 0 ? undefined : end).trim()
    from = end < 0 ? text.length : end + 1
    row += 1
    if (!line) continue
    if (++count > tableLimits.rows) throw new TableFault('too-many-rows', { limit: tableLimits.rows })
    yield rowOf(row, line)
  }
  if (count === 0) throw new TableFault('file-empty')
}

function rowOf(row: number, line: string): TableRow {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    value = undefined
  }
  if (isRecord(value)) return { row, cells: flatten(value) }
  return { row, cells: [], fault: { code: 'line-not-json', details: { seen: line.slice(0, 40) } } }
}

const wrappers = new Set(['facts', '事实'])

/**
 * Objects become columns: `{ent: {uscc}}` is `ent.uscc`, `{营业收入: {2024: …}}` is `营业收入[2024]`, and what stands under `facts` is
 * read as if it stood outside. Lists stay whole.
 */
function flatten(record: Record<string, unknown>, prefix = ''): [string, unknown][] {
  return Object.entries(record).flatMap(([key, value]): [string, unknown][] => {
    const year = /^(\d{4})年?$/.exec(key)?.[1]
    const name = year && prefix ? `${prefix}[${year}]` : prefix ? `${prefix}.${key}` : key
    if (!isRecord(value)) return [[name, value]]
    if (Object.hasOwn(value, 'value')) return [[name, value['value']]]
    return flatten(value, !prefix && wrappers.has(key) ? '' : name)
  })
}
