import { expect, test } from 'vitest'
import { add, compareRational, rational, zero } from '#definitions/rational.ts'
import type { ParameterForm } from '#definitions/rules/clause-form.ts'
import { dice } from '#definitions/rules/columns/random-rules.ts'
import { evaluate, question, type Question } from '#definitions/rules/evaluate.ts'
import { isRational, type Value } from '#definitions/rules/expression.ts'
import { today } from '#definitions/rules/fixtures.ts'
import type { CompiledTable, TableRow } from '#definitions/rules/table.ts'
import { dictionary } from './dictionary.ts'
import { fuzzRow, sheetOf } from './rows.ts'
import { fuzzPolicy, ruleOf } from './written.ts'

const seed = Number(process.env['FUZZ_SEED'] ?? 8)

const isSame = (a: Value, b: Value) =>
  isRational(a) && isRational(b) ? compareRational(a, b) === 0 : a === b

/**
 * What DMN 1.5, 8.2.10 says a table comes to, from its rows alone. `skip` where that is not said: something is unknown, or rows that fit
 * exclude one another.
 */
function byTheBook(
  { hit, rows, otherwise }: CompiledTable,
  strongest: readonly string[],
  asked: Question,
): Value | undefined | 'skip' {
  const judged = rows.map((row) => ({ row, fits: evaluate(row.when, asked) }))
  if (judged.some(({ fits }) => fits === undefined)) return 'skip'
  const fitting = judged.flatMap(({ row, fits }) => (fits === true ? [row] : []))
  const results = fitting.map((row) => ({ row, value: evaluate(row.value, asked) }))
  if (hit === 'C#' && fitting.length > 0) return rational(fitting.length)
  const values = results.flatMap(({ value }) => (value === undefined ? [] : [value]))
  if (values.length < results.length && hit !== 'C#') return 'skip'
  const [first] = values
  if (first === undefined) {
    if (otherwise !== undefined) return evaluate(otherwise, asked)
    return hit === 'C+' || hit === 'C#' ? zero : undefined
  }
  const numbers = values.filter(isRational)
  switch (hit) {
    case 'U':
      return values.length === 1 ? first : 'skip'
    case 'A':
      return values.every((value) => isSame(value, first)) ? first : 'skip'
    case 'F':
      return earliest(results)
    case 'P':
      return results
        .map(({ row, value }) => ({ value, rank: strongest.indexOf(row.path.join()) }))
        .sort((a, b) => a.rank - b.rank)[0]?.value
    case 'C+':
      return numbers.reduce(add, zero)
    case 'C<':
      return numbers.reduce((best, value) => (compareRational(value, best) < 0 ? value : best))
    case 'C>':
      return numbers.reduce((best, value) => (compareRational(value, best) > 0 ? value : best))
    default:
      return 'skip'
  }
}

const earliest = (results: readonly { row: TableRow; value: Value | undefined }[]) =>
  [...results].sort((a, b) => a.row.number - b.row.number)[0]?.value

/** The places of the rows, the strongest result first, as the table was written. */
function strengths(form: ParameterForm | undefined, name: string): string[] {
  if (typeof form !== 'object' || !('table' in form)) return []
  const { priority = [], rows } = form.table
  return priority.flatMap((result) =>
    rows.flatMap(({ value }, i) =>
      String(value) === String(result) ? [[name, 'table', 'rows', i].join()] : [],
    ),
  )
}

test('every hit policy answers as DMN says', () => {
  const roll = dice(seed)
  const met = new Map<string, number>()
  for (let policy = 0; policy < 700; policy += 1) {
    const written = fuzzPolicy(roll)
    const rule = ruleOf(written, 'p')
    for (const [name, { type, versions }] of rule?.parameters ?? []) {
      const table = versions.find((one) => one.table !== undefined)?.table
      if (rule === undefined || table === undefined) continue
      const strongest = strengths(written.parameters[name], name)
      for (let row = 0; row < 40; row += 1) {
        const asked = question(dictionary, sheetOf(fuzzRow(roll, true)), today, rule.parameters)
        const wanted = byTheBook(table, strongest, asked)
        if (wanted === 'skip') continue
        const got = evaluate({ op: 'parameter', name, type, at: { from: 0, until: 0 } }, asked)
        const same = wanted === undefined ? got === undefined : got !== undefined && isSame(wanted, got)
        expect(same, `${table.hit} ${JSON.stringify(written.parameters)}`).toBe(true)
        met.set(table.hit, (met.get(table.hit) ?? 0) + 1)
      }
    }
  }
  process.stdout.write(
    `tables: seed ${seed}, ${[...met].map(([hit, count]) => `${hit} ${count}`).join(', ')}\n`,
  )
  expect([...met.keys()].sort()).toEqual(['A', 'C#', 'C+', 'C<', 'C>', 'F', 'P', 'U'])
  for (const [hit, count] of met) expect(count, hit).toBeGreaterThan(100)
}, 120_000)
