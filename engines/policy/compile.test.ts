import { expect, test } from 'vitest'
import { composition } from '#apps/composition.ts'
import { factKind } from '#definitions/facts/kind.ts'
import { dictionaryOf } from '#definitions/rules/dictionary.ts'
import { keptCity } from '#platform/testing/city.ts'
import { compilePolicy } from './compile.ts'
import { Policy } from './policy.ts'

const city = await keptCity(composition.defaultCity, composition.kinds)
const dictionary = dictionaryOf(city.list(factKind))
const policies = city.entries.flatMap(({ kind, value }) => (kind === 'policy' ? [Policy.parse(value)] : []))

test.each(policies.map((policy) => ({ id: `${policy.id} ${policy.version}`, policy })))(
  '$id means the same in whatever order its parameters are kept',
  ({ policy }) => {
    const hashOf = (one: Policy) => {
      const compiled = compilePolicy(one, dictionary)
      return 'faults' in compiled ? compiled.faults : compiled.ruleHash
    }
    const reversed = Object.fromEntries(Object.entries(policy.parameters).toReversed())
    expect(hashOf({ ...policy, parameters: reversed })).toBe(hashOf(policy))
  },
)
