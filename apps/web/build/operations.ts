import fs from 'node:fs'
import path from 'node:path'
import { type Plugin, runnerImport } from 'vite'

const name = 'virtual:yishang/operations'
const resolved = `\0${name}`

interface RowLike {
  readonly kind: 'read' | 'write' | 'service'
  readonly method: string
  readonly path: string
  readonly internal?: boolean
}
type Entry = readonly [method: string, path: string, kind: 'r' | 'w' | 's']

const isRow = (value: unknown): value is RowLike =>
  typeof value === 'object' && value !== null && 'kind' in value && 'method' in value && 'path' in value

/** The rows of whichever export of a module is a table of rows. */
function rowsIn(module: Record<string, unknown>): [string, RowLike][] {
  for (const table of Object.values(module)) {
    if (typeof table !== 'object' || table === null) continue
    const rows = Object.entries(table)
    if (rows.length && rows.every(([, row]) => isRow(row))) return rows as [string, RowLike][]
  }
  return []
}

const entryOf = (row: RowLike): Entry => [
  row.method,
  row.path,
  row.kind === 'read' ? 'r' : row.kind === 'write' ? 'w' : 's',
]

/** Every operation that has a route, from the contracts themselves: the browser gets a table instead of the schemas. */
export async function readOperations(root: string): Promise<Record<string, Entry>> {
  const operations: Record<string, Entry> = {}
  const load = async (file: string, engine: string) => {
    const { module } = await runnerImport<Record<string, unknown>>(file, { root, logLevel: 'error' })
    for (const [operation, row] of rowsIn(module))
      if (!row.internal) operations[`${engine}.${operation}`] = entryOf(row)
  }
  await load(path.join(root, 'platform/services.ts'), 'platform')
  const engines = path.join(root, 'engines')
  for (const engine of fs.readdirSync(engines).sort()) {
    const file = path.join(engines, engine, 'contract.ts')
    if (fs.existsSync(file)) await load(file, engine)
  }
  return operations
}

export function operationsPlugin(root: string): Plugin {
  return {
    name: 'yishang-operations',
    resolveId: (id) => (id === name ? resolved : undefined),
    async load(id) {
      if (id !== resolved) return undefined
      return `export const operations = ${JSON.stringify(await readOperations(root))}`
    },
  }
}
