import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { checkCity } from '#definitions/city/check-city.ts'
import { departmentKind } from '#definitions/city/kinds.ts'
import { factKind } from '#definitions/facts/kind.ts'
import { dictionaryOf } from '#definitions/rules/dictionary.ts'
import { readCityFiles } from '#platform/city-files.ts'
import { compilePolicy } from './compile.ts'
import { policyKind } from './definition.ts'
import { type Examples, examplesKind, runExample } from './examples.ts'
import { policyKinds } from './kinds.ts'
import { boundaryCoverage, proposeExamples, type ToldExamples } from './proposals.ts'

const files = await readCityFiles(fileURLToPath(new URL('../../cities/guangzhou', import.meta.url)))
const wanted =
  /^(departments\.yaml|facts\/|policies\/(job-stabilisation-refund|technology-sme|small-profit-income-tax)\/)/
const { city } = checkCity(new Map([...files].filter(([file]) => wanted.test(file))), [
  departmentKind,
  factKind,
  ...policyKinds,
])
const dictionary = dictionaryOf(city.list(factKind))

function policy(id: string) {
  const compiled = compilePolicy(city.get(policyKind, id), dictionary)
  if ('faults' in compiled) throw new Error(compiled.faults.map(({ code }) => code).join())
  return { compiled, examples: city.get(examplesKind, id) }
}

const refund = policy('job-stabilisation-refund')
const one = (facts: Record<string, unknown>): ToldExamples => ({
  shared: refund.examples.shared,
  examples: [{ facts }],
})

describe('the limits of a policy', () => {
  test('are seen from the sides on which its examples stand', () => {
    const seenOf = (facts: Record<string, unknown>) =>
      boundaryCoverage(refund.compiled, dictionary, one(facts)).find(({ boundary }) =>
        boundary.text.zh.startsWith('上年失业保险缴费月数'),
      )?.seen
    expect(seenOf({})).toEqual({ below: false, at: true, above: false, unknown: false })
    expect(seenOf({ 上年失业保险缴费月数: 11 })).toEqual({
      below: true,
      at: false,
      above: false,
      unknown: false,
    })
    expect(seenOf({ 上年失业保险缴费月数: 'unknown' })).toMatchObject({ at: false, unknown: true })
  })

  test('that nobody looks at are proposed, one step off, with what comes out', () => {
    const proposals = proposeExamples(refund.compiled, dictionary, one({}))
    const months = proposals.filter(({ name }) => name.includes('12 months'))
    expect(months.map(({ facts, expect: { verdict } }) => [facts, verdict])).toEqual([
      [{ 上年失业保险缴费月数: '11' }, '不符合'],
      [{ 上年失业保险缴费月数: '13' }, '符合'],
      [{ 上年失业保险缴费月数: 'unknown' }, '缺数据'],
    ])
    expect(months[0]?.expect.failing).toBe('paid-a-year')
    expect(proposals.find(({ name }) => name.includes('20%: just above'))?.facts).toEqual({
      上年裁员率: '20.01%',
    })
  })

  test('a share is moved by the sum it is made of', () => {
    const { compiled, examples } = policy('technology-sme')
    const told = { shared: examples.shared, examples: [{ facts: {} }] }
    const five = proposeExamples(compiled, dictionary, told, 200).find(({ name }) =>
      name.includes(' 5%: exactly'),
    )
    expect(five?.facts).toEqual({ 研发费用: { 2024: '500000元' } })
  })
})

test.each(['job-stabilisation-refund', 'technology-sme', 'small-profit-income-tax'])(
  'accepted proposals of %s hold, and leave nothing to propose',
  (id) => {
    const { compiled, examples } = policy(id)
    const [first] = examples.examples.filter(({ expect: { verdict } }) => verdict === '符合')
    if (first === undefined) throw new Error('no example qualifies')
    const told: Examples = { ...examples, examples: [first] }
    const proposals = proposeExamples(compiled, dictionary, told, 500)
    expect(proposals.length).toBeGreaterThan(5)
    for (const proposal of proposals)
      expect(runExample(compiled, dictionary, told, proposal), proposal.name).toEqual([])
    const accepted = { ...told, examples: [first, ...proposals] }
    expect(proposeExamples(compiled, dictionary, accepted, 500).map(({ name }) => name)).toEqual([])
  },
)
