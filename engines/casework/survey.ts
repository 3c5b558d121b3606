import { z } from 'zod'
import { Confidence, Law, Text } from '#definitions/city/text-schema.ts'
import type { WorkingCalendar } from '#kernel/calendar.ts'
import { type DefinitionKind, definitionKind } from '#kernel/definition.ts'
import { Slug } from '#kernel/ids.ts'
import { Day } from '#kernel/time.ts'
import { type Half, halves } from './slot.ts'

/** 联合踏勘: several authorities look at a place in one visit, in one half of a working day. */

const Places = z.number().int().min(0).max(200)

export const Survey = z.strictObject({
  id: Slug,
  title: Text,
  /** visits in each half of a working day, and in the whole day where its teams cannot fill both halves */
  capacity: z.strictObject({ morning: Places, afternoon: Places, day: Places.optional() }),
  /** first and last day on offer, in working days after today */
  offered: z
    .strictObject({ from: z.number().int().min(1).max(60), through: z.number().int().min(1).max(60) })
    .refine(({ from, through }) => from <= through, 'through is not before from'),
  legalBasis: Law,
  confidence: Confidence,
})
export type Survey = z.output<typeof Survey>

export const surveyKind: DefinitionKind<Survey> = definitionKind('survey', 'surveys/*.yaml', Survey, {
  mustBeUsed: true,
})

export const SlotInput = z.object({ day: Day, half: z.enum(halves) })

/** A place in a slot, given to one case. */
export interface TakenPlace {
  readonly half: Half
  readonly place: number
}

/** The working days on offer. They end where the published calendar ends; `provisional` then, for more will follow. */
export function daysOffered(
  { offered }: Survey,
  today: Day,
  calendar: WorkingCalendar,
): { days: Day[]; provisional: boolean } {
  const days: Day[] = []
  for (let n = offered.from; n <= offered.through; n++) {
    const counted = calendar.addWorkingDays(today, n)
    if (counted.provisional) return { days, provisional: true }
    days.push(counted.day)
  }
  return { days, provisional: false }
}

/** How many more visits fit into each half of a day. */
export function placesLeft(
  { capacity }: Survey,
  taken: readonly TakenPlace[],
): Readonly<Record<Half, number>> {
  const inDay = (capacity.day ?? capacity.morning + capacity.afternoon) - taken.length
  const left = (half: Half) =>
    Math.max(0, Math.min(inDay, capacity[half] - taken.filter((one) => one.half === half).length))
  return { morning: left('morning'), afternoon: left('afternoon') }
}

/** The lowest place of a half that nobody has; undefined where the half or its day is full. */
export function freePlace(survey: Survey, half: Half, taken: readonly TakenPlace[]): number | undefined {
  if (placesLeft(survey, taken)[half] === 0) return undefined
  const given = new Set(taken.filter((one) => one.half === half).map(({ place }) => place))
  for (let place = 1; ; place++) if (!given.has(place)) return place
}
