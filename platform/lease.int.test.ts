import { afterAll, beforeAll, expect, test } from 'vitest'
import { engines } from '#engines/registry.ts'
import { mandatedParties } from '#engines/party/store.ts'
import { cityKinds } from '#definitions/city/kinds.ts'
import { instantFrom, msOf } from '#kernel/time.ts'
import { fixedClock } from './clock.ts'
import { unconnected } from './connectors.ts'
import { reading, sql, transaction } from './database/sql.ts'
import type { JobContext } from './engine.ts'
import { createJobs } from './jobs.ts'
import { connectionName, LeaseLost, leaseMs, openLease } from './lease.ts'
import { createLog } from './log.ts'
import { openSystem, type System } from './system.ts'
import { openTestSystem, type TestSystem } from './testing/system.ts'

let town: TestSystem
let other: System
const start = '2026-03-02T02:00:00.000Z'
const after = (ms: number) => instantFrom(msOf(start) + ms)
const otherClock = fixedClock(start)
const log = createLog('silent')

beforeAll(async () => {
  town = await openTestSystem({ engines, processes: [], mandatesOf: mandatedParties, now: start })
  other = await openSystem({
    urls: town.urls,
    home: '/nowhere',
    engines,
    processes: [],
    kinds: cityKinds,
    mandatesOf: mandatedParties,
    clock: otherClock,
    outside: unconnected,
    log,
    address: () => 'https://city.example',
    poolSize: 4,
  })
})
afterAll(async () => {
  await other.stop()
  await town.close()
})

const fed = async () => Number((await town.admin('select count(*) from platform.feed')).rows[0]?.['count'])
const working = async () =>
  (
    await town.admin(
      'select worker_id from platform.worker where lapsed_at is null order by since, worker_id',
    )
  ).rows.map((row) => row['worker_id'])

test('who does not report is replaced after its lease, not before; what it writes from then on is refused and its jobs are free', async () => {
  const { pool } = town.system
  const clocks = [fixedClock(start), fixedClock(start)] as const
  const [stopped, rival] = clocks.map((clock) =>
    openLease({ pool, now: clock.now, endSealer: async () => undefined, log }),
  ) as [ReturnType<typeof openLease>, ReturnType<typeof openLease>]
  stopped.lockAs('locks-of-the-stopped')
  await stopped.report()
  await town.admin(`select graphile_worker.add_job('sample', '{}'::json)`)
  await town.admin(
    `update graphile_worker._private_jobs set locked_by = 'locks-of-the-stopped', locked_at = now()`,
  )
  const locked = async () =>
    (await town.admin('select locked_by from graphile_worker._private_jobs')).rows.map(
      (row) => row['locked_by'],
    )

  clocks[1].set(after(leaseMs - 1_000))
  await rival.report()
  await reading(pool, 'all', stopped.check)
  expect(await locked()).toEqual(['locks-of-the-stopped'])

  clocks[1].set(after(leaseMs + 20_000))
  await rival.report()
  expect(await locked()).toEqual([null])
  const write = transaction(pool, { read: 'all', write: 'all' }, async (trx) => {
    await stopped.check(trx)
    await trx.run(sql`insert into platform.consumer (name, position) values ('of-the-stopped', 1)`)
  })
  await expect(write).rejects.toThrow(LeaseLost)
  await expect(stopped.until()).rejects.toThrow(LeaseLost)
  clocks[0].set(after(leaseMs + 20_000))
  await expect(stopped.report()).rejects.toThrow(LeaseLost)
  await rival.end()
  await town.admin('delete from graphile_worker._private_jobs')
})

test('what a worker says until when it works has not passed, however far the clock was moved on', async () => {
  const clock = fixedClock(after(3 * leaseMs))
  const lease = openLease({
    pool: town.system.pool,
    now: clock.now,
    endSealer: async () => undefined,
    log,
  })
  await lease.report()
  clock.set(after(14 * 86_400_000))
  expect(await lease.until()).toBe(instantFrom(msOf(clock.now()) + leaseMs))
  await lease.end()
})

test('a leader that stands still is replaced, and takes up work again by itself under a new lease', async () => {
  await town.system.settle()
  const [first] = await working()
  expect(await working()).toHaveLength(1)
  await town.execute('party', 'foundEnterprise', { name: '一号企业' }, { as: town.founder })
  const before = await fed()

  // Within the lease the other waits: only one numbers.
  await other.turn()
  expect(await fed()).toBe(before)

  otherClock.set(after(leaseMs + 1_000))
  await other.turn()
  await other.turn()
  const led = await fed()
  expect(led).toBeGreaterThan(before)
  expect(await working()).not.toContain(first)

  town.clock.set(after(leaseMs + 1_000))
  await town.system.turn()
  await town.system.turn()
  const both = await working()
  expect(both).toHaveLength(2)
  expect(both).not.toContain(first)

  // Its new lease is as good as the first: when the other stands still in its turn, it leads and works.
  await town.execute('party', 'foundEnterprise', { name: '二号企业' }, { as: town.founder })
  town.clock.set(after(3 * leaseMs))
  await town.system.turn()
  await town.system.turn()
  await town.system.settle()
  expect(await fed()).toBeGreaterThan(led)
  expect(await working()).toHaveLength(1)
}, 60_000)

test('a job whose connections the database ended is done again by the same process, which goes on', async () => {
  const done: string[] = []
  let wait: () => void = () => undefined
  const cut = new Promise<void>((resolve) => {
    wait = resolve
  })
  const { pool } = town.system
  const lease = openLease({ pool, now: town.clock.now, endSealer: async () => undefined, log })
  const jobs = createJobs({ pool, appUrl: town.urls.app, lease, log })
  const work = async () => {
    done.push('once')
    if (done.length === 1) await cut
  }
  await jobs.start({ 'test.cut': work }, {} as JobContext)
  await jobs.add([{ task: 'test.cut', payload: {}, key: 'cut' }])
  const until = async (count: number) => {
    for (let i = 0; i < 400 && done.length < count; i++)
      await new Promise((resolve) => setTimeout(resolve, 20))
    return done.length
  }
  expect(await until(1)).toBe(1)
  const ended = town.admin(`
    select pg_terminate_backend(pid, 5000) from pg_stat_activity
    where application_name = '${connectionName(lease.workerId)}'`)
  wait()
  await ended
  // Either its end was written in time, or it was done again; in no case does it stay locked.
  for (let i = 0; i < 400 && (await jobs.waiting()) > 0; i++)
    await new Promise((resolve) => setTimeout(resolve, 20))
  expect(await jobs.waiting()).toBe(0)
  await jobs.add([{ task: 'test.cut', payload: {}, key: 'after' }])
  const before = done.length
  expect(await until(before + 1)).toBe(before + 1)
  await jobs.stop()
  await lease.end()
}, 60_000)
