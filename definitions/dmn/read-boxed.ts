import type {
  Aggregation,
  Boxed,
  DecisionTable,
  FunctionDefinition,
  HitPolicy,
  TableInput,
  TableOutput,
  Variable,
} from './model.ts'
import { attribute, childOf, childrenOf, DmnFault, type Element } from './xml.ts'

type Reader = (element: Element) => Boxed

const typeOf = (element: Element) => attribute(element, 'typeRef')
const textOf = (element: Element) => childOf(element, 'text')?.text ?? ''

const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['literalExpression', (element) => ({ k: 'literal', typeRef: typeOf(element), text: textOf(element) })],
  [
    'context',
    (element) => ({
      k: 'context',
      typeRef: typeOf(element),
      entries: childrenOf(element, 'contextEntry').map((entry) => {
        const variable = childOf(entry, 'variable')
        return { variable: variable && variableOf(variable), value: needed(entry) }
      }),
    }),
  ],
  [
    'relation',
    (element) => ({
      k: 'relation',
      typeRef: typeOf(element),
      columns: childrenOf(element, 'column').map(variableOf),
      rows: childrenOf(element, 'row').map(readAll),
    }),
  ],
  ['list', (element) => ({ k: 'list', typeRef: typeOf(element), items: readAll(element) })],
  [
    'invocation',
    (element) => ({
      k: 'invocation',
      typeRef: typeOf(element),
      of: needed(element),
      bindings: childrenOf(element, 'binding').map((binding) => {
        const parameter = childOf(binding, 'parameter')
        if (parameter === undefined) throw new DmnFault('dmn-form', 'binding/parameter')
        return { parameter: variableOf(parameter), value: readBoxed(binding) }
      }),
    }),
  ],
  [
    'conditional',
    (element) => ({
      k: 'conditional',
      typeRef: typeOf(element),
      condition: inside(element, 'if'),
      yes: inside(element, 'then'),
      no: inside(element, 'else'),
    }),
  ],
  [
    'filter',
    (element) => ({
      k: 'filter',
      typeRef: typeOf(element),
      list: inside(element, 'in'),
      where: inside(element, 'match'),
    }),
  ],
  ['for', (element) => loop(element, 'for', 'return')],
  ['some', (element) => loop(element, 'some', 'satisfies')],
  ['every', (element) => loop(element, 'every', 'satisfies')],
  ['functionDefinition', (element) => readFunction(element)],
  ['decisionTable', (element) => readTable(element)],
])

function loop(element: Element, k: 'for' | 'some' | 'every', body: string): Boxed {
  return {
    k,
    typeRef: typeOf(element),
    variable: attribute(element, 'iteratorVariable') ?? '',
    list: inside(element, 'in'),
    body: inside(element, body),
  }
}

const readAll = (element: Element): Boxed[] =>
  element.children.flatMap((child) => {
    const reader = readers.get(child.name)
    return reader === undefined ? [] : [reader(child)]
  })

/** The first expression directly inside the element. */
export const readBoxed = (element: Element): Boxed | undefined => readAll(element)[0]

function needed(element: Element): Boxed {
  const boxed = readBoxed(element)
  if (boxed === undefined) throw new DmnFault('dmn-form', `${element.name}/expression`)
  return boxed
}

function inside(element: Element, name: string): Boxed {
  const child = childOf(element, name)
  if (child === undefined) throw new DmnFault('dmn-form', `${element.name}/${name}`)
  return needed(child)
}

const variableOf = (element: Element): Variable => ({
  name: attribute(element, 'name') ?? '',
  typeRef: typeOf(element),
})

export function readFunction(element: Element): FunctionDefinition {
  const kind = attribute(element, 'kind') ?? 'FEEL'
  if (kind !== 'FEEL' && kind !== 'Java' && kind !== 'PMML') throw new DmnFault('dmn-form', `kind=${kind}`)
  return {
    k: 'function',
    typeRef: typeOf(element),
    kind,
    parameters: childrenOf(element, 'formalParameter').map(variableOf),
    body: readBoxed(element),
  }
}

const policies: ReadonlySet<string> = new Set<HitPolicy>([
  'UNIQUE',
  'FIRST',
  'PRIORITY',
  'ANY',
  'COLLECT',
  'RULE ORDER',
  'OUTPUT ORDER',
])
const isPolicy = (text: string): text is HitPolicy => policies.has(text)
const aggregations: ReadonlySet<string> = new Set<Aggregation>(['SUM', 'MIN', 'MAX', 'COUNT'])
const isAggregation = (text: string): text is Aggregation => aggregations.has(text)

function readTable(element: Element): DecisionTable {
  const hitPolicy = attribute(element, 'hitPolicy') ?? 'UNIQUE'
  const aggregation = attribute(element, 'aggregation')
  if (!isPolicy(hitPolicy)) throw new DmnFault('dmn-form', `hitPolicy=${hitPolicy}`)
  if (aggregation !== undefined && !isAggregation(aggregation))
    throw new DmnFault('dmn-form', `aggregation=${aggregation}`)
  const inputs = childrenOf(element, 'input').map(tableInput)
  const outputs = childrenOf(element, 'output').map(tableOutput)
  const rules = childrenOf(element, 'rule').map((rule) => ({
    inputs: childrenOf(rule, 'inputEntry').map(textOf),
    outputs: childrenOf(rule, 'outputEntry').map(textOf),
  }))
  if (rules.some((rule) => rule.inputs.length !== inputs.length || rule.outputs.length !== outputs.length))
    throw new DmnFault('dmn-form', 'rule')
  return { k: 'table', typeRef: typeOf(element), hitPolicy, aggregation, inputs, outputs, rules }
}

function tableInput(element: Element): TableInput {
  const expression = childOf(element, 'inputExpression')
  const values = childOf(element, 'inputValues')
  return {
    label: attribute(element, 'label'),
    expression: expression === undefined ? '' : textOf(expression),
    typeRef: attribute(expression, 'typeRef'),
    values: values && textOf(values),
  }
}

function tableOutput(element: Element): TableOutput {
  const values = childOf(element, 'outputValues')
  const entry = childOf(element, 'defaultOutputEntry')
  return {
    label: attribute(element, 'label'),
    name: attribute(element, 'name'),
    typeRef: typeOf(element),
    values: values && textOf(values),
    defaultEntry: entry && textOf(entry),
  }
}
