import { cityKind, departmentKind } from '#definitions/city/kinds.ts'
import type { Facts, RulesOf } from '#kernel/engine.ts'
import { refuse } from '#kernel/refusal.ts'
import { addDays, addMonths, type Day } from '#kernel/time.ts'
import { type ClaimValue, claimValue } from './claim-values.ts'
import type { credentialContract } from './contract.ts'
import { type Claim, type LicenceType, licenceTypeKind, type Validity } from './definition.ts'
import { composeLicenceNumber, localLicenceNumber } from './licence-number.ts'
import type { Bundle, Licence, LicenceEvent } from './model.ts'

type Rules = RulesOf<typeof credentialContract, Licence, LicenceEvent>

/** The first day on which a licence of this validity no longer stands. */
export function endOfValidity({ count, unit }: Validity, from: Day): Day {
  if (unit === 'days') return addDays(from, count)
  return addMonths(from, unit === 'years' ? count * 12 : count)
}

/** By the national standard where both codes are known, else by the city's own scheme. */
function numberOf(type: LicenceType, department: string, facts: Facts<unknown>): string {
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

const textIn = (values: Values, id: string | undefined): string | undefined => {
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

function claimsOf(claims: readonly Claim[], values: Values, facts: Facts<unknown>) {
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

const issue: Rules['issue'] = (_, input, facts) => {
  const type = facts.definitions.find(licenceTypeKind, input.licenceType)
  if (!type) return refuse('licence-type-unknown', { licenceType: input.licenceType }, ['licenceType'])
  const { party } = facts.needs
  const holderName = textIn(input.values, type.holder.name) ?? input.holderName ?? party?.name
  if (!holderName) return refuse('holder-unnamed', {}, ['holderName'])
  const { open, disclosable, missing } = claimsOf(type.claims, input.values, facts)
  if (missing)
    return refuse('claim-missing', { claim: missing.title.zh, from: missing.from.join(', ') }, ['values'])
  const validFrom = input.validFrom ?? facts.today
  const validUntil = input.validUntil ?? (type.validity && endOfValidity(type.validity, validFrom))
  if (validUntil !== undefined && validUntil <= validFrom)
    return refuse('ends-before-it-begins', { validFrom, validUntil }, ['validUntil'])
  const department = input.department ?? type.department
  return [
    {
      type: 'LicenceIssued',
      data: {
        licenceType: type.id,
        typeVersion: type.version,
        title: type.title,
        base: type.base ?? false,
        rank: type.rank,
        cause: input.cause,
        number: numberOf(type, department, facts),
        holderName,
        creditCode: textIn(input.values, type.holder.creditCode) ?? party?.creditCode ?? undefined,
        open,
        disclosable,
        department,
        issuedBy: facts.definitions.find(departmentKind, department)?.title ?? {
          zh: department,
          en: department,
        },
        district: input.district,
        issuedAt: facts.now,
        validFrom,
        validUntil,
      },
    },
  ]
}

const recordSigned: Rules['recordSigned'] = (licence, { signed }) =>
  licence.signed
    ? refuse('already-signed')
    : [{ type: 'LicenceSigned', data: { ...signed, cause: licence.issued?.cause } }]

/** A bundle is the same when the same licences stand and lapse in it; a fresh signature alone is no event. */
const sameBundle = (a: Bundle, b: Bundle): boolean =>
  a.hash === b.hash &&
  a.parts.length === b.parts.length &&
  a.parts.every((part, i) => part.licenceId === b.parts[i]?.licenceId && part.lapsed === b.parts[i]?.lapsed)

const sealBundle: Rules['sealBundle'] = (licence, { bundle }) => {
  if (!licence.signed) return refuse('not-signed-yet')
  if (!licence.issued?.base) return refuse('not-a-base-licence')
  return licence.bundle && sameBundle(licence.bundle, bundle) ? [] : [{ type: 'BundleSealed', data: bundle }]
}

const suspend: Rules['suspend'] = ({ state, signed }, { reason, legalBasis }) => {
  if (!signed) return refuse('not-signed-yet')
  if (state === 'revoked') return refuse('licence-revoked')
  if (state === 'expired') return refuse('licence-expired')
  if (state === 'suspended') return refuse('already-suspended')
  return [{ type: 'LicenceSuspended', data: { reason, legalBasis } }]
}

const reinstate: Rules['reinstate'] = ({ state }, { reason, legalBasis }) => {
  if (state === 'revoked') return refuse('licence-revoked')
  if (state === 'expired') return refuse('licence-expired')
  if (state !== 'suspended') return refuse('not-suspended')
  return [{ type: 'LicenceReinstated', data: { reason, legalBasis } }]
}

const revoke: Rules['revoke'] = ({ state, signed }, { reason, legalBasis }) => {
  if (!signed) return refuse('not-signed-yet')
  if (state === 'revoked') return refuse('licence-revoked')
  return [{ type: 'LicenceRevoked', data: { reason, legalBasis } }]
}

const expire: Rules['expire'] = ({ state, issued }, _, { today }) => {
  if (state === 'revoked') return refuse('licence-revoked')
  const until = issued?.validUntil
  if (until === undefined || today < until) return refuse('not-expired-yet', { until: until ?? '' })
  return state === 'expired' ? [] : [{ type: 'LicenceExpired', data: { on: until } }]
}

export const credentialRules: Rules = {
  issue,
  recordSigned,
  sealBundle,
  suspend,
  reinstate,
  revoke,
  expire,
}
