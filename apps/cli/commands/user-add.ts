import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { departmentKind, districtKind } from '#definitions/city/kinds.ts'
import type { System } from '#platform/system.ts'
import { defineCommand, done, problem } from '../command.ts'
import { withSystem } from '../database.ts'
import { cityFlag, configFor, homeFlag } from '../places.ts'

const Grant = z.object({
  role: z.string(),
  department: z.string().optional(),
  district: z.string().optional(),
})

export const userAdd = defineCommand({
  path: ['user', 'add'],
  positional: ['<login>'],
  summary: { zh: '新建账号并授予角色', en: 'Create an account and give it a role' },
  flags: [
    { flag: '--name <name>', zh: '姓名', en: 'the person’s name' },
    { flag: '--role <role>', zh: '角色', en: 'role of the city' },
    { flag: '--department <department>', zh: '所在部门', en: 'department of the role' },
    { flag: '--district <district>', zh: '所在区', en: 'district of the role' },
    {
      flag: '--password-from <variable>',
      zh: '从环境变量读取密码',
      en: 'environment variable that holds the password',
    },
    homeFlag,
    cityFlag,
  ],
  changes: true,
  input: Grant.extend({
    login: z.string().regex(/^[a-z0-9][a-z0-9._-]{2,39}$/),
    name: z.string().min(1).max(100),
    passwordFrom: z.string().optional(),
    home: z.string().optional(),
    city: z.string().optional(),
  }),
  run: (session, input) =>
    withSystem(configFor(input), async (system) => {
      checkGrant(system, input)
      const { password, made } = passwordFor(input.passwordFrom)
      const { login, name, role, department, district } = input
      const grant = { role, department, district }
      if (session.dryRun) {
        session.tell(`将新建账号 ${login}（${name}，${role}）。`, `Would create ${login} (${name}, ${role}).`)
        return done({ dryRun: true, login, name, roles: [grant] })
      }
      const accountId = await system.accounts.create(
        { login, name, password, roles: [grant] },
        system.clock.now(),
      )
      if (!accountId)
        throw problem(
          'login-taken',
          [`账号 ${login} 已经存在`, `The account ${login} exists already`],
          ['请换一个账号名。', 'Choose another login.'],
          1,
        )
      session.tell(`已新建账号 ${login}（${name}，${role}）。`, `Created ${login} (${name}, ${role}).`)
      if (made)
        session.tell(`初始密码（只显示这一次）：${password}`, `First password, shown only now: ${password}`)
      return done({ accountId, login, name, roles: [grant], ...(made ? { password } : {}) })
    }),
})

function passwordFor(variable: string | undefined): { password: string; made: boolean } {
  if (variable === undefined) return { password: randomBytes(15).toString('base64url'), made: true }
  const password = process.env[variable] ?? ''
  if (password.length >= 10) return { password, made: false }
  throw problem(
    'password-too-short',
    [
      `环境变量 ${variable} 里没有 10 位以上的密码`,
      `The variable ${variable} holds no password of 10 characters or more`,
    ],
    ['请设好密码再运行。', 'Set it and run again.'],
  )
}

/** A role, department or district that the city does not have would be a grant of nothing. */
function checkGrant(system: System, grant: z.output<typeof Grant>): void {
  const { definitions } = system.moment()
  const known: readonly [value: string | undefined, values: readonly string[], zh: string, en: string][] = [
    [grant.role, [...system.city().rights.keys()], '角色', 'role'],
    [grant.department, definitions.list(departmentKind).map(({ id }) => id), '部门', 'department'],
    [grant.district, definitions.list(districtKind).map(({ id }) => id), '区', 'district'],
  ]
  for (const [value, values, zh, en] of known)
    if (value !== undefined && !values.includes(value))
      throw problem(
        `unknown-${en}`,
        [`本市没有${zh} ${value}`, `The city has no ${en} ${value}`],
        [`可用：${values.join('、')}`, `Known: ${values.join(', ')}`],
        1,
      )
}
