import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { spawnSync } from 'node:child_process'
import { DuckDBInstance } from '@duckdb/node-api'
import { evaluate } from 'feelin'
import pg from 'pg'
import type { RawColumn, RawColumns } from '#definitions/rules/columns/raw.ts'
import { unknownDay, unknownTruth } from '#definitions/rules/columns/raw.ts'
import type { PolicyRule } from '#definitions/rules/policy-rule.ts'
import { bestPass } from './pass.ts'
import { feelSpelling, infix, latin, sqlSpelling, zenSpelling } from './infix.ts'

/** What another engine did with the same rows and policies. */
export interface PeerFigures {
  readonly rows: number
  readonly policies: number
  /** judging alone, the best pass; loading and parsing are done before where the engine allows it */
  readonly ms: number
  /** of this process alone, the least of the passes */
  readonly processorMs: number
  /** fulfilled conditions, policy after policy */
  readonly matches: readonly number[]
  /** bytes of the table, for a server whose memory is not this process's */
  readonly tableBytes?: number
}

export type Scalar = number | string | boolean | null
const folder = path.resolve(import.meta.dirname, '../peers')

/** The value of a row as other engines take it: days count from 1970, unknown is null. */
function scalarAt(column: RawColumn, row: number): Scalar {
  switch (column.kind) {
    case 'number': {
      const value = column.values[row] ?? Number.NaN
      return Number.isNaN(value) ? null : value / column.scale
    }
    case 'day': {
      const day = column.values[row] ?? unknownDay
      return day === unknownDay ? null : day
    }
    case 'code':
      return column.names[column.values[row] ?? -1] ?? null
    case 'truth': {
      const truth = column.values[row] ?? unknownTruth
      return truth === unknownTruth ? null : truth === 1
    }
    default:
      throw new TypeError('the bench city has plain columns only')
  }
}

export const rowOf = ({ columns }: RawColumns, row: number): Record<string, Scalar> =>
  Object.fromEntries([...columns].map(([fact, column]) => [latin(fact), scalarAt(column, row)]))

/** The city as a file that both databases read; days are written as dates. */
export function writeCsv(raw: RawColumns, file: string): void {
  const out = fs.openSync(file, 'w')
  const columns = [...raw.columns.values()]
  const text = (column: RawColumn, row: number) => {
    const value = scalarAt(column, row)
    if (value === null) return ''
    return column.kind === 'day'
      ? new Date(Number(value) * 86_400_000).toISOString().slice(0, 10)
      : String(value)
  }
  for (let from = 0; from < raw.rows; from += 5000) {
    const lines: string[] = []
    for (let row = from; row < Math.min(raw.rows, from + 5000); row += 1)
      lines.push(columns.map((column) => text(column, row)).join(','))
    fs.writeSync(out, `${lines.join('\n')}\n`)
  }
  fs.closeSync(out)
}

const sqlTypes = { number: 'double precision', day: 'date', code: 'text', truth: 'boolean' } as const
function tableOf({ columns }: RawColumns): string {
  const typed = [...columns].map(([fact, { kind }]) => {
    const type = kind in sqlTypes ? sqlTypes[kind as keyof typeof sqlTypes] : undefined
    if (type === undefined) throw new TypeError(`no column type for ${kind}`)
    return `${latin(fact)} ${type}`
  })
  return `create table city (${typed.join(', ')})`
}

const counting = ({ conditions }: PolicyRule) =>
  `select count(*) as matched from city where ${infix(conditions, sqlSpelling)}`

async function counted(
  raw: RawColumns,
  policies: readonly PolicyRule[],
  ask: (sql: string) => Promise<number>,
): Promise<PeerFigures> {
  const statements = policies.map(counting)
  const { value, ...took } = await bestPass(async () => {
    const matches: number[] = []
    for (const statement of statements) matches.push(await ask(statement))
    return matches
  })
  return { rows: raw.rows, policies: policies.length, ...took, matches: value }
}

/** One WHERE for each policy over a table in memory. */
export async function duckdbPeer(
  raw: RawColumns,
  policies: readonly PolicyRule[],
  csv: string,
  threads: number,
): Promise<PeerFigures> {
  const instance = await DuckDBInstance.create(':memory:', { threads: String(threads) })
  const connection = await instance.connect()
  await connection.run(tableOf(raw))
  await connection.run(`copy city from '${csv}' (header false)`)
  const figures = await counted(raw, policies, async (sql) =>
    Number((await connection.runAndReadAll(sql)).getRows()[0]?.[0]),
  )
  connection.closeSync()
  instance.closeSync()
  return figures
}

/** One WHERE for each policy over an unlogged table; the server reads the file itself. */
export async function postgresPeer(
  raw: RawColumns,
  policies: readonly PolicyRule[],
  csv: string,
  url: string,
): Promise<PeerFigures> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(tableOf(raw).replace('create table', 'create unlogged table'))
  await client.query(`copy city from '${csv}' (format csv)`)
  await client.query('analyze city')
  // Compiling each statement takes longer than it saves.
  await client.query('set jit = off')
  const figures = await counted(raw, policies, async (sql) =>
    Number((await client.query<{ matched: string }>(sql)).rows[0]?.matched),
  )
  const { rows } = await client.query<{ bytes: string }>(`select pg_total_relation_size('city') as bytes`)
  await client.query('drop table city')
  await client.end()
  return { ...figures, tableBytes: Number(rows[0]?.bytes) }
}

/** Full FEEL, parsed at every evaluation: its library keeps no compiled form. */
export async function feelinPeer(raw: RawColumns, policies: readonly PolicyRule[]): Promise<PeerFigures> {
  const texts = policies.map(({ conditions }) => infix(conditions, feelSpelling))
  const rows = Array.from({ length: raw.rows }, (_, row) => rowOf(raw, row))
  const { value, ...took } = await bestPass(async () =>
    texts.map((text) => rows.filter((row) => evaluate(text, row).value === true).length),
  )
  return { rows: raw.rows, policies: policies.length, ...took, matches: value }
}

interface Zen {
  readonly ZenEngine: new () => {
    createDecision(content: object): {
      evaluate(input: object): Promise<{ result: Record<string, unknown> }>
    }
  }
}

/**
 * Installs the other engines as their own lock file says where they are missing; nothing of theirs runs at installation. Builds for other
 * machines, which a registry may lack, are left out.
 */
export function peerRequire(): NodeJS.Require {
  if (!fs.existsSync(path.join(folder, 'node_modules'))) {
    const { status } = spawnSync('npm', ['install', '--no-save', '--ignore-scripts', '--no-audit'], {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    if (status !== 0) throw new Error('the other engines could not be installed; see bench/peers')
  }
  return createRequire(path.join(folder, 'package.json'))
}

/** One decision with an expression for each policy, compiled once. */
export async function zenPeer(raw: RawColumns, policies: readonly PolicyRule[]): Promise<PeerFigures> {
  const { ZenEngine } = peerRequire()('@gorules/zen-engine') as Zen
  const expressions = policies.map(({ id, conditions }) => ({
    id,
    key: id,
    value: infix(conditions, zenSpelling),
  }))
  const decision = new ZenEngine().createDecision({
    nodes: [
      { id: 'in', type: 'inputNode', name: 'in', position: { x: 0, y: 0 } },
      { id: 'all', type: 'expressionNode', name: 'all', position: { x: 1, y: 0 }, content: { expressions } },
      { id: 'out', type: 'outputNode', name: 'out', position: { x: 2, y: 0 } },
    ],
    edges: [
      { id: 'a', type: 'edge', sourceId: 'in', targetId: 'all' },
      { id: 'b', type: 'edge', sourceId: 'all', targetId: 'out' },
    ],
  })
  const rows = Array.from({ length: raw.rows }, (_, row) => rowOf(raw, row))
  const { value, ...took } = await bestPass(async () => {
    const matches = policies.map(() => 0)
    for (const row of rows) {
      const { result } = await decision.evaluate(row)
      for (const [i, { id }] of policies.entries())
        if (result[id] === true) matches[i] = (matches[i] ?? 0) + 1
    }
    return matches
  })
  return { rows: raw.rows, policies: policies.length, ...took, matches: value }
}
