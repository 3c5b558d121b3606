import type { Measure, Yardstick } from '../limit.ts'
import { type Cell, orderOf } from './step.ts'

/** Whether a failed test tells how far it was missed: whatever the values are, or depending on them. */
export const never = 0
export const always = 1
export const atTimes = 2

const kinds: ReadonlySet<string> = new Set(['money', 'ratio', 'number', 'date'])
const isMeasurable = ({ type: { kind }, relation }: Measure<number>) =>
  kinds.has(kind) && relation !== '!=' && (kind !== 'date' || relation !== '=')

/** `fixed` gives what stands at the places of limits that are the same for everybody. */
export function measuredBy(stick: Yardstick<number> | undefined, fixed: (place: number) => Cell): number {
  if (stick === undefined || stick.kind === 'list') return never
  if (stick.kind === 'one') return isMeasurable(stick.measure) ? always : never
  const { low, high, wanted } = stick
  if (!wanted || !isMeasurable(low) || !isMeasurable(high)) return never
  const [floor, ceiling] = [fixed(low.theirs), fixed(high.theirs)]
  // Whoever is outside of two limits that stand in their order misses the nearer one.
  return floor !== undefined && ceiling !== undefined && orderOf(floor, ceiling) < 0 ? always : atTimes
}
