import type { RulesOf } from '#kernel/engine.ts'
import { refuse } from '#kernel/refusal.ts'
import { collectedRules } from './collected/collected-rules.ts'
import type { credentialContract } from './contract.ts'
import { licenceTypeKind } from './definition.ts'
import { claimsOf, endOfValidity, issuedBy, numberOf, textIn } from './issuing.ts'
import { lifeRules } from './life/life-rules.ts'
import type { Bundle, Licence, LicenceEvent } from './model.ts'

type Rules = RulesOf<typeof credentialContract, Licence, LicenceEvent>

/** The case of a cause such as `<case>/<part>`. */
const matterOf = (cause: string): string | undefined => /^[0-9a-f-]{36}(?=\/)/.exec(cause)?.[0]

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
        issuedBy: issuedBy(department, facts.definitions),
        district: input.district,
        matter: matterOf(input.cause),
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
    : [
        {
          type: 'LicenceSigned',
          data: {
            ...signed,
            cause: licence.issued?.cause,
            number: licence.issued?.number,
            replaces: licence.issued?.replaces,
          },
        },
      ]

/** A bundle is the same when the same licences stand and lapse in it; a fresh signature alone is no event. */
const sameBundle = (a: Bundle, b: Bundle): boolean =>
  a.hash === b.hash &&
  a.standing === b.standing &&
  a.parts.length === b.parts.length &&
  a.parts.every((part, i) => part.licenceId === b.parts[i]?.licenceId && part.lapsed === b.parts[i]?.lapsed)

const sealBundle: Rules['sealBundle'] = (licence, { bundle }, facts) => {
  if (!licence.signed) return refuse('not-signed-yet')
  const type = facts.definitions.find(licenceTypeKind, licence.issued?.licenceType ?? '')
  if (!licence.issued || !(licence.issued.base || type?.joint)) return refuse('not-a-base-licence')
  if (licence.bundle && sameBundle(licence.bundle, bundle)) return []
  const { title, number, department } = licence.issued
  const before = licence.bundle && (licence.bundle.standing ?? 'whole')
  return [{ type: 'BundleSealed', data: { ...bundle, before, about: { title, number, department } } }]
}

export const credentialRules = {
  issue,
  recordSigned,
  sealBundle,
  ...lifeRules,
  ...collectedRules,
}
