import { stringify } from 'yaml'
import { factKind } from '#definitions/facts/kind.ts'
import { dictionaryOf } from '#definitions/rules/dictionary.ts'
import { proposeExamples } from '#engines/policy/proposals.ts'
import { defineCommand, done, problem } from '../command.ts'
import { examplesIn } from '../match.ts'
import { VersionAsked, versionAsked, versionFlags } from '../policy-of-city.ts'

/** The examples that would look at each limit of a policy from every side, as lines to paste into its examples.yaml. */
export const policyExamples = defineCommand({
  path: ['policy', 'examples'],
  positional: ['<policy>'],
  summary: {
    zh: '列出一项政策还缺的边界示例，可粘贴到 examples.yaml',
    en: 'List the boundary examples a policy lacks, to paste into examples.yaml',
  },
  flags: versionFlags,
  input: VersionAsked,
  run: async (session, asked) => {
    const { policy } = asked
    const { city, compiled } = await versionAsked(asked)
    const told =
      compiled &&
      examplesIn(city).find((one) => one.policy === policy && one.version === compiled.policy.version)
    if (compiled === undefined || told === undefined)
      throw problem(
        'policy-not-found',
        [`没有找到政策“${policy}”和它的示例`, `The policy ${policy} and its examples were not found`],
        ['请核对编号和日期。', 'Check the identifier and the day.'],
      )
    const proposals = proposeExamples(compiled, dictionaryOf(city.list(factKind)), told).map(
      ({ name, on: day, facts, expect }) => ({ name, ...(day && { on: day }), facts, expect }),
    )
    if (proposals.length === 0) {
      session.tell('每条界限都有示例。', 'Every limit has its examples.')
      return done(proposals)
    }
    session.tell(
      '# 结果是规则今天算出的；粘贴前请确认每一条都是对的。',
      '# The outcomes are what the rule answers today; confirm each before you paste it.',
    )
    session.line(stringify(proposals, { lineWidth: 0 }).trimEnd())
    return done(proposals)
  },
})
