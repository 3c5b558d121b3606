import type { Me } from '../client/contracts.ts'

export interface Place {
  readonly to: string
  /** key of the word in the app's messages */
  readonly word: string
}

/** Whether an account works for an office: it reaches beyond its own enterprises. */
export const isOfficer = (me: Me | undefined): boolean =>
  me?.signedIn === true && me.roles.some((role) => role.role !== 'founder' && role.role !== 'enterprise')

const publicPlaces: readonly Place[] = [
  { to: '/', word: 'place.home' },
  { to: '/guides', word: 'place.guides' },
  { to: '/policies', word: 'place.policies' },
  { to: '/verify', word: 'place.verify' },
  { to: '/board', word: 'place.board' },
]

/** The places to go, by who is looking: an enterprise's own space comes first once there is one. */
export function navigation(me: Me | undefined): readonly Place[] {
  const own: Place[] = me?.signedIn && !isOfficer(me) ? [{ to: '/space', word: 'place.space' }] : []
  return [...publicPlaces.slice(0, 1), ...own, ...publicPlaces.slice(1)]
}
