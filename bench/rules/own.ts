import { openCity } from '#definitions/rules/columns/city.ts'
import { differenceOf } from '#definitions/rules/columns/bitmap.ts'
import type { RawColumns } from '#definitions/rules/columns/raw.ts'
import type { CityPlan } from '#definitions/rules/columns/result.ts'
import { benchColumns, benchDay, benchDictionary, benchPolicies, benchPolicy } from './city.ts'

export interface OwnFigures {
  readonly rows: number
  readonly policies: number
  readonly encodeMs: number
  readonly trueSetMs: number
  readonly verdictsMs: number
  readonly evaluationsPerSecond: number
  readonly matches: number
  /** one policy edited: a limit that is known, a limit that codes a column anew, count and sum */
  readonly editMs: number
  readonly editNewCutMs: number
  readonly effectMs: number
  readonly differenceMs: number
  /** one amount of one enterprise changed: coded again, and the changed verdicts listed; 99 of 100 take less */
  readonly changedRowMs: number
  readonly codesMb: number
  readonly residentMb: number
}

function timed<T>(work: () => T): { ms: number; value: T } {
  const started = performance.now()
  const value = work()
  return { ms: performance.now() - started, value }
}

const best = (times: number, work: () => void) =>
  Math.min(...Array.from({ length: times }, () => timed(work).ms))

const changes = 20_000

function changedRowP99(raw: RawColumns, plan: CityPlan): number {
  const column = raw.columns.get('b.money3')
  if (column?.kind !== 'number') throw new TypeError('an amount')
  const slots = new Set(['b.money3'])
  const change = (i: number) => {
    const row = (i * 7919) % raw.rows
    column.values[row] = 10 ** (3 + (i % 9))
    return timed(() => plan.recode(row, slots)).ms
  }
  for (let i = 0; i < 1000; i += 1) change(i)
  const times = Array.from({ length: changes }, (_, i) => change(1000 + i)).sort((a, b) => a - b)
  return times[Math.floor(0.99 * changes)] ?? Number.NaN
}

/** This engine on one thread over the synthetic city. */
export function measureOwn(rows: number, policies: number): OwnFigures {
  const dictionary = benchDictionary()
  const raw = benchColumns(rows)
  const city = openCity(raw, dictionary, { mostCodedBytes: 1024 * 2 ** 20 })
  const plan = city.on(benchDay, benchPolicies(dictionary, policies), { lasting: true })
  const first = timed(() => plan.eligibleCounts())
  const trueSetMs = best(3, () => void plan.eligibleCounts())
  plan.verdicts()
  const verdictsMs = best(3, () => void plan.verdicts())
  const edited = (limit: number) =>
    city.on(benchDay, [
      benchPolicy(dictionary, 'edited', [`金额甲 >= ${limit}万元`, '金额乙 <= 5000万元', '标志甲 = true']),
    ])
  edited(500).verdicts()
  const editMs = timed(() => edited(300).verdicts()).ms
  const editNewCutMs = timed(() => edited(333).verdicts()).ms
  const before = edited(500).rowsOf('edited', 'eligible')
  const after = edited(300)
  const effectMs = timed(() => after.effectOf('edited')).ms
  const rowsAfter = after.rowsOf('edited', 'eligible')
  const differenceMs = timed(() => differenceOf(before, rowsAfter)).ms
  const changedRowMs = changedRowP99(raw, plan)
  const mb = 2 ** 20
  return {
    rows,
    policies,
    encodeMs: first.ms - trueSetMs,
    trueSetMs,
    verdictsMs,
    evaluationsPerSecond: (rows * policies * 1000) / trueSetMs,
    matches: first.value.reduce((sum, count) => sum + count, 0),
    editMs,
    editNewCutMs,
    effectMs,
    differenceMs,
    changedRowMs,
    codesMb: city.memory().codes / mb,
    residentMb: process.memoryUsage().rss / mb,
  }
}
