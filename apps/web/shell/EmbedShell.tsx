import { Outlet } from '@tanstack/react-router'
import { type MouseEvent, Suspense, useEffect, useRef } from 'react'
import { useMe } from '../client/hooks.ts'
import { ClockProvider } from '../kits/light/Clock.tsx'
import { Skeleton } from '../kits/light/Skeleton.tsx'
import css from './EmbedShell.module.css'

/** A page inside a page of somebody else: no shell, and it tells the host how tall it is so that nothing scrolls twice. */
export function EmbedShell() {
  const me = useMe()
  const place = useRef<HTMLElement>(null)
  useEffect(() => {
    const element = place.current
    if (!element || window.parent === window) return
    const tell = () => window.parent.postMessage({ yishang: 'height', height: element.scrollHeight }, '*')
    const watch = new ResizeObserver(tell)
    watch.observe(element)
    return () => watch.disconnect()
  }, [])
  return (
    <ClockProvider
      toldNow={me.data?.now ?? '1970-01-01T00:00:00.000Z'}
      offsetMinutes={me.data?.city.offsetMinutes ?? 0}
    >
      <main ref={place} className={css.embed} onClickCapture={leaveTheBox}>
        <Suspense fallback={<Skeleton lines={6} />}>
          <Outlet />
        </Suspense>
      </main>
    </ClockProvider>
  )
}

/** A link out of the box opens beside the host's page: our other pages refuse to be framed. */
function leaveTheBox(event: MouseEvent<HTMLElement>): void {
  const link = (event.target as Element).closest('a')
  if (!link) return
  event.preventDefault()
  event.stopPropagation()
  window.open(link.href, '_blank', 'noopener')
}
