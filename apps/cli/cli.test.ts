import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { compactLink } from '#engines/credential/signing/compact.ts'
import { emptyStatuses, signStatusList } from '#engines/credential/status/status-list.ts'
import { instantFrom } from '#kernel/time.ts'
import { openKeys } from '#platform/keys.ts'
import { runCli } from './run.ts'
import { plural } from './plural.ts'
import { commands } from './commands.ts'

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'yishang-cli-'))
afterAll(() => fs.rmSync(dir, { recursive: true, force: true }))

async function cli(...argv: string[]) {
  let out = ''
  let err = ''
  const ran = await runCli(argv, { out: (text) => void (out += text), err: (text) => void (err += text) })
  return { ...ran, out, err, json: () => JSON.parse(out) as Record<string, never> }
}
const place = (name: string, text: string) => {
  const file = path.join(dir, name)
  fs.writeFileSync(file, text)
  return file
}

describe('the command line', () => {
  test('says a mistake in the language asked for and ends with 2', async () => {
    expect(await cli('frobnicate')).toMatchObject({
      exit: 2,
      err: expect.stringContaining('没有这个命令：frobnicate'),
    })
    expect(await cli('--lang', 'en', 'frobnicate')).toMatchObject({
      exit: 2,
      err: expect.stringContaining('There is no such command: frobnicate'),
    })
    expect((await cli('user', 'add', '--json')).json()['error']).toMatchObject({
      code: 'usage-missingArgument',
      zh: { title: expect.any(String), remedy: expect.any(String) },
    })
    expect((await cli('city', 'check', 'atlantis', '--json')).json()['error']).toMatchObject({
      code: 'city-not-found',
    })
  })

  test('every command has help in both languages, --json, and --dry-run where it changes something', async () => {
    for (const { path: words, changes, summary } of commands) {
      const zh = await cli(...words, '--help')
      const en = await cli(...words, '--help', '--lang', 'en')
      expect([zh.exit, en.exit]).toEqual([0, 0])
      expect(zh.out.replace(/\s+/g, '')).toContain(summary.zh.replace(/\s+/g, ''))
      expect(en.out.replace(/\s+/g, ' ')).toContain(summary.en)
      expect(zh.out).toContain('--json')
      expect(zh.out.includes('--dry-run')).toBe(changes)
    }
  })

  test('without a command shows the commands', async () => {
    const { exit, err } = await cli()
    expect(exit).toBe(2)
    expect(err).toContain('city')
    const listed = err.slice(err.indexOf('命令：')).trim().split('\n').slice(1)
    for (const line of listed) expect(line.trim(), 'a command says what it is for').toMatch(/\s{2,}\S/)
  })

  test('names kinds in the plural', () => {
    expect(['policy', 'item', 'city', 'choice-list'].map(plural)).toEqual([
      'policies',
      'items',
      'cities',
      'choice-lists',
    ])
  })
})

describe('city check', () => {
  test('counts every kind of both cities and finds no fault', async () => {
    for (const city of ['guangzhou', 'template']) {
      const { exit, json } = await cli('city', 'check', city, '--json')
      expect(exit).toBe(0)
      expect(json()).toMatchObject({ ok: true, errors: [], counts: { cities: 1, items: expect.any(Number) } })
    }
  })

  test('says how far the examples of each policy reach, and that they reach everywhere', async () => {
    const { json } = await cli('city', 'check', 'guangzhou', '--json')
    const coverage = json()['coverage'] as unknown as {
      policy: string
      conditions: { covered: number; of: number }
      sides: { covered: number; of: number }
    }[]
    expect(coverage.length).toBeGreaterThan(80)
    for (const { policy, conditions, sides } of coverage)
      expect([policy, conditions.covered, sides.covered]).toEqual([policy, conditions.of, sides.of])
    expect(coverage.find(({ policy }) => policy === 'start-up-grant')?.sides.of).toBe(6)
  })

  test('a policy with a limit that no example stands above is refused, with file and line', async () => {
    const city = path.join(dir, 'unseen')
    fs.cpSync(path.join(import.meta.dirname, '../../cities/guangzhou'), city, { recursive: true })
    const file = path.join(city, 'policies', 'start-up-grant', 'examples.yaml')
    const lines = fs.readFileSync(file, 'utf8').split('\n')
    fs.writeFileSync(file, lines.filter((line) => !line.includes('参保满三个月员工人数: 2 ')).join('\n'))
    const { exit, json } = await cli('city', 'check', city, '--json')
    expect(exit).toBe(1)
    expect(json()['errors']).toEqual([
      expect.objectContaining({
        file: 'policies/start-up-grant/examples.yaml',
        line: expect.any(Number),
        code: 'limit-unseen',
        expected: expect.stringMatching(/three months.*: above$/),
      }),
    ])
  })

  test('a broken file is named with its line and what was expected', async () => {
    const city = path.join(dir, 'broken')
    fs.cpSync(path.join(import.meta.dirname, '../../cities/template'), city, { recursive: true })
    fs.writeFileSync(path.join(city, 'roles.yaml'), '- id: visitor\n  title: { zh: 访客 }\n')
    const { exit, json } = await cli('city', 'check', city, '--json')
    expect(exit).toBe(1)
    expect(json()['errors']).toContainEqual(
      expect.objectContaining({
        file: 'roles.yaml',
        line: expect.any(Number),
        expected: expect.any(String),
      }),
    )
  })
})

describe('a city with a policy that nobody can meet', () => {
  test('is refused with file and line', { timeout: 120_000 }, async () => {
    const city = path.join(dir, 'contradictory')
    fs.cpSync(path.join(import.meta.dirname, '../../cities/guangzhou'), city, { recursive: true })
    const file = path.join(city, 'policies', 'technology-sme', 'policy.yaml')
    const lines = fs.readFileSync(file, 'utf8').split('\n')
    const at = lines.findIndex((line) => line.includes('id: staff-size'))
    lines.splice(at + 1, 0, '    - 上年从业人数 >= 501人')
    fs.writeFileSync(file, lines.join('\n'))
    const { exit, json } = await cli('city', 'check', city, '--json')
    expect(exit).toBe(1)
    const errors = json()['errors'] as unknown as { file: string; line: number; code: string }[]
    const found = errors.find(({ code }) => code === 'rule-contradiction')
    expect(found).toMatchObject({ file: 'policies/technology-sme/policy.yaml' })
    expect([at, at + 1, at + 2]).toContain(found?.line)
  })
})

describe('synth', () => {
  test('writes the same file for the same seed', async () => {
    const [a, b] = [path.join(dir, 'a.ndjson'), path.join(dir, 'b.ndjson')]
    expect(await cli('synth', '--enterprises', '50', '--seed', '9', '--out', a)).toMatchObject({ exit: 0 })
    await cli('synth', '--enterprises', '50', '--seed', '9', '--out', b)
    expect(fs.readFileSync(a, 'utf8')).toBe(fs.readFileSync(b, 'utf8'))
    expect(fs.readFileSync(a, 'utf8').trim().split('\n')).toHaveLength(50)
  })

  test('without a place to go to is refused, and a dry run writes nothing', async () => {
    expect(await cli('synth')).toMatchObject({ exit: 2 })
    const file = path.join(dir, 'c.ndjson')
    expect(await cli('synth', '--out', file, '--dry-run')).toMatchObject({ exit: 0 })
    expect(fs.existsSync(file)).toBe(false)
  })
})

describe('walk', () => {
  let example: string
  beforeAll(() => {
    example = path.join(import.meta.dirname, '../../docs/examples/walk-open-a-company.yaml')
  })

  test('reads the example, and JSON as well', async () => {
    expect(await cli('walk', example, '--dry-run')).toMatchObject({ exit: 0 })
    const json = place('walk.json', JSON.stringify({ answers: { 字号: '穗语' } }))
    expect((await cli('walk', json, '--dry-run', '--json')).json()['walk']).toMatchObject({
      theme: 'open-a-company',
    })
  })

  test.each([
    ['not YAML', 'answers: [', 'walk-not-readable'],
    ['no answers', 'founder: { name: 甲 }', 'walk-invalid'],
    ['an unknown part', 'answers: {}\nanswer: {}', 'walk-invalid'],
    ['a day that is none', 'answers: {}\non: 2025-13-41', 'walk-invalid'],
    ['a line indented with a tab', 'answers:\n\ta: 1', 'walk-not-readable'],
  ])('says what is wrong with a file: %s', async (_, text, code) => {
    const { exit, json } = await cli('walk', place('bad.yaml', text), '--json')
    expect(exit).toBe(2)
    expect(json()['error']).toMatchObject({ code })
  })

  test('says everything that is wrong with a file at once, in both languages, with its lines', async () => {
    const file = place('worse.yaml', 'answer: {}\non: 2025-13-41\nexpect: { licences: three }\n')
    const { json } = await cli('walk', file, '--json')
    const { zh, en } = json()['error'] as unknown as Record<'zh' | 'en', { title: string }>
    expect(zh.title.split('\n')).toHaveLength(5)
    expect(en.title.split('\n')).toHaveLength(5)
    for (const [place, word] of [
      ['第 1 行', '缺少必填内容：answers'],
      ['第 1 行', '不认识这个键：answer'],
      ['第 2 行', '日期不存在或写法不对'],
      ['第 3 行', '内容的类型不对：licences'],
    ] as const)
      expect(zh.title.split('\n').some((line) => line.startsWith(place) && line.includes(word))).toBe(true)
    expect(en.title).not.toMatch(/\p{Script=Han}/u)
  })
})

describe('licence keys', () => {
  const home = () => fs.mkdtempSync(path.join(dir, 'keys-'))
  const list = async (at: string) =>
    (await cli('keys', 'list', '--home', at, '--json')).json()['items'] as unknown as {
      keyId: string
      algorithm: string
      until?: string
      revokedAt?: string
    }[]

  test('rotate, and never show a secret; a dry run changes nothing', async () => {
    const at = home()
    expect(await list(at)).toEqual([])
    expect((await cli('keys', 'rotate', '--home', at, '--dry-run')).exit).toBe(0)
    expect(await list(at)).toEqual([])
    await cli('keys', 'rotate', '--home', at)
    const { out } = await cli('keys', 'rotate', '--home', at, '--algorithm', 'SM2', '--json')
    expect(out).not.toContain('"d"')
    const [old, next] = await list(at)
    expect(old).toMatchObject({ algorithm: 'ES256', until: expect.any(String) })
    expect(next).toMatchObject({ algorithm: 'SM2' })
    expect(next).not.toHaveProperty('until')
  })

  test('revoke only a key that is there', async () => {
    const at = home()
    await cli('keys', 'rotate', '--home', at)
    const [key] = await list(at)
    expect((await cli('keys', 'revoke', 'nobody', '--home', at, '--json')).json()['error']).toMatchObject({
      code: 'key-unknown',
    })
    expect((await cli('keys', 'revoke', key?.keyId ?? '', '--home', at)).exit).toBe(0)
    expect((await list(at))[0]).toHaveProperty('revokedAt')
  })

  test.each(['ES256', 'SM2'])(
    'a licence signed with %s is verified from files, before and after a rotation',
    async (algorithm) => {
      const at = home()
      const ring = openKeys(at, () => (algorithm === 'SM2' ? 'SM2' : 'ES256'))
      const moment = instantFrom(Date.now() - 3_600_000)
      const signer = await ring.signer(moment)
      const link = await compactLink(
        {
          creditCode: '91440101MA5CJQ4N59',
          holderName: '示例公司',
          permits: [],
          statusIndex: 7,
          statusListId: 'a1',
          bundleHash: 'h',
          issuedAt: moment,
        },
        signer,
        'https://city.example/verify',
      )
      const status = await signStatusList(
        {
          uri: 'https://city.example/status/a1',
          bits: 4,
          packed: emptyStatuses(16, 4),
          issuedAt: moment,
          expiresAt: instantFrom(Date.parse(moment) + 86_400_000),
          ttlSeconds: 240,
        },
        signer,
      )
      await cli('keys', 'rotate', '--home', at)
      const keys = place(`keys-${algorithm}.json`, JSON.stringify({ items: await ring.records() }))
      const file = place(`code-${algorithm}.txt`, link)
      const list = place(`list-${algorithm}.jwt`, status)
      const verify = (...more: string[]) =>
        cli('licence', 'verify', file, '--keys', keys, '--at', moment, '--json', ...more)
      expect((await verify('--status', list)).json()).toMatchObject({ outcome: 'valid' })
      expect(await verify()).toMatchObject({ exit: 1 })
      expect((await verify()).json()).toMatchObject({
        outcome: 'unconfirmed',
        reasons: ['status-list-missing'],
      })
      const forged = place(`forged-${algorithm}.txt`, link.replace('#', '#A'))
      expect((await cli('licence', 'verify', forged, '--keys', keys, '--json')).json()).toMatchObject({
        outcome: 'refused',
      })
      expect((await cli('licence', 'verify', file, '--keys', file, '--json')).json()['error']).toMatchObject({
        code: 'keys-unreadable',
      })
    },
  )
})
