import type { z } from 'zod'
import { complain } from '#definitions/complaint.ts'
import { factKind } from '#definitions/facts/kind.ts'
import { dictionaryOf } from '#definitions/rules/dictionary.ts'
import { definitionKind } from '#kernel/definition.ts'
import { compilePolicy } from './compile.ts'
import { findingsIn } from './findings.ts'
import { Policy } from './policy.ts'

/** Policies of a city: one folder each, `<id>` or `<id>.<edition>` where several versions stand side by side. */
export const policyKind = definitionKind<Policy>(
  'policy',
  'policies/*/policy.yaml',
  Policy as z.ZodType<Policy>,
  {
    check(policy, all) {
      const dictionary = dictionaryOf(all.list(factKind))
      const compiled = compilePolicy(policy, dictionary)
      const unsure =
        policy.documents.every(({ confidence }) => confidence === 'unverified') && policy.review.length === 0
      return [
        ...('faults' in compiled ? compiled.faults : findingsIn(compiled, dictionary)),
        ...publicityFaults(policy),
        ...sampleFaults(policy),
        ...(unsure
          ? [
              complain(
                'review-missing',
                ['review'],
                'a note',
                [
                  '依据未经核实，要写明请城市确认什么',
                  'the source is unverified; say what the city must confirm',
                ],
                ['请填写 review', 'Fill in review'],
              ),
            ]
          : []),
      ]
    },
  },
)

/** Public money without application goes through publicity, and its length is the city's to state. */
function publicityFaults({ mode, gives, publicity }: Policy) {
  const isPaid = mode === 'without-application' && gives.kind === 'cash'
  if (isPaid && publicity === undefined)
    return [
      complain(
        'publicity-missing',
        ['mode'],
        'publicity: { workingDays, confidence }',
        ['免申即享的资金要写公示多少个工作日', 'money paid without application needs its days of publicity'],
        ['请填写 publicity', 'Fill in publicity'],
      ),
    ]
  if (!isPaid && publicity !== undefined)
    return [
      complain(
        'publicity-unused',
        ['publicity'],
        'mode: without-application, kind: cash',
        ['只有免申即享的资金才公示名单', 'only money paid without application has a published list'],
        ['请删去 publicity，或改写 mode', 'Remove publicity, or change the mode'],
      ),
    ]
  return []
}

function sampleFaults({ parameters, parameterConfidence, review }: Policy) {
  const strangers = Object.keys(parameterConfidence)
    .filter((name) => !Object.hasOwn(parameters, name))
    .map((name) =>
      complain(
        'parameter-unknown',
        ['parameterConfidence', name],
        Object.keys(parameters).join(' | '),
        [`没有参数“${name}”`, `There is no parameter ${name}`],
        ['请写 parameters 里的名称', 'Write a name from parameters'],
      ),
    )
  const isSample = Object.values(parameterConfidence).includes('sample')
  if (!isSample || review.length > 0) return strangers
  return [
    ...strangers,
    complain(
      'review-missing',
      ['parameterConfidence'],
      'a note in review',
      ['有示例参数，要写明请城市确认什么', 'a parameter is a sample; say what the city must confirm'],
      ['请填写 review', 'Fill in review'],
    ),
  ]
}
