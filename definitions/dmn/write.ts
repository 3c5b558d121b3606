import type {
  Boxed,
  Decision,
  DecisionService,
  DecisionTable,
  DmnModel,
  FunctionDefinition,
  ItemDefinition,
  Requirement,
  Variable,
} from './model.ts'
import { type Written, writeXml } from './xml.ts'

/** The namespace of DMN 1.5. */
export const dmnNamespace = 'https://www.omg.org/spec/DMN/20230324/MODEL/'

/** The model as a DMN 1.5 document, which `readModel` reads as an equal model. */
export function writeModel(model: DmnModel): string {
  return writeXml({
    name: 'definitions',
    attributes: { xmlns: dmnNamespace, namespace: model.namespace, name: model.name, id: model.id },
    children: [
      ...model.imports.map(({ name, namespace, importType }) => ({
        name: 'import',
        attributes: { name, namespace, importType },
      })),
      ...model.types.map((item) => itemDefinition('itemDefinition', item)),
      ...model.inputs.map(({ id, name, variable }) => ({
        name: 'inputData',
        attributes: { id, name },
        children: [named('variable', variable)],
      })),
      ...model.knowledge.map(({ id, name, variable, requires, logic }) => ({
        name: 'businessKnowledgeModel',
        attributes: { id, name },
        children: [
          named('variable', variable),
          logic && { ...functionDefinition(logic), name: 'encapsulatedLogic' },
          ...requires.map(requirement),
        ],
      })),
      ...model.decisions.map(decision),
      ...model.services.map(service),
    ],
  })
}

const named = (name: string, variable: Variable): Written => ({
  name,
  attributes: { name: variable.name, typeRef: variable.typeRef },
})
const texted = (name: string, text: string | undefined): Written | undefined =>
  text === undefined ? undefined : { name, children: [{ name: 'text', text }] }

function itemDefinition(name: string, item: ItemDefinition): Written {
  return {
    name,
    attributes: { name: item.name, isCollection: item.isCollection ? 'true' : undefined },
    children: [
      item.typeRef === undefined ? undefined : { name: 'typeRef', text: item.typeRef },
      texted('allowedValues', item.allowedValues),
      texted('typeConstraint', item.typeConstraint),
      ...item.components.map((component) => itemDefinition('itemComponent', component)),
      item.functionItem && {
        name: 'functionItem',
        attributes: { outputTypeRef: item.functionItem.output },
        children: item.functionItem.parameters.map((parameter) => named('parameters', parameter)),
      },
    ],
  }
}

const requirementNames = {
  input: ['informationRequirement', 'requiredInput'],
  decision: ['informationRequirement', 'requiredDecision'],
  knowledge: ['knowledgeRequirement', 'requiredKnowledge'],
} as const

function requirement({ k, href }: Requirement): Written {
  const [outer, inner] = requirementNames[k]
  return { name: outer, children: [{ name: inner, attributes: { href } }] }
}

function decision({ id, name, question, variable, requires, logic }: Decision): Written {
  return {
    name: 'decision',
    attributes: { id, name },
    children: [
      question === undefined ? undefined : { name: 'question', text: question },
      named('variable', variable),
      ...requires.map(requirement),
      logic && boxed(logic),
    ],
  }
}

function service(of: DecisionService): Written {
  const hrefs = (name: string, all: readonly string[]) => all.map((href) => ({ name, attributes: { href } }))
  return {
    name: 'decisionService',
    attributes: { id: of.id, name: of.name },
    children: [
      named('variable', of.variable),
      ...hrefs('outputDecision', of.outputs),
      ...hrefs('encapsulatedDecision', of.encapsulated),
      ...hrefs('inputDecision', of.inputDecisions),
      ...hrefs('inputData', of.inputs),
    ],
  }
}

function functionDefinition(of: FunctionDefinition): Written {
  return {
    name: 'functionDefinition',
    attributes: { typeRef: of.typeRef, kind: of.kind === 'FEEL' ? undefined : of.kind },
    children: [
      ...of.parameters.map((parameter) => named('formalParameter', parameter)),
      of.body && boxed(of.body),
    ],
  }
}

function boxed(of: Boxed): Written {
  const attributes = { typeRef: of.typeRef }
  const part = (name: string, value: Boxed): Written => ({ name, children: [boxed(value)] })
  switch (of.k) {
    case 'literal':
      return { name: 'literalExpression', attributes, children: [{ name: 'text', text: of.text }] }
    case 'context':
      return {
        name: 'context',
        attributes,
        children: of.entries.map(({ variable, value }) => ({
          name: 'contextEntry',
          children: [variable && named('variable', variable), boxed(value)],
        })),
      }
    case 'relation':
      return {
        name: 'relation',
        attributes,
        children: [
          ...of.columns.map((column) => named('column', column)),
          ...of.rows.map((row) => ({ name: 'row', children: row.map(boxed) })),
        ],
      }
    case 'list':
      return { name: 'list', attributes, children: of.items.map(boxed) }
    case 'invocation':
      return {
        name: 'invocation',
        attributes,
        children: [
          boxed(of.of),
          ...of.bindings.map(({ parameter, value }) => ({
            name: 'binding',
            children: [named('parameter', parameter), value && boxed(value)],
          })),
        ],
      }
    case 'conditional':
      return {
        name: 'conditional',
        attributes,
        children: [part('if', of.condition), part('then', of.yes), part('else', of.no)],
      }
    case 'filter':
      return { name: 'filter', attributes, children: [part('in', of.list), part('match', of.where)] }
    case 'for':
    case 'some':
    case 'every':
      return {
        name: of.k,
        attributes: { ...attributes, iteratorVariable: of.variable },
        children: [part('in', of.list), part(of.k === 'for' ? 'return' : 'satisfies', of.body)],
      }
    case 'function':
      return functionDefinition(of)
    case 'table':
      return decisionTable(of)
  }
}

function decisionTable(table: DecisionTable): Written {
  const cell = (name: string) => (text: string) => ({ name, children: [{ name: 'text', text }] })
  return {
    name: 'decisionTable',
    attributes: { typeRef: table.typeRef, hitPolicy: table.hitPolicy, aggregation: table.aggregation },
    children: [
      ...table.inputs.map((input) => ({
        name: 'input',
        attributes: { label: input.label },
        children: [
          {
            name: 'inputExpression',
            attributes: { typeRef: input.typeRef },
            children: [{ name: 'text', text: input.expression }],
          },
          texted('inputValues', input.values),
        ],
      })),
      ...table.outputs.map((output) => ({
        name: 'output',
        attributes: { label: output.label, name: output.name, typeRef: output.typeRef },
        children: [texted('outputValues', output.values), texted('defaultOutputEntry', output.defaultEntry)],
      })),
      ...table.rules.map((rule) => ({
        name: 'rule',
        children: [...rule.inputs.map(cell('inputEntry')), ...rule.outputs.map(cell('outputEntry'))],
      })),
    ],
  }
}
