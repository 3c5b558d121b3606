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
  readonly changes: number
  readonly changeP50Us: number
  readonly changeP99Us: number
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
  const [explained, changed]: number[][] = [[], []]
  let [eligible, nearMisses] = [0, 0]
  const warm = 300
  for (let round = 0; round < enterprises + warm; round += 1) {
    const row = round % enterprises
    const sheet = rowSheet(raw, row)
    const begun = performance.now()
    const answers = new Answers(plan, sheet)
    let [got, near, characters] = [0, 0, 0]
    for (let i = 0; i < policies; i += 1) {
      const { verdict, nearMiss } = answers.of(i)
      if (verdict === 'eligible') got += 1
      if (nearMiss) {
        near += 1
        characters += answers.because(i)?.gap?.zh.length ?? 0
      }
      if (verdict === 'unknown') characters += answers.missing(i).length
    }
    const ms = performance.now() - begun
    if (characters < 0) throw new Error('nothing said')
    const fact = facts[round % facts.length] ?? ''
    const less = rowSheet(raw, row, fact)
    const start = performance.now()
    answers.change(less, [fact])
    const us = (performance.now() - start) * 1000
    if (round < warm) continue
    eligible += got
    nearMisses += near
    explained?.push(ms)
    changed?.push(us)
  }
  return {
    policies,
    distinctSteps: plan.steps.length,
    enterprises,
    eligible: eligible / enterprises,
    nearMisses: nearMisses / enterprises,
    explainedP50Ms: percentile(explained ?? [], 0.5),
    explainedP99Ms: percentile(explained ?? [], 0.99),
    changes: changed?.length ?? 0,
    changeP50Us: percentile(changed ?? [], 0.5),
    changeP99Us: percentile(changed ?? [], 0.99),
  }
}
