import { z } from 'zod'
import { Text } from '#definitions/city/text-schema.ts'
import { complain } from '#definitions/complaint.ts'
import { factKind } from '#definitions/facts/kind.ts'
import { parseFactSheet } from '#definitions/facts/sheet.ts'
import { compileClause } from '#definitions/rules/clause.ts'
import { dictionaryOf } from '#definitions/rules/dictionary.ts'
import { definitionKind } from '#kernel/definition.ts'
import { type Bilingual, bilingual } from '#kernel/text.ts'

const RuleText = z.string().min(1).max(2000)

/** A rule for people to begin with when they try the language, and one invented enterprise's facts beside it. */
export const RuleSample = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/),
  title: Text,
  /** one rule, by the facts' Chinese names and by their identifiers; a text alone stands for both */
  rule: z.union([RuleText, z.strictObject({ zh: RuleText, en: RuleText })]),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
})
export type RuleSample = z.output<typeof RuleSample>

export const writtenRule = ({ rule }: RuleSample): Bilingual =>
  typeof rule === 'string' ? bilingual(rule, rule) : rule

export const ruleSampleKind = definitionKind<RuleSample>(
  'rule-sample',
  'rules/samples.yaml',
  RuleSample as z.ZodType<RuleSample>,
  {
    check(sample, all) {
      const dictionary = dictionaryOf(all.list(factKind))
      const rules = (['zh', 'en'] as const).map((language) =>
        compileClause(writtenRule(sample)[language], dictionary, undefined, ['rule', language]),
      )
      const hashes = rules.flatMap((rule) => ('faults' in rule ? [] : rule.hash))
      const sheet = parseFactSheet({ facts: sample.facts }, dictionary.vocabulary, '2025-12-31')
      const many = Object.keys(sample.facts).length === 0
      return [
        ...rules.flatMap((rule) => ('faults' in rule ? rule.faults : [])),
        ...(new Set(hashes).size > 1
          ? [
              complain(
                'sample-says-two-things',
                ['rule', 'en'],
                'one rule in both languages',
                ['中文和英文写的不是同一条规则', 'the two languages do not write one rule'],
                ['把两种写法改成同一个意思', 'Let both say the same'],
              ),
            ]
          : []),
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
