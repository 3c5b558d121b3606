import { type ChildProcess, spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { eraseEmbedded, placeOutside, startEmbedded } from '#platform/database/embedded.ts'
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

function databasePid(): number {
  const database = path.join(home, 'database')
  const file = [database, placeOutside(database)]
    .map((place) => path.join(place, 'pg-data', 'postmaster.pid'))
    .find((one) => fs.existsSync(one))
  return Number(fs.readFileSync(file ?? '', 'utf8').split('\n')[0])
}

afterAll(async () => {
  server?.kill('SIGKILL')
  const database = await startEmbedded(path.join(home, 'database'))
  database.stop()
  eraseEmbedded(path.join(home, 'database'))
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

  const keys = Array.from({ length: 24 }, (_, i) => `around-the-kill-${i}`)
  const before = keys.slice(0, 12).map((key) => found(url, cookie, key))
  process.kill(databasePid(), 'SIGKILL')
  const around = await Promise.all([...before, ...keys.slice(12).map((key) => found(url, cookie, key))])
  for (const answer of around) if (![200, 503].includes(answer.status)) expect(await answer.json()).toBe(503)
  const back: string[] = []
  for (const key of keys) {
    const { id } = await until('the database', async () => {
      const answer = await found(url, cookie, key)
      return answer.ok ? ((await answer.json()) as { id: string }) : undefined
    })
    back.push(id)
  }
  cookie = await session(url)
  const mine = (await (await fetch(`${url}/api/my/parties`, { headers: { cookie } })).json()) as {
    items: { partyId: string }[]
  }
  expect(mine.items.map((item) => item.partyId).sort()).toEqual([first.id, ...back].sort())
}, 180_000)
