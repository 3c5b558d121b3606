import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { checkCity } from '#definitions/city/check-city.ts'
import { departmentKind } from '#definitions/city/kinds.ts'
import { factKind } from '#definitions/facts/kind.ts'
import { dictionaryOf } from '#definitions/rules/dictionary.ts'
import type { Definitions } from '#kernel/definition.ts'
import { readCityFiles } from '#platform/city-files.ts'
import { compilePolicy } from './compile.ts'
import { policyKind } from './definition.ts'
import { type Examples, examplesKind } from './examples.ts'
import { policyKinds } from './kinds.ts'
import { proposeExamples } from './proposals.ts'
import { policyPublishing } from './publishing.ts'

const files = await readCityFiles(fileURLToPath(new URL('../../cities/guangzhou', import.meta.url)))
const wanted = /^(departments\.yaml|facts\/|policies\/job-stabilisation-refund\/)/
const { city } = checkCity(new Map([...files].filter(([file]) => wanted.test(file))), [
  departmentKind,
  factKind,
  ...policyKinds,
])
const policy = city.get(policyKind, 'job-stabilisation-refund')
const examples = city.get(examplesKind, policy.id)
const dictionary = dictionaryOf(city.list(factKind))

/** The city with other examples for this policy. */
const having = (told: Examples | undefined): Definitions => ({
  ...city,
  list: (kind) => city.list(kind),
  get: (kind, id, version) => city.get(kind, id, version),
  find: (kind, id, version) =>
    kind.name === examplesKind.name
      ? ((told ?? undefined) as ReturnType<typeof city.find<never>>)
      : city.find(kind, id, version),
})
const lacks = (told: Examples | undefined) => policyPublishing.lacks?.(policy, having(told)) ?? []

describe('a policy is proven by examples', () => {
  test('that are there', () => {
    expect(lacks(undefined).map(({ code }) => code)).toEqual(['examples-missing'])
  })

  test('such as those the city keeps', () => expect(lacks(examples)).toEqual([]))

  test('that look at every limit from below, at it and from above', () => {
    const [first] = examples.examples.filter(({ expect: { verdict } }) => verdict === '符合')
    if (!first) throw new Error('no example qualifies')
    const one = lacks({ ...examples, examples: [first] })
    expect(new Set(one.map(({ code }) => code))).toEqual(new Set(['limit-unseen']))
    expect(one.map(({ expected }) => expected)).toContainEqual(expect.stringMatching(/12 months.*: below$/))

    const compiled = compilePolicy(policy, dictionary)
    if ('faults' in compiled) throw new Error('does not compile')
    const all = proposeExamples(compiled, dictionary, { ...examples, examples: [first] }, 500)
    const whole = { ...examples, examples: [first, ...all] }
    expect(lacks(whole)).toEqual([])
    // Each one that stands on a side alone is missed when it is taken away.
    const below = all.find(({ at, name }) => at?.side === 'below' && name.includes('12 months'))
    expect(lacks({ ...whole, examples: whole.examples.filter((example) => example !== below) })).toHaveLength(
      1,
    )
  })
})
