import { z } from 'zod'
import { Text } from '#definitions/city/text-schema.ts'
import { complain } from '#definitions/complaint.ts'
import { factKind } from '#definitions/facts/kind.ts'
import { parseFactSheet } from '#definitions/facts/sheet.ts'
import { compileClause } from '#definitions/rules/clause.ts'
import { dictionaryOf } from '#definitions/rules/dictionary.ts'
import { definitionKind } from '#kernel/definition.ts'

/** A rule for people to begin with when they try the language, and one invented enterprise's facts beside it. */
export const RuleSample = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/),
  title: Text,
  rule: z.string().min(1).max(2000),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
})
export type RuleSample = z.output<typeof RuleSample>

export const ruleSampleKind = definitionKind<RuleSample>(
  'rule-sample',
  'rules/samples.yaml',
  RuleSample as z.ZodType<RuleSample>,
  {
    check(sample, all) {
      const dictionary = dictionaryOf(all.list(factKind))
      const rule = compileClause(sample.rule, dictionary, undefined, ['rule'])
      const sheet = parseFactSheet({ facts: sample.facts }, dictionary.vocabulary, '2025-12-31')
      const many = Object.keys(sample.facts).length === 0
      return [
        ...('faults' in rule ? rule.faults : []),
        ...('faults' in sheet ? sheet.faults : []),
        ...(many
          ? [
              complain(
                'sample-without-facts',
                ['facts'],
                'one fact or more',
                ['示例要带一家企业的事实', 'a sample comes with the facts of one enterprise'],
                ['请填写 facts', 'Fill in facts'],
              ),
            ]
          : []),
      ]
    },
  },
)
