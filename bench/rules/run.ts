import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { composition } from '#apps/composition.ts'
import { openCity } from '#definitions/rules/columns/city.ts'
import { stopTestServer, testDatabase } from '#platform/testing/database.ts'
import { benchColumns, benchDay, benchDictionary, benchPolicies } from './city.ts'
import { measureOne } from './one.ts'
import { measureOwn } from './own.ts'
import { duckdbPeer, feelinPeer, type PeerFigures, postgresPeer, writeCsv, zenPeer } from './peers.ts'

/** `--rows` and `--policies` together measure one size; without them both sizes of the targets are measured. */
const { values } = parseArgs({ options: { rows: { type: 'string' }, policies: { type: 'string' } } })
const sizes =
  values.rows === undefined && values.policies === undefined
    ? [
        { rows: 1_000_000, policies: 200 },
        { rows: 3_400_000, policies: 1000 },
      ]
    : [{ rows: Number(values.rows ?? 1_000_000), policies: Number(values.policies ?? 200) }]

/** Databases answer the whole city for so many policies at most; engines that take a row at a time judge a sample of the city. */
const samples = { database: 200, zen: { rows: 2000, policies: 200 }, feelin: { rows: 30, policies: 40 } }

const say = (line: string) => process.stdout.write(`${line}\n`)
const load = () => os.loadavg()[0]?.toFixed(1)
const residentMb = () => Math.round(process.memoryUsage().rss / 2 ** 20)
const sum = (counts: readonly number[]) => counts.reduce((all, count) => all + count, 0)

function showAll(title: string, figures: object): void {
  say(`\n${title}`)
  for (const [name, value] of Object.entries(figures))
    say(`  ${name.padEnd(24)} ${Number.isInteger(value) ? value : Number(value).toPrecision(4)}`)
}

/** What this engine counts for the same rows and policies. */
function ownCounts(rows: number, policies: number): readonly number[] {
  const dictionary = benchDictionary()
  const city = openCity(benchColumns(rows), dictionary, { mostCodedBytes: 2 ** 30 })
  return [...city.on(benchDay, benchPolicies(dictionary, policies)).eligibleCounts()]
}

/** A peer's speed beside this engine's, and whether both counted alike. */
function showPeer(name: string, peer: PeerFigures, ownPerSecond: number, counts: readonly number[]): void {
  const perSecond = (peer.rows * peer.policies * 1000) / peer.ms
  const differing = peer.matches.filter((count, i) => count !== counts[i]).length
  say(`\n${name} (${peer.rows} rows × ${peer.policies} policies, load ${load()}, ${residentMb()} MB here)`)
  say(
    `  ${peer.ms.toFixed(0)} ms, ${perSecond.toPrecision(3)} evaluations/s, ${(ownPerSecond / perSecond).toPrecision(3)} times slower than one thread here`,
  )
  say(
    differing === 0
      ? `  counts agree: ${sum(peer.matches)} matches`
      : `  ${differing} policies counted otherwise: ${sum(peer.matches)} matches, here ${sum(counts.slice(0, peer.policies))} (it divides in doubles, which a share exactly at its limit may miss)`,
  )
}

async function measure({ rows, policies }: (typeof sizes)[number]): Promise<void> {
  say(`\n== ${rows} enterprises × ${policies} policies, ${os.cpus().length} cores, load ${load()}`)
  const own = measureOwn(rows, policies)
  showAll('this engine, one thread', own)
  showAll('this engine, one enterprise', measureOne(policies))
  const dictionary = benchDictionary()
  const asked = benchPolicies(dictionary, Math.min(policies, samples.database))
  const counts = ownCounts(rows, asked.length)
  if (asked.length === policies && sum(counts) !== own.matches)
    throw new Error('two runs here counted differently')
  const raw = benchColumns(rows)
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-rules-'))
  const csv = path.join(directory, 'city.csv')
  const database = await testDatabase(composition.migrations, 'durable')
  try {
    fs.chmodSync(directory, 0o755)
    writeCsv(raw, csv)
    for (const threads of [1, 2])
      showPeer(
        `DuckDB, ${threads} thread(s)`,
        await duckdbPeer(raw, asked, csv, threads),
        own.evaluationsPerSecond,
        counts,
      )
    showPeer(
      'PostgreSQL',
      await postgresPeer(raw, asked, csv, database.adminUrl),
      own.evaluationsPerSecond,
      counts,
    )
  } finally {
    fs.rmSync(directory, { recursive: true })
    await database.drop()
  }
  const small = (most: { rows: number; policies: number }) => ({
    rows: Math.min(rows, most.rows),
    policies: Math.min(policies, most.policies),
  })
  const zen = small(samples.zen)
  showPeer(
    'GoRules Zen, a sample',
    await zenPeer(benchColumns(zen.rows), benchPolicies(dictionary, zen.policies)),
    own.evaluationsPerSecond,
    ownCounts(zen.rows, zen.policies),
  )
  const feelin = small(samples.feelin)
  showPeer(
    'feelin, a sample',
    feelinPeer(benchColumns(feelin.rows), benchPolicies(dictionary, feelin.policies)),
    own.evaluationsPerSecond,
    ownCounts(feelin.rows, feelin.policies),
  )
}

for (const size of sizes) await measure(size)
await stopTestServer('durable')
process.exit(0)
