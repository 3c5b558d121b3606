import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { composition } from '#apps/composition.ts'
import { createLog } from '../log.ts'
import { openDatabase } from './open.ts'
import { createPool } from './sql.ts'

/** A city's own PostgreSQL, of the oldest version we promise: 15, as a distribution packages it. */
const bin = '/usr/lib/postgresql/15/bin'
const available = fs.existsSync(path.join(bin, 'postgres'))
if (!available)
  console.warn('SKIPPED: no PostgreSQL 15 on this machine, DATABASE_URL against it was not tried')

const place = fs.mkdtempSync(path.join(os.tmpdir(), 'yishang-plain-'))
const data = path.join(place, 'data')
const identity = process.getuid?.() === 0 ? accountOf('postgres') : {}

function accountOf(name: string): { uid?: number; gid?: number } {
  const fields = fs
    .readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((line) => line.startsWith(`${name}:`))
    ?.split(':')
  return fields ? { uid: Number(fields[2]), gid: Number(fields[3]) } : {}
}
const run = (program: string, ...args: string[]) => {
  const done = spawnSync(path.join(bin, program), args, {
    ...identity,
    cwd: '/',
    encoding: 'utf8',
    env: { LC_ALL: 'C.UTF-8', PATH: process.env['PATH'] },
  })
  if (done.status !== 0) throw new Error(`${program}: ${done.stderr}${done.stdout}`)
}
const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = net.createServer()
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as net.AddressInfo
      server.close(() => resolve(port))
    })
  })

afterAll(() => {
  if (available && fs.existsSync(path.join(data, 'postmaster.pid')))
    run('pg_ctl', '-D', data, '-m', 'immediate', '-w', 'stop')
  fs.rmSync(place, { recursive: true, force: true })
})

test.runIf(available)(
  'a plain PostgreSQL 15 behind a URL becomes a city’s database',
  async () => {
    if (identity.uid !== undefined) fs.chownSync(place, identity.uid, identity.gid ?? identity.uid)
    const port = await freePort()
    run('initdb', '-D', data, '-U', 'postgres', '-A', 'trust', '--encoding=UTF8', '--locale=C.UTF-8')
    run(
      'pg_ctl',
      '-D',
      data,
      '-w',
      '-l',
      path.join(place, 'log'),
      '-o',
      `-c port=${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=''`,
      'start',
    )
    const open = () =>
      openDatabase({
        home: path.join(place, 'home'),
        databaseUrl: `postgres://postgres@127.0.0.1:${port}/postgres`,
        migrations: composition.migrations,
        log: createLog('silent'),
      })
    const first = await open()
    expect(first.embedded).toBe(false)
    expect(first.migrated.length).toBeGreaterThan(0)
    expect((await open()).migrated).toEqual([])

    const app = createPool(first.urls.app, 1)
    try {
      const { rows } = await app.query(
        "select current_setting('server_version_num')::int / 10000 as major, current_user as role",
      )
      expect(rows[0]).toEqual({ major: 15, role: 'yishang_app' })
      await expect(app.query('delete from platform.event')).rejects.toMatchObject({ code: '42501' })
    } finally {
      await app.end()
    }
  },
  60_000,
)
