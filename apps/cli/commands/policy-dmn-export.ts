import { z } from 'zod'
import { composition } from '#apps/composition.ts'
import { writeModel } from '#definitions/dmn/write.ts'
import { defineCommand, done, problem } from '../command.ts'
import { cityDirectory, cityFlag } from '../places.ts'
import { dmnOf, policyVersion } from '../policy-dmn.ts'
import { dayOf, policyCity } from './match.ts'

/** A policy as a DMN 1.5 file on standard output, for modelling tools and for anybody who trusts another engine more. */
export const policyDmnExport = defineCommand({
  path: ['policy', 'dmn', 'export'],
  positional: ['<policy>'],
  summary: { zh: '把一项政策写成 DMN 1.5 模型', en: 'Write a policy as a DMN 1.5 model' },
  flags: [
    {
      flag: '--on <date>',
      zh: '取哪一天有效的版本，不写则取最新的',
      en: 'the version in force on this day; the newest when absent',
    },
    cityFlag,
  ],
  input: z.object({ policy: z.string(), on: z.string().optional(), city: z.string().optional() }),
  run: async (session, { policy, on, city: wanted }) => {
    const city = await policyCity(wanted === undefined ? composition.defaultCity : cityDirectory(wanted))
    const compiled = policyVersion(city, policy, on === undefined ? undefined : dayOf(on))
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
