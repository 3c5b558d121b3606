import type { Definitions } from '#kernel/definition.ts'
import { bilingual } from '#kernel/text.ts'
import { dayOf, type Instant } from '#kernel/time.ts'
import type { CertificateContent } from './certificate-pdf.ts'
import { type ClaimValue, claimText } from '../claim-values.ts'
import { licenceTypeKind } from '../definition.ts'
import type { LicenceRow } from '../store.ts'

/** The link behind a licence's code, the same as long as it lives; undefined before it is signed. */
export const linkOf = (licence: LicenceRow): string | undefined => licence.signed?.link

/** The claims of a licence in the order of its type, each with its title. */
export function claimsShown(licence: LicenceRow, definitions: Definitions) {
  const type = definitions.get(licenceTypeKind, licence.licenceType, licence.typeVersion)
  const values: Readonly<Record<string, ClaimValue>> = { ...licence.open, ...licence.disclosable }
  return type.claims.flatMap(({ id, title, shown }) => {
    const value = values[id]
    return value === undefined ? [] : [{ id, title, value: claimText(value), keptBack: shown === 'choice' }]
  })
}

/** What stands on the paper. */
export function certificateContent(
  licence: LicenceRow,
  link: string,
  { definitions, now, offsetMinutes }: { definitions: Definitions; now: Instant; offsetMinutes: number },
): CertificateContent {
  const row = (zh: string, en: string, value: string | undefined) =>
    value === undefined ? [] : [{ label: bilingual(zh, en), value }]
  return {
    title: licence.title,
    number: licence.number,
    rows: [
      ...row('名称', 'Name', licence.holderName),
      ...row('统一社会信用代码', 'Unified social credit code', licence.creditCode),
      ...claimsShown(licence, definitions).map(({ title, value }) => ({ label: title, value })),
      ...row('有效期至（不含当日）', 'Valid until (exclusive)', licence.validUntil),
    ],
    permits: (licence.bundle?.parts ?? [])
      .filter((part) => part.lapsed === undefined)
      .map((part) => ({ name: part.title, id: part.number, until: part.until })),
    issuedBy: licence.issuedBy.zh,
    issuedOn: dayOf(licence.issuedAt, offsetMinutes),
    verificationLink: link,
    at: now,
  }
}
