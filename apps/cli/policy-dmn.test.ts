import { describe, expect, test } from 'vitest'
import { composition } from '#apps/composition.ts'
import { resultNames } from '#definitions/dmn/profile/export-policy.ts'
import { givenBy } from '#definitions/dmn/profile/given.ts'
import { DmnProgram } from '#definitions/dmn/program.ts'
import { readModel } from '#definitions/dmn/read.ts'
import { writeModel } from '#definitions/dmn/write.ts'
import { isNumber } from '#definitions/feel/values.ts'
import { factKind } from '#definitions/facts/kind.ts'
import { parseFactSheet } from '#definitions/facts/sheet.ts'
import { dayFromText } from '#definitions/facts/values.ts'
import { dictionaryOf } from '#definitions/rules/dictionary.ts'
import { examplesKind } from '#engines/policy/examples.ts'
import { matchPolicy } from '#engines/policy/match.ts'
import { verdictWords } from './match.ts'
import { policyCity } from './commands/match.ts'
import { dmnOf, policyVersion } from './policy-dmn.ts'

const city = await policyCity(composition.defaultCity)
const dictionary = dictionaryOf(city.list(factKind))

describe('a policy as a DMN model', () => {
  test.each(city.list(examplesKind).map((one) => [`${one.policy} v${one.version}`, one] as const))(
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
