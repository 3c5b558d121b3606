/** A DMN 1.5 model without its drawing. References are `#id` or `namespace#id`. */
export interface DmnModel {
  readonly namespace: string
  readonly name: string
  readonly id: string | undefined
  readonly imports: readonly DmnImport[]
  readonly types: readonly ItemDefinition[]
  readonly inputs: readonly InputData[]
  readonly decisions: readonly Decision[]
  readonly knowledge: readonly KnowledgeModel[]
  readonly services: readonly DecisionService[]
}

export interface DmnImport {
  readonly name: string
  readonly namespace: string
  readonly importType: string
}

/** A named, perhaps typed, place for a value. */
export interface Variable {
  readonly name: string
  readonly typeRef: string | undefined
}

export interface ItemDefinition {
  readonly name: string
  readonly typeRef: string | undefined
  readonly isCollection: boolean
  readonly components: readonly ItemDefinition[]
  /** unary tests that each value, or each item of a collection, passes */
  readonly allowedValues: string | undefined
  /** unary tests that the whole value passes */
  readonly typeConstraint: string | undefined
  readonly functionItem:
    | { readonly parameters: readonly Variable[]; readonly output: string | undefined }
    | undefined
}

interface Identified {
  readonly id: string
  readonly name: string
  readonly variable: Variable
}

export type InputData = Identified

export interface Decision extends Identified {
  readonly question: string | undefined
  readonly requires: readonly Requirement[]
  readonly logic: Boxed | undefined
}

export interface Requirement {
  readonly k: 'input' | 'decision' | 'knowledge'
  readonly href: string
}

export interface KnowledgeModel extends Identified {
  readonly requires: readonly Requirement[]
  readonly logic: FunctionDefinition | undefined
}

export interface DecisionService extends Identified {
  readonly outputs: readonly string[]
  readonly encapsulated: readonly string[]
  readonly inputDecisions: readonly string[]
  readonly inputs: readonly string[]
}

export interface FunctionDefinition {
  readonly k: 'function'
  readonly typeRef: string | undefined
  readonly kind: 'FEEL' | 'Java' | 'PMML'
  readonly parameters: readonly Variable[]
  readonly body: Boxed | undefined
}

export type HitPolicy = 'UNIQUE' | 'FIRST' | 'PRIORITY' | 'ANY' | 'COLLECT' | 'RULE ORDER' | 'OUTPUT ORDER'
export type Aggregation = 'SUM' | 'MIN' | 'MAX' | 'COUNT'

export interface DecisionTable {
  readonly k: 'table'
  readonly typeRef: string | undefined
  readonly hitPolicy: HitPolicy
  readonly aggregation: Aggregation | undefined
  readonly inputs: readonly TableInput[]
  readonly outputs: readonly TableOutput[]
  readonly rules: readonly TableRule[]
}

export interface TableInput {
  readonly label: string | undefined
  readonly expression: string
  readonly typeRef: string | undefined
  readonly values: string | undefined
}

export interface TableOutput {
  readonly label: string | undefined
  readonly name: string | undefined
  readonly typeRef: string | undefined
  readonly values: string | undefined
  readonly defaultEntry: string | undefined
}

export interface TableRule {
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
}

/** An expression in its box. */
export type Boxed =
  | { readonly k: 'literal'; readonly typeRef: string | undefined; readonly text: string }
  | {
      readonly k: 'context'
      readonly typeRef: string | undefined
      /** the entry without a variable is the result */
      readonly entries: readonly { readonly variable: Variable | undefined; readonly value: Boxed }[]
    }
  | {
      readonly k: 'relation'
      readonly typeRef: string | undefined
      readonly columns: readonly Variable[]
      readonly rows: readonly (readonly Boxed[])[]
    }
  | { readonly k: 'list'; readonly typeRef: string | undefined; readonly items: readonly Boxed[] }
  | {
      readonly k: 'invocation'
      readonly typeRef: string | undefined
      readonly of: Boxed
      readonly bindings: readonly { readonly parameter: Variable; readonly value: Boxed | undefined }[]
    }
  | {
      readonly k: 'conditional'
      readonly typeRef: string | undefined
      readonly condition: Boxed
      readonly yes: Boxed
      readonly no: Boxed
    }
  | {
      readonly k: 'filter'
      readonly typeRef: string | undefined
      readonly list: Boxed
      readonly where: Boxed
    }
  | {
      readonly k: 'for' | 'some' | 'every'
      readonly typeRef: string | undefined
      readonly variable: string
      readonly list: Boxed
      readonly body: Boxed
    }
  | FunctionDefinition
  | DecisionTable
