import type { z } from 'zod'
import { complain } from '#definitions/complaint.ts'
import { factKind } from '#definitions/facts/kind.ts'
import { dictionaryOf } from '#definitions/rules/dictionary.ts'
import { definitionKind } from '#kernel/definition.ts'
import { compilePolicy } from './compile.ts'
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
        ...('faults' in compiled ? compiled.faults : []),
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
