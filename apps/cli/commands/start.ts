import { z } from 'zod'
import { composition } from '#apps/composition.ts'
import { demoPassword } from '#apps/server/demo.ts'
import { treasury } from '#apps/server/populate.ts'
import { startServer } from '#apps/server/start.ts'
import { loadCity } from '#platform/city-files.ts'
import { RolesIncomplete } from '#platform/registry.ts'
import { type Answer, defineCommand, notInOrder, done, problem, type Session } from '../command.ts'
import { cityFlag, configFor, homeFlag } from '../places.ts'

export const startCommand = defineCommand({
  path: ['start'],
  summary: { zh: '启动平台', en: 'Start the platform' },
  flags: [
    { flag: '--port <port>', zh: '端口，0 为任选', en: 'port, 0 for any' },
    { flag: '--host <host>', zh: '监听地址', en: 'address to listen on' },
    { flag: '--enterprises <count>', zh: '演示企业数量', en: 'enterprises of the demonstration' },
    homeFlag,
    cityFlag,
  ],
  changes: true,
  input: z.object({
    port: z.coerce.number().int().min(0).max(65_535).optional(),
    host: z.string().optional(),
    enterprises: z.coerce.number().int().min(0).max(200_000).optional(),
    home: z.string().optional(),
    city: z.string().optional(),
  }),
  run: async (session, { port, host, enterprises, ...where }) => {
    const wanted = configFor(where)
    const config = {
      ...wanted,
      port: port ?? wanted.port,
      host: host ?? wanted.host,
      enterprises: enterprises ?? wanted.enterprises,
    }
    if (session.dryRun) {
      const { faults } = await loadCity(config.cityDirectory, composition.kinds)
      const database = config.databaseUrl ? 'DATABASE_URL' : 'embedded'
      session.tell(
        `将在 http://${config.host}:${config.port} 启动，城市 ${config.cityDirectory}，错误 ${faults.length} 处。`,
        `Would start at http://${config.host}:${config.port}, city ${config.cityDirectory}, ${faults.length} faults.`,
      )
      const value = {
        dryRun: true,
        host: config.host,
        port: config.port,
        city: config.cityDirectory,
        database,
        faults,
      }
      return faults.length ? notInOrder(value) : done(value)
    }
    return start(session, config)
  },
})

const rolesIncomplete = ({ operations }: RolesIncomplete) =>
  problem(
    'roles-incomplete',
    [`没有任何角色可以办理：${operations.join('、')}`, `No role may call: ${operations.join(', ')}`],
    [
      '已发布的角色比本版本旧：请在 roles.yaml 中把这些操作交给某个角色并写上更高的 version，再启动；演示环境也可删除状态目录后重来。',
      'The published roles are older than this release: give these operations to a role in roles.yaml with a higher version and start again; a demonstration may also remove its state directory.',
    ],
    1,
  )

async function start(session: Session, config: Parameters<typeof startServer>[0]): Promise<Answer> {
  const server = await startServer(config).catch((error: NodeJS.ErrnoException) => {
    if (error instanceof RolesIncomplete) throw rolesIncomplete(error)
    if (error.code !== 'EADDRINUSE') throw error
    throw problem(
      'port-in-use',
      [`端口 ${config.port} 已被占用`, `Port ${config.port} is in use`],
      [
        '请用 --port 换一个端口，或先运行 yishang stop。',
        'Choose another with --port, or run yishang stop first.',
      ],
      1,
    )
  })
  session.tell(`宜商已启动：${server.url}`, `Yishang is running: ${server.url}`)
  for (const { kind, id, version } of server.seeded.refused)
    session.tell(
      `${kind} ${id} 第 ${version} 版在文件中有改动但没有新版本号，仍按已发布的执行。`,
      `${kind} ${id} version ${version} was changed in the files without a newer version; the published one stays in force.`,
    )
  if (server.populated)
    session.tell(
      `已生成 ${server.populated} 家虚构企业。`,
      `${server.populated} invented enterprises were made.`,
    )
  if (server.demo.length) {
    session.tell(
      `演示账号（密码都是 ${demoPassword}）：`,
      `Demonstration accounts (password ${demoPassword}):`,
    )
    for (const { login, name, role } of server.demo) session.line(`  ${login.padEnd(18)}${name}  ${role}`)
    session.tell(
      `演示资金从账户 ${treasury.accountNumber} 支付。`,
      `The demonstration pays from account ${treasury.accountNumber}.`,
    )
  }
  let stopping = false
  const stop = () => {
    if (stopping) return
    stopping = true
    void server.stop().finally(() => process.exit(0))
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  return { exit: 0, stays: true, value: { url: server.url, pid: process.pid, accounts: server.demo } }
}
