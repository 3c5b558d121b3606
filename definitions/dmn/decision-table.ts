import { type Code, compileTest, type Test } from '../feel/compile.ts'
import { numbers } from '../feel/arithmetic.ts'
import { equal, order } from '../feel/compare.ts'
import { Decimal } from '../feel/number.ts'
import type { Run } from '../feel/run.ts'
import type { Scope } from '../feel/scope.ts'
import { coerced } from '../feel/types.ts'
import { type FeelValue, isNumber } from '../feel/values.ts'
import { typeOfReference } from './item-types.ts'
import type { Aggregation, DecisionTable, TableInput, TableOutput } from './model.ts'
import type { Reading } from './reading.ts'

interface Input {
  readonly code: Code
  readonly permitted: Test
  readonly label: string
}

interface Output {
  readonly name: string
  readonly byDefault: Code | undefined
  /** the permitted values, the first of the highest priority */
  readonly priorities: readonly Test[]
  readonly fit: (value: FeelValue, run: Run) => FeelValue
}

/** Makes a decision table ready, with any of the hit policies. */
export function compileTable(table: DecisionTable, reading: Reading): Code {
  const inputs = table.inputs.map((input) => inputOf(input, reading))
  const outputs = table.outputs.map((output) => outputOf(output, reading))
  const rules = table.rules.map((rule) => ({
    tests: rule.inputs.map((text) => reading.with('?').tests(text)),
    results: rule.outputs.map((text) => reading.code(text)),
  }))
  return (scope, run) => {
    const values: FeelValue[] = []
    for (const { code, permitted, label } of inputs) {
      const value = code(scope, run)
      if (value !== null && permitted(value, scope, run) !== true) return run.null('value-not-allowed', label)
      values.push(value)
    }
    const hits: FeelValue[] = []
    const ranks: number[][] = []
    const holding = rules.filter(({ tests }) => {
      run.step()
      return tests.every((test, i) => test(values[i] ?? null, scope, run) === true)
    })
    for (const { results } of table.hitPolicy === 'FIRST' ? holding.slice(0, 1) : holding) {
      const parts = results.map((code, i) => outputs[i]?.fit(code(scope, run), run) ?? null)
      hits.push(row(outputs, parts))
      ranks.push(parts.map((part, i) => rankOf(part, outputs[i]?.priorities ?? [], scope, run)))
    }
    if (hits.length === 0) return unmatched(table, outputs, scope, run)
    return byPolicy(table, hits, ranks, run)
  }
}

function inputOf(input: TableInput, reading: Reading): Input {
  const code = reading.code(input.expression)
  const type = typeOfReference(input.typeRef, reading.types)
  return {
    label: input.label ?? input.expression,
    code: (scope, run) => coerced(code(scope, run), type, run),
    permitted: reading.with('?').tests(input.values ?? ''),
  }
}

function outputOf(output: TableOutput, reading: Reading): Output {
  const type = typeOfReference(output.typeRef, reading.types)
  const tests = output.values === undefined ? undefined : reading.unaryTests(output.values)
  return {
    name: output.name ?? '',
    byDefault: output.defaultEntry === undefined ? undefined : reading.code(output.defaultEntry),
    priorities: tests?.k === 'tests' ? tests.tests.map((test) => compileTest(test, reading.types)) : [],
    fit: (value, run) => coerced(value, type, run),
  }
}

const row = (outputs: readonly Output[], parts: readonly FeelValue[]): FeelValue =>
  outputs.length === 1 ? (parts[0] ?? null) : new Map(outputs.map(({ name }, i) => [name, parts[i] ?? null]))

function unmatched(table: DecisionTable, outputs: readonly Output[], scope: Scope, run: Run): FeelValue {
  if (outputs.some(({ byDefault }) => byDefault !== undefined))
    return row(
      outputs,
      outputs.map(({ byDefault, fit }) => (byDefault === undefined ? null : fit(byDefault(scope, run), run))),
    )
  if (table.hitPolicy === 'COLLECT' && table.aggregation === 'COUNT') return new Decimal(0)
  return run.null('no-rule-holds')
}

function rankOf(value: FeelValue, priorities: readonly Test[], scope: Scope, run: Run): number {
  const place = run.quietly(() => priorities.findIndex((test) => test(value, scope, run) === true))
  return place < 0 ? priorities.length : place
}

function byPolicy(
  table: DecisionTable,
  hits: readonly FeelValue[],
  ranks: readonly (readonly number[])[],
  run: Run,
): FeelValue {
  const [first = null] = hits
  switch (table.hitPolicy) {
    case 'UNIQUE':
      return hits.length === 1 ? first : run.null('rules-disagree', 'UNIQUE')
    case 'ANY':
      return hits.every((hit) => equal(hit, first, run) === true) ? first : run.null('rules-disagree', 'ANY')
    case 'FIRST':
      return first
    case 'PRIORITY':
      return inOutputOrder(hits, ranks)[0] ?? null
    case 'OUTPUT ORDER':
      return inOutputOrder(hits, ranks)
    case 'RULE ORDER':
      return hits
    case 'COLLECT':
      return table.aggregation === undefined ? hits : aggregated(table.aggregation, hits, run)
  }
}

/** The first column decides, then the second …; equals stay in the order of the rules. */
function inOutputOrder(
  hits: readonly FeelValue[],
  ranks: readonly (readonly number[])[],
): readonly FeelValue[] {
  const places = hits.map((_, i) => i)
  places.sort((a, b) => {
    const [left = [], right = []] = [ranks[a], ranks[b]]
    const column = left.findIndex((rank, i) => rank !== right[i])
    return column < 0 ? 0 : (left[column] ?? 0) - (right[column] ?? 0)
  })
  return places.map((place) => hits[place] ?? null)
}

function aggregated(by: Aggregation, hits: readonly FeelValue[], run: Run): FeelValue {
  switch (by) {
    case 'COUNT':
      return new Decimal(hits.length)
    case 'SUM':
      return hits.reduce<FeelValue>(
        (sum, hit) =>
          isNumber(sum) && isNumber(hit) ? numbers('+', sum, hit, run) : run.null('argument-type', 'SUM'),
        new Decimal(0),
      )
    case 'MIN':
    case 'MAX':
      return hits.reduce((best, hit) => {
        const difference = order(hit, best)
        if (difference === undefined) return run.null('not-comparable', by)
        return (by === 'MIN' ? difference < 0 : difference > 0) ? hit : best
      })
  }
}
