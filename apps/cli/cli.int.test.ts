import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type EmbeddedServer, eraseEmbedded, startEmbedded } from '#platform/database/embedded.ts'
import { runCli } from './run.ts'

/** One database for the whole file; the commands find it running and leave it running. */
const home = fs.mkdtempSync(path.join(os.tmpdir(), 'yishang-cli-home-'))
const city = path.join(home, 'city')
let server: EmbeddedServer
beforeAll(async () => {
  fs.chmodSync(home, 0o755)
  fs.mkdirSync(path.join(home, 'database'), { mode: 0o755 })
  server = await startEmbedded(path.join(home, 'database'), { fsync: 'off' })
  fs.cpSync(path.join(import.meta.dirname, '../../cities/guangzhou'), city, { recursive: true })
  keepPoliciesOfThePlan()
})
/** A city is read again by every command; the policies that its plan names are enough for that. */
function keepPoliciesOfThePlan() {
  const plan = fs.readFileSync(path.join(city, 'plan/measures.yaml'), 'utf8')
  const policies = path.join(city, 'policies')
  for (const id of fs.readdirSync(policies))
    if (!plan.includes(id)) fs.rmSync(path.join(policies, id), { recursive: true })
}
afterAll(() => {
  server?.stop()
  eraseEmbedded(path.join(home, 'database'))
  fs.rmSync(home, { recursive: true, force: true })
})

async function cli(...argv: string[]) {
  let out = ''
  const ran = await runCli([...argv, '--home', home, '--json'], {
    out: (text) => void (out += text),
    err: (text) => void (out += text),
  })
  return { ...ran, value: JSON.parse(out) as Record<string, never> }
}

test('a database is migrated, filled from files, compared, changed and written back', {
  timeout: 180_000,
}, async () => {
  expect((await cli('migrate', '--dry-run')).value['migrations']).not.toEqual([])
  expect(await cli('migrate')).toMatchObject({ exit: 0 })
  expect((await cli('migrate', '--dry-run')).value['migrations']).toEqual([])

  expect(await cli('city', 'diff', city)).toMatchObject({ exit: 1 })
  const dry = await cli('city', 'apply', city, '--dry-run')
  const done = await cli('city', 'apply', city)
  expect(done.value['applied']).toEqual(dry.value['applied'])
  expect(await cli('city', 'diff', city)).toMatchObject({
    exit: 0,
    value: { changes: [], onlyInDatabase: [] },
  })

  const exported = path.join(home, 'exported')
  expect(await cli('city', 'export', exported)).toMatchObject({ exit: 0 })
  expect(
    await runCli(['city', 'check', exported], { out: () => undefined, err: () => undefined }),
  ).toMatchObject({ exit: 0 })
  expect(await cli('city', 'diff', exported)).toMatchObject({ exit: 0 })
  expect(await cli('city', 'export', exported)).toMatchObject({
    exit: 2,
    value: { error: { code: 'directory-not-empty' } },
  })

  const policy = path.join(city, 'policies/job-stabilisation-refund/policy.yaml')
  fs.writeFileSync(
    policy,
    fs.readFileSync(policy, 'utf8').replace('title: { zh: 失业保险稳岗返还', 'title: { zh: 稳岗返还补贴'),
  )
  expect(await cli('city', 'apply', city)).toMatchObject({
    exit: 1,
    value: { applied: [], refused: [{ kind: 'policy', id: 'job-stabilisation-refund', change: 'changed' }] },
  })
})

test('accounts are made with a role the city has, once', { timeout: 300_000 }, async () => {
  const add = (...more: string[]) =>
    cli('user', 'add', 'anna', '--name', '安娜', '--role', 'tax-officer', ...more)
  expect(await add('--department', 'nowhere')).toMatchObject({
    exit: 1,
    value: { error: { code: 'unknown-department' } },
  })
  expect(await add('--department', 'tax', '--dry-run')).toMatchObject({ exit: 0, value: { dryRun: true } })
  expect(await add('--department', 'tax')).toMatchObject({ exit: 0, value: { password: expect.any(String) } })
  expect(await add('--department', 'tax')).toMatchObject({
    exit: 1,
    value: { error: { code: 'login-taken' } },
  })
})

test('facts are imported as an officer, and refused for another department', {
  timeout: 300_000,
}, async () => {
  const file = path.join(home, 'facts.csv')
  fs.writeFileSync(
    file,
    '统一社会信用代码,企业名称,2025年营业收入（万元）\n91440101MA5CJQ4N59,广州样例有限公司,1234.5\n',
  )
  const run = (...more: string[]) =>
    cli('facts', 'import', file, '--department', 'tax', '--as', 'anna', ...more)
  expect(await run()).toMatchObject({ exit: 1, value: { error: { code: 'import-nothing-good' } } })
  expect(await run('--create-missing', '--dry-run')).toMatchObject({ exit: 0, value: { applied: false } })
  expect(await run('--create-missing')).toMatchObject({
    exit: 0,
    value: { applied: true, reading: { counts: { newFacts: 1 } } },
  })
  expect(await run()).toMatchObject({ value: { reading: { counts: { newFacts: 0, sameFacts: 1 } } } })
  expect(await cli('facts', 'import', file, '--department', 'finance', '--as', 'anna')).toMatchObject({
    exit: 1,
    value: { error: { code: 'department-not-yours' } },
  })
})

test('a synthetic city is loaded, and the doctor finds everything in order', {
  timeout: 300_000,
}, async () => {
  expect(await cli('synth', '--load', '--enterprises', '100')).toMatchObject({
    exit: 0,
    value: { loaded: { enterprises: 100 } },
  })
  const { value } = await cli('doctor')
  const checks = value['checks'] as unknown as { id: string; ok: boolean }[]
  expect(checks.filter(({ ok, id }) => !ok && id !== 'port')).toEqual([])
  expect(checks.map(({ id }) => id)).toContain('roles')
})

test('nothing runs, so nothing is stopped', async () => {
  expect(await cli('stop')).toMatchObject({ exit: 0, value: { stopped: false } })
})
