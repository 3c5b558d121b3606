import { Navigate, useRouterState } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Me } from '../client/contracts.ts'
import { useMe } from '../client/hooks.ts'

/** Shows a personal page to whoever is signed in, and sends everybody else to sign in and back. */
export function SignedIn({ children }: { children: (me: Me) => ReactNode }) {
  const me = useMe()
  const here = useRouterState({ select: (state) => state.location.href })
  if (!me.data) return null
  if (!me.data.signedIn) return <Navigate to="/sign-in" search={{ back: here }} replace />
  return <>{children(me.data)}</>
}
