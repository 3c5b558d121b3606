import type { z } from 'zod'
import { complain } from '#definitions/complaint.ts'
import { factKind } from '#definitions/facts/kind.ts'
import { dictionaryOf } from '#definitions/rules/dictionary.ts'
import { definitionKind } from '#kernel/definition.ts'
import { compilePolicy } from './compile.ts'
import { findingsIn } from './findings.ts'
import { modeFaults } from './mode-checks.ts'
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
        ...modeFaults(policy, all, dictionary, 'faults' in compiled ? undefined : compiled.facts),
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
