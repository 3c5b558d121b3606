import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import type { OneFigures } from './one.ts'
import type { OwnFigures } from './own.ts'
import { passes } from './pass.ts'
import type { PeerFigures } from './peers.ts'

/** `--rows` and `--policies` together measure one size; without them both sizes of the targets are measured. `--only` names engines. */
const { values } = parseArgs({
  options: { rows: { type: 'string' }, policies: { type: 'string' }, only: { type: 'string' } },
})
const sizes =
  values.rows === undefined && values.policies === undefined
    ? [
        { rows: 1_000_000, policies: 200 },
        { rows: 3_400_000, policies: 1000 },
      ]
    : [{ rows: Number(values.rows ?? 1_000_000), policies: Number(values.policies ?? 200) }]
const only = values.only?.split(',')

/** Databases answer the whole city, for so many policies at most; engines that take a row at a time judge a sample of the city. */
const databases = {
  'duckdb-1': { title: 'DuckDB, one thread', policies: 200 },
  'duckdb-2': { title: 'DuckDB, two threads', policies: 200 },
  postgres: { title: 'PostgreSQL', policies: 20 },
} as const
const samples = {
  zen: { title: 'GoRules Zen', rows: 2000, policies: 200 },
  'json-rules-engine': { title: 'json-rules-engine', rows: 500, policies: 200 },
  publicodes: { title: 'Publicodes', rows: 60, policies: 200 },
  feelin: { title: 'feelin', rows: 30, policies: 40 },
} as const

type Measured<T> = T & { readonly peakMb: number; readonly load: number }
const say = (line: string) => process.stdout.write(`${line}\n`)
const sum = (counts: readonly number[]) => counts.reduce((all, count) => all + count, 0)
const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-rules-'))
fs.chmodSync(directory, 0o755)

/** Runs one engine in a process of its own. */
function measure<T>(engine: string, rows: number, policies: number, csv = ''): Measured<T> | undefined {
  if (only && engine !== 'csv' && !only.includes(engine)) return undefined
  const out = path.join(directory, `${engine}.json`)
  const { status } = spawnSync(
    process.execPath,
    // biome-ignore format: an argument beside its value
    [
      '--import', 'tsx', path.join(import.meta.dirname, 'engine.ts'),
      '--engine', engine, '--rows', String(rows), '--policies', String(policies),
      '--csv', csv, '--out', out,
    ],
    { stdio: ['ignore', 'inherit', 'inherit'] },
  )
  if (status !== 0) {
    say(`\n${engine} could not be measured`)
    return undefined
  }
  return JSON.parse(fs.readFileSync(out, 'utf8')) as Measured<T>
}

function showAll(title: string, figures: object): void {
  say(`\n${title}`)
  for (const [name, value] of Object.entries(figures)) {
    if (name === 'matches') say(`  ${'matches'.padEnd(24)} ${sum(value as number[])}`)
    else if (Array.isArray(value)) say(`  ${name.padEnd(24)} ${value.join(', ')}`)
    else say(`  ${name.padEnd(24)} ${Number.isInteger(value) ? value : Number(value).toPrecision(4)}`)
  }
}

/** A peer's speed as a ratio to this engine's, and whether both counted alike. */
function showPeer(
  title: string,
  peer: Measured<PeerFigures>,
  own: readonly OwnFigures[],
  counts: readonly number[],
): void {
  const perSecond = (peer.rows * peer.policies * 1000) / peer.ms
  const each = peer.rows * peer.policies
  const ratios = own.map(
    ({ evaluationsPerSecond, threads }) =>
      `${(evaluationsPerSecond / perSecond).toPrecision(3)} times slower than ${threads} thread(s) here`,
  )
  const [first] = own
  // The processor time of a server is not this process's.
  if (first && peer.tableBytes === undefined) {
    const share = peer.processorMs / each / (first.trueSetProcessorMs / (first.rows * first.policies))
    ratios.push(`${share.toPrecision(3)} times by processor time`)
  }
  const table = peer.tableBytes === undefined ? '' : `, table ${Math.round(peer.tableBytes / 2 ** 20)} MB`
  say(
    `\n${title} (${peer.rows} rows × ${peer.policies} policies, load ${peer.load.toFixed(1)}, at most ${Math.round(peer.peakMb)} MB${table})`,
  )
  say(`  ${peer.ms.toFixed(0)} ms, ${perSecond.toPrecision(3)} evaluations/s, ${ratios.join(', ')}`)
  const differing = peer.matches.filter((count, i) => count !== counts[i]).length
  say(
    differing === 0
      ? `  counts agree: ${sum(peer.matches)} matches`
      : `  ${differing} policies counted otherwise: ${sum(peer.matches)} matches, here ${sum(counts.slice(0, peer.policies))} (doubles miss a share exactly at its limit)`,
  )
}

function measureSize({ rows, policies }: (typeof sizes)[number]): void {
  say(
    `\n== ${rows} enterprises × ${policies} policies, ${os.cpus().length} cores, best of ${passes.measured} passes after ${passes.warm}`,
  )
  const own = (['own-1', 'own-2'] as const).flatMap(
    (engine) => measure<OwnFigures>(engine, rows, policies) ?? [],
  )
  for (const figures of own) showAll(`this engine, ${figures.threads} thread(s)`, figures)
  const [first, second] = own
  if (first && second && sum(first.matches) !== sum(second.matches))
    throw new Error('one thread and two counted differently')
  const one = measure<OneFigures>('one', rows, policies)
  if (one) showAll('this engine, one enterprise', one)
  const csv = path.join(directory, 'city.csv')
  measure('csv', rows, policies, csv)
  for (const [engine, { title, policies: most }] of Object.entries(databases)) {
    const peer = measure<PeerFigures>(engine, rows, Math.min(policies, most), csv)
    if (peer && first) showPeer(title, peer, own, first.matches)
  }
  for (const [engine, { title, ...most }] of Object.entries(samples)) {
    const sample = { rows: Math.min(rows, most.rows), policies: Math.min(policies, most.policies) }
    const peer = measure<PeerFigures>(engine, sample.rows, sample.policies)
    const same = peer && measure<OwnFigures>('own-1', sample.rows, sample.policies)
    if (peer && same) showPeer(`${title}, a sample`, peer, own, same.matches)
  }
}

try {
  for (const size of sizes) measureSize(size)
} finally {
  fs.rmSync(directory, { recursive: true })
}
