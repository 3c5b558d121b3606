import type { Aggregation, DecisionTable, DmnModel, HitPolicy } from './model.ts'
import { DmnProgram } from './program.ts'

/** A model of one decision `d` over a number `x`, which is the table. */
export function tableModel(table: Omit<DecisionTable, 'k' | 'typeRef'>): DmnModel {
  return {
    namespace: 'urn:yishang:table',
    name: 'Table',
    id: undefined,
    imports: [],
    types: [],
    inputs: [{ id: 'x', name: 'x', variable: { name: 'x', typeRef: 'number' } }],
    decisions: [
      {
        id: 'd',
        name: 'd',
        question: undefined,
        variable: { name: 'd', typeRef: undefined },
        requires: [{ k: 'input', href: '#x' }],
        logic: { k: 'table', typeRef: undefined, ...table },
      },
    ],
    knowledge: [],
    services: [],
  }
}

/** A table whose rows are `[test of x, output …]`; of two outputs the names are `o1` and `o2`. */
export function table(
  hitPolicy: HitPolicy,
  rows: readonly (readonly string[])[],
  more: { aggregation?: Aggregation; values?: readonly string[]; defaults?: readonly string[] } = {},
): DmnProgram {
  const outputs = (rows[0] ?? []).slice(1).map((_, i) => ({
    label: undefined,
    name: `o${i + 1}`,
    typeRef: undefined,
    values: more.values?.[i],
    defaultEntry: more.defaults?.[i],
  }))
  return new DmnProgram(
    tableModel({
      hitPolicy,
      aggregation: more.aggregation,
      inputs: [{ label: 'x', expression: 'x', typeRef: 'number', values: '[0..100]' }],
      outputs,
      rules: rows.map(([test = '-', ...results]) => ({ inputs: [test], outputs: results })),
    }),
  )
}
