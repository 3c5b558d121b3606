import { describe, expect, test } from 'vitest'
import { resultNames } from '#definitions/dmn/profile/export-policy.ts'
import { givenBy } from '#definitions/dmn/profile/given.ts'
import { importModel } from '#definitions/dmn/profile/import-model.ts'
import { tableModel } from '#definitions/dmn/fixtures.ts'
import { DmnProgram } from '#definitions/dmn/program.ts'
import { readModel } from '#definitions/dmn/read.ts'
import { writeModel } from '#definitions/dmn/write.ts'
import { isNumber } from '#definitions/feel/values.ts'
import { factKind } from '#definitions/facts/kind.ts'
import { parseFactSheet } from '#definitions/facts/sheet.ts'
import { dayFromText } from '#definitions/facts/values.ts'
import { dictionaryOf } from '#definitions/rules/dictionary.ts'
import { compilePolicy } from '#engines/policy/compile.ts'
import { runExample } from '#engines/policy/examples.ts'
import { Policy } from '#engines/policy/policy.ts'
import { matchPolicy } from '#engines/policy/match.ts'
import { examplesIn, verdictWords } from './match.ts'
import { policyCity, policyVersion } from './policy-of-city.ts'
import { dmnOf } from './policy-dmn.ts'

const city = await policyCity()
const dictionary = dictionaryOf(city.list(factKind))

describe('a policy as a DMN model', () => {
  test.each(examplesIn(city).map((one) => [`${one.policy} v${one.version}`, one] as const))(
    '%s answers its examples as the profile does',
    (_, { policy, version, shared, examples }) => {
      const day = dayFromText(examples[0]?.on ?? shared.on)
      const compiled = policyVersion(city, policy, day)
      expect(compiled?.policy.version).toBe(version)
      if (compiled === undefined) return
      const exported = dmnOf(city, compiled)
      const written = writeModel(exported.model)
      expect(readModel(written)).toEqual(exported.model)
      const program = new DmnProgram(readModel(written))
      expect(program.readAll()).toEqual([])
      for (const { name, on = shared.on, facts } of examples) {
        const read = parseFactSheet({ ...shared.facts, ...facts }, dictionary.vocabulary, dayFromText(on))
        if ('faults' in read) throw new Error(name)
        const expected = matchPolicy(compiled, dictionary, read.sheet, read.on)
        const given = givenBy(exported, dictionary, read.sheet, read.on)
        const verdict = program.decide(resultNames.verdict, given).value
        const amount =
          compiled.amount === undefined && compiled.components.length === 0
            ? null
            : program.decide(resultNames.amount, given).value
        const fen = isNumber(amount) ? amount.times(100).toNumber() : null
        expect([name, verdict, fen]).toEqual([name, verdictWords[expected.verdict].zh, expected.amount])
      }
    },
  )
})

describe('a DMN model in the words of the profile', () => {
  test.each([
    ['technology-sme', 5],
    ['innovative-sme', 9],
    ['credit-risk-compensation', 4],
    ['scale-up-award', 0],
  ])('the named values of %s come back and its examples still hold', (id, count) => {
    const compiled = policyVersion(city, id, undefined)
    const told = examplesIn(city).find(({ policy }) => policy === id)
    if (compiled === undefined || told === undefined) throw new Error(id)
    const { parameters, faults } = importModel(readModel(writeModel(dmnOf(city, compiled).model)), dictionary)
    const own = Object.keys(compiled.policy.parameters)
    expect(own.length).toBeGreaterThanOrEqual(count)
    expect(Object.keys(parameters)).toEqual(expect.arrayContaining(own))
    expect(faults.filter(({ path }) => own.includes(String(path[0])))).toEqual([])
    const back = Object.fromEntries(own.map((name) => [name, parameters[name]]))
    const again = compilePolicy(Policy.parse({ ...compiled.policy, parameters: back }), dictionary)
    if ('faults' in again)
      throw new Error(again.faults.map(({ code, path }) => `${code} ${path.join('.')}`).join())
    // DMN numbers carry no unit: what is short of a score is told without its 分.
    for (const example of told.examples) {
      const { gap: _, ...wanted } = example.expect
      expect(runExample(again, dictionary, told, { ...example, expect: wanted })).toEqual([])
    }
  })

  test('what the profile has no words for is told with its place, in both languages', () => {
    const model = tableModel({
      hitPolicy: 'RULE ORDER',
      aggregation: undefined,
      inputs: [{ label: undefined, expression: '参保人数', typeRef: 'number', values: undefined }],
      outputs: [
        { label: undefined, name: undefined, typeRef: undefined, values: undefined, defaultEntry: undefined },
      ],
      rules: [{ inputs: ['> 5'], outputs: ['1'] }],
    })
    const [decision] = model.decisions
    if (decision === undefined) throw new Error('no decision')
    const literal = (name: string, text: string) => ({
      ...decision,
      id: name,
      name,
      logic: { k: 'literal', typeRef: undefined, text } as const,
    })
    const { parameters, faults } = importModel(
      {
        ...model,
        decisions: [
          decision,
          literal('人均缴费', '上年失业保险实缴额 / 参保人数 >= 600'),
          literal('循环', 'for i in 1..3 return i'),
          literal('没有的名称', '不存在的事实 > 1'),
          literal('坏_名', '1'),
        ],
      },
      dictionary,
    )
    expect(parameters).toEqual({ 人均缴费: '(上年失业保险实缴额 / 参保人数) >= 600元' })
    expect(faults.map(({ code, path, expected }) => [path[0], code, expected])).toEqual([
      ['d', 'dmn-outside-profile', 'RULE ORDER'],
      ['循环', 'dmn-outside-profile', 'for'],
      ['没有的名称', 'dmn-outside-profile', '不存在的事实'],
      ['坏_名', 'dmn-name', 'letters and digits'],
    ])
    for (const { message, remedy } of faults) {
      expect(message.zh).toMatch(/\p{Script=Han}/u)
      expect(remedy.en).not.toMatch(/\p{Script=Han}/u)
    }
  })
})
