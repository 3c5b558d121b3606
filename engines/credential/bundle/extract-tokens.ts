import type { Instant } from '#kernel/time.ts'
import { msOf } from '#kernel/time.ts'
import type { Trx } from '#platform/database/sql.ts'
import type { Keys } from '#platform/keys.ts'
import { type Extract, extractType } from './extract.ts'
import { signJwt } from '../signing/jws.ts'
import { findByCode, type LicenceRow } from '../store.ts'

/** Without a network an extract speaks as long as a status list does. */
const usableSeconds = 86_400

const given = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as T

const extractOf = (code: string, licence: LicenceRow): Extract =>
  given({
    code,
    number: licence.number,
    title: licence.title,
    issuedBy: licence.issuedBy,
    state: licence.state,
    joint: licence.joint,
    validFrom: licence.validFrom,
    validUntil: licence.validUntil,
    replacedBy: licence.replacedBy?.number,
    parts: (licence.bundle?.parts ?? []).map(({ number, title, from, until, lapsed, essential, without }) =>
      given({ number, title, from, until, lapsed, essential, without }),
    ),
    history: licence.history.map(({ reason: _, ...line }) => line),
  })

/** The signed extract of the licence to which a code leads, made now; undefined when no licence of ours carries it. */
export async function extractToken(
  trx: Trx,
  code: string,
  keys: Keys,
  now: Instant,
): Promise<string | undefined> {
  const licence = await findByCode(trx, code)
  if (!licence) return undefined
  const iat = Math.floor(msOf(now) / 1000)
  return signJwt(
    extractType,
    { iat, exp: iat + usableSeconds, ...extractOf(code, licence) },
    await keys.signer(now),
  )
}
