import type { TimeLimit } from '#kernel/time-limit.ts'
import type { Span } from '../view-parts.ts'

type Words = (key: string, values?: Record<string, unknown>) => string

const minutesInHour = 60

/** A time limit in words: `0.5 个工作日`, `2 hours`. */
export function limitText(limit: TimeLimit, t: unknown): string {
  const words = t as Words
  const { count, unit } = limit
  const hours = count / minutesInHour
  const inHours = unit === 'office-minutes' && Number.isInteger(hours)
  const shown = inHours ? { count: hours, unit: 'hours' } : { count, unit }
  return words(`casework:screens.limit.${shown.count === 1 ? 'one.' : ''}${shown.unit}`, {
    count: shown.count,
  })
}

const single = { 'working-days': 'working-day', hours: 'hour' } as const

/** A length of office time in words: `3 个工作日`, `one office hour`. */
export const spanText = ({ count, unit }: Span, t: unknown): string =>
  (t as Words)(`casework:screens.span.${count === 1 ? single[unit] : unit}`, { count })
