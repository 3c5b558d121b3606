import type { KnownFact } from '#definitions/facts/known.ts'
import type { Definitions } from '#kernel/definition.ts'
import type { TimeLimit } from '#kernel/time-limit.ts'
import type { Day } from '#kernel/time.ts'
import { partsFor } from '../filing/form.ts'
import type { FastTrack } from '../tracks/item-tracks.ts'
import type { Answers, JudgedTrack, PartTerms } from '../model.ts'
import type { CasePlan, PlanNode } from '../filing/plan.ts'
import { recorded } from '../filing/plans.ts'
import { roughly } from './rough-limits.ts'
import { explainTrack } from '../tracks/tracks.ts'

/** What is fixed when a filing is lodged: business formats, districts' versions, fast tracks. */
export interface FixedTerms {
  /** of the parts that have any; undefined where none has */
  readonly terms?: Readonly<Record<string, PartTerms>> | undefined
  /** every track of every part, the one taken among them */
  readonly judged: readonly JudgedTrack[]
}

/** The tracks of one part in their order, each with its reasons; the first that is open is taken. */
export function judgeTracks(
  all: Definitions,
  node: PlanNode,
  facts: readonly KnownFact[],
  on: Day,
): { readonly track: FastTrack; readonly judged: JudgedTrack }[] {
  let taken = false
  return (node.base.fastTracks ?? []).map((track) => {
    const explanation = explainTrack(all, track, facts, on)
    const takes = !taken && explanation.verdict === 'eligible'
    taken ||= takes
    return { track, judged: { part: node.id, track: track.id, taken: takes, explanation } }
  })
}

export function termsAtFiling(
  all: Definitions,
  plan: CasePlan,
  answers: Answers,
  facts: readonly KnownFact[],
  on: Day,
): FixedTerms {
  const judged: JudgedTrack[] = []
  const terms = partsFor(plan, answers, on).flatMap((node) => {
    const tracks = judgeTracks(all, node, facts, on)
    judged.push(...tracks.map((one) => one.judged))
    const track = tracks.find((one) => one.judged.taken)?.track
    const of = { ...node.terms, track }
    const has = node.base.variants ?? of.local ?? node.base.fastTracks
    return has ? [[node.id, recorded(of)] as const] : []
  })
  return { terms: terms.length ? Object.fromEntries(terms) : undefined, judged }
}

/**
 * The promise of a filing: the theme's own, unless what its parts promise on the terms they are done on, one after the other where one
 * waits for another, is sooner over. Promises counted in different units are not added up.
 */
export function promiseFor(plan: CasePlan, parts: readonly PlanNode[]): TimeLimit {
  const whole = plan.theme.promise.limit
  const promised = ({ definition }: PlanNode) => definition.limits.promised.limit
  const better = parts.some((node) => roughly(promised(node)) < roughly(node.base.limits.promised.limit))
  const unit = parts[0] && promised(parts[0]).unit
  if (!better || unit === undefined || parts.some((node) => promised(node).unit !== unit)) return whole
  const ends = new Map<string, number>()
  for (const node of parts)
    ends.set(
      node.id,
      promised(node).count + Math.max(0, ...(node.after ?? []).map((before) => ends.get(before) ?? 0)),
    )
  const sum = { count: Math.max(...ends.values()), unit }
  return roughly(sum) < roughly(whole) ? sum : whole
}
