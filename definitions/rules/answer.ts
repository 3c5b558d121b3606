import type { Truth } from '#kernel/explanation.ts'
import type { RuleNode } from './clause.ts'
import type { Gap } from './limit.ts'

/** A condition with its answer, before it is put into words. */
export interface Answered {
  readonly node: RuleNode
  readonly truth: Truth
  readonly gap?: Gap | undefined
  readonly children: readonly Answered[]
}

export const opposite: Record<Truth, Truth> = { true: 'false', false: 'true', unknown: 'unknown' }

/** Kleene: one deciding truth decides, whatever is unknown beside it. */
export function connect(kind: 'all' | 'any', truths: readonly Truth[]): Truth {
  const deciding = kind === 'all' ? 'false' : 'true'
  if (truths.includes(deciding)) return deciding
  return truths.includes('unknown') ? 'unknown' : opposite[deciding]
}

/**
 * Where one step mends the whole, its gap is the gap of the whole; of several ways the one with fewest steps, then the nearest.
 * `wanted` is the truth that helps the enterprise: true, but false below a `not`.
 */
export function gapOf(
  kind: 'all' | 'any' | 'not',
  truth: Truth,
  wanted: boolean,
  children: readonly Answered[],
): Gap | undefined {
  if (truth !== (wanted ? 'false' : 'true')) return undefined
  if (kind === 'not') return children[0]?.gap
  const failing = children.filter((child) => child.truth === truth)
  const needsAll = (kind === 'all') === wanted
  if (needsAll) return failing.length === 1 ? failing[0]?.gap : undefined
  const ways = failing.map((child) => ({
    gap: child.gap,
    steps: distance(child, wanted) ?? Number.POSITIVE_INFINITY,
    share: child.gap?.share ?? Number.POSITIVE_INFINITY,
  }))
  return ways.sort((a, b) => a.steps - b.steps || a.share - b.share)[0]?.gap
}

/** Least number of single tests that must change for a yes; undefined where an unknown stands in every way. */
export function distance(one: Answered, wanted = true): number | undefined {
  if (one.truth === (wanted ? 'true' : 'false')) return 0
  if (one.node.kind === 'test') return one.truth === 'unknown' ? undefined : 1
  const below = one.node.kind === 'not' ? !wanted : wanted
  const steps = one.children.map((child) => distance(child, below))
  if (one.node.kind === 'not') return steps[0]
  if ((one.node.kind === 'all') === wanted)
    return steps.includes(undefined) ? undefined : steps.reduce<number>((sum, step) => sum + (step ?? 0), 0)
  const known = steps.filter((step) => step !== undefined)
  return known.length === 0 ? undefined : Math.min(...known)
}
