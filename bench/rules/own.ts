import { openCity } from '#definitions/rules/columns/city.ts'
import { differenceOf } from '#definitions/rules/columns/bitmap.ts'
import type { RawColumns } from '#definitions/rules/columns/raw.ts'
import type { CityPlan } from '#definitions/rules/columns/result.ts'
import { createLanes, type Lanes } from '#platform/lanes/lanes.ts'
import { benchColumns, benchDay, benchDictionary, benchPolicies, benchPolicy } from './city.ts'
import { bestPass } from './pass.ts'

export interface OwnFigures {
  readonly rows: number
  readonly policies: number
  readonly threads: number
  /** blocks of rows that each thread did in the last pass, where there are several */
  readonly shares: readonly number[]
  readonly encodeMs: number
  readonly trueSetMs: number
  /** of all threads together */
  readonly trueSetProcessorMs: number
  readonly verdictsMs: number
  readonly verdictsProcessorMs: number
  readonly evaluationsPerSecond: number
  readonly matches: readonly number[]
  /** one draft edited, planned anew: four verdicts with a limit that is known, with one that codes a column anew; count and sum */
  readonly editMs: number
  readonly editProcessorMs: number
  readonly editNewCutMs: number
  readonly editNewCutProcessorMs: number
  readonly effectMs: number
  readonly effectProcessorMs: number
  readonly differenceMs: number
  /** one amount of one enterprise changed: coded again, and the changed verdicts listed */
  readonly changedRowP50Us: number
  readonly changedRowP99Us: number
  readonly codesMb: number
  readonly residentMb: number
}

function timed<T>(work: () => T): { ms: number; value: T } {
  const started = performance.now()
  const value = work()
  return { ms: performance.now() - started, value }
}

const changes = 20_000

function changedRows(raw: RawColumns, plan: CityPlan): { p50: number; p99: number } {
  const column = raw.columns.get('b.money3')
  if (column?.kind !== 'number') throw new TypeError('an amount')
  const slots = new Set(['b.money3'])
  const change = (i: number) => {
    const row = (i * 7919) % raw.rows
    column.values[row] = 10 ** (3 + (i % 9))
    return timed(() => plan.recode(row, slots)).ms * 1000
  }
  for (let i = 0; i < 1000; i += 1) change(i)
  const times = Array.from({ length: changes }, (_, i) => change(1000 + i)).sort((a, b) => a - b)
  const at = (share: number) => times[Math.floor(share * changes)] ?? Number.NaN
  return { p50: at(0.5), p99: at(0.99) }
}

async function lanesOf(threads: number): Promise<Lanes> {
  const lanes = createLanes({ threads })
  lanes.start()
  for (let waited = 0; lanes.ready() < threads - 1 && waited < 60_000; waited += 50)
    await new Promise((resolve) => setTimeout(resolve, 50))
  if (lanes.ready() < threads - 1) throw new Error('the other threads did not begin')
  return lanes
}

/** This engine over the synthetic city. */
export async function measureOwn(rows: number, policies: number, threads = 1): Promise<OwnFigures> {
  const dictionary = benchDictionary()
  const raw = benchColumns(rows)
  const lanes = await lanesOf(threads)
  const city = openCity(raw, dictionary, { mostCodedBytes: 1024 * 2 ** 20, runner: lanes.runner })
  const plan = city.on(benchDay, benchPolicies(dictionary, policies), { lasting: true })
  const first = timed(() => plan.eligibleCounts())
  const trueSet = await bestPass(() => plan.eligibleCounts())
  const verdicts = await bestPass(() => plan.verdicts())
  const shares = lanes.shares()
  const edited = (limit: number) =>
    city.on(benchDay, [
      benchPolicy(dictionary, 'edited', [`金额甲 >= ${limit}万元`, '金额乙 <= 5000万元', '标志甲 = true']),
    ])
  let limit = 300
  const edit = await bestPass(() => edited(300).verdicts())
  const editNewCut = await bestPass(() => {
    limit += 1
    return edited(limit).verdicts()
  })
  const before = edited(500).rowsOf('edited', 'eligible')
  const after = edited(300)
  const effect = await bestPass(() => after.effectOf('edited'))
  const rowsAfter = after.rowsOf('edited', 'eligible')
  const difference = await bestPass(() => differenceOf(before, rowsAfter))
  const changedRow = changedRows(raw, plan)
  await lanes.close()
  const mb = 2 ** 20
  return {
    rows,
    policies,
    threads,
    shares,
    encodeMs: first.ms - trueSet.ms,
    trueSetMs: trueSet.ms,
    trueSetProcessorMs: trueSet.processorMs,
    verdictsMs: verdicts.ms,
    verdictsProcessorMs: verdicts.processorMs,
    evaluationsPerSecond: (rows * policies * 1000) / trueSet.ms,
    matches: [...trueSet.value],
    editMs: edit.ms,
    editProcessorMs: edit.processorMs,
    editNewCutMs: editNewCut.ms,
    editNewCutProcessorMs: editNewCut.processorMs,
    effectMs: effect.ms,
    effectProcessorMs: effect.processorMs,
    differenceMs: difference.ms,
    changedRowP50Us: changedRow.p50,
    changedRowP99Us: changedRow.p99,
    codesMb: city.memory().codes / mb,
    residentMb: process.memoryUsage().rss / mb,
  }
}
