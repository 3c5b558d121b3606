import type { Verdict } from '#kernel/explanation.ts'
import type { Day } from '#kernel/time.ts'
import { Answers } from '#definitions/rules/closures/answers.ts'
import { ClosurePlan } from '#definitions/rules/closures/plan.ts'
import { openCity, type CityOptions } from '#definitions/rules/columns/city.ts'
import { columnsOf, sheetOf } from '#definitions/rules/columns/fixtures.ts'
import type { Dictionary } from '#definitions/rules/dictionary.ts'
import { policyStatement } from '#definitions/rules/sql/statement.ts'
import type { BackEnd } from './agreement.ts'
import type { FactsDatabase } from './databases.ts'
import type { Slot } from '#definitions/rules/ground.ts'

export const closures = (dictionary: Dictionary, on: Day): BackEnd => ({
  name: 'closures',
  verdicts: async (policies, rows) => {
    const plan = new ClosurePlan(policies, dictionary, on)
    const answers = rows.map((row) => new Answers(plan, sheetOf(row)))
    return policies.map((_, i) => answers.map((one) => one.of(i).verdict))
  },
})

const asked = ['eligible', 'ineligible', 'unknown', 'not-applicable'] as const

export const columns = (name: string, dictionary: Dictionary, on: Day, options?: CityOptions): BackEnd => ({
  name,
  verdicts: async (policies, rows) => {
    const plan = openCity(columnsOf(dictionary, rows), dictionary, options).on(on, policies)
    return policies.map(({ id }) => {
      const verdicts: Verdict[] = []
      for (const verdict of asked) {
        const bits = plan.rowsOf(id, verdict)
        for (let row = 0; row < rows.length; row += 1)
          if (((bits[row >> 3] ?? 0) >> (row & 7)) & 1) verdicts[row] = verdict
      }
      return verdicts
    })
  },
})

/** The auditor's statement, run by a database. `change` plants a fault in its text. */
export const sql = (
  database: FactsDatabase,
  dictionary: Dictionary,
  on: Day,
  change: (text: string) => string = (text) => text,
): BackEnd => ({
  name: database.dialect.name,
  verdicts: async (policies, rows) => {
    const made = policies.map((policy) => policyStatement(policy, dictionary, on, database.dialect))
    const slots = new Map<string, Slot>()
    for (const one of made) if ('sql' in one) for (const { slot } of one.columns) slots.set(slot.key, slot)
    await database.load([...slots.values()], rows)
    const answers: (Verdict[] | undefined)[] = []
    for (const one of made) {
      if (!('sql' in one)) {
        answers.push(undefined)
        continue
      }
      const found = await database.run(change(one.sql))
      answers.push(found.map(([verdict]) => verdict as Verdict))
    }
    return answers
  },
})
