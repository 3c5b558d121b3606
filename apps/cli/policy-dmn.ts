import type { City } from '#definitions/city/city.ts'
import { type ExportedPolicy, exportPolicy } from '#definitions/dmn/profile/export-policy.ts'
import { factKind } from '#definitions/facts/kind.ts'
import { dictionaryOf } from '#definitions/rules/dictionary.ts'
import type { CompiledPolicy } from '#engines/policy/compile.ts'
import { ruleOf } from '#engines/policy/rule-of.ts'
import { type Day, within } from '#kernel/time.ts'
import { policiesOf } from './match.ts'

/** The version of a policy in force on a day; without a day, the newest. */
export const policyVersion = (
  city: City,
  policyId: string,
  on: Day | undefined,
): CompiledPolicy | undefined =>
  policiesOf(city)
    .filter(({ policy }) => policy.id === policyId && (on === undefined || within(policy.inForce, on)))
    .sort((a, b) => b.policy.version - a.policy.version)[0]

/** A policy as a DMN model, with what each of its names stands for. */
export const dmnOf = (city: City, compiled: CompiledPolicy): ExportedPolicy =>
  exportPolicy({
    ...ruleOf(compiled),
    id: compiled.policy.id,
    version: compiled.policy.version,
    title: compiled.policy.title,
    dictionary: dictionaryOf(city.list(factKind)),
    otherwise: compiled.otherwise,
  })
