import { z } from 'zod'
import { describe, expect, test } from 'vitest'
import { read, write } from '#kernel/contract.ts'
import { engineFolder, readmeHeadings, unequalKeys } from './engines.ts'
import { cycles, directions } from './directions.ts'
import { cityNames, impurities, openWork, shapes } from './shapes.ts'
import { readSource } from './source.ts'

const rules = (findings: readonly { rule: string }[]) => findings.map((finding) => finding.rule)
const one = (path: string, text: string) => [readSource(path, text)]

describe('import directions', () => {
  test.each([
    ['kernel/x.ts', "import { a } from '#platform/x.ts'"],
    ['kernel/x.ts', "import { a } from '../definitions/x.ts'"],
    ['definitions/x.ts', "import type { A } from '#engines/party/model.ts'"],
    ['platform/x.ts', "import { a } from '#engines/party/store.ts'"],
    ['platform/x.ts', "import { a } from '#apps/server/config.ts'"],
    ['engines/party/rules.ts', "import { a } from '#platform/engine.ts'"],
    ['engines/party/store.ts', "import { a } from '../policy/store.ts'"],
    ['engines/party/index.ts', "import { a } from '#apps/server/start.ts'"],
    ['processes/x.ts', "import { a } from '#engines/party/store.ts'"],
    ['simulators/bank/x.ts', "import { a } from '#engines/ledger/model.ts'"],
    ['engines/party/screens/home.tsx', "import { a } from '#platform/x.ts'"],
  ])('%s must not say %s', (path, text) => {
    expect(rules(directions(one(path, text)))).toEqual(['import-direction'])
  })
  test.each([
    ['platform/x.ts', "import { a } from '#kernel/x.ts'"],
    ['engines/party/index.ts', "import { a } from '#platform/engine.ts'"],
    ['engines/party/rules.ts', "import { a } from './model.ts'"],
    ['apps/server/start.ts', "import { a } from '#engines/registry.ts'"],
    ['kernel/x.ts', "import { z } from 'zod'"],
    ['platform/x.test.ts', "import { a } from '#engines/party/store.ts'"],
    ['apps/web/client.ts', "import type { Me } from '#platform/services.ts'"],
  ])('%s may say %s', (path, text) => {
    expect(directions(one(path, text))).toEqual([])
  })
})

test('a cycle is found once, a type-only circle is none', () => {
  const a = readSource('kernel/a.ts', "import { b } from './b.ts'\nexport const a = b")
  const b = readSource('kernel/b.ts', "import { a } from './a.ts'\nexport const b = a")
  const c = readSource('kernel/b.ts', "import type { a } from './a.ts'\nexport const b = 1")
  expect(rules(cycles([a, b]))).toEqual(['no-cycle'])
  expect(cycles([a, c])).toEqual([])
})

test.each([
  ["export * from './x.ts'", 'no-export-star'],
  ['export default 1', 'no-default-export'],
  ['export const a: any = 1', 'no-any'],
  ['export enum A { B }', 'no-enum'],
])('the shape %s is found', (text, rule) => {
  expect(rules(shapes(one('kernel/x.ts', text)))).toEqual([rule])
})

test('a screen may export by default', () => {
  expect(
    shapes(one('engines/party/screens/home.tsx', 'export default function Home() { return null }')),
  ).toEqual([])
})

test.each(['Date.now()', 'new Date()', 'Math.random()', 'process.env.X', 'console.log(1)'])(
  '%s is impure in the kernel and not in the platform',
  (text) => {
    expect(rules(impurities(one('kernel/x.ts', text)))).toEqual(['impure'])
    expect(impurities(one('platform/x.ts', text))).toEqual([])
  },
)

test('new Date of a given number is pure', () => {
  expect(impurities(one('kernel/x.ts', 'new Date(5)'))).toEqual([])
})

test('a city’s name is found in an engine and not in a test', () => {
  expect(rules(cityNames(one('engines/party/x.ts', "const a = '某市'"), ['某市']))).toEqual(['city-name'])
  expect(cityNames(one('engines/party/x.test.ts', "const a = '某市'"), ['某市'])).toEqual([])
})

test('open work needs a reason', () => {
  const word = ['TO', 'DO'].join('')
  expect(rules(openWork(one('kernel/x.ts', `// ${word} later`)))).toEqual(['open-work'])
  expect(openWork(one('kernel/x.ts', `// ${word}(waits for the 2027 calendar)`))).toEqual([])
})

describe('an engine’s folder', () => {
  const contract = {
    act: write({
      path: '/a',
      permission: 'own',
      summary: 'Act',
      stream: { kind: 'a', owner: 'self', id: 'a', creates: true },
      input: z.object({}),
      output: z.object({}),
      refusals: ['no'],
    }),
    look: read({
      path: '/a',
      permission: 'public',
      summary: 'Look',
      input: z.object({}),
      output: z.object({}),
      receipt: 'none',
    }),
  }
  const words = { operations: { act: 'x' }, refusals: { no: { title: 'x', remedy: 'x' } } }
  const whole = {
    name: 'a',
    contract,
    messages: { zh: words, en: words },
    fixtures: { act: { refusals: { no: 1 } }, look: {} },
    readme: readmeHeadings.map((heading) => `## ${heading}`).join('\n'),
  }
  test('that is whole has nothing to mend', () => expect(engineFolder(whole)).toEqual([]))
  test.each([
    ['readme-heading', { readme: whole.readme.replace('## Time', '') }],
    ['operation-without-test', { fixtures: { act: { refusals: { no: 1 } } } }],
    ['refusal-never-reached', { fixtures: { act: { refusals: {} }, look: {} } }],
    ['refusal-without-words', { messages: { zh: words, en: { ...words, refusals: {} } } }],
    ['operation-without-words', { messages: { zh: { ...words, operations: {} }, en: words } }],
  ])('%s is found', (rule, change) => {
    expect(rules(engineFolder({ ...whole, ...change }))).toContain(rule)
  })
  test('a text in one language only is found', () => {
    expect(rules(unequalKeys('x', { zh: { a: '1' }, en: { a: '1', b: '2' } }))).toEqual(['one-language-only'])
  })
})
