import { z } from 'zod'
import { defineCommand, done, problem } from '../command.ts'
import { cityFlag } from '../places.ts'
import { auditFile, auditStatement } from '../policy-sql.ts'
import { dayOf, policyCity } from '../policy-of-city.ts'

/** What an auditor needs to re-derive a policy's list with nothing of this program in it. */
export const policySql = defineCommand({
  path: ['policy', 'sql'],
  positional: ['<policy>'],
  summary: {
    zh: '把一项政策写成 SQL，供审计方自行重算名单',
    en: 'Write a policy as SQL, so that an auditor can re-derive its list',
  },
  flags: [
    { flag: '--on <date>', zh: '按哪一天判断', en: 'day of the question' },
    {
      flag: '--dialect <name>',
      zh: '数据库：postgres 或 duckdb',
      en: 'database: postgres or duckdb',
    },
    {
      flag: '--known-at <instant>',
      zh: '按记录在哪一刻所知，例如 2026-03-02T02:00:00.000Z',
      en: 'as the record knew it at, such as 2026-03-02T02:00:00.000Z',
    },
    cityFlag,
  ],
  input: z.object({
    policy: z.string(),
    on: z.string(),
    dialect: z.enum(['postgres', 'duckdb']).default('postgres'),
    knownAt: z.iso.datetime().optional(),
    city: z.string().optional(),
  }),
  run: async (session, { policy, on, dialect, knownAt, city: wanted }) => {
    const city = await policyCity(wanted)
    const question = { policyId: policy, on: dayOf(on), dialect, knownAt }
    const made = auditStatement(city, question)
    if (!('refused' in made)) {
      session.line(auditFile(question, made))
      return done({ on: question.on, dialect, ...made })
    }
    if (made.refused === 'no-policy')
      throw problem(
        'policy-not-in-force',
        [`${on} 没有叫“${policy}”的有效政策`, `No policy ${policy} is in force on ${on}`],
        ['请核对编号和日期。', 'Check the identifier and the day.'],
      )
    throw problem(
      'rule-too-wide',
      [
        `“${policy}”的算式可能超出 ${dialect} 能精确表示的位数`,
        `Numbers of ${policy} may need more digits than ${dialect} counts exactly`,
      ],
      ['请改用 --dialect postgres。', 'Use --dialect postgres.'],
    )
  },
})
