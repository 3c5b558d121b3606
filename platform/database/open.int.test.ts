import fs from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { createLog } from '../log.ts'
import { migrationSources } from '../migration-sources.ts'
import { eraseEmbedded, startEmbedded } from './embedded.ts'
import { openDatabase } from './open.ts'

const home = fs.mkdtempSync(path.join(os.tmpdir(), 'yishang-open-'))
const place = path.join(home, 'database')

afterAll(async () => {
  const server = await startEmbedded(place)
  server.stop()
  eraseEmbedded(place)
  fs.rmSync(home, { recursive: true, force: true })
})

const listens = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1')
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })
const later = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
async function listensWithin(port: number, seconds: number): Promise<boolean> {
  for (let tries = 0; tries < seconds * 5; tries++) {
    if (await listens(port)) return true
    await later(200)
  }
  return false
}
const open = () => openDatabase({ home, migrations: migrationSources([]), log: createLog('silent') })

test('whoever works on a database looks after it, and who leaves it to others does not start it again', async () => {
  const server = await startEmbedded(place, { fsync: 'off' })
  const joined = await open()
  expect(joined.attached).toBe(true)
  server.stop()
  expect(await listensWithin(server.port, 30)).toBe(true)

  joined.leave()
  server.stop()
  expect(await listensWithin(server.port, 4)).toBe(false)
}, 120_000)

test('who started a database ends it', async () => {
  const own = await open()
  expect(own.attached).toBe(false)
  await own.close()
  const { attached, stop } = await startEmbedded(place)
  stop()
  expect(attached).toBe(false)
}, 120_000)
