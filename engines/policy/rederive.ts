import type { KnownParty } from '#definitions/facts/known.ts'
import type { Definitions } from '#kernel/definition.ts'
import type { Day, Instant } from '#kernel/time.ts'
import { assess, compiledFor } from './assess.ts'
import { policyKind } from './definition.ts'
import type { Candidate, PolicyVersion } from './model.ts'

interface RunThen {
  readonly policyId: string
  readonly policyVersion: number
  readonly asOf: Day
  readonly period: string
  readonly snapshotAt: Instant
  readonly ruleHash: string
  readonly rivals?: readonly PolicyVersion[] | null | undefined
}

/**
 * Judges a candidate once more as it was judged then: the policy version of the run, its day, and the facts known at its snapshot. What
 * was corrected or published since plays no part. Whether the benefit had been granted before is taken from the record.
 */
export function rederive(
  definitions: Definitions,
  run: RunThen,
  recorded: Pick<Candidate, 'verdict' | 'exclusion' | 'amountFen'>,
  party: KnownParty,
) {
  const rule = {
    ...compiledFor(definitions, definitions.get(policyKind, run.policyId, run.policyVersion)),
    rivals: (run.rivals ?? []).map(
      ({ policyId, version }) =>
        compiledFor(definitions, definitions.get(policyKind, policyId, version)).compiled,
    ),
  }
  const had =
    recorded.exclusion === 'already-granted' || recorded.exclusion === 'group-granted'
      ? recorded.exclusion
      : false
  const answer = assess(rule, run, party, had)
  const derived = 'candidate' in answer ? answer.candidate : undefined
  const { ruleHash } = rule.compiled
  const amountFen = derived?.amountFen ?? 0
  return {
    asOf: run.asOf,
    knownAt: run.snapshotAt,
    policyVersion: run.policyVersion,
    recorded: { ruleHash: run.ruleHash, verdict: recorded.verdict, amountFen: recorded.amountFen },
    derived: { ruleHash, verdict: derived?.verdict, amountFen },
    same:
      ruleHash === run.ruleHash && derived?.verdict === recorded.verdict && amountFen === recorded.amountFen,
    explanation: derived?.explanation,
  }
}
