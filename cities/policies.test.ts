import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { checkCity } from '#definitions/city/check-city.ts'
import type { Entry } from '#definitions/city/city.ts'
import { departmentKind } from '#definitions/city/kinds.ts'
import { factKind } from '#definitions/facts/kind.ts'
import { dictionaryOf } from '#definitions/rules/dictionary.ts'
import { compilePolicy } from '#engines/policy/compile.ts'
import { Example, Examples, runExample } from '#engines/policy/examples.ts'
import { policyKinds } from '#engines/policy/kinds.ts'
import { Policy } from '#engines/policy/policy.ts'
import { readCityFiles } from '#platform/city-files.ts'

const kinds = [departmentKind, factKind, ...policyKinds]
const filesOf = async (city: string) => {
  const files = await readCityFiles(fileURLToPath(new URL(city, import.meta.url)))
  return new Map([...files].filter(([file]) => /^(departments\.yaml|facts\/|policies\/)/.test(file)))
}
const guangzhou = await filesOf('guangzhou')
const cities = {
  guangzhou: checkCity(guangzhou, kinds),
  template: checkCity(await filesOf('template'), kinds),
}
const { city } = cities.guangzhou

for (const [name, { city, faults }] of Object.entries(cities)) {
  const dictionary = dictionaryOf(city.list(factKind))

  describe(`policies of ${name}`, () => {
    test('dictionary, policies and examples have no fault', () => {
      expect(faults).toEqual([])
    })

    for (const entry of city.entries.filter(({ kind }) => kind === 'example')) {
      const examples = Examples.parse(entry.value)
      const policy = Policy.parse(city.entry('policy', examples.policy, examples.version)?.value)
      const compiled = compilePolicy(policy, dictionary)
      describe(`${examples.policy} v${examples.version}`, () => {
        test.each(examples.examples)('$name', (example) => {
          expect(
            'faults' in compiled ? compiled.faults : runExample(compiled, dictionary, examples, example),
          ).toEqual([])
        })
      })
    }

    test('every policy in every version has examples of yes, no and unknown', () => {
      const known = (kind: string) =>
        city.entries
          .filter((entry) => entry.kind === kind)
          .map(({ id, version }: Entry) => `${id} v${version}`)
          .sort()
      expect(known('example')).toEqual(known('policy'))
    })

    test('what is not read in an official text says what the city must confirm', () => {
      for (const { id, value } of city.entries.filter(({ kind }) => kind === 'policy')) {
        const { documents, review } = Policy.parse(value)
        const sure = documents.some(
          ({ confidence }) => confidence === 'verified' || confidence === 'secondary',
        )
        expect(sure || review.length > 0, id).toBe(true)
      }
    })
  })
}

/** The dictionary and the policy that is broken: the others would only be judged again each time. */
const subject = new Map(
  [...guangzhou].filter(
    ([file]) => !file.startsWith('policies/') || file.includes('/job-stabilisation-refund/'),
  ),
)
const broken = (file: string, from: string, to: string) => {
  const before = subject.get(file) ?? ''
  if (!before.includes(from)) throw new Error(`nothing to break: ${file} ${from}`)
  return checkCity(
    new Map(subject).set(
      file,
      before.replace(from, () => to),
    ),
    kinds,
  ).faults
}

/** A commitment to one fact, as it stands in a policy. */
const promising = (fact: string, value: unknown) =>
  [
    'mode: on-commitment',
    'claim: { decideWorkingDays: 10, confidence: sample, commitment: { checkWithinMonths: 2, confidence: sample,',
    '  consequence: { zh: 退回, en: Paid back },',
    `  promises: [ { fact: ${fact}, value: ${JSON.stringify(value)}, zh: 属实, en: So it is } ] } }`,
  ].join('\n')

describe('a wrong policy is found by the check', () => {
  const policy = 'policies/job-stabilisation-refund/policy.yaml'
  const examples = 'policies/job-stabilisation-refund/examples.yaml'
  test.each([
    ['a limit moved by one month', policy, '>= 12个月', '>= 11个月', examples, 'example-fails'],
    ['a share moved by one point', policy, 'otherwise: 60%', 'otherwise: 61%', examples, 'example-fails'],
    ['at most made less than', policy, '上年裁员率 <= 20%', '上年裁员率 < 20%', examples, 'example-fails'],
    ['a name misspelt', policy, '上年失业保险缴费月数 >=', '上年失业保险缴费月 >=', policy, 'unknown-name'],
    [
      'a sum without unit',
      policy,
      'amount: 上年失业保险实缴额 * 返还比例',
      'amount: "5"',
      policy,
      'money-needed',
    ],
    [
      'a department that is none',
      policy,
      'department: human-resources',
      'department: human-resource',
      policy,
      'unknown-reference',
    ],
    [
      'an expected sum wrong by a fen',
      examples,
      '6,000.01元" } }',
      '6,000.02元" } }',
      examples,
      'example-fails',
    ],
    [
      'a fact sheet with a misspelt name',
      examples,
      '参保人数: 30,',
      '参保人术: 30,',
      examples,
      'example-fails',
    ],
    [
      'no example of unknown left',
      examples,
      'name: "nobody told us',
      'name: "nobody  told us',
      examples,
      undefined,
    ],
    [
      'a condition that no example breaks any more',
      examples,
      'facts: { 僵尸企业: true }, expect: { verdict: 不符合, failing: not-zombie }',
      'expect: { verdict: 符合 }',
      examples,
      'example-coverage',
    ],
    [
      'money without application and without publicity',
      policy,
      'publicity: { workingDays: 5, confidence: unverified }',
      '',
      policy,
      'publicity-missing',
    ],
    [
      'publicity of what one claims in a return',
      policy,
      'mode: without-application',
      'mode: self-declared',
      policy,
      'publicity-unused',
    ],
    [
      'an application paid here without the days in which it is decided',
      policy,
      'mode: without-application',
      'mode: on-application',
      policy,
      'claim-missing',
    ],
    [
      'a claim of what comes without one',
      policy,
      'mode: without-application',
      'mode: without-application\nclaim: { decideWorkingDays: 10, confidence: sample }',
      policy,
      'claim-unused',
    ],
    [
      'a claim on a promise that says no promise',
      policy,
      'mode: without-application',
      'mode: on-commitment\nclaim: { decideWorkingDays: 10, confidence: sample }',
      policy,
      'commitment-misplaced',
    ],
    [
      'an application decided here that leads to no theme',
      policy,
      'mode: without-application',
      'mode: on-application\nclaim: { decideWorkingDays: 10, confidence: sample }',
      policy,
      'claim-theme-missing',
    ],
    [
      'a promise of what no condition asks',
      policy,
      'mode: without-application',
      promising('hr.rentsAtRegistered', true),
      policy,
      'promise-unread',
    ],
    [
      'a promise of a value that the fact cannot have',
      policy,
      'mode: without-application',
      promising('ent.isZombie', 1),
      policy,
      'promise-value',
    ],
    [
      'a sure parameter that is none',
      policy,
      'gives:',
      'parameterConfidence: { 返还份额: sample }\ngives:',
      policy,
      'parameter-unknown',
    ],
    [
      'a derived fact that asks for itself',
      'facts/research.yaml',
      'derived: 研发费用 / 营业收入',
      'derived: 研发费用占营业收入比例 / 2',
      'facts/research.yaml',
      'derived-cycle',
    ],
    [
      'a name given twice',
      'facts/research.yaml',
      'zh: 境内研发费用,',
      'zh: 营业收入,',
      'facts/research.yaml',
      'name-taken',
    ],
    ['a fact nobody can tell', 'facts/finance.yaml', 'source: tax, ', '', 'facts/finance.yaml', 'fact-shape'],
  ])('%s', (_name, file, from, to, at, code) => {
    const found = broken(file, from, to).map((fault) => `${fault.file} ${fault.code}`)
    if (code === undefined) expect(found).toEqual([])
    else expect(found).toContain(`${at} ${code}`)
  })

  test('a fault in a rule tells file and line', () => {
    const [fault] = broken(policy, '>= 12个月', '>= 12人')
    expect(fault).toMatchObject({ file: policy, code: 'unit-mismatch' })
    const text = (guangzhou.get(policy) ?? '').split('\n')
    expect(text[(fault?.line ?? 0) - 1]).toContain('paid-a-year')
  })
})

test('a condition no example breaks is told with its file, line, and what is expected', () => {
  const file = 'policies/job-stabilisation-refund/examples.yaml'
  const fault = broken(
    file,
    'facts: { 僵尸企业: true }, expect: { verdict: 不符合, failing: not-zombie }',
    'expect: { verdict: 符合 }',
  ).find(({ code }) => code === 'example-coverage')
  const line = (guangzhou.get(file) ?? '').split('\n').findIndex((one) => one.startsWith('examples:')) + 1
  expect(fault).toMatchObject({ file, line: line + 1, expected: 'not-zombie.1: true' })
  expect(fault?.message.zh).toContain('僵尸企业')
  expect(fault?.message.en).toContain('Zombie enterprise')
})

const named = [
  'msme-class',
  'high-tech-enterprise',
  'technology-sme',
  'innovative-sme',
  'specialised-sme',
  'little-giant',
  'small-profit-income-tax',
  'vat-small-scale-threshold',
]

test('Guangzhou has the eight named policies and at least thirty more, old versions beside new ones', () => {
  const policies = city.entries.filter(({ kind }) => kind === 'policy')
  const ids = new Set(policies.map(({ id }) => id))
  expect(named.filter((id) => !ids.has(id))).toEqual([])
  expect(ids.size).toBeGreaterThanOrEqual(named.length + 30)
  for (const id of ['specialised-sme', 'little-giant', 'vat-small-scale-threshold'])
    expect(policies.filter((one) => one.id === id).map(({ version }) => version)).toEqual([1, 2])
  expect(Example.safeParse({ name: 'x', expect: { verdict: 'maybe' } }).success).toBe(false)
})

test('editions of one policy follow each other without a day in common', () => {
  const editions = city.entries
    .filter(({ kind }) => kind === 'policy')
    .map(({ value }) => Policy.parse(value))
  for (const one of editions)
    for (const next of editions.filter(({ id, version }) => id === one.id && version === one.version + 1))
      expect(one.inForce.until, `${one.id} v${one.version}`).toBe(next.inForce.from)
})

test('what is not sure of its figures says what the city must confirm', () => {
  const doubtful = city.entries
    .filter(({ kind }) => kind === 'policy')
    .map(({ value }) => Policy.parse(value))
    .filter(({ parameterConfidence, documents }) => {
      const confidences = [
        ...Object.values(parameterConfidence),
        ...documents.map(({ confidence }) => confidence),
      ]
      return confidences.includes('sample') || confidences.every((one) => one === 'unverified')
    })
  expect(doubtful.length).toBeGreaterThan(0)
  expect(doubtful.filter(({ review }) => review.length === 0).map(({ id }) => id)).toEqual([])
})
