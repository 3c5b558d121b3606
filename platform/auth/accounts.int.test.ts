import { afterAll, beforeAll, expect, test } from 'vitest'
import { composition } from '#apps/composition.ts'
import { type Instant, instantFrom, msOf } from '#kernel/time.ts'
import { transaction } from '../database/sql.ts'
import { openTestSystem, type TestSystem } from '../testing/system.ts'

let town: TestSystem
beforeAll(async () => {
  town = await openTestSystem({
    engines: composition.engines,
    processes: [],
    mandatesOf: composition.mandatesOf,
  })
})
afterAll(() => town?.close())

const dayMs = 86_400_000
const later = (at: Instant, days: number) => instantFrom(msOf(at) + days * dayMs)

test('a session that counts moves with the clock of a demonstration; one that has ended stays ended', async () => {
  const { accounts, pool } = town.system
  const start = town.clock.now()
  const kindAt = async (token: string | undefined, at: Instant) =>
    (await accounts.actorOf(token, at, at.slice(0, 10))).kind
  const ended = await accounts.assume('founder', later(start, -30))
  const open = await accounts.assume('founder', start)
  expect(await kindAt(open?.token, later(start, 30))).toBe('anonymous')

  await transaction(pool, { read: 'all', write: 'all' }, (trx) =>
    accounts.keepSessions(trx, start, 30 * dayMs),
  )

  expect(await kindAt(open?.token, later(start, 30))).toBe('account')
  expect(await kindAt(open?.token, later(start, 60))).toBe('anonymous')
  expect(await kindAt(ended?.token, start)).toBe('anonymous')
})
