import type { Verdict } from '#kernel/explanation.ts'
import { type Day, yearOf } from '#kernel/time.ts'
import { Answers } from '#definitions/rules/closures/answers.ts'
import { ClosurePlan } from '#definitions/rules/closures/plan.ts'
import { openCity, type CityOptions } from '#definitions/rules/columns/city.ts'
import { type Sums, sumsOf } from '#definitions/rules/columns/effect.ts'
import { ExactRows } from '#definitions/rules/columns/exact.ts'
import { columnsOf, type Row as Facts } from '#definitions/rules/columns/fixtures.ts'
import { evaluate, question } from '#definitions/rules/evaluate.ts'
import { typeOf } from '#definitions/rules/expression.ts'
import { Ground, slotKey } from '#definitions/rules/ground.ts'
import type { FactColumn } from '#definitions/rules/sql/statement.ts'
import { policyStatement } from '#definitions/rules/sql/statement.ts'
import type { BackEnd, Said } from './agreement.ts'
import type { FactsDatabase } from './databases.ts'
import { derivedFromLists, dictionary } from './dictionary.ts'
import { type Row, sheetOf } from './rows.ts'

/** Compiled closures, which compute no sums. `change` plants a fault in the plan. */
export const closures = (on: Day, change: (plan: ClosurePlan) => void = () => undefined): BackEnd => ({
  name: 'closures',
  answers: async (policies, rows) => {
    const plan = new ClosurePlan(policies, dictionary, on)
    change(plan)
    const answers = rows.map((row) => new Answers(plan, sheetOf(row)))
    return policies.map((_, i) => answers.map((one): Said => ({ verdict: one.of(i).verdict })))
  },
})

const asked = ['eligible', 'ineligible', 'unknown', 'not-applicable'] as const

/** Columns, with what is derived from lists filled in, as the mirror of the record fills it. */
export const columns = (name: string, on: Day, options?: CityOptions): BackEnd => ({
  name,
  answers: async (policies, rows) => {
    const raw = columnsOf(
      dictionary,
      rows.map((row) => filled(row, on)),
    )
    const plan = openCity(raw, dictionary, options).on(on, policies)
    const ground = new Ground(dictionary, on, (key) => raw.columns.has(key))
    const exact = new ExactRows(() => raw)
    return policies.map((policy) => {
      const sums = sumsOf(policy, ground, exact, raw)
      const said: Said[] = []
      for (const verdict of asked) {
        const bits = plan.rowsOf(policy.id, verdict)
        for (let row = 0; row < rows.length; row += 1)
          if (((bits[row >> 3] ?? 0) >> (row & 7)) & 1)
            said[row] = { verdict, fen: verdict === 'eligible' ? fenOf(sums && inBlock(sums, row)) : null }
      }
      return said
    })
  },
})

/** The sum of a row as a city computes it, in a block of others. */
function inBlock({ of, fill }: Sums, row: number): number | undefined {
  const [rows, out] = [Int32Array.of(row), new Float64Array(1)]
  if (fill?.(rows, 1, out) !== true) return of(row)
  return Number.isNaN(out[0]) ? undefined : out[0]
}

const fenOf = (fen: number | undefined): bigint | null => (fen === undefined ? null : BigInt(fen))

/** Years that a rule of that day can name. */
const yearsBack = [0, 1, 2, 3, 4]

function filled(row: Row, on: Day): Facts {
  const facts = new Map(row.facts)
  const told = question(dictionary, sheetOf(row), on)
  for (const fact of derivedFromLists)
    for (const year of fact.period === undefined ? [undefined] : yearsBack) {
      const at = { from: 0, until: 0 }
      const value = evaluate({ op: 'fact', fact: fact.id, year, type: typeOf(fact), at }, told)
      if (value !== undefined)
        facts.set(slotKey(fact.id, year === undefined ? undefined : yearOf(on) - year), value)
    }
  return facts
}

/** The auditor's statement, run by a database. `change` plants a fault in its text. */
export const sql = (
  database: FactsDatabase,
  on: Day,
  change: (text: string) => string = (text) => text,
): BackEnd => ({
  name: database.dialect.name,
  answers: async (policies, rows) => {
    const made = policies.map((policy) => policyStatement(policy, dictionary, on, database.dialect))
    const wanted = new Map<string, FactColumn>()
    for (const one of made)
      if ('sql' in one) for (const column of one.columns) wanted.set(column.slot.key, column)
    await database.load([...wanted.values()], rows)
    const answers: (Said[] | undefined)[] = []
    for (const [i, one] of made.entries()) {
      if (!('sql' in one)) {
        answers.push(undefined)
        continue
      }
      const found = await database.run(change(one.sql))
      const hasSum = policies[i]?.benefit !== undefined
      answers.push(
        found.map(([verdict, fen]) => ({
          verdict: verdict as Verdict,
          fen: hasSum && typeof fen === 'string' ? (/^-?\d+$/.test(fen) ? BigInt(fen) : fen) : null,
        })),
      )
    }
    return answers
  },
})
