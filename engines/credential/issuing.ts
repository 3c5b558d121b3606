import { cityKind, departmentKind } from '#definitions/city/kinds.ts'
import type { Definitions } from '#kernel/definition.ts'
import type { Facts } from '#kernel/engine.ts'
import type { Bilingual } from '#kernel/text.ts'
import { addDays, addMonths, type Day } from '#kernel/time.ts'
import { type ClaimValue, claimValue } from './claim-values.ts'
import type { Claim, LicenceType, Validity } from './definition.ts'
import { composeLicenceNumber, localLicenceNumber, parseLicenceNumber } from './licence-number.ts'

/** The first day on which a licence of this validity no longer stands. */
export function endOfValidity({ count, unit }: Validity, from: Day): Day {
  if (unit === 'days') return addDays(from, count)
  return addMonths(from, unit === 'years' ? count * 12 : count)
}

/** Who stands under a licence. */
export const issuedBy = (department: string, definitions: Definitions): Bilingual =>
  definitions.find(departmentKind, department)?.title ?? { zh: department, en: department }

/** By the national standard where both codes are known, else by the city's own scheme. */
export function numberOf(type: LicenceType, department: string, facts: Facts<unknown>): string {
  const serial = facts.streamId.replaceAll('-', '').slice(0, 12).toUpperCase()
  const issuer = facts.definitions.find(departmentKind, department)?.code
  if (!type.typeCode || !issuer)
    return localLicenceNumber(facts.definitions.list(cityKind)[0]?.code ?? '', facts.today, serial)
  const day = facts.today.replaceAll('-', '')
  return composeLicenceNumber({
    type: type.typeCode.code,
    issuer,
    serial: day + serial,
    version: '001',
  })
}

type Values = Readonly<Record<string, unknown>>

export const textIn = (values: Values, id: string | undefined): string | undefined => {
  const value = id === undefined ? undefined : values[id]
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
}

function firstOf<T>(ids: readonly string[], find: (id: string) => T | undefined): T | undefined {
  for (const id of ids) {
    const found = find(id)
    if (found !== undefined) return found
  }
  return undefined
}

export function claimsOf(claims: readonly Claim[], values: Values, facts: Facts<unknown>) {
  const said = claims.flatMap((claim) => {
    const value = firstOf(claim.from, (id) => claimValue(id, values[id], facts.definitions))
    return value === undefined ? [] : [[claim, value] as const]
  })
  const of = (shown: Claim['shown']): Record<string, ClaimValue> =>
    Object.fromEntries(said.filter(([claim]) => claim.shown === shown).map(([{ id }, value]) => [id, value]))
  const known = new Set(said.map(([claim]) => claim.id))
  return {
    open: of('open'),
    disclosable: of('choice'),
    missing: claims.find((claim) => claim.required && !known.has(claim.id)),
  }
}

/** A new version keeps the identifier of the standard with the next version number; the city's own scheme numbers it anew. */
export function nextNumber(
  before: string,
  type: LicenceType,
  department: string,
  facts: Facts<unknown>,
): string {
  const known = parseLicenceNumber(before)
  const issuer = facts.definitions.find(departmentKind, department)?.code
  if ('fault' in known || known.type !== type.typeCode?.code || known.issuer !== issuer)
    return numberOf(type, department, facts)
  const version = (Number.parseInt(known.version, 36) + 1).toString(36).toUpperCase().padStart(3, '0')
  return composeLicenceNumber({ ...known, version })
}
