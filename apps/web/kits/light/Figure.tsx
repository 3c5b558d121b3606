import type { Fen } from '#kernel/money.ts'
import type { Day, Instant } from '#kernel/time.ts'
import { useLanguage } from '../../i18n/i18n.ts'
import { useClock } from './Clock.tsx'
import { bigMoneyText, countText, dueText, momentText, moneyText } from './figures.ts'
import { dayText } from '#kernel/day-text.ts'

export function Money({ fen, big }: { fen: Fen; big?: boolean }) {
  const language = useLanguage()
  return <span className="figure">{big ? bigMoneyText(fen, language) : moneyText(fen, language)}</span>
}

export function Count({ of: count }: { of: number }) {
  return <span className="figure">{countText(count)}</span>
}

export function DateFigure({ day }: { day: Day }) {
  return <time dateTime={day}>{dayText(day, useLanguage())}</time>
}

export function MomentFigure({ at }: { at: Instant }) {
  const { offsetMinutes, today } = useClock()
  return <time dateTime={at}>{momentText(at, offsetMinutes, useLanguage(), today)}</time>
}

export function Due({ at, workingDaysLeft }: { at: Instant; workingDaysLeft?: number }) {
  const { now, offsetMinutes } = useClock()
  return <time dateTime={at}>{dueText(at, now, offsetMinutes, useLanguage(), workingDaysLeft)}</time>
}
