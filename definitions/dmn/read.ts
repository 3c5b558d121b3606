import type { DecisionService, DmnImport, DmnModel, ItemDefinition, Requirement, Variable } from './model.ts'
import { readBoxed, readFunction } from './read-boxed.ts'
import { attribute, childOf, childrenOf, DmnFault, type Element, readXml } from './xml.ts'

/** Reads the XML text of a model. Throws `DmnFault`. */
export function readModel(text: string): DmnModel {
  const root = readXml(text)
  const namespace = attribute(root, 'namespace')
  const name = attribute(root, 'name')
  if (root.name !== 'definitions' || namespace === undefined || name === undefined)
    throw new DmnFault('dmn-not-a-model', root.name)
  return {
    namespace,
    name,
    id: attribute(root, 'id'),
    imports: childrenOf(root, 'import').map(readImport),
    types: childrenOf(root, 'itemDefinition').map(readItem),
    inputs: childrenOf(root, 'inputData').map(identified),
    decisions: childrenOf(root, 'decision').map((element) => ({
      ...identified(element),
      question: childOf(element, 'question')?.text,
      requires: requirementsOf(element),
      logic: readBoxed(element),
    })),
    knowledge: childrenOf(root, 'businessKnowledgeModel').map((element) => {
      const logic = childOf(element, 'encapsulatedLogic')
      return {
        ...identified(element),
        requires: requirementsOf(element),
        logic: logic === undefined ? undefined : readFunction(logic),
      }
    }),
    services: childrenOf(root, 'decisionService').map(readService),
  }
}

export function demanded(element: Element, name: string): string {
  const value = attribute(element, name)
  if (value === undefined) throw new DmnFault('dmn-form', `${element.name}/@${name}`)
  return value
}

function readImport(element: Element): DmnImport {
  return {
    name: attribute(element, 'name') ?? '',
    namespace: demanded(element, 'namespace'),
    importType: attribute(element, 'importType') ?? '',
  }
}

function identified(element: Element): { id: string; name: string; variable: Variable } {
  const name = demanded(element, 'name')
  const variable = childOf(element, 'variable')
  return {
    id: attribute(element, 'id') ?? name,
    name,
    variable: { name: attribute(variable, 'name') ?? name, typeRef: attribute(variable, 'typeRef') },
  }
}

const textOf = (element: Element | undefined) =>
  element === undefined ? undefined : (childOf(element, 'text')?.text ?? '')

function readItem(element: Element): ItemDefinition {
  const functionItem = childOf(element, 'functionItem')
  return {
    name: demanded(element, 'name'),
    typeRef: childOf(element, 'typeRef')?.text.trim(),
    isCollection: attribute(element, 'isCollection') === 'true',
    components: childrenOf(element, 'itemComponent').map(readItem),
    allowedValues: textOf(childOf(element, 'allowedValues')),
    typeConstraint: textOf(childOf(element, 'typeConstraint')),
    functionItem: functionItem && {
      parameters: childrenOf(functionItem, 'parameters').map((one) => ({
        name: demanded(one, 'name'),
        typeRef: attribute(one, 'typeRef'),
      })),
      output: attribute(functionItem, 'outputTypeRef'),
    },
  }
}

const requirementKinds: Readonly<Record<string, Requirement['k']>> = {
  requiredInput: 'input',
  requiredDecision: 'decision',
  requiredKnowledge: 'knowledge',
}

/** Authority requirements are for people and carry no value. */
function requirementsOf(element: Element): Requirement[] {
  return element.children
    .filter(({ name }) => name === 'informationRequirement' || name === 'knowledgeRequirement')
    .flatMap(({ children }) =>
      children.flatMap((child) => {
        const k = Object.hasOwn(requirementKinds, child.name) ? requirementKinds[child.name] : undefined
        return k === undefined ? [] : [{ k, href: demanded(child, 'href') }]
      }),
    )
}

function readService(element: Element): DecisionService {
  const hrefs = (name: string) => childrenOf(element, name).map((child) => demanded(child, 'href'))
  return {
    ...identified(element),
    outputs: hrefs('outputDecision'),
    encapsulated: hrefs('encapsulatedDecision'),
    inputDecisions: hrefs('inputDecision'),
    inputs: hrefs('inputData'),
  }
}
