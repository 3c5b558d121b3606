import type { OutputOf } from '#kernel/contract.ts'
import type { Download } from '#kernel/download.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Trx } from '#platform/database/sql.ts'
import type { Query, QueryContext } from '#platform/engine.ts'
import { NotFound, Refused } from '#platform/query.ts'
import { certificatePdf, codeSvg } from './print/certificate-pdf.ts'
import { collectedQueries } from './collected/collected-store.ts'
import type { credentialContract } from './contract.ts'
import { licenceTypeKind } from './definition.ts'
import { extractToken } from './bundle/extract-tokens.ts'
import { certificateContent, claimsShown, linkOf } from './print/print.ts'
import { presentLicence } from './signing/sd-jwt.ts'
import { openClaims } from './signing/sign.ts'
import { listLists } from './status/status-store.ts'
import { servedSeconds, statusToken } from './status/status-tokens.ts'
import * as store from './store.ts'
import { statusListIdIn, verifyOffline } from './verify-offline.ts'

type Contract = typeof credentialContract
type Queries = { [K in keyof Contract as Contract[K]['kind'] extends 'read' ? K : never]: Contract[K] }
interface Named {
  readonly partyId: string
  readonly licenceId: string
}

const licenceWithin = (trx: Trx, { partyId, licenceId }: Named, { reach }: QueryContext) =>
  store.getLicence(trx, partyId, licenceId, reach)

function signedLink(licence: store.LicenceRow): string {
  const link = linkOf(licence)
  if (!link) throw new Refused(refuse('not-signed-yet'))
  return link
}

const listMyLicences: Query<Queries['listMyLicences']> = (trx, { partyId, ...page }, { actor }) =>
  store.listOwnLicences(
    trx,
    actor.partyIds.filter((id) => partyId === undefined || id === partyId),
    page,
  )

const getLicence: Query<Queries['getLicence']> = async (trx, input, context) => {
  const licence = await licenceWithin(trx, input, context)
  const type = context.definitions.get(licenceTypeKind, licence.licenceType, licence.typeVersion)
  return {
    ...store.summaryOf(licence),
    claims: claimsShown(licence, context.definitions),
    link: linkOf(licence),
    text: licence.signed?.text,
    parts: [...(licence.bundle?.parts ?? [])],
    act: licence.act ?? undefined,
    momentLink: licence.bundle?.link,
    history: [...licence.history],
    replaces: licence.replaces && {
      licenceId: licence.replaces.licenceId,
      number: licence.replaces.number,
    },
    replacedBy: licence.replacedBy ?? undefined,
    couldSay: type.claims.map(({ id, title, required }) => ({ id, title, required })),
    renewable: licence.validUntil !== undefined && type.validity !== undefined,
  }
}

const present: Query<Queries['presentLicence']> = async (trx, input, context) => {
  const licence = await licenceWithin(trx, input, context)
  if (!licence.signed) throw new Refused(refuse('not-signed-yet'))
  const names = [...new Set(input.disclose.split(',').filter(Boolean))]
  const unknown = names.find((name) => !Object.hasOwn(licence.disclosable, name))
  if (unknown !== undefined)
    throw new Refused(
      refuse('claim-unknown', { claim: unknown, known: Object.keys(licence.disclosable).join(', ') }, [
        'disclose',
      ]),
    )
  const disclosed = Object.fromEntries(names.map((name) => [name, licence.disclosable[name] ?? '']))
  const claims = { ...openClaims(licence), ...disclosed }
  return {
    presentation: await presentLicence(licence.signed.text, names),
    claims: claims as OutputOf<Queries['presentLicence']>['claims'],
  }
}

const printLicence: Query<Queries['printLicence']> = async (trx, input, context) => {
  const licence = await licenceWithin(trx, input, context)
  const link = signedLink(licence)
  const { definitions, now, calendar } = context
  const printed = await certificatePdf(
    certificateContent(licence, link, { definitions, now, offsetMinutes: calendar.offsetMinutes }),
  )
  if ('missingGlyphs' in printed)
    throw new Refused(refuse('glyph-missing', { characters: printed.missingGlyphs.join(' ') }))
  return { bytes: printed.pdf, mediaType: 'application/pdf', fileName: `${licence.title.zh}.pdf` }
}

const qrImage: Query<Queries['qrImage']> = async (trx, input, context): Promise<Download> => {
  const licence = await licenceWithin(trx, input, context)
  return {
    bytes: Buffer.from(await codeSvg(signedLink(licence))),
    mediaType: 'image/svg+xml',
    fileName: `${licence.title.zh}.svg`,
  }
}

const statusList: Query<Queries['statusList']> = async (trx, { listId }, { keys, now }) => {
  const token = await statusToken(trx, listId, keys, now)
  if (token === undefined) throw new NotFound()
  return {
    bytes: Buffer.from(token),
    mediaType: 'application/statuslist+jwt',
    fileName: `${listId}.jwt`,
    cacheSeconds: servedSeconds,
  }
}

const licenceExtract: Query<Queries['licenceExtract']> = async (trx, { code }, { keys, now }) => {
  const token = await extractToken(trx, code, keys, now)
  if (token === undefined) throw new NotFound()
  return {
    bytes: Buffer.from(token),
    mediaType: 'application/jwt',
    fileName: `${code}.jwt`,
  }
}

const verify: Query<Queries['verifyLicence']> = async (trx, { text }, { keys, now }) => {
  const listId = statusListIdIn(text)
  const token = listId === undefined ? undefined : await statusToken(trx, listId, keys, now)
  const answer = await verifyOffline({ text, keys: await keys.records(), statusToken: token, now })
  const { form, outcome, reasons, status, statusAge } = answer
  const says = answer.facts ?? answer.claims
  return {
    form,
    outcome,
    reasons: [...reasons],
    status,
    statusIssuedAt: statusAge?.issuedAt,
    says: says && { ...says },
  }
}

export const credentialQueries = {
  listMyLicences,
  findLicences: (trx, input, { reach }) => store.findLicences(trx, input, reach),
  getLicence,
  presentLicence: present,
  printLicence,
  qrImage,
  issuerKeys: async (_trx, _input, { keys }) => ({
    items: (await keys.records()).map((record) => ({ ...record })),
  }),
  statusLists: async (trx) => ({ items: await listLists(trx) }),
  statusList,
  licenceExtract,
  verifyLicence: verify,
  ...collectedQueries,
} satisfies { [K in keyof Queries]: Query<Queries[K]> }
