import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import type { Day, Instant } from '#kernel/time.ts'
import { dayOf, instantFrom, msOf } from '#kernel/time.ts'

/** The city's clock as the server told it, going on by itself; in the demonstration it can be days ahead of the wall. */
export interface CityClock {
  readonly now: Instant
  readonly today: Day
  readonly offsetMinutes: number
}

const everyMs = 15_000
const ClockContext = createContext<CityClock>({ now: instantFrom(0), today: '1970-01-01', offsetMinutes: 0 })

export const useClock = (): CityClock => useContext(ClockContext)

export function ClockProvider({
  toldNow,
  offsetMinutes,
  children,
}: {
  toldNow: Instant
  offsetMinutes: number
  children: ReactNode
}) {
  const told = useMemo(() => ({ city: msOf(toldNow), here: performance.now() }), [toldNow])
  const [passed, setPassed] = useState(0)
  useEffect(() => {
    setPassed(0)
    const timer = setInterval(() => setPassed(performance.now() - told.here), everyMs)
    return () => clearInterval(timer)
  }, [told])
  const clock = useMemo(() => {
    const now = instantFrom(told.city + passed)
    return { now, today: dayOf(now, offsetMinutes), offsetMinutes }
  }, [told, passed, offsetMinutes])
  return <ClockContext value={clock}>{children}</ClockContext>
}
