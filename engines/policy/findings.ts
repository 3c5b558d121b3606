import { analyse, type Finding } from '#definitions/rules/analysis/analyse.ts'
import type { Dictionary } from '#definitions/rules/dictionary.ts'
import type { Complaint } from '#kernel/definition.ts'
import type { CompiledPolicy } from './compile.ts'

/** What is proven about a policy over the days it is in force. */
export const analysePolicy = (
  { policy, appliesTo, conditions, parameters, components, facts }: CompiledPolicy,
  dictionary: Dictionary,
): Finding[] =>
  analyse({
    dictionary,
    parameters,
    appliesTo,
    conditions,
    facts,
    parts: components.flatMap(({ when, text }, i) =>
      when === undefined ? [] : [{ when, text, path: ['gives', 'components', i, 'when'] }],
    ),
    days: { from: policy.inForce.from, until: policy.inForce.until },
  })

/** The findings that want mending, for the check of a definition: errors that are proven, and warnings. */
export const findingsIn = (compiled: CompiledPolicy, dictionary: Dictionary): Complaint[] =>
  analysePolicy(compiled, dictionary).flatMap(({ weight, code, path, expected, message, remedy }) =>
    weight === 'note' ? [] : [{ weight, code, path, expected, message, remedy }],
  )
