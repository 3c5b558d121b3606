import { Outlet, useRouterState } from '@tanstack/react-router'
import { Suspense, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useMe } from '../client/hooks.ts'
import { useLive } from '../client/live.ts'
import { problemFrom } from '../client/problem.ts'
import { ClockProvider } from '../kits/light/Clock.tsx'
import { ProblemNotice } from '../kits/light/Loaded.tsx'
import { Skeleton } from '../kits/light/Skeleton.tsx'
import { ToastProvider } from '../kits/light/Toast.tsx'
import { DemoBar } from './DemoBar.tsx'
import { Footer } from './Footer.tsx'
import { Header } from './Header.tsx'
import { SessionDialog } from './SessionDialog.tsx'
import css from './Shell.module.css'

/** The public and enterprise shell: who speaks, where one is, the page, whom to ask. */
export function Shell() {
  const { t } = useTranslation()
  const me = useMe()
  useLive(me.data)
  useFocusOnArrival()
  const inside = (
    <Suspense fallback={<Waiting />}>
      <Outlet />
    </Suspense>
  )
  return (
    <ClockProvider
      toldNow={me.data?.now ?? '1970-01-01T00:00:00.000Z'}
      offsetMinutes={me.data?.city.offsetMinutes ?? 0}
    >
      <ToastProvider>
        <a href="#main" className={css.skip}>
          {t('shell.skip')}
        </a>
        {me.data?.demo && <DemoBar me={me.data} />}
        <Header me={me.data} />
        <main id="main" className={css.main} tabIndex={-1}>
          {me.data ? (
            inside
          ) : me.error ? (
            <div className={css.away}>
              <ProblemNotice problem={problemFrom(me.error)} retry={() => void me.refetch()} />
            </div>
          ) : (
            <Waiting />
          )}
        </main>
        <Footer me={me.data} />
        <SessionDialog />
      </ToastProvider>
    </ClockProvider>
  )
}

function Waiting() {
  return (
    <div className={css.away}>
      <Skeleton lines={6} />
    </div>
  )
}

/** After going to another page the heading has the focus, as a new document would; the first page is left alone. */
function useFocusOnArrival(): void {
  const path = useRouterState({ select: (state) => state.resolvedLocation?.pathname })
  const before = useRef(path)
  useEffect(() => {
    if (path === before.current) return
    const first = before.current === undefined
    before.current = path
    if (!first) document.querySelector<HTMLElement>('[data-page-heading]')?.focus({ preventScroll: true })
  }, [path])
}
