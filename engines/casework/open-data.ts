import type { QueryContext } from '#platform/engine.ts'
import type { Trx } from '#platform/database/sql.ts'
import type { OpenDataCatalogue } from './open-data-contract.ts'
import { aboutOf, dataSets, titleOf } from './open-data-sets.ts'
import { serviceRecord } from './service-record.ts'
import { lastChanges } from './open-data-store.ts'

type Flat = Readonly<Record<string, string | number | boolean>>

const licence = { id: 'CC-BY-4.0', url: 'https://creativecommons.org/licenses/by/4.0/' } as const
export const formats = ['json', 'csv'] as const
type Format = (typeof formats)[number]

/** No definitions but a record of how they were kept. */
const serviceRecordSet = 'service-record'

async function rowsOf(trx: Trx, set: string, context: QueryContext): Promise<readonly object[] | undefined> {
  if (set === serviceRecordSet) {
    const { rows, breaches, blocks } = await serviceRecord(trx, context)
    return [
      ...rows.map((row) => ({ about: 'item', ...row })),
      ...breaches.map((row) => ({ about: 'late-step', ...row })),
      ...blocks.map((row) => ({ about: 'refusal', ...row })),
    ]
  }
  return dataSets.find(({ id }) => id === set)?.rows(context.definitions)
}

/** A whole public set as it stands now: everything of it as JSON, one line for each row as CSV; undefined where there is no such set. */
export async function openData(
  trx: Trx,
  set: string,
  format: Format,
  context: QueryContext,
): Promise<{ bytes: Uint8Array; mediaType: string; fileName: string } | undefined> {
  const rows = await rowsOf(trx, set, context)
  if (!rows) return undefined
  const name = `${set}-${context.today}`
  if (format === 'csv')
    return { bytes: utf8(`\uFEFF${csv(rows.map(flat))}`), mediaType: 'text/csv', fileName: `${name}.csv` }
  const body = { set, on: context.today, licence: licence.id, columns: columnsOf(rows), rows }
  return { bytes: utf8(JSON.stringify(body)), mediaType: 'application/json', fileName: `${name}.json` }
}

/** Every column with the type of its values. */
function columnsOf(rows: readonly object[]): { name: string; type: string }[] {
  const types = new Map<string, string>()
  for (const row of rows)
    for (const [name, value] of Object.entries(flat(row))) if (!types.has(name)) types.set(name, typeof value)
  return [...types].map(([name, type]) => ({ name, type }))
}

/** What sets there are: title, rows, last change, licence, columns and downloads, as DCAT describes a catalogue. */
export async function openDataCatalogue(trx: Trx, context: QueryContext): Promise<OpenDataCatalogue> {
  const changed = await lastChanges(trx)
  const newest = [...changed.values()].sort().at(-1)
  const described = async (id: string, modified: string | undefined, kind?: string) => {
    const rows = (await rowsOf(trx, id, context)) ?? []
    return {
      id,
      title: titleOf(id),
      description: aboutOf(id),
      kind,
      rows: rows.length,
      modified,
      licence,
      columns: columnsOf(rows),
    }
  }
  const itemsChanged = changed.get('item') ?? newest
  return {
    sets: [
      ...(await Promise.all(
        dataSets.map((set) =>
          described(set.id, set.kind ? (changed.get(set.kind) ?? newest) : itemsChanged, set.kind),
        ),
      )),
      await described(serviceRecordSet, context.now),
    ],
  }
}

const utf8 = (text: string) => new TextEncoder().encode(text)

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
