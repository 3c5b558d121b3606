import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { departmentKind } from '#definitions/city/kinds.ts'
import { factKind } from '#definitions/facts/kind.ts'
import { dictionaryOf } from '#definitions/rules/dictionary.ts'
import { loadCity } from '#platform/city-files.ts'
import { compilePolicy } from './compile.ts'
import { policyKinds } from './kinds.ts'
import { Policy } from './policy.ts'

const folder = fileURLToPath(new URL('../../cities/guangzhou', import.meta.url))
const { city } = await loadCity(folder, [departmentKind, factKind, ...policyKinds])
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
