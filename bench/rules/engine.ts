import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { composition } from '#apps/composition.ts'
import { stopTestServer, testDatabase } from '#platform/testing/database.ts'
import { benchColumns, benchDictionary, benchPolicies } from './city.ts'
import { measureOne } from './one.ts'
import { measureOwn } from './own.ts'
import { duckdbPeer, feelinPeer, type PeerFigures, postgresPeer, writeCsv, zenPeer } from './peers.ts'
import { jsonRulesPeer, publicodesPeer } from './rule-peers.ts'

/**
 * One engine in a process of its own, so that its memory is its own: `--engine` over so many rows and policies, its figures to `--out`.
 * `--csv` is the city as a file for the databases.
 */
const { values } = parseArgs({
  options: {
    engine: { type: 'string' },
    rows: { type: 'string' },
    policies: { type: 'string' },
    csv: { type: 'string', default: '' },
    out: { type: 'string' },
  },
})
const { engine = '', out = '', csv } = values
const [rows, policies] = [Number(values.rows), Number(values.policies)]
const asked = () => benchPolicies(benchDictionary(), policies)

async function postgres(): Promise<PeerFigures> {
  const database = await testDatabase(composition.migrations, 'durable')
  try {
    return await postgresPeer(benchColumns(rows), asked(), csv, database.adminUrl)
  } finally {
    await database.drop()
    await stopTestServer('durable')
  }
}

const engines: Readonly<Record<string, () => Promise<object>>> = {
  csv: async () => {
    writeCsv(benchColumns(rows), csv)
    return {}
  },
  'own-1': () => measureOwn(rows, policies, 1),
  'own-2': () => measureOwn(rows, policies, 2),
  one: async () => measureOne(policies),
  'duckdb-1': () => duckdbPeer(benchColumns(rows), asked(), csv, 1),
  'duckdb-2': () => duckdbPeer(benchColumns(rows), asked(), csv, 2),
  postgres,
  zen: () => zenPeer(benchColumns(rows), asked()),
  'json-rules-engine': () => jsonRulesPeer(benchColumns(rows), asked()),
  publicodes: () => publicodesPeer(benchColumns(rows), asked()),
  feelin: () => feelinPeer(benchColumns(rows), asked()),
}

const measured = engines[engine]
if (measured === undefined) throw new RangeError(`--engine is one of ${Object.keys(engines).join(', ')}`)
const figures = await measured()
const peakMb = process.resourceUsage().maxRSS / 1024
const load = os.loadavg()[0]
fs.writeFileSync(path.resolve(out), JSON.stringify({ ...figures, peakMb, load }))
process.exit(0)
