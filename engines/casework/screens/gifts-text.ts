import type { Bilingual } from '#kernel/text.ts'
import type { TrackGifts } from '../tracks/track-views.ts'
import { limitText } from './limit-text.ts'

type Words = (key: string, values?: Record<string, unknown>) => string

/** What a fast track gives, one phrase each. */
export function giftTexts(gifts: TrackGifts, t: unknown, text: (words: Bilingual) => string): string[] {
  const words = t as Words
  const comma = words('casework:screens.comma')
  return [
    ...(gifts.promise
      ? [words('casework:screens.terms.sooner', { limit: limitText(gifts.promise, t) })]
      : []),
    ...(gifts.mayFollow.length
      ? [words('casework:screens.terms.mayFollow', { materials: gifts.mayFollow.map(text).join(comma) })]
      : []),
    ...(gifts.first ? [words('casework:screens.terms.first')] : []),
    ...(gifts.withoutVisits ? [words('casework:screens.terms.withoutVisits')] : []),
  ]
}
