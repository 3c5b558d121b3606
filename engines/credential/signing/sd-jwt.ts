import { SDJwtVcInstance, type SdJwtVcPayload } from '@sd-jwt/sd-jwt-vc'
import type { Instant } from '#kernel/time.ts'
import { fromBase64url, sha256, toBase64url, utf8 } from '#kernel/bytes.ts'
import { disclosuresCovered } from './disclosures.ts'
import { isEpochSeconds, jsonObjectIn, type JsonObject } from './jws.ts'
import {
  type KeyFault,
  type KeyRecord,
  keyFor,
  type PublicJwk,
  type Signer,
  verifierFrom,
} from '#kernel/signature.ts'
import { isReservedClaim } from './sd-jwt-names.ts'
import { askStatus, type LicenceStatus, type StatusAge, type StatusFault } from '../status/status-list.ts'

/** Licences as SD-JWT VC: RFC 9901 with the credential type of draft-ietf-oauth-sd-jwt-vc. */
export const licenceTyp = 'dc+sd-jwt'

/** The credential type of a licence type, such as `urn:yishang:licence:business-licence`. */
export const vctOf = (licenceType: string): string => `urn:yishang:licence:${licenceType}`

export type Claims = Readonly<Record<string, string | number | boolean | readonly string[]>>

export interface Licence {
  /** see `vctOf` */
  readonly vct: string
  /** the issuing authority, a URI */
  readonly issuer: string
  readonly issuedAt: Instant
  readonly validFrom: Instant
  /** absent = without end */
  readonly validUntil?: Instant | undefined
  /** what whoever receives the licence always sees */
  readonly open: Claims
  /** what the holder may show or keep back, claim by claim */
  readonly disclosable: Claims
  readonly status: { readonly index: number; readonly uri: string }
  /** binds the licence to a key that the holder has to prove */
  readonly holderKey?: PublicJwk | undefined
}

/** `length` bytes of randomness; salts must not be guessable (RFC 9901 9.3). */
export type RandomBytes = (length: number) => Uint8Array

const seconds = (instant: Instant) => Math.floor(Date.parse(instant) / 1000)

const hasher = (data: string | ArrayBuffer, algorithm: string) => {
  if (algorithm !== 'sha-256') throw new RangeError(`hash ${algorithm} is not in use here`)
  return sha256(typeof data === 'string' ? utf8(data) : new Uint8Array(data))
}

function assertClaimNames(licence: Licence): void {
  const names = [...Object.keys(licence.open), ...Object.keys(licence.disclosable)]
  for (const name of names)
    if (isReservedClaim(name) || names.indexOf(name) !== names.lastIndexOf(name))
      throw new RangeError(`claim ${name} is reserved or given twice`)
}

/** The licence as signed text, all disclosures attached. Throws RangeError for reserved or doubled claim names. */
export async function issueLicence(licence: Licence, signer: Signer, random: RandomBytes): Promise<string> {
  assertClaimNames(licence)
  const instance = new SDJwtVcInstance({
    signer: async (data) => toBase64url(await signer.sign(utf8(data))),
    signAlg: signer.algorithm,
    hasher,
    hashAlg: 'sha-256',
    saltGenerator: () => toBase64url(random(16)),
  })
  const payload: SdJwtVcPayload = {
    vct: licence.vct,
    iss: licence.issuer,
    iat: seconds(licence.issuedAt),
    nbf: seconds(licence.validFrom),
    status: { status_list: { idx: licence.status.index, uri: licence.status.uri } },
    ...(licence.validUntil ? { exp: seconds(licence.validUntil) } : {}),
    ...(licence.holderKey ? { cnf: { jwk: { ...licence.holderKey } } } : {}),
    ...licence.open,
    ...licence.disclosable,
  }
  // The library types frames by literal claim names; ours are a city's data.
  const frame = { _sd: Object.keys(licence.disclosable) } as unknown as Parameters<typeof instance.issue>[1]
  return instance.issue(payload, frame, { header: { kid: signer.keyId } })
}

export interface KeyBinding {
  readonly signer: Signer
  /** who the presentation is for, and the number that they asked to be signed */
  readonly audience: string
  readonly nonce: string
  readonly at: Instant
}

/** The licence with only the named claims disclosed, proved to be in the holder's hand where a binding is given. */
export async function presentLicence(
  licence: string,
  disclose: readonly string[],
  binding?: KeyBinding,
): Promise<string> {
  const instance = new SDJwtVcInstance({
    hasher,
    ...(binding
      ? {
          kbSigner: async (data: string) => toBase64url(await binding.signer.sign(utf8(data))),
          kbSignAlg: binding.signer.algorithm,
        }
      : {}),
  })
  const frame = Object.fromEntries(disclose.map((name) => [name, true]))
  if (!binding) return instance.present(licence, frame)
  const payload = { iat: seconds(binding.at), aud: binding.audience, nonce: binding.nonce }
  return instance.present(licence, frame, { kb: { payload } })
}

export type LicenceReason =
  | 'malformed'
  | 'signature-invalid'
  | 'disclosure-not-signed'
  | 'expired'
  | 'not-yet-valid'
  | 'holder-proof-missing'
  | 'holder-proof-invalid'
  | 'licence-invalid'
  | 'licence-suspended'
  | 'licence-replaced'
  | 'licence-cancelled'
  | 'licence-halted'
  | KeyFault
  | StatusFault

export interface LicenceAnswer {
  readonly ok: boolean
  readonly claims?: JsonObject | undefined
  readonly status?: LicenceStatus | undefined
  readonly statusAge?: StatusAge | undefined
  readonly reasons: readonly LicenceReason[]
}

export interface LicenceCheck {
  readonly keys: readonly KeyRecord[]
  /** the Status List Token fetched from the licence's `status.status_list.uri`; see `statusUriOf` */
  readonly statusToken: string | undefined
  readonly now: Instant
  /** what the verifier asked the holder to sign; absent when holding the paper is enough */
  readonly holder?: { readonly audience: string; readonly nonce: string } | undefined
}

const no = (...reasons: LicenceReason[]): LicenceAnswer => ({ ok: false, reasons })
const jwtParts = (licence: string) => licence.split('~', 1)[0]?.split('.') ?? []

/** Where the status list of a licence is published, unverified: for fetching it only. */
export function statusUriOf(licence: string): string | undefined {
  const status = jsonObjectIn(jwtParts(licence)[1])?.status as { status_list?: { uri?: unknown } } | undefined
  return typeof status?.status_list?.uri === 'string' ? status.status_list.uri : undefined
}

async function verifyHolder(keyBinding: string, signature: string, cnf: unknown): Promise<boolean> {
  const jwk = (cnf as { jwk?: PublicJwk } | undefined)?.jwk
  const bytes = fromBase64url(signature)
  if (!jwk || !bytes) return false
  const verifier = await verifierFrom({ keyId: 'holder', publicJwk: jwk })
  return verifier.verify(utf8(keyBinding), bytes)
}

/** The claims of a presentation whose signature, disclosures and holder proof hold; dates and status not yet judged. */
async function openLicence(
  presentation: string,
  key: KeyRecord,
  holder: LicenceCheck['holder'],
  now: Instant,
): Promise<JsonObject | LicenceReason> {
  const verifier = await verifierFrom(key)
  const instance = new SDJwtVcInstance({
    hasher,
    verifier: async (data, signature) => {
      const bytes = fromBase64url(signature)
      return bytes !== undefined && verifier.verify(utf8(data), bytes)
    },
    kbVerifier: (data, signature, payload) => verifyHolder(data, signature, payload.cnf),
    // Status and dates are judged below, with reasons; the library would fetch over the network and throw.
    statusListFetcher: () => Promise.reject(new Error('status is judged elsewhere')),
  })
  const signed = await instance.validate(presentation, { currentDate: seconds(now), skewSeconds: 1e12 }).then(
    (result) => result.payload as JsonObject,
    () => undefined,
  )
  if (!signed) return 'signature-invalid'
  if (!holder) return signed
  if (presentation.endsWith('~')) return 'holder-proof-missing'
  return (await provesHolder(instance, presentation, holder, now)) ? signed : 'holder-proof-invalid'
}

/** A holder's proof is taken for ten minutes: time to scan, not time to pass it on. */
const holderProofSeconds = 600

async function provesHolder(
  instance: SDJwtVcInstance,
  presentation: string,
  holder: NonNullable<LicenceCheck['holder']>,
  now: Instant,
): Promise<boolean> {
  const proof = jsonObjectIn(presentation.slice(presentation.lastIndexOf('~') + 1).split('.')[1])
  if (!proof || proof.aud !== holder.audience || proof.nonce !== holder.nonce) return false
  if (!isEpochSeconds(proof.iat) || Math.abs(seconds(now) - proof.iat) > holderProofSeconds) return false
  const { sd_hash } = proof
  const covered = toBase64url(await sha256(utf8(presentation.slice(0, presentation.lastIndexOf('~') + 1))))
  if (sd_hash !== covered) return false
  const decoded = await instance.decode(presentation)
  const binding = decoded.kbJwt
  if (!binding || !decoded.jwt?.payload) return false
  return binding
    .verifyKB({
      verifier: (data, signature, payload) => verifyHolder(data, signature, payload.cnf),
      payload: decoded.jwt.payload,
      nonce: holder.nonce,
    })
    .then(
      () => true,
      () => false,
    )
}

/**
 * Judges a presented licence: signature by a key in force, disclosures, dates, holder's proof where asked, status.
 * Never throws for what was presented. A degraded bundle is ok: the base licence stands.
 */
export async function verifyLicence(presentation: string, check: LicenceCheck): Promise<LicenceAnswer> {
  const [head, body] = jwtParts(presentation)
  const header = jsonObjectIn(head)
  const payload = jsonObjectIn(body)
  if (!header || !payload || header.typ !== licenceTyp || !isEpochSeconds(payload.iat)) return no('malformed')
  const key = keyFor(check.keys, String(header.kid), new Date(payload.iat * 1000).toISOString())
  if ('fault' in key) return no(key.fault)
  if (header.alg !== key.algorithm) return no('signature-invalid')
  if (!(await disclosuresCovered(payload, presentation.split('~').slice(1, -1))))
    return no('disclosure-not-signed')
  const claims = await openLicence(presentation, key, check.holder, check.now)
  if (typeof claims === 'string') return no(claims)
  return judge(claims, check)
}

const statusReasons: Readonly<Record<LicenceStatus, readonly LicenceReason[]>> = {
  valid: [],
  degraded: [],
  invalid: ['licence-invalid'],
  suspended: ['licence-suspended'],
  replaced: ['licence-replaced'],
  cancelled: ['licence-cancelled'],
  halted: ['licence-halted'],
  expired: ['expired'],
}

async function judge(claims: JsonObject, check: LicenceCheck): Promise<LicenceAnswer> {
  const now = seconds(check.now)
  if (isEpochSeconds(claims.nbf) && claims.nbf > now) return { ...no('not-yet-valid'), claims }
  if (isEpochSeconds(claims.exp) && claims.exp <= now) return { ...no('expired'), claims }
  const entry = (claims.status as { status_list?: { idx?: unknown; uri?: unknown } } | undefined)?.status_list
  if (typeof entry?.idx !== 'number' || typeof entry.uri !== 'string') return { ...no('malformed'), claims }
  const answer = await askStatus(
    check.statusToken,
    check.keys,
    { uriEnds: entry.uri, index: entry.idx },
    check.now,
  )
  const { status, fault, age: statusAge } = answer
  if (!status) return { ok: false, claims, statusAge, reasons: fault ? [fault] : [] }
  const ok = status === 'valid' || status === 'degraded'
  return { ok, claims, status, statusAge, reasons: statusReasons[status] }
}
