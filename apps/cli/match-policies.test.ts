import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { stringify } from 'yaml'
import { dayFromText } from '#definitions/facts/values.ts'
import { within } from '#kernel/time.ts'
import { policyCity } from './policy-of-city.ts'
import { examplesIn, policiesOf, runMatch, verdictWords } from './match.ts'
import { runCli } from './run.ts'

const city = await policyCity()
const folder = await mkdtemp(join(tmpdir(), 'match-policies-'))
afterAll(() => rm(folder, { recursive: true, force: true }))

/** The qualifications and taxes that everybody asks about, each edition on a day of its own. */
const named = [
  ['msme-class', '2025-06-30', 1],
  ['high-tech-enterprise', '2025-06-30', 1],
  ['technology-sme', '2025-06-30', 1],
  ['innovative-sme', '2025-06-30', 1],
  ['specialised-sme', '2026-03-31', 1],
  ['specialised-sme', '2026-04-01', 2],
  ['little-giant', '2026-03-31', 1],
  ['little-giant', '2026-04-01', 2],
  ['small-profit-income-tax', '2025-03-31', 1],
  ['vat-small-scale-threshold', '2025-12-31', 1],
  ['vat-small-scale-threshold', '2026-01-01', 2],
  ['vat-small-scale-one-percent', '2025-12-31', 1],
  ['vat-small-scale-one-percent', '2026-01-01', 2],
] as const

interface Row {
  readonly policyId: string
  readonly version: number
  readonly verdict: string
  readonly verdictText: { readonly zh: string }
  readonly amount: number | null
}

async function judged(facts: Readonly<Record<string, unknown>>, on: string): Promise<Row[]> {
  const file = join(folder, 'sheet.yaml')
  await writeFile(file, stringify(facts))
  let out = ''
  const { exit } = await runCli(['match', file, '--on', on, '--json'], {
    out: (part) => void (out += part),
    err: () => undefined,
  })
  expect(exit).toBe(0)
  return JSON.parse(out) as Row[]
}

describe('every policy of the city', () => {
  test('answers a sheet on each day on which one of them begins', () => {
    const days = new Set(policiesOf(city).map(({ policy }) => policy.inForce.from))
    const answered = new Set<string>()
    for (const on of days) {
      const answer = runMatch(city, '从业人数: 20\n', on)
      if ('faults' in answer) throw new Error(on)
      const inForce = policiesOf(city).filter(({ policy }) => within(policy.inForce, on))
      expect(answer.matches).toHaveLength(inForce.length)
      for (const { policyId, version } of answer.matches) answered.add(`${policyId} ${version}`)
    }
    expect(answered.size).toBe(policiesOf(city).length)
    expect(answered.size).toBeGreaterThanOrEqual(named.length + 30)
  })

  test.each(examplesIn(city).map((one) => [`${one.policy} v${one.version}`, one] as const))(
    '%s comes out as its examples say when the whole city is asked',
    (_, { policy, version, shared, examples }) => {
      for (const { name, on = shared.on, facts, expect: wanted } of examples) {
        const answer = runMatch(city, stringify({ ...shared.facts, ...facts }), dayFromText(on))
        if ('faults' in answer) throw new Error(`${name}: ${answer.faults[0]?.message.en ?? ''}`)
        const match = answer.matches.find((one) => one.policyId === policy)
        expect([name, match?.version, match?.verdictText.zh]).toEqual([name, version, wanted.verdict])
        if (wanted.amount !== undefined && wanted.amount !== null)
          expect([name, match?.amount]).toEqual([name, fen(wanted.amount)])
      }
    },
  )
})

const factors = { 元: 100, 万元: 1_000_000, 亿元: 10_000_000_000 } as const
function fen(text: string): number {
  const [, digits = '', unit = '元'] = /^([\d.,-]+)(万元|亿元|元)$/.exec(text) ?? []
  return Math.round(Number(digits.replaceAll(',', '')) * factors[unit as keyof typeof factors])
}

describe('yishang match', () => {
  test.each(named)('answers for %s on %s by version %i', (policyId, on, version) => {
    const answer = runMatch(city, stringify(exampleOf(policyId, version, on)), on)
    if ('faults' in answer) throw new Error(answer.faults[0]?.message.en)
    expect(answer.matches.find((one) => one.policyId === policyId)).toMatchObject({
      version,
      verdict: 'eligible',
    })
  })

  test('says the same on the command line', { timeout: 120_000 }, async () => {
    const rows = await judged(exampleOf('small-profit-income-tax', 1, '2025-03-31'), '2025-03-31')
    expect(rows.find(({ policyId }) => policyId === 'small-profit-income-tax')).toMatchObject({
      verdict: 'eligible',
      verdictText: verdictWords.eligible,
      amount: 3_000_000,
    })
  })
})

/** The facts of the first example that qualifies on the day. */
function exampleOf(policyId: string, version: number, on: string) {
  const told = examplesIn(city).find((one) => one.policy === policyId && one.version === version)
  const example = told?.examples.find(
    (one) => one.expect.verdict === '符合' && (one.on ?? told.shared.on) === on,
  )
  if (told === undefined || example === undefined) throw new Error(`no example of ${policyId}`)
  return { ...told.shared.facts, ...example.facts }
}
