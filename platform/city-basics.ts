import type { RoleRights } from '#kernel/actor.ts'
import type { WorkingCalendar } from '#kernel/calendar.ts'
import type { Definitions } from '#kernel/definition.ts'
import type { SignatureAlgorithm } from '#kernel/signature.ts'
import type { Bilingual } from '#kernel/text.ts'
import { cityCalendar } from '#definitions/city/city-calendar.ts'
import { cityKind, roleKind } from '#definitions/city/kinds.ts'

/** What the platform itself must know of a city; the rest is the engines' business. */
export interface CityBasics {
  readonly id: string
  readonly title: Bilingual
  readonly sample: boolean
  readonly offsetMinutes: number
  readonly calendar: WorkingCalendar
  readonly signature: SignatureAlgorithm
  readonly rights: ReadonlyMap<string, RoleRights>
}

export function cityBasics(definitions: Definitions): CityBasics {
  const [profile] = definitions.list(cityKind)
  if (!profile) throw new Error('no city is loaded: run `yishang city apply <directory>`')
  return {
    id: profile.id,
    title: profile.title,
    sample: profile.sample ?? false,
    offsetMinutes: profile.utcOffsetMinutes,
    signature: profile.signature ?? 'ES256',
    calendar: cityCalendar(definitions),
    rights: new Map(definitions.list(roleKind).map((role) => [role.id, role])),
  }
}
