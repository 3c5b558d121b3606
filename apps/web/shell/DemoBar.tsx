import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addDays, instantAt, instantFrom, msOf, weekday } from '#kernel/time.ts'
import type { Me } from '../client/contracts.ts'
import { useService, useServiceAct } from '../client/hooks.ts'
import { useLanguage } from '../i18n/i18n.ts'
import { Button } from '../kits/light/Button.tsx'
import { useClock } from '../kits/light/Clock.tsx'
import { ErrorSummary } from '../kits/light/ErrorSummary.tsx'
import { momentText } from '../kits/light/figures.ts'
import { classes } from '../kits/light/classes.ts'
import css from './DemoBar.module.css'
import { hasWorkbench } from './workbench.ts'

const weekdayWords = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const

/** The demonstration's own strip: another seat in the house, and a clock that moves forward. */
export function DemoBar({ me }: { me: Me }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { now, today, offsetMinutes } = useClock()
  const [open, setOpen] = useState(false)
  return (
    <aside className={classes(css.bar, 'no-print')} aria-label={t('demo.label')}>
      <div className={css.line}>
        <p>
          <strong>{t('demo.label')}</strong>
          <span className={css.fact}>{me.signedIn ? me.name : t('demo.visitor')}</span>
          <span className={css.fact}>
            <time dateTime={now}>{momentText(now, offsetMinutes, language)}</time>{' '}
            {t(`weekday.${weekdayWords[weekday(today)] ?? 'mon'}`)}
          </span>
        </p>
        <button type="button" aria-expanded={open} className={css.toggle} onClick={() => setOpen(!open)}>
          {t(open ? 'demo.hide' : 'demo.show')}
        </button>
      </div>
      {open && (
        <div className={css.panel}>
          <Seats me={me} />
          <ClockAdvance />
        </div>
      )}
    </aside>
  )
}

function Seats({ me }: { me: Me }) {
  const { t } = useTranslation()
  const accounts = useService('demoAccounts', {})
  const assume = useServiceAct('assumeAccount')
  const navigate = useNavigate()
  const seats = accounts.data?.items ?? []
  const change = async (login: string) => {
    const seat = seats.find((s) => s.login === login)
    if (!(await assume.run({ login })) || !seat) return
    const enterprise = seat.role === 'founder' || seat.role === 'enterprise'
    await navigate({ to: enterprise ? '/space' : hasWorkbench ? '/workbench/$' : '/' })
  }
  return (
    <div className={css.part}>
      <p className={css.title}>{t('demo.seats')}</p>
      <div className={css.seats}>
        {seats.map((seat) => (
          <button
            key={seat.login}
            type="button"
            className={css.seat}
            aria-pressed={seat.name === me.name}
            onClick={() => void change(seat.login)}
          >
            {seat.name}
            <span>{t(`role.${seat.role}`, { defaultValue: '' })}</span>
          </button>
        ))}
      </div>
      <ErrorSummary problem={assume.problem} />
    </div>
  )
}

const hourMs = 3_600_000

function ClockAdvance() {
  const { t } = useTranslation()
  const { now, today, offsetMinutes } = useClock()
  const advance = useServiceAct('advanceClock')
  const steps = [
    { id: 'hour', to: instantFrom(msOf(now) + hourMs) },
    { id: 'day', to: instantAt(addDays(today, 1), '09:00', offsetMinutes) },
    { id: 'week', to: instantAt(addDays(today, 7), '09:00', offsetMinutes) },
    { id: 'month', to: instantAt(addDays(today, 30), '09:00', offsetMinutes) },
  ]
  return (
    <div className={css.part}>
      <p className={css.title}>{t('demo.clock')}</p>
      <div className={css.seats}>
        {steps.map((step) => (
          <Button key={step.id} pending={advance.pending} onClick={() => void advance.run({ to: step.to })}>
            {t(`demo.advance.${step.id}`)}
          </Button>
        ))}
      </div>
      <ErrorSummary problem={advance.problem} />
    </div>
  )
}
