import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { runCli } from './run.ts'

const folder = await mkdtemp(join(tmpdir(), 'match-'))
afterAll(() => rm(folder, { recursive: true }))

async function match(text: string, ...args: string[]) {
  const file = join(folder, `${Math.abs(text.length)}-${args.length}.yaml`)
  await writeFile(file, text)
  let out = ''
  let err = ''
  const { exit } = await runCli(['match', file, ...args], {
    out: (part) => {
      out += part
    },
    err: (part) => {
      err += part
    },
  })
  return { exit, out, err }
}

const refund = `上年失业保险缴费月数: 12
参保人数: 30
上年裁员率: 20%
企业规模: 小型
上年失业保险实缴额: 10,000.01元
严重失信主体: false
僵尸企业: false
`

interface Row {
  policyId: string
  verdict: string
  amount: number | null
  title: { zh: string; en: string }
  explanation: { tree: unknown[] }
}

describe('yishang match', () => {
  test('gives every policy with verdict, amount in fen and explanation as JSON', async () => {
    const { exit, out } = await match(refund, '--on', '2025-06-30', '--json')
    const rows = JSON.parse(out) as Row[]
    expect(exit).toBe(0)
    expect(rows[0]).toMatchObject({
      policyId: 'job-stabilisation-refund',
      verdict: 'eligible',
      amount: 600_001,
      title: { zh: '失业保险稳岗返还' },
    })
    expect(rows[0]?.explanation.tree).toHaveLength(5)
    expect(rows.length).toBeGreaterThan(10)
  })

  test('reads JSON with English identifiers alike', async () => {
    const json = JSON.stringify({
      facts: {
        'hr.insuranceMonths.lastYear': 12,
        'hr.insured': 30,
        'hr.layoffRate': { 2024: '20%' },
        'ent.sizeClass': 'small',
        'hr.insurancePaid.2024': '10000.01',
        'credit.seriousList': false,
        'ent.isZombie': false,
      },
      on: '2025-06-30',
    })
    const [first] = JSON.parse((await match(json, '--json')).out) as Row[]
    expect(first).toMatchObject({ policyId: 'job-stabilisation-refund', amount: 600_001 })
  })

  test('speaks Chinese or English to people', async () => {
    const chinese = await match(refund, '--on', '2025-06-30')
    expect(chinese.out).toContain('【符合】失业保险稳岗返还  可得 6,000.01 元')
    const english = await match(refund, '--on', '2025-06-30', '--lang', 'en')
    expect(english.out).toContain('gives CNY 6,000.01')
    expect(english.out.split('\n').filter((line) => /\p{Script=Han}/u.test(line))).toEqual([])
  })

  test('an industry is told under its name, never as a bare code', async () => {
    const facts = '行业代码: "6510"\n从业人数: 300\n营业收入: 10000万元\n参保人数: 30\n'
    const { out } = await match(facts, '--on', '2025-06-30', '--json')
    const used = [
      ...out.matchAll(/"fact": "ent\.industry"[^}]*\}[^}]*"value": "([^"]*)",\s*"valueEn": "([^"]*)"/g),
    ]
    expect(used.length).toBeGreaterThan(0)
    for (const [, zh, en] of used) {
      expect(zh).toBe('软件和信息技术服务业（6510）')
      expect(en).toMatch(/^[A-Z][a-z].*\(6510\)$/)
    }
  })

  test('tells all faults of a file at once', async () => {
    const { exit, out } = await match(
      '参保人术: 3\n上年裁员率: 20\n成立日期: 2025-02-30\n',
      '--on',
      '2025-06-30',
      '--json',
    )
    const { errors } = JSON.parse(out) as {
      errors: { code: string; message: { zh: string; en: string }; remedy: { zh: string } }[]
    }
    expect(exit).toBe(2)
    expect(errors.map(({ code }) => code)).toEqual(['unknown-fact', 'value-percent', 'value-not-date'])
    expect(errors[0]?.remedy.zh).toContain('参保人数')
  })

  test.each([
    ['a: [1', 'file-syntax'],
    ['参保人数: 3\n参保人数: 4\n', 'fact-twice'],
    ['{上年失业保险实缴额: 10,000.01元}', 'comma-splits'],
    ['- 1\n', 'sheet-not-a-map'],
    ['', 'sheet-not-a-map'],
    [
      `a: &a [1,1,1,1,1,1,1,1,1]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c]\n`,
      'file-syntax',
    ],
  ])('%s gives %s', async (text, code) => {
    const { exit, out } = await match(text, '--on', '2025-06-30', '--json')
    const { errors } = JSON.parse(out) as { errors: { code: string }[] }
    expect(exit).toBe(2)
    expect(errors.map((error) => error.code)).toContain(code)
  })

  test('a city that is none is refused', async () => {
    const { exit, out } = await match(refund, '--on', '2025-06-30', '--city', 'nowhere', '--json')
    expect([exit, (JSON.parse(out) as { error: { code: string } }).error.code]).toEqual([2, 'city-not-found'])
  })

  const faultsOf = async (text: string, ...args: string[]) => {
    const { exit, out } = await match(text, ...args, '--json')
    const { errors } = JSON.parse(out) as {
      errors: { code: string; path: (string | number)[]; remedy: { en: string } }[]
    }
    return { exit, errors, told: errors.map(({ code, path }) => `${path.join('.')} ${code}`) }
  }

  test('a day that is none is one fault and hides no other', async () => {
    const { exit, told } = await faultsOf('参保人术: 3\n', '--on', 'yesterday')
    expect([exit, ...told]).toEqual([2, '--on value-not-date', '参保人术 unknown-fact'])
  })

  test('a day beside the facts is the day of the question', async () => {
    const { out } = await match(`on: 2025-06-30\n${refund}`, '--json')
    expect((JSON.parse(out) as Row[])[0]).toMatchObject({
      policyId: 'job-stabilisation-refund',
      amount: 600_001,
    })
  })

  test('says that the day is missing', async () => {
    const { told } = await faultsOf('参保人数: 三十\n')
    expect(told).toEqual(['on sheet-no-date', '参保人数 value-not-number'])
  })

  test('judges by another city’s policies when asked', async () => {
    const { out } = await match('店员人数: 2\n', '--on', '2025-06-30', '--city', 'template', '--json')
    expect((JSON.parse(out) as Row[]).map(({ policyId }) => policyId).sort()).toEqual([
      'shop-opening-grant',
      'small-shop-fee-waiver',
    ])
  })
})
