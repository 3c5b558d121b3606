import type { Complaint } from '#kernel/definition.ts'
import { complain } from '../../complaint.ts'
import type { Dictionary } from '../../rules/dictionary.ts'
import type { Type } from '../../rules/expression.ts'
import { compileParameters } from '../../rules/parameters.ts'
import type { DmnModel } from '../model.ts'
import { type ImportedForm, importDecision } from './import-decision.ts'

export interface ImportedModel {
  /** named values of a policy, in the order of the model's decisions */
  readonly parameters: Readonly<Record<string, ImportedForm>>
  /** what could not be brought over; the path begins with the name of the decision */
  readonly faults: readonly Complaint[]
}

const nameForm = /^\p{L}[\p{L}\p{Nd}]*$/u

/**
 * The decisions of a model as named values of a policy. A decision that is a fact of the dictionary is passed over: the dictionary says how
 * it comes about. Texts are read twice: the second time with the kinds of values that other decisions turned out to have.
 */
export function importModel(model: DmnModel, dictionary: Dictionary): ImportedModel {
  const decisions = model.decisions.filter(({ name }) => dictionary.vocabulary.named(name) === undefined)
  const read = (kinds: ReadonlyMap<string, Type['kind'] | undefined>) => {
    const parameters: Record<string, ImportedForm> = {}
    const faults: Complaint[] = []
    for (const { name, logic } of decisions) {
      const imported = nameForm.test(name)
        ? logic &&
          importDecision(logic, { vocabulary: dictionary.vocabulary, parameters: kinds }, kinds.get(name))
        : { faults: [badName(name)] }
      if (imported === undefined) faults.push(noLogic(name))
      else if ('form' in imported) parameters[name] = imported.form
      else faults.push(...imported.faults.map((fault) => ({ ...fault, path: [name, ...fault.path] })))
    }
    return { parameters, faults }
  }
  const unknown = new Map(decisions.map(({ name }) => [name, undefined]))
  const first = compile(read(unknown).parameters, dictionary)
  const kinds = new Map(
    decisions.map(({ name }) => {
      const kind = first.parameters.get(name)?.type.kind
      return [name, kind === 'broken' || kind === 'number' ? undefined : kind] as const
    }),
  )
  const second = read(kinds)
  const compiled = compile(second.parameters, dictionary)
  return {
    parameters: second.parameters,
    faults: [...second.faults, ...compiled.faults.map((fault) => ({ ...fault, path: fault.path.slice(1) }))],
  }
}

const compile = (parameters: Readonly<Record<string, ImportedForm>>, dictionary: Dictionary) =>
  compileParameters(
    Object.fromEntries(
      Object.entries(parameters).map(([name, form]) => [
        name,
        typeof form === 'string'
          ? form
          : {
              table: {
                ...form.table,
                inputs: [...form.table.inputs],
                rows: form.table.rows.map(({ when, value }) => ({ when: [...when], value })),
                priority: form.table.priority && [...form.table.priority],
              },
            },
      ]),
    ),
    dictionary,
    ['parameters'],
  )

const badName = (name: string) =>
  complain(
    'dmn-name',
    [],
    'letters and digits',
    [`“${name}”不能作参数名`, `${name} cannot name a parameter`],
    ['请在模型里换成没有空格和符号的名称', 'Give it a name without spaces or signs in the model'],
  )

const noLogic = (name: string) =>
  complain(
    'dmn-no-logic',
    [name],
    'a literal expression or a decision table',
    [`“${name}”没有决策逻辑`, `${name} has no decision logic`],
    ['请在模型里写表达式或决策表', 'Write an expression or a decision table in the model'],
  )
