import type { Definitions } from '#kernel/definition.ts'
import type { Facts, RulesOf } from '#kernel/engine.ts'
import { refuse, type Refusal } from '#kernel/refusal.ts'
import type { Day } from '#kernel/time.ts'
import type { ClaimValue } from '../claim-values.ts'
import { type LicenceType, licenceTypeKind } from '../definition.ts'
import { claimsOf, endOfValidity, issuedBy, nextNumber } from '../issuing.ts'
import type { lifeContract } from './life-contract.ts'
import type {
  About,
  IssuedLicence,
  Licence,
  LicenceEvent,
  LicenceOrderEvent,
  PartyLicence,
  Replaces,
  Successor,
} from '../model.ts'

type Rules = RulesOf<typeof lifeContract, Licence, LicenceEvent>

const aboutOf = ({ issued }: Licence): About | undefined =>
  issued && { title: issued.title, number: issued.number, department: issued.department }

/** What was revoked, cancelled or replaced never comes back. */
function goneForGood({ state }: Licence): Refusal | undefined {
  if (state === 'revoked') return refuse('licence-revoked')
  if (state === 'cancelled') return refuse('licence-cancelled')
  return state === 'replaced' ? refuse('licence-replaced') : undefined
}

const ended = (licence: Licence): Refusal | undefined =>
  licence.signed ? goneForGood(licence) : refuse('not-signed-yet')

/** A new version is made of a licence that stands, one at a time. */
function notStanding(licence: Licence): Refusal | undefined {
  const no = ended(licence)
  if (no) return no
  if (licence.state === 'expired') return refuse('licence-expired')
  if (licence.state === 'suspended') return refuse('licence-suspended')
  return licence.changing ? refuse('change-under-way') : undefined
}

const suspend: Rules['suspend'] = (licence, { reason, legalBasis }) => {
  const no = ended(licence)
  if (no) return no
  if (licence.state === 'expired') return refuse('licence-expired')
  if (licence.state === 'suspended') return refuse('already-suspended')
  return [{ type: 'LicenceSuspended', data: { reason, legalBasis, about: aboutOf(licence) } }]
}

const reinstate: Rules['reinstate'] = (licence, { reason, legalBasis }) => {
  const no = ended(licence)
  if (no) return no
  if (licence.state === 'expired') return refuse('licence-expired')
  if (licence.state !== 'suspended') return refuse('not-suspended')
  return [{ type: 'LicenceReinstated', data: { reason, legalBasis, about: aboutOf(licence) } }]
}

const revoke: Rules['revoke'] = (licence, { reason, legalBasis }) =>
  ended(licence) ?? [{ type: 'LicenceRevoked', data: { reason, legalBasis, about: aboutOf(licence) } }]

/** 注销 (行政许可法 art. 70): also of a licence that has run out or is suspended. */
const cancel: Rules['cancel'] = (licence, { reason, legalBasis }) =>
  ended(licence) ?? [{ type: 'LicenceCancelled', data: { reason, legalBasis, about: aboutOf(licence) } }]

const supersede: Rules['supersede'] = (licence, { by, how }) =>
  goneForGood(licence) ?? [{ type: 'LicenceReplaced', data: { by, how, about: aboutOf(licence) } }]

const expire: Rules['expire'] = (licence, _, { today }) => {
  const no = goneForGood(licence)
  if (no) return no
  const until = licence.issued?.validUntil
  if (until === undefined || today < until) return refuse('not-expired-yet', { until: until ?? '' })
  return licence.state === 'expired'
    ? []
    : [{ type: 'LicenceExpired', data: { on: until, about: aboutOf(licence) } }]
}

type Content = Pick<Successor, 'open' | 'disclosable' | 'holderName' | 'creditCode'>

/** The new version of a licence: what it says is given, all else it keeps. It begins today, so that nobody is without one. */
const successorOf = (
  old: IssuedLicence,
  replaces: Replaces,
  content: Content,
  more: { today: Day; validUntil: Day | undefined; cause: string },
): Successor => ({
  licenceType: old.licenceType,
  replaces,
  matter: old.matter,
  department: old.department,
  district: old.district,
  validFrom: more.today,
  validUntil: more.validUntil,
  cause: more.cause,
  ...content,
})

/** A renewed licence runs its type's time from the end of the old one (行政许可法 art. 50), not from the day of renewal. */
function renewedUntil(type: LicenceType, old: IssuedLicence, today: Day): Day | undefined {
  if (!type.validity || old.validUntil === undefined) return undefined
  return endOfValidity(type.validity, old.validUntil > today ? old.validUntil : today)
}

/** A new version follows the type as it is now; of a type that is no more, as it was. */
const typeOf = ({ licenceType, typeVersion }: IssuedLicence, definitions: Definitions): LicenceType =>
  definitions.find(licenceTypeKind, licenceType) ?? definitions.get(licenceTypeKind, licenceType, typeVersion)

const renew: Rules['renew'] = (licence, input, facts) => {
  const no = notStanding(licence)
  if (no) return no
  const { issued: old } = licence as { issued: IssuedLicence }
  const type = typeOf(old, facts.definitions)
  const validUntil = input.validUntil ?? renewedUntil(type, old, facts.today)
  if (old.validUntil === undefined || validUntil === undefined) return refuse('no-end-to-renew')
  if (validUntil <= old.validUntil)
    return refuse('ends-before-it-begins', { validFrom: old.validUntil, validUntil }, ['validUntil'])
  const { reason, legalBasis } = input
  const replaces = {
    licenceId: facts.streamId,
    number: old.number,
    how: 'renewed',
    reason,
    legalBasis,
  } as const
  const cause = `renewed:${facts.streamId}`
  const successor = successorOf(old, replaces, contentOf(old), { today: facts.today, validUntil, cause })
  return [{ type: 'SuccessorOrdered', data: { successor } }]
}

const contentOf = ({ open, disclosable, holderName, creditCode }: IssuedLicence): Content => ({
  open: plainClaims(open),
  disclosable: plainClaims(disclosable),
  holderName,
  creditCode,
})
const plainClaims = (claims: Readonly<Record<string, ClaimValue>>): Successor['open'] =>
  Object.fromEntries(
    Object.entries(claims).map(([name, value]) => [name, typeof value === 'object' ? [...value] : value]),
  )

/** The claims with some changed: `undefined` and empty text take a claim away. */
function changedClaims(type: LicenceType, old: IssuedLicence, changes: Readonly<Record<string, ClaimValue>>) {
  const side = (shown: 'open' | 'choice', claims: IssuedLicence['open']) => {
    const names = new Set(type.claims.filter((claim) => claim.shown === shown).map(({ id }) => id))
    const changed = Object.entries(changes).filter(([name]) => names.has(name))
    const all: [string, ClaimValue][] = [...Object.entries(claims), ...changed]
    return plainClaims(
      Object.fromEntries(Object.entries(Object.fromEntries(all)).filter(([, v]) => v !== '')),
    )
  }
  return { open: side('open', old.open), disclosable: side('choice', old.disclosable) }
}

const amend: Rules['amend'] = (licence, input, facts) => {
  const no = notStanding(licence)
  if (no) return no
  const { issued: old } = licence as { issued: IssuedLicence }
  const type = typeOf(old, facts.definitions)
  const fault = claimFault(type, input.claims)
  if (fault) return fault
  const before = { ...old.open, ...old.disclosable }
  const changes = Object.fromEntries(
    Object.entries(input.claims).filter(([name, value]) => String(before[name] ?? '') !== value),
  )
  const holderName = input.holderName ?? old.holderName
  if (Object.keys(changes).length === 0 && holderName === old.holderName) return refuse('nothing-changes')
  const { reason, legalBasis } = input
  const replaces = {
    licenceId: facts.streamId,
    number: old.number,
    how: 'amended',
    reason,
    legalBasis,
  } as const
  const content = { ...contentOf(old), ...changedClaims(type, old, changes), holderName }
  const more = { today: facts.today, validUntil: old.validUntil, cause: `amended:${facts.streamId}` }
  return [{ type: 'SuccessorOrdered', data: { successor: successorOf(old, replaces, content, more) } }]
}

function claimFault(type: LicenceType, claims: Readonly<Record<string, string>>): Refusal | undefined {
  for (const [name, value] of Object.entries(claims)) {
    const claim = type.claims.find(({ id }) => id === name)
    if (!claim)
      return refuse(
        'claim-not-of-type',
        { claim: name, known: type.claims.map(({ id, title }) => `${title.zh}(${id})`).join('、') },
        ['claims', name],
      )
    if (claim.required && value === '')
      return refuse('claim-required', { claim: claim.title.zh }, ['claims', name])
  }
  return undefined
}

type OrderRule = (
  state: unknown,
  input: Parameters<Rules['orderChange']>[1],
  facts: Facts<{ licences: readonly PartyLicence[] }>,
) => readonly LicenceOrderEvent[] | Refusal

const standsOrWill = ({ state }: PartyLicence) => state === 'valid' || state === 'issued'
const cancellable = ({ state }: PartyLicence) =>
  state === 'valid' || state === 'suspended' || state === 'expired'

/**
 * What a decided case does to the party's licence of a type: to the newest that stands. With the base licence all go, for their holder
 * is gone (行政许可法 art. 70(3)).
 */
const orderChange: OrderRule = (_, input, facts) => {
  const { how, licenceType, cause, reason, legalBasis } = input
  const type = facts.definitions.find(licenceTypeKind, licenceType)
  if (!type) return refuse('licence-type-unknown', { licenceType }, ['licenceType'])
  const { licences } = facts.needs
  const none = () => refuse('no-licence-to-change', { licenceType: type.title.zh }, ['licenceType'])
  if (how === 'cancelled') {
    const gone = licences.filter((one) => cancellable(one) && (type.base || one.licenceType === licenceType))
    if (!gone.length) return none()
    const licenceIds = gone.map(({ licenceId }) => licenceId)
    return [{ type: 'CancellationOrdered', data: { licenceIds, reason, legalBasis } }]
  }
  const old = licences.find((one) => standsOrWill(one) && one.licenceType === licenceType)
  if (!old) return none()
  const validUntil = how === 'renewed' ? renewedUntil(type, old, facts.today) : old.validUntil
  if (how === 'renewed' && validUntil === undefined) return refuse('no-end-to-renew')
  const said = claimsOf(type.claims, input.values, facts)
  const content = {
    ...contentOf(old),
    ...changedClaims(type, old, { ...said.open, ...said.disclosable }),
  }
  const replaces = { licenceId: old.licenceId, number: old.number, how, reason, legalBasis }
  const successor = successorOf(old, replaces, content, { today: facts.today, validUntil, cause })
  return [{ type: 'SuccessorOrdered', data: { successor } }]
}

const issueSuccessor: Rules['issueSuccessor'] = (_, { successor }, facts) => {
  const type = facts.definitions.find(licenceTypeKind, successor.licenceType)
  if (!type) return refuse('licence-type-unknown', { licenceType: successor.licenceType })
  const number = nextNumber(successor.replaces.number, type, successor.department, facts)
  return [
    {
      type: 'LicenceIssued',
      data: {
        ...successor,
        typeVersion: type.version,
        title: type.title,
        base: type.base ?? false,
        rank: type.rank,
        number,
        issuedBy: issuedBy(successor.department, facts.definitions),
        issuedAt: facts.now,
      },
    },
  ]
}

export const lifeRules = {
  suspend,
  reinstate,
  revoke,
  cancel,
  renew,
  amend,
  orderChange,
  issueSuccessor,
  supersede,
  expire,
}
