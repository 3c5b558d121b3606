import { Navigate, useRouterState } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import type { Me } from '../client/contracts.ts'
import { useMe } from '../client/hooks.ts'

/**
 * Shows a personal page to whoever is signed in, and sends everybody else to sign in and back: to where they were last while they
 * were known, for on the way to the door the address is already that of the door.
 */
export function SignedIn({ children }: { children: (me: Me) => ReactNode }) {
  const me = useMe()
  const here = useRouterState({ select: (state) => state.location.href })
  const [back, setBack] = useState(here)
  if (me.data?.signedIn && back !== here) setBack(here)
  if (!me.data) return null
  if (!me.data.signedIn) return <Navigate to="/sign-in" search={{ back }} replace />
  return <>{children(me.data)}</>
}
