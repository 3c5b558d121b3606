import { randomBytes, randomInt } from 'node:crypto'
import { cityKind } from '#definitions/city/kinds.ts'
import type { Definitions } from '#kernel/definition.ts'
import { instantAt } from '#kernel/time.ts'
import { type Job, type JobContext, systemActor } from '#platform/engine.ts'
import { bundleHash, credentialHash } from '../bundle/bundle.ts'
import { compactLink } from './compact.ts'
import { licenceTypeKind } from '../definition.ts'
import type { SignedLicence } from '../model.ts'
import { type Claims, issueLicence, vctOf } from './sd-jwt.ts'
import { claimPlace } from '../status/status-store.ts'
import { getLicence, type LicenceRow } from '../store.ts'

/** The page that verifies what stands behind its `#`. */
export const verificationPage = (address: string): string => `${address}/verify`

const given = (claims: Readonly<Record<string, string | undefined>>): Claims =>
  Object.fromEntries(
    Object.entries(claims).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )

/** What every licence of ours says openly, beside what its type opens. */
export const openClaims = (licence: LicenceRow): Claims => ({
  ...given({
    number: licence.number,
    title: licence.title.zh,
    issuer: licence.issuedBy.zh,
    holderName: licence.holderName,
    creditCode: licence.creditCode,
    validFrom: licence.validFrom,
    validUntil: licence.validUntil,
  }),
  ...licence.open,
})

/** Whether other licences stand behind this one's code. */
export const carries = (licence: LicenceRow, definitions: Definitions): boolean =>
  licence.base || definitions.find(licenceTypeKind, licence.licenceType)?.joint !== undefined

async function signed(licence: LicenceRow, context: JobContext): Promise<SignedLicence> {
  const { now, calendar, definitions } = context.moment()
  const address = context.address()
  const signer = await context.keys.signer(now)
  const status = await context.claiming((trx) => claimPlace(trx, licence.licenceId, address, now, randomInt))
  const midnight = (day: string) => instantAt(day, '00:00', calendar.offsetMinutes)
  const city = definitions.list(cityKind)[0]?.id ?? 'city'
  const text = await issueLicence(
    {
      vct: vctOf(licence.licenceType),
      issuer: `urn:yishang:${city}:${licence.department}`,
      issuedAt: now,
      validFrom: midnight(licence.validFrom),
      validUntil: licence.validUntil && midnight(licence.validUntil),
      open: openClaims(licence),
      disclosable: licence.disclosable,
      status: { index: status.index, uri: status.uri },
    },
    signer,
    randomBytes,
  )
  const hash = await credentialHash(text)
  const link = await compactLink(
    {
      creditCode: licence.creditCode ?? '',
      holderName: licence.holderName,
      permits: carries(licence, definitions) ? 'elsewhere' : [],
      statusIndex: status.index,
      statusListId: status.listId,
      bundleHash: await bundleHash([{ id: licence.number, hash }]),
      issuedAt: now,
    },
    signer,
    verificationPage(address),
  )
  return { text, hash, keyId: signer.keyId, status, link }
}

/**
 * Signs an issued licence once. The place in the status list is taken before, and belongs to the licence from then on: a job
 * that was killed finds it again. Of two that sign at the same time the first recorded counts.
 */
export const signLicence: Job = async (payload, context) => {
  const partyId = String(payload['partyId'])
  const licenceId = String(payload['licenceId'])
  const licence = await context.reading((trx) => getLicence(trx, partyId, licenceId))
  if (licence.signed) return
  const result = await context.execute({
    engine: 'credential',
    operation: 'recordSigned',
    input: { partyId, licenceId, signed: await signed(licence, context) },
    actor: systemActor('credential.sign'),
    idempotencyKey: `signed:${licenceId}`,
  })
  if (result.kind === 'written') return
  const { failure } = result
  const signedMeanwhile = failure.kind === 'refusal' || failure.kind === 'conflict'
  if (!signedMeanwhile) throw new Error(`licence ${licenceId} was not recorded: ${failure.kind}`)
}
