import { writeModel } from '#definitions/dmn/write.ts'
import { defineCommand, done, problem } from '../command.ts'
import { dmnOf } from '../policy-dmn.ts'
import { VersionAsked, versionAsked, versionFlags } from '../policy-of-city.ts'

/** A policy as a DMN 1.5 file on standard output, for modelling tools and for anybody who trusts another engine more. */
export const policyDmnExport = defineCommand({
  path: ['policy', 'dmn', 'export'],
  positional: ['<policy>'],
  summary: { zh: '把一项政策写成 DMN 1.5 模型', en: 'Write a policy as a DMN 1.5 model' },
  flags: versionFlags,
  input: VersionAsked,
  run: async (session, asked) => {
    const { policy } = asked
    const { city, compiled } = await versionAsked(asked)
    if (compiled === undefined)
      throw problem(
        'policy-not-found',
        [`没有找到政策“${policy}”的有效版本`, `No version of the policy ${policy} was found`],
        ['请核对编号和日期。', 'Check the identifier and the day.'],
      )
    const { model, names } = dmnOf(city, compiled)
    const xml = writeModel(model)
    session.line(xml)
    return done({ policy, version: compiled.policy.version, ruleHash: compiled.ruleHash, names, xml })
  },
})
