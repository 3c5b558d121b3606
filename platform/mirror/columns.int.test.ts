import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openCityTown } from '#apps/testing/city-town.ts'
import { knownSheet } from '#definitions/facts/known.ts'
import { compileClause } from '#definitions/rules/clause.ts'
import { rowsIn } from '#definitions/rules/columns/bitmap.ts'
import { explain } from '#definitions/rules/explain.ts'
import { mirrorSource } from '#engines/party/fact-sheets.ts'
import { instantFrom, msOf } from '#kernel/time.ts'
import { loadCity } from '#tools/synthetic-city/load.ts'
import { reading } from '../database/sql.ts'
import { createLog } from '../log.ts'
import type { TestSystem } from '../testing/system.ts'
import { type CityNow, createMirror, type Mirror } from './mirror.ts'

const rules = [
  '参保人数 <= 30',
  '上年研发费用 / 上年营业收入 >= 5%',
  '年数(成立日期, 今天) >= 3 and 上年营业收入 >= 500万元',
]
let town: TestSystem
let home: string
let mirror: Mirror

beforeAll(async () => {
  town = await openCityTown()
  home = fs.mkdtempSync(path.join(os.tmpdir(), 'yishang-columns-'))
  const { definitions, now } = town.system.moment()
  await loadCity(town.system.pool, definitions, 300, { seed: 9, lastYear: 2025 }, now)
  mirror = createMirror({
    pool: town.system.pool,
    watch: town.system.watch,
    home,
    source: mirrorSource,
    moment: town.system.moment,
    log: createLog('silent'),
  })
  await mirror.boot()
})
afterAll(async () => {
  await town?.close()
  fs.rmSync(home, { recursive: true, force: true })
})

const cityNow = (): Promise<CityNow> => reading(town.system.pool, 'all', (trx) => mirror.now(trx))

/** Who fulfils a rule, by the record and by the columns. */
async function fulfilling(rule: string) {
  const { table, dictionary, today, columns } = await cityNow()
  const compiled = compileClause(rule, dictionary)
  const always = compileClause(true, dictionary)
  if ('faults' in compiled || 'faults' in always) throw new Error(rule)
  const policy = { id: 'tried', appliesTo: always, conditions: compiled, parameters: compiled.parameters }
  const coded = rowsIn(columns().on(today, [policy]).rowsOf('tried', 'eligible')).map((row) =>
    table.partyOf(row),
  )
  const parties = await reading(town.system.pool, 'all', (trx) => mirrorSource.page(trx, { limit: 10_000 }))
  const recorded = parties.filter(
    ({ facts }) =>
      explain(compiled, dictionary, knownSheet(dictionary.vocabulary, facts), today).truth === 'true',
  )
  return { coded: coded.sort(), recorded: recorded.map(({ partyId }) => partyId).sort() }
}

describe('the city coded for rules follows the record', () => {
  test('as it was read, after a fact changed, with a new enterprise, and on another day', async () => {
    for (const rule of rules) {
      const { coded, recorded } = await fulfilling(rule)
      expect(coded, rule).toEqual(recorded)
      expect(coded.length, rule).toBeGreaterThan(0)
    }
    const first = (await cityNow()).columns()

    const founded = await town.execute(
      'party',
      'foundEnterprise',
      { name: '列跟进有限公司' },
      { as: town.founder },
    )
    if (founded.kind !== 'written') throw new Error(JSON.stringify(founded.failure))
    const facts = [{ fact: 'hr.insured', value: 12, on: '2026-02-28', source: 'test' }]
    await town.execute('party', 'recordFacts', { partyId: founded.ownerId, facts, cause: 'test' })
    await town.system.settle()
    const after = await fulfilling(rules[0] ?? '')
    expect(after.coded).toEqual(after.recorded)
    expect(after.coded).toContain(founded.ownerId)
    expect((await cityNow()).columns(), 'followed, not opened again').toBe(first)

    const raw = (await cityNow()).table.raw()
    const more = [{ fact: 'hr.insured', value: 900, on: '2026-03-01', source: 'test' }]
    await town.execute('party', 'recordFacts', { partyId: founded.ownerId, facts: more, cause: 'test' })
    await town.system.settle()
    const grown = await fulfilling(rules[0] ?? '')
    expect(grown.coded).toEqual(grown.recorded)
    expect(grown.coded).not.toContain(founded.ownerId)
    expect((await cityNow()).table.raw(), 'the same arrays, one row coded again').toBe(raw)

    town.clock.set(instantFrom(msOf(town.clock.now()) + 400 * 86_400_000))
    for (const rule of rules) {
      const { coded, recorded } = await fulfilling(rule)
      expect(coded, rule).toEqual(recorded)
    }
  })
})
