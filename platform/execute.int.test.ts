import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { engines } from '#engines/registry.ts'
import { mandatedParties } from '#engines/party/store.ts'
import { openTestSystem, type TestSystem } from './testing/system.ts'
import { createPool, type Pool } from './database/sql.ts'
import { type Command, type ExecuteResult, systemActor } from './engine.ts'
import { createExecute } from './execute.ts'
import type { Steps } from './steps.ts'
import pg from 'pg'

let town: TestSystem
beforeAll(async () => {
  town = await openTestSystem({ engines, processes: [], mandatesOf: mandatedParties })
})
afterAll(() => town.close())

const found = (key: string, name = '广州示例科技有限公司') =>
  town.execute('party', 'foundEnterprise', { name }, { as: town.founder, key })

describe('the write path', () => {
  test('the same request twice has one effect and the same answer', async () => {
    const first = await found('same-key-1')
    const again = await found('same-key-1')
    expect(first).toMatchObject({ kind: 'written', repeated: false, version: 2 })
    expect(again).toMatchObject({ ...first, repeated: true })
  })

  test('many equal requests at once have one effect', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => found('parallel-key')))
    expect(new Set(answers.map((a) => (a.kind === 'written' ? a.id : a.failure.kind))).size).toBe(1)
    expect(answers.filter((a) => a.kind === 'written' && !a.repeated)).toHaveLength(1)
  })

  test('a key reused with another body is a conflict', async () => {
    await found('reused-key')
    expect(await found('reused-key', '另一家有限公司')).toMatchObject({
      kind: 'failed',
      failure: { kind: 'conflict', code: 'idempotency-key-reused' },
    })
  })

  test('who waited for a rival on the same stream is judged by what the rival left', async () => {
    const made = await found('rivals-1')
    if (made.kind !== 'written') throw new Error('not founded')
    await town.account('colleague')
    const as = await town.refresh(town.founder)
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, i) =>
        town.execute(
          'party',
          'grantMandate',
          { partyId: made.id, login: 'colleague', role: 'accountant' },
          { as, key: `rival-${i}` },
        ),
      ),
    )
    expect(answers.filter((answer) => answer.kind === 'written')).toHaveLength(1)
    expect(
      answers
        .flatMap((answer) => (answer.kind === 'failed' ? [answer.failure] : []))
        .map((failure) => 'code' in failure && failure.code),
    ).toEqual(Array(7).fill('mandate-exists'))
  })

  test('a party of another account is not even known to exist', async () => {
    const made = await found('private-1')
    if (made.kind !== 'written') throw new Error('not founded')
    const stranger = await town.account('stranger')
    const answer = await town.execute(
      'party',
      'revokeMandate',
      { partyId: made.id, accountId: town.founder.id },
      { as: stranger, key: 'stranger-1' },
    )
    expect(answer).toMatchObject({ failure: { kind: 'denied', code: 'not-found' } })
  })

  test('a refusal leaves nothing behind', async () => {
    const made = await found('refused-1')
    if (made.kind !== 'written') throw new Error('not founded')
    const before = await town.counts()
    const answer = await town.execute(
      'party',
      'revokeMandate',
      { partyId: made.id, accountId: town.founder.id },
      { as: await town.refresh(town.founder), key: 'refused-2' },
    )
    expect(answer).toMatchObject({ failure: { kind: 'refusal', code: 'last-mandate' } })
    expect(await town.counts()).toEqual(before)
  })

  test('an outdated version is a conflict', async () => {
    const made = await found('moved-1')
    if (made.kind !== 'written') throw new Error('not founded')
    const answer = await town.system.execute({
      engine: 'party',
      operation: 'revokeMandate',
      input: { partyId: made.id, accountId: town.founder.id },
      actor: await town.refresh(town.founder),
      idempotencyKey: 'moved-key-2',
      expectedVersion: 1,
    })
    expect(answer).toMatchObject({ failure: { kind: 'conflict', code: 'version-moved' } })
  })

  test('every committed event is numbered once, without gaps', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, i) => found(`feed-${i}`)))
    await town.system.turn()
    const { rows } = await town.admin(`
      select (select count(*)::int from platform.event) events, (select count(*)::int from platform.feed) feed,
        (select max(seq)::int from platform.feed) last, (select count(*)::int from platform.audit_leaf) leaves`)
    expect(rows[0]).toMatchObject({
      feed: rows[0]?.['events'],
      last: rows[0]?.['events'],
      leaves: rows[0]?.['events'],
    })
  })
})

/** A town in which whoever first comes to a step waits there until `others` is over. */
async function townWhere(step: string, others: (town: TestSystem) => Promise<unknown>): Promise<TestSystem> {
  let held = false
  const slow: TestSystem = await openTestSystem({
    engines,
    processes: [],
    mandatesOf: mandatedParties,
    steps: async (name) => {
      if (name !== step || held) return
      held = true
      await others(slow)
    },
  })
  return slow
}

describe('two who ask for the same thing at once', () => {
  const book = {
    title: '失业保险基金',
    fund: 'unemployment-fund',
    period: '2025',
    budgetFen: 1_00,
    bankAccount: '9900000000000018',
  }
  const open = (slow: TestSystem, key: string) =>
    slow.system.execute({
      engine: 'ledger',
      operation: 'openBook',
      input: book,
      actor: systemActor('test'),
      idempotencyKey: key,
    })

  test('with one key, of whom the second finds what the first has made, hear the same answer', async () => {
    const answers: unknown[] = []
    const slow = await townWhere('write ledger.openBook read', async (town) =>
      answers.push(await open(town, 'one')),
    )
    answers.push(await open(slow, 'one'))
    expect(answers).toEqual([
      expect.objectContaining({ kind: 'written', repeated: false }),
      expect.objectContaining({ kind: 'written', repeated: true }),
    ])
    expect((answers[0] as { id: string }).id).toBe((answers[1] as { id: string }).id)
    await slow.close()
  })

  test('with a key each are told that it exists', async () => {
    const slow = await townWhere('write ledger.openBook read', (town) => open(town, 'mine'))
    expect(await open(slow, 'yours')).toMatchObject({ failure: { kind: 'refusal', code: 'book-exists' } })
    await slow.close()
  })

  test('where both saw that there is none yet, one is let through and the other judged again', async () => {
    const slow = await townWhere('write ledger.openBook judged', (town) => open(town, 'mine'))
    expect(await open(slow, 'yours')).toMatchObject({ failure: { kind: 'refusal', code: 'book-exists' } })
    await slow.close()
  })
})

describe('several in one transaction', () => {
  const book = (fund: string, title = '基金') => ({
    title,
    fund,
    period: '2024',
    budgetFen: 1_00,
    bankAccount: '9900000000000018',
  })
  const opening = (input: Record<string, unknown>, key: string): Command => ({
    engine: 'ledger',
    operation: 'openBook',
    input,
    actor: systemActor('test'),
    idempotencyKey: key,
  })
  let pool: Pool
  const all = (commands: readonly Command[], steps: Steps = () => undefined) =>
    createExecute({
      pool,
      registry: town.system.registry,
      rights: () => new Map(),
      moment: town.system.moment,
      committed: () => undefined,
      steps,
    }).executeAll(commands)
  beforeAll(() => {
    pool = createPool(town.urls.app, 4)
  })
  afterAll(() => pool.end())

  const orders = [
    opening(book('subsidies'), 'several-1'),
    opening(book('subsidies'), 'several-2'),
    opening({ ...book('general'), budgetFen: -1 }, 'several-3'),
    opening(book('unemployment-fund'), 'several-4'),
  ]
  const outcomes = (answers: readonly ExecuteResult[]) =>
    answers.map((one) =>
      one.kind === 'written' ? one.repeated : 'code' in one.failure ? one.failure.code : one.failure.kind,
    )

  test('each is judged after those before it; the refused and the broken keep nobody from being written', async () => {
    const answers = await all(orders)
    expect(outcomes(answers).toSorted()).toEqual(['book-exists', false, false, 'invalid'].toSorted())
    expect(outcomes(answers)[2]).toBe('invalid')
    expect(outcomes(await all(orders)).filter((one) => one === true)).toHaveLength(2)
  })

  test('where a rival is first, its answer is theirs, and the others are still written', async () => {
    const mine = opening(book('subsidies', '先开的账'), 'rival-1')
    const commands = [
      { ...mine, input: { ...mine.input, period: '2023' } },
      opening({ ...book('general'), period: '2023' }, 'rival-2'),
    ]
    let first = true
    const answers = await all(commands, async (step) => {
      if (!first || step !== 'write ledger.openBook judged') return
      first = false
      await all(commands.slice(0, 1))
      await all(commands.slice(1))
    })
    expect(answers.map((one) => one.kind)).toEqual(['written', 'written'])
    const { rows } = await town.admin(`select count(*)::int as n from ledger.book where period = '2023'`)
    expect(rows[0]).toEqual({ n: 2 })
  })
})

describe('the application role', () => {
  const asApp = async (text: string) => {
    const client = new pg.Client({ connectionString: town.urls.app })
    await client.connect()
    try {
      return await client.query(text)
    } finally {
      await client.end()
    }
  }
  test.each([
    'update platform.event set actor_id = actor_id',
    'delete from platform.event',
    'delete from platform.audit_leaf',
    'truncate platform.event',
    'delete from platform.outbox',
    'alter table platform.event disable row level security',
    'create policy mine on platform.event using (true)',
    'insert into platform.feed values (999999, gen_random_uuid(), gen_random_uuid(), 1, $$x$$, $$x$$)',
  ])('may not: %s', async (text) => {
    await expect(asApp(text)).rejects.toMatchObject({ code: '42501' })
  })

  test('sees no owner’s rows until the transaction says whose', async () => {
    expect((await asApp('select count(*)::int as n from platform.event')).rows[0]).toEqual({ n: 0 })
  })

  test('cannot write a row of an owner the transaction did not name', async () => {
    await expect(
      asApp(`begin; set local yishang.read = 'all'; set local yishang.write = '00000000-0000-0000-0000-000000000001';
        insert into party.party (owner_id, name, founded_at) values ('00000000-0000-0000-0000-000000000002', 'x', now())`),
    ).rejects.toMatchObject({ code: '42501' })
  })
})

test('every growing table has its owner in every key, and none has a trigger', async () => {
  const { rows: keys } = await town.admin(`
    select n.nspname || '.' || c.relname as table, i.relname as key from pg_index x
    join pg_class c on c.oid = x.indrelid join pg_class i on i.oid = x.indexrelid join pg_namespace n on n.oid = c.relnamespace
    where x.indisunique and n.nspname not like 'pg_%' and n.nspname not like 'graphile%' and n.nspname <> 'information_schema'
      and not exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'owner_id' and a.attnum = any(x.indkey::int2[]))`)
  const { sharedTables } = await import('./database/migrate.ts')
  const shared = [...sharedTables, ...engines.flatMap((engine) => engine.directories ?? [])]
  expect(keys.filter((row) => !shared.includes(String(row['table'])))).toEqual([])
  const { rows: triggers } = await town.admin(`
    select c.relname, t.tgname from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
    where not t.tgisinternal and n.nspname not like 'graphile%'`)
  expect(triggers).toEqual([])
})
