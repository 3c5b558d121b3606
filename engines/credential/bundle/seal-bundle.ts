import type { Definitions } from '#kernel/definition.ts'
import { type Job, type JobContext, systemActor } from '#platform/engine.ts'
import { bundleHash, judgeBundle, type PartStatus, type StandingPart } from './bundle.ts'
import { compactLink } from '../signing/compact.ts'
import { licenceTypeKind } from '../definition.ts'
import type { Bundle, BundledPart, LicenceState, SignedLicence } from '../model.ts'
import { carries, verificationPage } from '../signing/sign.ts'
import { type LicenceRow, listLicencesOf, streamVersion } from '../store.ts'

type Signed = LicenceRow & { readonly signed: SignedLicence }
const isSigned = (licence: LicenceRow): licence is Signed => licence.signed !== null

const statusOf: Readonly<Record<LicenceState, PartStatus>> = {
  issued: 'valid',
  valid: 'valid',
  // The day decides whether it has expired; `judgeBundle` names that reason.
  expired: 'valid',
  suspended: 'suspended',
  cancelled: 'cancelled',
  revoked: 'invalid',
  replaced: 'invalid',
}

const partStatus = ({ state, joint }: Signed): PartStatus =>
  state === 'valid' && joint === 'halted' ? 'halted' : statusOf[state]

/** The parts of a licence, most important first, and which of them it cannot do without. */
interface Parts {
  readonly licences: readonly Signed[]
  readonly essential: ReadonlySet<string>
  /** it allows nothing beyond its parts */
  readonly nothingElse: boolean
}

/** One that ended is left out when a newer one of its type stands, and one that was replaced always: its successor is there. */
function currentOf(licences: readonly Signed[], today: string): readonly Signed[] {
  const ended = (licence: Signed) =>
    licence.state === 'revoked' ||
    licence.state === 'cancelled' ||
    (licence.validUntil !== undefined && licence.validUntil <= today)
  const succeeded = (licence: Signed) =>
    ended(licence) &&
    licences.some(
      (other) =>
        other.licenceType === licence.licenceType && !ended(other) && other.issuedAt >= licence.issuedAt,
    )
  return licences.filter((licence) => licence.state !== 'replaced' && !succeeded(licence))
}

const inOrder = (licences: readonly Signed[]) =>
  [...licences].sort((a, b) => a.rank - b.rank || (a.number < b.number ? -1 : 1))

/**
 * Behind the base licence stand all others. A joint licence is made of the types that its own type names: those of its case, and
 * where the party holds no other licence of the joint type, those that came otherwise.
 */
function partsOf(carrier: Signed, all: readonly Signed[], today: string, definitions: Definitions): Parts {
  const others = currentOf(
    all.filter(({ licenceId, base }) => licenceId !== carrier.licenceId && !base),
    today,
  )
  const joint = definitions.find(licenceTypeKind, carrier.licenceType)?.joint
  const essential = new Set(joint?.parts.filter((part) => part.essential).map(({ licence }) => licence))
  if (carrier.base) return { licences: inOrder(others), essential, nothingElse: false }
  const types = new Set(joint?.parts.map(({ licence }) => licence))
  const alone = !others.some(({ licenceType }) => licenceType === carrier.licenceType)
  const licences = others.filter(
    (one) => types.has(one.licenceType) && (alone || one.matter === carrier.matter),
  )
  return { licences: inOrder(licences), essential, nothingElse: true }
}

async function bundleOf(carrier: Signed, parts: Parts, context: JobContext): Promise<Bundle> {
  const { now, today, definitions } = context.moment()
  const signer = await context.keys.signer(now)
  const standingPart = (licence: Signed): StandingPart => ({
    id: licence.number,
    base: licence === carrier,
    essential: parts.essential.has(licence.licenceType),
    from: licence.validFrom,
    until: licence.validUntil,
    status: licence === carrier ? 'valid' : partStatus(licence),
  })
  const judged = judgeBundle([carrier, ...parts.licences].map(standingPart), today, parts.nothingElse)
  const lapsed = new Map(judged.lapsed.map(({ id, reason }) => [id, reason]))
  const standing = parts.licences.filter((permit) => !lapsed.has(permit.number))
  const hash = await bundleHash(
    [carrier, ...standing].map(({ number, signed }) => ({ id: number, hash: signed.hash })),
  )
  const link = await compactLink(
    {
      creditCode: carrier.creditCode ?? '',
      holderName: carrier.holderName,
      permits: standing.map((permit) => permit.number),
      statusIndex: carrier.signed.status.index,
      statusListId: carrier.signed.status.listId,
      bundleHash: hash,
      issuedAt: now,
    },
    signer,
    verificationPage(context.address()),
  )
  const named = parts.licences.map(
    (permit): BundledPart => ({
      licenceId: permit.licenceId,
      licenceType: permit.licenceType,
      number: permit.number,
      title: permit.title,
      hash: permit.signed.hash,
      from: permit.validFrom,
      until: permit.validUntil,
      lapsed: lapsed.get(permit.number),
      essential: parts.essential.has(permit.licenceType),
      without: definitions.find(licenceTypeKind, permit.licenceType)?.without,
    }),
  )
  const joint = { valid: 'whole', degraded: 'narrowed', halted: 'halted' } as const
  return {
    parts: named,
    hash,
    link,
    sealedAt: now,
    standing: joint[judged.status as keyof typeof joint] ?? 'whole',
  }
}

const attempts = 5

/**
 * Looks anew at what stands behind the codes of a party's joint licences and, after them, of its base licence, when another of its
 * licences was added or lapsed. Two changes at once may meet: whoever finds that the licence moved on looks again, so that no older
 * view is written over a newer one.
 */
export const sealBundle: Job = async (payload, context) => {
  const partyId = String(payload['partyId'])
  const cause = String(payload['cause'])
  const { definitions } = context.moment()
  const licences = await context.reading((trx) => listLicencesOf(trx, partyId))
  const bases = licences.filter((licence) => licence.base && licence.signed && licence.state !== 'replaced')
  const joints = licences.filter((licence) => !licence.base && carries(licence, definitions))
  for (const { licenceId } of [...joints, ...bases.slice(0, 1)])
    await sealInTurn(partyId, licenceId, cause, context)
}

async function sealInTurn(partyId: string, licenceId: string, cause: string, context: JobContext) {
  for (let attempt = 0; attempt < attempts; attempt++)
    if ((await sealOnce(partyId, licenceId, cause, context)) !== 'moved') return
  throw new Error(`the bundle of ${licenceId} moved on ${attempts} times`)
}

async function sealOnce(
  partyId: string,
  licenceId: string,
  cause: string,
  context: JobContext,
): Promise<'done' | 'moved'> {
  const { version, licences } = await context.reading(async (trx) => ({
    version: await streamVersion(trx, partyId, licenceId),
    licences: await listLicencesOf(trx, partyId),
  }))
  const signed = licences.filter(isSigned)
  const carrier = signed.find((licence) => licence.licenceId === licenceId)
  if (carrier?.state !== 'valid') return 'done'
  const { today, definitions } = context.moment()
  const parts = partsOf(carrier, signed, today, definitions)
  if (!parts.licences.length && !carrier.bundle) return 'done'
  const result = await context.execute({
    engine: 'credential',
    operation: 'sealBundle',
    input: { partyId, licenceId, bundle: await bundleOf(carrier, parts, context) },
    actor: systemActor('credential.bundle'),
    idempotencyKey: `bundle:${licenceId}:${cause}`,
    expectedVersion: version,
  })
  if (result.kind === 'written') return 'done'
  const { failure } = result
  if (failure.kind === 'conflict') return failure.code === 'version-moved' ? 'moved' : 'done'
  throw new Error(`the bundle of ${licenceId} was not recorded: ${failure.kind}`)
}
