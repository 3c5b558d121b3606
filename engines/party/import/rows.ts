import type { Fact, ListField } from '#definitions/facts/fact.ts'
import { readValue, saysUnknown, type BadValue } from '#definitions/facts/values.ts'
import { decimalText, isWhole } from '#definitions/rational.ts'
import type { Value } from '#definitions/rules/expression.ts'
import { creditCodeFault } from '#kernel/credit-code.ts'
import { addDays } from '#kernel/time.ts'
import type { TableRow } from '#platform/tables/table.ts'
import type { Column } from './columns.ts'
import { faultWords, type ImportFaultCode } from './faults.ts'
import type { RowFault } from './model.ts'

/** One value as `party.fact` stores it: money in 分, exact decimals as text, lists as records. */
export interface StagedFact {
  readonly fact: string
  readonly period: string
  readonly value: unknown
}

export interface StagedRow {
  readonly row: number
  readonly creditCode: string
  /** the account by which the row names a person instead */
  readonly person: string
  readonly name: string
  readonly facts: readonly StagedFact[]
  readonly errors: readonly RowFault[]
  readonly warnings: readonly RowFault[]
}

const shown = (raw: unknown): string => {
  const text = typeof raw === 'string' ? raw : (JSON.stringify(raw) ?? '')
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}
const isEmpty = (raw: unknown) =>
  raw === null || raw === undefined || (typeof raw === 'string' && raw.trim() === '')

const rowFault = (
  code: ImportFaultCode | 'line-not-json' | 'cells-merged',
  column: string,
  raw: unknown,
  details = {},
): RowFault => ({ ...faultWords(code, { seen: shown(raw), ...details }), column, seen: shown(raw) })

const badValue = ({ code, message, remedy }: BadValue, column: string, raw: unknown): RowFault => ({
  code,
  column,
  seen: shown(raw),
  title: { zh: message[0], en: message[1] },
  remedy: { zh: remedy[0], en: remedy[1] },
})

/** Reads one line by its columns. Every fault of the line is found; an empty cell is unknown and changes nothing. */
export function readRow(source: TableRow, columnOf: (name: string) => Column): StagedRow {
  const errors: RowFault[] = []
  const warnings: RowFault[] = []
  const facts: StagedFact[] = []
  if (source.fault) errors.push(rowFault(source.fault.code as 'line-not-json', '', '', source.fault.details))
  const cells = source.cells.map(([name, raw]) => ({ name, raw, column: columnOf(name) }))
  const text = (use: Column['use']) => {
    const cell = cells.find(({ column, raw }) => column.use === use && !isEmpty(raw))
    return cell ? { column: cell.name, text: String(cell.raw).normalize('NFKC').trim() } : undefined
  }
  const code = text('credit-code')
  const creditCode = (code?.text ?? '').replace(/[\s-]/g, '').toUpperCase()
  const person = (text('person')?.text ?? '').toLowerCase()
  if (!creditCode && !person && !source.fault) errors.push(rowFault('credit-code-missing', '', ''))
  if (creditCode && person) errors.push(rowFault('row-names-two', '', person))
  const fault = creditCode ? creditCodeFault(creditCode) : undefined
  if (fault && code) warnings.push(rowFault('credit-code-doubtful', code.column, code.text))
  const year = yearOfRow(text('year'), errors)
  for (const { name, raw, column } of cells) {
    if (column.use !== 'fact' || !column.definition || isEmpty(raw)) continue
    const period = column.definition.period === undefined ? '' : String(column.year ?? year ?? '')
    if (column.definition.period !== undefined && !period) {
      if (!errors.some((one) => one.code === 'year-missing' || one.code === 'year-not-read'))
        errors.push(rowFault('year-missing', name, raw))
      continue
    }
    const read = storedValue(column.definition, raw, column.unit)
    if ('bad' in read) errors.push(badValue(read.bad, name, raw))
    else if (read.value !== undefined) facts.push({ fact: column.definition.id, period, value: read.value })
  }
  const name = text('name')?.text ?? ''
  return { row: source.row, creditCode, person, name, facts, errors, warnings }
}

function yearOfRow(
  cell: { column: string; text: string } | undefined,
  errors: RowFault[],
): number | undefined {
  if (!cell) return undefined
  const year = Number(/^(\d{4})(?:年度?|-\d{2}-\d{2})?$/.exec(cell.text)?.[1] ?? Number.NaN)
  if (year >= 1980 && year <= 2100) return year
  errors.push(rowFault('year-not-read', cell.column, cell.text))
  return undefined
}

type Stored = { readonly value: unknown } | { readonly bad: BadValue }

/** A cell's value as it will be stored; `value` is undefined where people say that they do not know. */
export function storedValue(fact: Fact, raw: unknown, unit?: string): Stored {
  if (fact.type === 'list') return storedList(fact, raw)
  const read = readValue(fact, cellOf(fact, raw, unit))
  if ('bad' in read) return read
  return { value: read.value === undefined ? undefined : stored(fact, read.value) }
}

/** What spreadsheets do to values: dates as day numbers, figures under a heading with the unit, digits in full width. */
function cellOf(fact: Fact | ListField, raw: unknown, unit: string | undefined): unknown {
  if (fact.type === 'date' && typeof raw === 'number' && raw > 10_000 && raw < 2_958_466)
    return addDays('1899-12-30', Math.floor(raw))
  if (fact.type === 'date' && typeof raw === 'string')
    return raw
      .normalize('NFKC')
      .trim()
      .replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3')
      .replace(/[ T]\d{1,2}:.*$/, '')
  if (fact.type === 'code' && typeof raw === 'string') return raw.normalize('NFKC')
  if (unit === undefined || !['money', 'ratio', 'integer', 'number'].includes(fact.type)) return raw
  const text = typeof raw === 'number' ? String(raw) : typeof raw === 'string' ? raw.trim() : undefined
  return text !== undefined && /^[\d+.,\s-]+$/.test(text.normalize('NFKC')) ? `${text}${unit}` : raw
}

/** Money and whole numbers as numbers while they are exact, everything else as decimal text. */
function stored(fact: Fact | ListField, value: Value): unknown {
  if (typeof value !== 'object') return value
  const exact = isWhole(value) && value.n >= -9_007_199_254_740_991n && value.n <= 9_007_199_254_740_991n
  return exact && fact.type !== 'ratio' ? Number(value.n) : decimalText(value)
}

function storedList(fact: Fact, raw: unknown): Stored {
  if (saysUnknown(raw)) return { value: undefined }
  const list = typeof raw === 'string' ? parseJson(raw) : raw
  const expected = (fact.fields ?? []).map(({ zh }) => zh).join('、')
  if (!Array.isArray(list) || list.length > 1_000) return notAList(expected)
  const items: Record<string, unknown>[] = []
  for (const entry of list) {
    if (typeof entry !== 'object' || entry === null) return notAList(expected)
    const item: Record<string, unknown> = {}
    for (const [key, value] of Object.entries(entry)) {
      const field = fact.fields?.find(({ id, zh, en }) => [id, zh, en].includes(key.trim()))
      if (!field) return notAList(expected)
      const read = readValue(field, cellOf(field, value, undefined))
      if ('bad' in read) return read
      if (read.value !== undefined) item[field.id] = stored(field, read.value)
    }
    items.push(item)
  }
  return { value: items }
}

const notAList = (expected: string): Stored => ({
  bad: {
    code: 'value-not-list',
    expected,
    message: ['这一项应当是一份清单', 'this must be a list'],
    remedy: [
      `请写成 JSON 清单，每条的字段：${expected}`,
      `Write a JSON list; fields of an entry: ${expected}`,
    ],
  },
})

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
