import { Temporal } from 'temporal-polyfill'
import { second } from './durations.ts'

/** Where a clock stands: a fixed distance from UTC, or a place of the IANA database. */
export type Zone =
  | { readonly k: 'offset'; readonly seconds: number }
  | { readonly k: 'region'; readonly id: string }

const offsetForm = /^([+-])(\d\d):(\d\d)(?::(\d\d))?$/
const regionForm = /^[A-Za-z][A-Za-z0-9_+-]{0,30}(?:\/[A-Za-z][A-Za-z0-9_+-]{0,30}){0,2}$/
/** the farthest clock from UTC, ISO 8601 and XML Schema */
export const mostOffsetHours = 14

const known = new Map<string, boolean>()

function isRegion(id: string): boolean {
  const answer = known.get(id)
  if (answer !== undefined) return answer
  let found = true
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(id)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    found = false
  }
  if (known.size < 2000) known.set(id, found)
  return found
}

export const offsetZone = (seconds: number): Zone | undefined =>
  Number.isInteger(seconds) && Math.abs(seconds) <= mostOffsetHours * 3600
    ? { k: 'offset', seconds }
    : undefined

/** Reads `Z`, `+08:00` or a place's name without its `@`. */
export function readZone(text: string): Zone | undefined {
  if (text === 'Z' || text === 'z') return { k: 'offset', seconds: 0 }
  const match = offsetForm.exec(text)
  if (match !== null) {
    const [, sign, hours, minutes, seconds = '0'] = match
    if (Number(minutes) > 59 || Number(seconds) > 59) return undefined
    const distance = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)
    return offsetZone(sign === '-' ? -distance : distance)
  }
  return regionForm.test(text) && isRegion(text) ? { k: 'region', id: text } : undefined
}

const cycle = 146_097n * 86_400n * second

/**
 * Seconds by which the zone's clock is ahead of UTC at that local time. Years outside the database repeat the calendar cycle
 * of 400 years nearest to it.
 */
export function offsetAt(zone: Zone, localNanoseconds: bigint): number {
  if (zone.k === 'offset') return zone.seconds
  const local = Temporal.Instant.fromEpochNanoseconds(nearby(localNanoseconds))
  return local.toZonedDateTimeISO('UTC').toPlainDateTime().toZonedDateTime(zone.id).offsetNanoseconds / 1e9
}

/** The same for an instant, counted from 1970-01-01T00:00Z. */
export function offsetAtInstant(zone: Zone, nanoseconds: bigint): number {
  if (zone.k === 'offset') return zone.seconds
  const instant = Temporal.Instant.fromEpochNanoseconds(nearby(nanoseconds))
  return instant.toZonedDateTimeISO(zone.id).offsetNanoseconds / 1e9
}

const nearby = (nanoseconds: bigint) =>
  nanoseconds > cycle || nanoseconds < -cycle ? nanoseconds % cycle : nanoseconds

const two = (value: number) => String(value).padStart(2, '0')

export function showZone(zone: Zone): string {
  if (zone.k === 'region') return `@${zone.id}`
  if (zone.seconds === 0) return 'Z'
  const size = Math.abs(zone.seconds)
  const seconds = size % 60
  return `${zone.seconds < 0 ? '-' : '+'}${two(Math.floor(size / 3600))}:${two(Math.floor(size / 60) % 60)}${seconds === 0 ? '' : `:${two(seconds)}`}`
}
