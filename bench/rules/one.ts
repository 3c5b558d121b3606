import type { FactSheet } from '#definitions/facts/sheet.ts'
import { Answers } from '#definitions/rules/closures/answers.ts'
import { ClosurePlan } from '#definitions/rules/closures/plan.ts'
import { cellOf } from '#definitions/rules/columns/exact.ts'
import type { RawColumns } from '#definitions/rules/columns/raw.ts'
import { percentile } from '../pump.ts'
import { benchColumns, benchDay, benchDictionary, benchPolicies } from './city.ts'

export interface OneFigures {
  readonly policies: number
  readonly distinctSteps: number
  readonly enterprises: number
  readonly eligible: number
  readonly nearMisses: number
  readonly explainedP50Ms: number
  readonly explainedP99Ms: number
  /** time that the processor spent on it, collecting garbage included: a machine shared with others does not count */
  readonly explainedProcessorP99Ms: number
  readonly changes: number
  readonly changeP50Us: number
  readonly changeP99Us: number
  readonly changeProcessorP99Us: number
}

interface Taken {
  readonly us: number
  readonly processorUs: number
}

function taken<T>(work: () => T): Taken & { value: T } {
  const before = process.cpuUsage()
  const begun = performance.now()
  const value = work()
  const us = (performance.now() - begun) * 1000
  const { user, system } = process.cpuUsage(before)
  return { value, us, processorUs: user + system }
}

/** One row of the city as a sheet; `without` leaves out one fact. */
export function rowSheet({ columns }: RawColumns, row: number, without?: string): FactSheet {
  const known = new Map(
    [...columns].flatMap(([key, column]) => {
      const value = key === without ? undefined : cellOf(column, row)
      return value === undefined ? [] : [[key, { value }] as const]
    }),
  )
  return { lookup: (fact) => known.get(fact), items: () => undefined }
}

/** One enterprise over all policies with what it needs to hear, and one changed fact. */
export function measureOne(policies: number, enterprises = 2000): OneFigures {
  const dictionary = benchDictionary()
  const raw = benchColumns(enterprises)
  const plan = new ClosurePlan(benchPolicies(dictionary, policies), dictionary, benchDay)
  const facts = [...raw.columns.keys()]
  const factOf = (row: number) => facts[row % facts.length] ?? ''
  // What is known stands ready, as it does in a city in memory: reading it is measured, laying it out is not.
  const known = Array.from({ length: enterprises }, (_, row) => rowSheet(raw, row))
  const less = Array.from({ length: enterprises }, (_, row) => rowSheet(raw, row, factOf(row)))
  const [explained, changed]: [Taken[], Taken[]] = [[], []]
  let [eligible, nearMisses, said] = [0, 0, 0]
  const warm = 2000
  for (let round = 0; round < enterprises + warm; round += 1) {
    const row = round % enterprises
    const [sheet, sheetAfter] = [known[row] as FactSheet, less[row] as FactSheet]
    const { value: heard, ...told } = taken(() => explainedAnswers(plan, sheet))
    said += heard.characters
    const { value: _, ...change } = taken(() => heard.answers.change(sheetAfter, [factOf(row)]))
    if (round < warm) continue
    eligible += heard.eligible
    nearMisses += heard.near
    explained.push(told)
    changed.push(change)
  }
  if (said === 0) throw new Error('nothing was said')
  const at = (share: number, list: readonly Taken[], which: keyof Taken) =>
    percentile(
      list.map((one) => one[which]),
      share,
    )
  return {
    policies,
    distinctSteps: plan.steps.length,
    enterprises,
    eligible: eligible / enterprises,
    nearMisses: nearMisses / enterprises,
    explainedP50Ms: at(0.5, explained, 'us') / 1000,
    explainedP99Ms: at(0.99, explained, 'us') / 1000,
    explainedProcessorP99Ms: at(0.99, explained, 'processorUs') / 1000,
    changes: changed.length,
    changeP50Us: at(0.5, changed, 'us'),
    changeP99Us: at(0.99, changed, 'us'),
    changeProcessorP99Us: at(0.99, changed, 'processorUs'),
  }
}

/** All verdicts; of each near miss its distance in Chinese words, of each unknown one what is missing. */
function explainedAnswers(plan: ClosurePlan, sheet: FactSheet) {
  const answers = new Answers(plan, sheet)
  let [eligible, near, characters] = [0, 0, 0]
  for (let i = 0; i < answers.size; i += 1) {
    const { verdict, nearMiss } = answers.of(i)
    if (verdict === 'eligible') eligible += 1
    if (nearMiss) {
      near += 1
      characters += answers.because(i)?.gap?.zh.length ?? 0
    }
    if (verdict === 'unknown') characters += answers.missing(i).length
  }
  return { answers, eligible, near, characters }
}
