import type { TimeLimit } from '#kernel/time-limit.ts'

/** Days by which limits are compared; rough on purpose, it only has to catch a promise that breaks the law. */
const roughDays = {
  'office-minutes': 1 / 420,
  'working-days': 1,
  days: 5 / 7,
  months: 21,
  years: 250,
} as const

/** A limit in working days, roughly. */
export const roughly = (limit: TimeLimit): number => limit.count * roughDays[limit.unit]

/** The one that ends first. */
export const shorter = <T extends { readonly limit: TimeLimit }>(one: T, other: T | undefined): T =>
  other !== undefined && roughly(other.limit) < roughly(one.limit) ? other : one
