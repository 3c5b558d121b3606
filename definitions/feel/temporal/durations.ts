/** A period of calendar months. */
export class YearsMonths {
  constructor(readonly months: bigint) {}
}

/** A period of exact length, in nanoseconds. */
export class DaysTime {
  constructor(readonly nanoseconds: bigint) {}
}

export const second = 1_000_000_000n
export const minute = 60n * second
export const hour = 60n * minute
export const day = 24n * hour

/** Longest period: the distance between the first and the last date, which fits every difference of two dates. */
const mostMonths = 2_000_000_000n * 12n
const mostNanoseconds = 2_000_000_000n * 366n * day
const size = (value: bigint) => (value < 0n ? -value : value)

export const yearsMonths = (months: bigint): YearsMonths | undefined =>
  size(months) <= mostMonths ? new YearsMonths(months) : undefined
export const daysTime = (nanoseconds: bigint): DaysTime | undefined =>
  size(nanoseconds) <= mostNanoseconds ? new DaysTime(nanoseconds) : undefined

const form =
  /^(-?)P(?:(\d{1,20})Y)?(?:(\d{1,20})M)?(?:(\d{1,20})D)?(T(?:(\d{1,20})H)?(?:(\d{1,20})M)?(?:(\d{1,20})(?:\.(\d{0,20}))?S)?)?$/

/** Reads an ISO 8601 duration, either of years and months or of days and time. */
export function readDuration(text: string): YearsMonths | DaysTime | undefined {
  const match = form.exec(text)
  if (match === null) return undefined
  const [, sign, years, months, days, time, hours, minutes, seconds, fraction] = match
  const signed = (value: bigint) => (sign === '-' ? -value : value)
  const whole = (digits: string | undefined) => BigInt(digits ?? 0)
  const calendar = years !== undefined || months !== undefined
  const clock = hours !== undefined || minutes !== undefined || seconds !== undefined
  if ((time !== undefined && !clock) || (!calendar && days === undefined && !clock)) return undefined
  if (calendar)
    return days === undefined && !clock ? yearsMonths(signed(whole(years) * 12n + whole(months))) : undefined
  const nanoseconds = BigInt((fraction ?? '').padEnd(9, '0').slice(0, 9))
  return daysTime(
    signed(
      whole(days) * day +
        whole(hours) * hour +
        whole(minutes) * minute +
        whole(seconds) * second +
        nanoseconds,
    ),
  )
}

const part = (value: bigint, letter: string) => (value === 0n ? '' : `${value}${letter}`)

export function showYearsMonths(value: YearsMonths): string {
  const months = size(value.months)
  if (months === 0n) return 'P0M'
  return `${value.months < 0n ? '-' : ''}P${part(months / 12n, 'Y')}${part(months % 12n, 'M')}`
}

export function showDaysTime(value: DaysTime): string {
  const all = size(value.nanoseconds)
  if (all === 0n) return 'PT0S'
  const rest = all % minute
  const fraction = (rest % second).toString().padStart(9, '0').replace(/0+$/, '')
  const seconds = rest === 0n ? '' : fraction === '' ? `${rest / second}S` : `${rest / second}.${fraction}S`
  const clock = `${part((all % day) / hour, 'H')}${part((all % hour) / minute, 'M')}${seconds}`
  return `${value.nanoseconds < 0n ? '-' : ''}P${part(all / day, 'D')}${clock === '' ? '' : `T${clock}`}`
}
