import type { QueryContext } from '#platform/engine.ts'
import type { Trx } from '#platform/database/sql.ts'
import { departmentNamed } from './names.ts'
import { itemKind, themeKind } from './definition.ts'
import { serviceRecord } from './service-record.ts'

type Flat = Readonly<Record<string, string | number | boolean>>

/** A whole public set as it stands now: everything of it as JSON, one line for each row as CSV. */
export async function openData(
  trx: Trx,
  set: 'items' | 'themes' | 'service-record',
  format: 'json' | 'csv',
  context: QueryContext,
): Promise<{ bytes: Uint8Array; mediaType: string; fileName: string }> {
  const rows = await rowsOf(trx, set, context)
  const name = `${set}-${context.today}`
  if (format === 'csv')
    return {
      bytes: utf8(`\uFEFF${csv(rows.map(flat))}`),
      mediaType: 'text/csv',
      fileName: `${name}.csv`,
    }
  const body = { set, on: context.today, licence: 'CC-BY-4.0', rows }
  return {
    bytes: utf8(JSON.stringify(body)),
    mediaType: 'application/json',
    fileName: `${name}.json`,
  }
}

const utf8 = (text: string) => new TextEncoder().encode(text)

async function rowsOf(
  trx: Trx,
  set: 'items' | 'themes' | 'service-record',
  context: QueryContext,
): Promise<object[]> {
  const { definitions } = context
  const named = <T extends { department: string }>(one: T) => ({
    ...one,
    departmentName: departmentNamed(definitions, one.department).title,
  })
  if (set === 'items') return definitions.list(itemKind).map(named)
  if (set === 'themes') return definitions.list(themeKind).map(named)
  return (await serviceRecord(trx, context)).rows
}

/** Members by their way through the object: `limits.statutory.limit.count`; lists of plain values in one cell. */
function flat(value: object): Flat {
  const found: Record<string, string | number | boolean> = {}
  const walk = (one: unknown, way: string): void => {
    if (one === null || one === undefined) return
    if (Array.isArray(one) && one.every((part) => typeof part !== 'object')) found[way] = one.join('; ')
    else if (typeof one === 'object')
      for (const [key, inner] of Object.entries(one)) walk(inner, way ? `${way}.${key}` : key)
    else found[way] = one as string | number | boolean
  }
  walk(value, '')
  return found
}

function csv(rows: readonly Flat[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const lines = rows.map((row) => columns.map((column) => cell(row[column])).join(','))
  return [columns.map(cell).join(','), ...lines].join('\r\n')
}

/** A spreadsheet must not take a text for a formula. */
function cell(value: string | number | boolean | undefined): string {
  if (value === undefined) return ''
  if (typeof value !== 'string') return String(value)
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return `"${safe.replaceAll('"', '""')}"`
}
