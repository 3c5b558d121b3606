import type { City } from '#definitions/city/city.ts'
import { type ExportedPolicy, exportPolicy } from '#definitions/dmn/profile/export-policy.ts'
import { factKind } from '#definitions/facts/kind.ts'
import { dictionaryOf } from '#definitions/rules/dictionary.ts'
import type { CompiledPolicy } from '#engines/policy/compile.ts'
import { ruleOf } from '#engines/policy/rule-of.ts'

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
