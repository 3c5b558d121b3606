import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { parse } from 'yaml'
import { runCli } from './run.ts'

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'yishang-examples-'))
afterAll(() => fs.rmSync(dir, { recursive: true, force: true }))

async function examples(...argv: string[]) {
  let out = ''
  const { exit } = await runCli(['policy', 'examples', ...argv], {
    out: (text) => void (out += text),
    err: () => undefined,
  })
  return { exit, out }
}

interface Proposed {
  readonly name: string
  readonly facts: Readonly<Record<string, string>>
  readonly expect: { readonly verdict: string }
}

/** The city with a start-up grant whose examples do not look at the limit of insured staff. */
function blindCity() {
  const city = path.join(dir, 'guangzhou')
  fs.cpSync(path.join(import.meta.dirname, '../../cities/guangzhou'), city, { recursive: true })
  const file = path.join(city, 'policies', 'start-up-grant', 'examples.yaml')
  const seen = /nobody insured|Staff insured three months/
  const lines = fs.readFileSync(file, 'utf8').split('\n')
  fs.writeFileSync(file, lines.filter((line) => !seen.test(line)).join('\n'))
  return { city, file }
}

test('what is missing is proposed on both sides of the limit, and pasted it leaves nothing to propose', async () => {
  const { city, file } = blindCity()
  // A test that no example breaks is a fault of the city; what would break it is proposed all the same.
  const before = fs.readFileSync(file, 'utf8').trimEnd()
  const { exit, out } = await examples('start-up-grant', '--city', city, '--json')
  expect(exit).toBe(2)
  expect(out).toContain('city-broken')
  fs.writeFileSync(
    file,
    `${before}\n  - { name: "nobody", facts: { 参保满三个月员工人数: 0 }, expect: { verdict: 不符合, failing: insured } }\n`,
  )
  const proposed = JSON.parse((await examples('start-up-grant', '--city', city, '--json')).out) as Proposed[]
  expect(
    proposed
      .filter(({ name }) => name.startsWith('Staff insured three months'))
      .map(({ facts, expect: { verdict } }) => [facts['参保满三个月员工人数'], verdict]),
  ).toEqual([
    ['2', '符合'],
    ['unknown', '缺数据'],
  ])
  const told = await examples('start-up-grant', '--city', city, '--lang', 'en')
  const [head, ...lines] = told.out.split('\n')
  expect(head).toMatch(/^# The outcomes are what the rule answers today/)
  expect(parse(lines.join('\n'))).toEqual(proposed)
  const pasted = lines.map((line) => (line ? `  ${line}` : line)).join('\n')
  fs.writeFileSync(file, `${fs.readFileSync(file, 'utf8').trimEnd()}\n${pasted}`)
  expect(JSON.parse((await examples('start-up-grant', '--city', city, '--json')).out)).toEqual([])
}, 60_000)

test('a policy that is none is refused', async () => {
  const { exit, out } = await examples('atlantis', '--json')
  expect(exit).toBe(2)
  expect(JSON.parse(out)).toMatchObject({ error: { code: 'policy-not-found' } })
})
