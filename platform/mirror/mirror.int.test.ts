import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openCityTown } from '#apps/testing/city-town.ts'
import { knownSheet } from '#definitions/facts/known.ts'
import { evaluate, question } from '#definitions/rules/evaluate.ts'
import { compileExpression } from '#definitions/rules/check.ts'
import { mirrorSource } from '#engines/party/fact-sheets.ts'
import { instantFrom, msOf } from '#kernel/time.ts'
import { loadCity } from '#tools/synthetic-city/load.ts'
import { reading } from '../database/sql.ts'
import { createLog } from '../log.ts'
import type { TestSystem } from '../testing/system.ts'
import { type CityNow, createMirror, type Mirror, MirrorBehind } from './mirror.ts'
import { readSnapshot } from './snapshot.ts'

const enterprises = 400
let town: TestSystem
let home: string

const another = (): Mirror =>
  createMirror({
    pool: town.system.pool,
    watch: town.system.watch,
    home,
    source: mirrorSource,
    moment: town.system.moment,
    log: createLog('silent'),
  })
const cityOf = (mirror: Mirror): Promise<CityNow> =>
  reading(town.system.pool, 'all', (trx) => mirror.now(trx))

beforeAll(async () => {
  town = await openCityTown()
  home = fs.mkdtempSync(path.join(os.tmpdir(), 'yishang-mirror-'))
  const { definitions, now } = town.system.moment()
  await loadCity(town.system.pool, definitions, enterprises, { seed: 7, lastYear: 2025 }, now)
})
afterAll(async () => {
  await town?.close()
  fs.rmSync(home, { recursive: true, force: true })
})

/** Every scalar of every enterprise, by the mirror and by the record, compared one by one. */
async function differencesFromTheRecord({ table, dictionary, today }: CityNow): Promise<string[]> {
  const parties = await reading(town.system.pool, 'all', (trx) => mirrorSource.page(trx, { limit: 10_000 }))
  const asked = [...dictionary.vocabulary.facts.values()].flatMap((fact) => {
    if (fact.type === 'list' || (fact.type === 'text' && fact.format !== 'industry')) return []
    const text = fact.period === 'year' ? `上年${fact.zh}` : fact.zh
    const compiled = compileExpression(text, { vocabulary: dictionary.vocabulary })
    return Array.isArray(compiled) ? [] : [{ text, compiled }]
  })
  expect(asked.length).toBeGreaterThan(80)
  const differences: string[] = []
  for (const party of parties) {
    const row = table.rowOf(party.partyId)
    if (row === undefined) differences.push(`${party.partyId} is not in the mirror`)
    else {
      const recorded = knownSheet(dictionary.vocabulary, party.facts)
      const mirrored = table.sheet(row)
      for (const { text, compiled } of asked) {
        const [byRecord, byMirror] = [recorded, mirrored].map((sheet) =>
          JSON.stringify(evaluate(compiled, question(dictionary, sheet, today)), bigints),
        )
        if (byRecord !== byMirror) differences.push(`${party.partyId} ${text}`)
      }
    }
  }
  return differences
}
const bigints = (_: string, value: unknown) => (typeof value === 'bigint' ? String(value) : value)

describe('the city in memory', () => {
  test('refuses to answer before it is read', async () => {
    await expect(cityOf(another())).rejects.toBeInstanceOf(MirrorBehind)
  })

  test('says of every enterprise what the record says', async () => {
    const mirror = another()
    await mirror.boot()
    expect(mirror.state()).toMatchObject({ ready: true, rows: enterprises, bootedFrom: 'database' })
    const city = await cityOf(mirror)
    expect(await differencesFromTheRecord(city)).toEqual([])
    // The comparison sees a single enterprise that the mirror has wrong.
    const partyId = city.table.partyOf(0) ?? ''
    city.table.put({ partyId, name: '', facts: [] })
    expect(await differencesFromTheRecord(city)).not.toEqual([])
  })

  test('follows what is recorded, new enterprises included, and starts again from its own snapshot', async () => {
    const mirror = another()
    await mirror.boot()
    const before = await cityOf(mirror)
    const founded = await town.execute(
      'party',
      'foundEnterprise',
      { name: '镜像跟进有限公司' },
      { as: town.founder },
    )
    if (founded.kind !== 'written') throw new Error(JSON.stringify(founded.failure))
    const facts = [
      { fact: 'hr.insured', value: 31, on: '2026-02-28', source: 'test' },
      { fact: 'hr.layoffRate', value: '0.0551', period: '2025', on: '2025-12-31', source: 'test' },
    ]
    await town.execute('party', 'recordFacts', { partyId: founded.ownerId, facts, cause: 'test' })
    await town.system.settle()
    const after = await cityOf(mirror)
    expect(after.revision).toBeGreaterThan(before.revision)
    const row = after.table.rowOf(founded.ownerId) ?? -1
    expect(after.table.sheet(row).lookup('hr.insured')?.value).toEqual({ n: 31n, d: 1n })
    expect(await differencesFromTheRecord(after)).toEqual([])

    mirror.save()
    const again = another()
    await again.boot()
    expect(again.state()).toMatchObject({
      bootedFrom: 'snapshot',
      rows: enterprises + 1,
      position: after.position,
    })
    expect(await differencesFromTheRecord(await cityOf(again))).toEqual([])
  })

  test('a damaged snapshot is not believed', async () => {
    const file = path.join(home, 'mirror', 'city.bin')
    const bytes = fs.readFileSync(file)
    bytes[Math.floor(bytes.length / 2)] = (bytes[Math.floor(bytes.length / 2)] ?? 0) ^ 1
    fs.writeFileSync(file, bytes)
    expect(readSnapshot(file)).toBeUndefined()
    const mirror = another()
    await mirror.boot()
    expect(mirror.state().bootedFrom).toBe('database')
  })

  test('another day is another city: what counts from today is counted again', async () => {
    const mirror = another()
    await mirror.boot()
    const { revision } = await cityOf(mirror)
    town.clock.set(instantFrom(msOf(town.clock.now()) + 400 * 86_400_000))
    const later = await cityOf(mirror)
    expect(later.revision).toBeGreaterThan(revision)
    expect(await differencesFromTheRecord(later)).toEqual([])
  })
})
