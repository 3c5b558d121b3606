import type { Match } from './mine.tsx'

export const groups = ['gets', 'nearly', 'unknown', 'not'] as const
export type Group = (typeof groups)[number]

/** Where a verdict is shown. A near miss is shown before plain noes: it is what an enterprise can do something about. */
export function groupOf(match: Pick<Match, 'verdict' | 'nearMiss' | 'promisable' | 'higher'>): Group {
  if (match.higher) return 'not'
  if (match.verdict === 'eligible' || match.promisable) return 'gets'
  if (match.nearMiss) return 'nearly'
  return match.verdict === 'unknown' ? 'unknown' : 'not'
}
