import type { FactSheet } from '#definitions/facts/sheet.ts'
import type { Day } from '#kernel/time.ts'
import { type Rational, rational } from '../../rational.ts'
import { compileClause } from '../clause.ts'
import { type Clause } from '../clause-form.ts'
import type { Dictionary } from '../dictionary.ts'
import { question } from '../evaluate.ts'
import { explainIn } from '../explain.ts'
import { type Expression, isRational, typeOf, type Value } from '../expression.ts'
import { dictionary } from '../fixtures.ts'
import type { PolicyRule } from '../policy-rule.ts'
import { dayNumber } from './exact.ts'
import { type RawColumn, type RawColumns, unknownDay, unknownTruth } from './raw.ts'
import type { Question, VerdictCounts } from './result.ts'

/** What is known of one enterprise, by slot (`fin.revenue 2024`). */
export type Row = ReadonlyMap<string, Value>

/** Rows as columns. A slot that no row states has no column. */
export function columnsOf(dictionary: Dictionary, rows: readonly Row[]): RawColumns {
  const keys = new Set(rows.flatMap((row) => [...row.keys()]))
  const columns = new Map<string, RawColumn>()
  for (const key of keys) {
    const fact = dictionary.vocabulary.facts.get(key.split(' ')[0] ?? '')
    if (fact === undefined) throw new RangeError(`no fact ${key}`)
    columns.set(
      key,
      columnOf(
        typeOf(fact).kind,
        rows.map((row) => row.get(key)),
      ),
    )
  }
  return { rows: rows.length, columns }
}

function columnOf(kind: ReturnType<typeof typeOf>['kind'], cells: readonly (Value | undefined)[]): RawColumn {
  switch (kind) {
    case 'boolean':
      return {
        kind: 'truth',
        values: Uint8Array.from(cells, (cell) => (cell === undefined ? unknownTruth : Number(cell))),
      }
    case 'date':
      return {
        kind: 'day',
        values: Int32Array.from(cells, (cell) => (cell === undefined ? unknownDay : dayNumber(String(cell)))),
      }
    case 'text':
    case 'code': {
      const names = [...new Set(cells.filter((cell) => cell !== undefined).map(String))]
      return {
        kind: 'code',
        values: Uint16Array.from(cells, (cell) =>
          cell === undefined ? 0xff_ff : names.indexOf(String(cell)),
        ),
        names,
      }
    }
    default:
      return numbers(cells, kind === 'ratio' ? 1_000_000 : kind === 'number' ? 10_000 : 1)
  }
}

function numbers(cells: readonly (Value | undefined)[], scale: number): RawColumn {
  const odd = new Map<number, Rational>()
  const values = Float64Array.from(cells, (cell, row) => {
    if (!isRational(cell)) return Number.NaN
    const scaled = rational(cell.n * BigInt(scale), cell.d)
    const whole = Number(scaled.n)
    if (scaled.d === 1n && Number.isSafeInteger(whole)) return whole
    odd.set(row, cell)
    return Number.NaN
  })
  return { kind: 'number', values, scale, ...(odd.size > 0 ? { odd } : {}) }
}

export const sheetOf = (row: Row): FactSheet => ({
  lookup: (fact, year) => {
    const value = row.get(year === undefined ? fact : `${fact} ${year}`)
    return value === undefined ? undefined : { value, year }
  },
  items: () => undefined,
})

export function policyRule(
  dictionary: Dictionary,
  id: string,
  conditions: Clause,
  appliesTo: Clause = true,
  benefit?: PolicyRule['benefit'],
): PolicyRule {
  const clause = (written: Clause) => {
    const compiled = compileClause(written, dictionary)
    if ('faults' in compiled)
      throw new Error(`${JSON.stringify(written)}: ${compiled.faults.map(({ code }) => code).join(', ')}`)
    return compiled
  }
  return { id, appliesTo: clause(appliesTo), conditions: clause(conditions), parameters: new Map(), benefit }
}

/** What the interpreter answers for one row, near misses apart. */
export function answerOf(
  policy: PolicyRule,
  dictionary: Dictionary,
  row: Row,
  on: Day,
): { verdict: Exclude<Question, 'near-miss'>; nearMiss: boolean } {
  const asked = question(dictionary, sheetOf(row), on, policy.parameters)
  const applies = explainIn(policy.appliesTo, asked)
  const conditions = explainIn(policy.conditions, asked)
  const verdict =
    applies.truth === 'false'
      ? 'not-applicable'
      : conditions.truth === 'false'
        ? 'ineligible'
        : applies.truth === 'true' && conditions.truth === 'true'
          ? 'eligible'
          : 'unknown'
  const nearMiss =
    verdict === 'ineligible' &&
    applies.truth === 'true' &&
    conditions.failing === 1 &&
    conditions.because?.gap !== undefined
  return { verdict, nearMiss }
}

export function countsOf(answers: readonly ReturnType<typeof answerOf>[]): VerdictCounts {
  const count = (verdict: Question) => answers.filter((one) => one.verdict === verdict).length
  return {
    eligible: count('eligible'),
    ineligible: count('ineligible'),
    unknown: count('unknown'),
    notApplicable: count('not-applicable'),
    nearMiss: answers.filter(({ nearMiss }) => nearMiss).length,
  }
}

/** A condition, or what is compared in one, over the fixtures' dictionary. */
export function expression(written: string): Expression {
  const compiled = compileClause(written, dictionary)
  if ('faults' in compiled || compiled.tree.kind !== 'test') throw new Error(written)
  return compiled.tree.expression
}
export function amount(written: string): Expression {
  const compared = expression(`(${written}) >= 0元`)
  if (compared.op !== 'compare') throw new Error(written)
  return compared.left
}
