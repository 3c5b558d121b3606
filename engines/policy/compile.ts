import { complain } from '#definitions/complaint.ts'
import { type CompiledClause, compileClause } from '#definitions/rules/clause.ts'
import { parameterNamesIn } from '#definitions/rules/clause-form.ts'
import { type CompileScope, compileText } from '#definitions/rules/compile-text.ts'
import { compileParameters } from '#definitions/rules/parameters.ts'
import { factsBehind, hashExpressions } from '#definitions/rules/rule-hash.ts'
import type { Dictionary } from '#definitions/rules/dictionary.ts'
import type { CompiledParameter } from '#definitions/rules/compiled-parameter.ts'
import type { Expression } from '#definitions/rules/expression.ts'
import type { Complaint } from '#kernel/definition.ts'
import { canonicalJson, sha256 } from '#kernel/sha256.ts'
import type { Bilingual } from '#kernel/text.ts'
import type { Policy } from './policy.ts'

export interface CompiledComponent {
  readonly id: string
  readonly text: Bilingual
  readonly when?: Expression | undefined
  readonly amount: Expression
}

/** A policy ready to be asked. */
export interface CompiledPolicy {
  readonly policy: Policy
  readonly appliesTo: CompiledClause
  readonly conditions: CompiledClause
  readonly parameters: ReadonlyMap<string, CompiledParameter>
  readonly components: readonly CompiledComponent[]
  readonly amount?: Expression | undefined
  readonly otherwise?: Expression | undefined
  readonly cap?: Expression | undefined
  /** SHA-256 over conditions, formula and everything they refer to */
  readonly ruleHash: string
  /** identifiers of every fact it may read */
  readonly facts: ReadonlySet<string>
}

const compilations = new WeakMap<
  Policy,
  { dictionary: Dictionary; answer: CompiledPolicy | { faults: Complaint[] } }
>()

/** Compiles a policy against a dictionary, once; answers every fault of its texts. */
export function compilePolicy(
  policy: Policy,
  dictionary: Dictionary,
): CompiledPolicy | { faults: Complaint[] } {
  const known = compilations.get(policy)
  if (known?.dictionary === dictionary) return known.answer
  const answer = compileFresh(policy, dictionary)
  compilations.set(policy, { dictionary, answer })
  return answer
}

function compileFresh(policy: Policy, dictionary: Dictionary): CompiledPolicy | { faults: Complaint[] } {
  const { parameters, faults } = compileParameters(
    policy.parameters,
    dictionary,
    ['parameters'],
    policy.parameterNames,
  )
  faults.push(...unnamed(policy))
  const scope: CompileScope = { dictionary, parameters }
  const clause = (which: 'appliesTo' | 'conditions') => {
    const compiled = compileClause(policy[which], dictionary, parameters, [which])
    if ('faults' in compiled) faults.push(...compiled.faults)
    return compiled
  }
  const appliesTo = clause('appliesTo')
  const conditions = clause('conditions')
  const benefit = compileBenefit(policy, scope, faults)
  if ('faults' in appliesTo || 'faults' in conditions || faults.length > 0) return { faults }
  const { gives } = policy
  const expressions = [
    benefit.amount,
    benefit.otherwise,
    benefit.cap,
    ...benefit.components.flatMap(({ when, amount }) => [when, amount]),
  ].filter((one) => one !== undefined)
  const formula = hashExpressions(
    { round: gives.round, kind: gives.kind, amountIs: gives.amountIs },
    expressions,
    scope,
  )
  return {
    policy,
    appliesTo,
    conditions,
    parameters,
    ...benefit,
    ruleHash: sha256(canonicalJson([appliesTo.hash, conditions.hash, formula])),
    facts: new Set([...appliesTo.facts, ...conditions.facts, ...factsBehind(expressions, scope)]),
  }
}

const unnamed = ({ parameters, parameterNames }: Policy): Complaint[] =>
  parameterNamesIn(parameters)
    .filter((name) => !Object.hasOwn(parameterNames, name))
    .map((name) =>
      complain(
        'parameter-english',
        ['parameters', name],
        'parameterNames',
        [`参数“${name}”没有英文名`, `The parameter ${name} has no English name`],
        ['请在 parameterNames 里补上', 'Add it to parameterNames'],
      ),
    )

function compileBenefit({ gives }: Policy, scope: CompileScope, faults: Complaint[]) {
  const money = (text: string | undefined, path: readonly (string | number)[]) => {
    if (text === undefined) return undefined
    const compiled = compileText(text, scope, ['gives', ...path], faults)
    if (compiled !== undefined && compiled.type.kind !== 'money')
      faults.push(
        complain(
          'money-needed',
          ['gives', ...path],
          'money',
          ['这里要算出金额', 'this must come to an amount of money'],
          ['请写带单位的金额或金额算式', 'Write an amount with its unit or a formula of money'],
        ),
      )
    return compiled
  }
  const components = (gives.components ?? []).flatMap(
    ({ id, zh, en, when, amount }, i): CompiledComponent[] => {
      const condition =
        when === undefined ? undefined : compileText(when, scope, ['gives', 'components', i, 'when'], faults)
      const sum = money(amount, ['components', i, 'amount'])
      return sum === undefined ? [] : [{ id, text: { zh, en }, when: condition, amount: sum }]
    },
  )
  if (gives.amount !== undefined && gives.components !== undefined)
    faults.push(
      complain(
        'amount-twice',
        ['gives', 'components'],
        'amount or components',
        ['amount 和 components 只能写一个', 'give either amount or components'],
        ['请删去一个', 'Remove one of them'],
      ),
    )
  if (gives.kind === 'cash' && gives.amount === undefined && gives.components === undefined)
    faults.push(
      complain(
        'amount-missing',
        ['gives'],
        'amount or components',
        ['资金类政策要写金额', 'a policy that pays needs an amount'],
        ['请写 amount 或 components', 'Write amount or components'],
      ),
    )
  return {
    components,
    amount: money(gives.amount, ['amount']),
    otherwise: money(gives.otherwise, ['otherwise']),
    cap: money(gives.cap, ['cap']),
  }
}
