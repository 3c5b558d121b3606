import { type ChildProcess, spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { startEmbedded } from '#platform/database/embedded.ts'
import { root } from './config.ts'

/** The server as a process of its own, killed the hard way. */
const home = fs.mkdtempSync(path.join(os.tmpdir(), 'yishang-survival-'))
let server: ChildProcess | undefined

async function start(): Promise<string> {
  const file = path.join(home, 'server.json')
  fs.rmSync(file, { force: true })
  server = spawn(
    process.execPath,
    ['--import', 'tsx', 'apps/cli/main.ts', 'start', '--port', '0', '--enterprises', '0', '--home', home],
    { cwd: root, stdio: 'ignore', env: { ...process.env, DATABASE_URL: '' } },
  )
  return until('the server', async () => {
    const { url } = JSON.parse(fs.readFileSync(file, 'utf8')) as { url: string }
    const health = await fetch(`${url}/api/health`)
    return health.ok ? url : undefined
  })
}

async function until<T>(what: string, look: () => Promise<T | undefined>, seconds = 60): Promise<T> {
  for (let tries = 0; tries < seconds * 10; tries++) {
    const found = await look().catch(() => undefined)
    if (found !== undefined) return found
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`${what} did not come within ${seconds} s`)
}

const json = { 'content-type': 'application/json' }
async function session(url: string): Promise<string> {
  const answer = await fetch(`${url}/api/demo/session`, {
    method: 'POST',
    headers: json,
    body: '{"login":"founder"}',
  })
  return answer.headers.getSetCookie()[0]?.split(';')[0] ?? ''
}
const found = (url: string, cookie: string, key: string) =>
  fetch(`${url}/api/parties`, {
    method: 'POST',
    headers: { ...json, cookie, 'idempotency-key': key },
    body: '{"name":"广州示例科技有限公司"}',
  })

const databasePid = () => {
  const places = [path.join(home, 'database')]
  const outside = fs
    .readdirSync('/var/tmp')
    .filter((name) => name.startsWith('yishang-'))
    .map((name) => path.join('/var/tmp', name))
  const newest = [...places, ...outside]
    .map((place) => path.join(place, 'pg-data', 'postmaster.pid'))
    .filter((file) => fs.existsSync(file))
    .sort((a, b) => fs.statSync(b).mtimeMs - fs.statSync(a).mtimeMs)[0]
  return Number(fs.readFileSync(newest ?? '', 'utf8').split('\n')[0])
}

afterAll(async () => {
  server?.kill('SIGKILL')
  const database = await startEmbedded(path.join(home, 'database'))
  database.stop()
  fs.rmSync(home, { recursive: true, force: true })
})

test('survives kill -9 of the server and of the database, with nothing lost and nothing doubled', async () => {
  let url = await start()
  let cookie = await session(url)
  const first = (await (await found(url, cookie, 'before-the-kill')).json()) as { id: string }
  expect(first.id).toMatch(/^[0-9a-f-]{36}$/)

  server?.kill('SIGKILL')
  url = await start()
  const again = (await (await found(url, cookie, 'before-the-kill')).json()) as {
    id: string
    repeated: boolean
  }
  expect(again).toMatchObject({ id: first.id, repeated: true })

  process.kill(databasePid(), 'SIGKILL')
  const away = await found(url, cookie, 'while-away')
  expect([200, 503]).toContain(away.status)
  const back = await until('the database', async () => {
    const answer = await found(url, cookie, 'while-away')
    return answer.ok ? ((await answer.json()) as { id: string }) : undefined
  })
  cookie = await session(url)
  const mine = (await (await fetch(`${url}/api/my/parties`, { headers: { cookie } })).json()) as {
    items: { partyId: string }[]
  }
  expect(mine.items.map((item) => item.partyId).sort()).toEqual([first.id, back.id].sort())
}, 180_000)
