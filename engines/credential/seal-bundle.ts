import { type Job, type JobContext, systemActor } from '#platform/engine.ts'
import { bundleHash, judgeBundle, type StandingPart } from './bundle.ts'
import { compactLink } from './compact.ts'
import type { Bundle, LicenceState, SignedLicence } from './model.ts'
import { verificationPage } from './sign.ts'
import { type LicenceRow, listLicencesOf, streamVersion } from './store.ts'

type Signed = LicenceRow & { readonly signed: SignedLicence }
const isSigned = (licence: LicenceRow): licence is Signed => licence.signed !== null

const statusOf: Readonly<Record<LicenceState, StandingPart['status']>> = {
  issued: 'valid',
  valid: 'valid',
  // The day decides whether it has expired; `judgeBundle` names that reason.
  expired: 'valid',
  suspended: 'suspended',
  revoked: 'invalid',
}

const standingPart = (licence: Signed): StandingPart => ({
  id: licence.number,
  base: licence.base,
  from: licence.validFrom,
  until: licence.validUntil,
  status: statusOf[licence.state],
})

/** Permits in the order of their rank. One that ended is left out when a newer one of its type stands. */
function permitsOf(licences: readonly Signed[], today: string): readonly Signed[] {
  const ended = (licence: Signed) =>
    licence.state === 'revoked' || (licence.validUntil !== undefined && licence.validUntil <= today)
  const replaced = (licence: Signed) =>
    ended(licence) &&
    licences.some(
      (other) =>
        other.licenceType === licence.licenceType && !ended(other) && other.issuedAt >= licence.issuedAt,
    )
  return licences
    .filter((licence) => !licence.base && !replaced(licence))
    .sort((a, b) => a.rank - b.rank || (a.number < b.number ? -1 : 1))
}

async function bundleOf(base: Signed, permits: readonly Signed[], context: JobContext): Promise<Bundle> {
  const { now, today } = context.moment()
  const signer = await context.keys.signer(now)
  const judged = judgeBundle([base, ...permits].map(standingPart), today)
  const lapsed = new Map(judged.lapsed.map(({ id, reason }) => [id, reason]))
  const standing = permits.filter((permit) => !lapsed.has(permit.number))
  const hash = await bundleHash(
    [base, ...standing].map(({ number, signed }) => ({ id: number, hash: signed.hash })),
  )
  const link = await compactLink(
    {
      creditCode: base.creditCode ?? '',
      holderName: base.holderName,
      permits: standing.map((permit) => permit.number),
      statusIndex: base.signed.status.index,
      statusListId: base.signed.status.listId,
      bundleHash: hash,
      issuedAt: now,
    },
    signer,
    verificationPage(context.address()),
  )
  const parts = permits.map((permit) => ({
    licenceId: permit.licenceId,
    licenceType: permit.licenceType,
    number: permit.number,
    title: permit.title,
    hash: permit.signed.hash,
    from: permit.validFrom,
    until: permit.validUntil,
    lapsed: lapsed.get(permit.number),
  }))
  return { parts, hash, link, sealedAt: now }
}

const attempts = 5

/**
 * Signs the code of the base licence again when one of the party's other licences was added or lapsed. Two changes at once
 * may meet: whoever finds that the base moved on looks again, so that no older view is written over a newer one.
 */
export const sealBundle: Job = async (payload, context) => {
  const partyId = String(payload['partyId'])
  const cause = String(payload['cause'])
  for (let attempt = 0; attempt < attempts; attempt++) {
    const outcome = await sealOnce(partyId, cause, context)
    if (outcome !== 'moved') return
  }
  throw new Error(`the bundle of ${partyId} moved on ${attempts} times`)
}

async function sealOnce(partyId: string, cause: string, context: JobContext): Promise<'done' | 'moved'> {
  const found = await context.reading(async (trx) => {
    const base = (await listLicencesOf(trx, partyId)).find((licence) => licence.base && licence.signed)
    if (!base) return undefined
    const version = await streamVersion(trx, partyId, base.licenceId)
    return { baseId: base.licenceId, version, licences: await listLicencesOf(trx, partyId) }
  })
  const signed = found?.licences.filter(isSigned) ?? []
  const base = signed.find((licence) => licence.licenceId === found?.baseId)
  if (!found || base?.state !== 'valid') return 'done'
  const permits = permitsOf(signed, context.moment().today)
  if (!permits.length && !base.bundle) return 'done'
  const result = await context.execute({
    engine: 'credential',
    operation: 'sealBundle',
    input: {
      partyId,
      licenceId: base.licenceId,
      bundle: await bundleOf(base, permits, context),
    },
    actor: systemActor('credential.bundle'),
    idempotencyKey: `bundle:${base.licenceId}:${cause}`,
    expectedVersion: found.version,
  })
  if (result.kind === 'written') return 'done'
  const { failure } = result
  if (failure.kind === 'conflict') return failure.code === 'version-moved' ? 'moved' : 'done'
  throw new Error(`the bundle of ${partyId} was not recorded: ${failure.kind}`)
}
