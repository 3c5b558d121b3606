import { z } from 'zod'
import { need, read, write } from '#kernel/contract.ts'
import { download } from '#kernel/download.ts'
import { PartyId, Slug, Uuid } from '#kernel/ids.ts'
import { signatureAlgorithms } from '#kernel/signature.ts'
import { Bilingual } from '#kernel/text.ts'
import { Day, Instant } from '#kernel/time.ts'
import { written } from '#kernel/written.ts'
import { collectedContract } from './collected/collected-contract.ts'
import { lifeContract, named, onLicence } from './life/life-contract.ts'
import {
  BundledPart,
  Bundle,
  ClaimValues,
  HistoryLine,
  LicenceState,
  LicenceSummary,
  SignedLicence,
} from './model.ts'

const Version = z.object({ licenceId: Uuid, number: z.string() })

const onPage = {
  after: z.string().max(80).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
}
const page = z.object({ items: z.array(LicenceSummary), next: z.string().optional() })

/** A key as the city publishes it: what it signs with now and what it signed with before. */
export const PublishedKey = z.object({
  keyId: z.string(),
  algorithm: z.enum(signatureAlgorithms),
  publicJwk: z.object({ kty: z.literal('EC'), crv: z.enum(['P-256', 'SM2']), x: z.string(), y: z.string() }),
  from: Instant,
  until: Instant.optional(),
  revokedAt: Instant.optional(),
})

export const credentialContract = {
  issue: write({
    path: '/parties/:partyId/licences',
    permission: 'all',
    internal: true,
    summary: 'Issue a licence that a decision grants; it is signed at once',
    stream: { kind: 'licence', owner: 'partyId', id: 'licenceId', creates: true },
    input: z.object({
      partyId: PartyId,
      licenceType: Slug,
      cause: z.string().min(1).max(200),
      /** answers and results by the id of field or output; money in 分 */
      values: z.record(z.string(), z.unknown()),
      holderName: z.string().max(500).optional(),
      department: Slug.optional(),
      district: Slug.optional(),
      validFrom: Day.optional(),
      validUntil: Day.optional(),
    }),
    output: written,
    needs: { party: need<{ name: string; creditCode: string | null } | null>('party.identity') },
    refusals: ['licence-type-unknown', 'holder-unnamed', 'claim-missing', 'ends-before-it-begins'],
  }),
  recordSigned: write({
    path: '/parties/:partyId/licences/:licenceId/signature',
    permission: 'all',
    internal: true,
    summary: 'Record the signed form of a licence',
    stream: onLicence,
    input: named.extend({ signed: SignedLicence }),
    output: written,
    refusals: ['already-signed'],
  }),
  sealBundle: write({
    path: '/parties/:partyId/licences/:licenceId/bundle',
    permission: 'all',
    internal: true,
    summary: 'Record which licences stand behind the code of the base licence',
    stream: onLicence,
    input: named.extend({ bundle: Bundle }),
    output: written,
    refusals: ['not-signed-yet', 'not-a-base-licence'],
  }),
  ...lifeContract,
  ...collectedContract,
  listMyLicences: read({
    path: '/my/licences',
    permission: 'own',
    summary: 'List the licences of the enterprises the account may act for',
    input: z.object({ partyId: PartyId.optional(), ...onPage }),
    output: page,
    receipt: 'list',
  }),
  findLicences: read({
    path: '/licences',
    permission: 'jurisdiction',
    summary: 'Find licences of the department by holder, credit code or number',
    input: z.object({ q: z.string().trim().max(100).optional(), state: LicenceState.optional(), ...onPage }),
    output: page,
    receipt: 'list',
  }),
  getLicence: read({
    path: '/parties/:partyId/licences/:licenceId',
    permission: 'jurisdiction',
    summary: 'Show a licence: what it says, its code, its signed text for a wallet, what stands behind it',
    input: named,
    output: LicenceSummary.extend({
      claims: z.array(
        z.object({ id: z.string(), title: Bilingual, value: z.string(), keptBack: z.boolean() }),
      ),
      link: z.string().optional(),
      text: z.string().optional(),
      parts: z.array(BundledPart),
      /** the last act of an officer, while it counts */
      act: z.object({ reason: z.string(), legalBasis: z.string(), at: Instant }).optional(),
      /** the code that never changes, and one that names the parts of this moment for who has no network */
      momentLink: z.string().optional(),
      history: z.array(HistoryLine),
      replaces: Version.optional(),
      replacedBy: Version.optional(),
      /** all that a licence of this type may say, for who amends it */
      couldSay: z.array(z.object({ id: z.string(), title: Bilingual, required: z.boolean() })),
      /** whether a later end may be given to it */
      renewable: z.boolean(),
    }),
    receipt: 'record',
  }),
  presentLicence: read({
    path: '/parties/:partyId/licences/:licenceId/presentation',
    permission: 'own',
    summary: 'Make a presentation that discloses only the claims chosen',
    input: named.extend({
      /** names of claims, parted by commas; none discloses only what is always open */
      disclose: z.string().max(2_000).default(''),
    }),
    output: z.object({ presentation: z.string(), claims: ClaimValues }),
    receipt: 'record',
    refusals: ['not-signed-yet', 'claim-unknown'],
  }),
  printLicence: read({
    path: '/parties/:partyId/licences/:licenceId/pdf',
    permission: 'jurisdiction',
    summary: 'Print a licence with its code, as PDF',
    input: named,
    output: download,
    receipt: 'record',
    refusals: ['not-signed-yet', 'glyph-missing'],
  }),
  qrImage: read({
    path: '/parties/:partyId/licences/:licenceId/code.svg',
    permission: 'jurisdiction',
    summary: 'Draw the licence’s QR code',
    input: named,
    output: download,
    receipt: 'record',
    refusals: ['not-signed-yet'],
  }),
  issuerKeys: read({
    path: '/licence-keys',
    permission: 'public',
    summary: 'Publish the keys that verify licences, each with the time in which it signed',
    input: z.object({}),
    output: z.object({
      items: z.array(PublishedKey),
    }),
    receipt: 'none',
  }),
  statusLists: read({
    path: '/status-lists',
    permission: 'public',
    summary: 'List the status lists, for who wants to verify without a network later',
    input: z.object({}),
    output: z.object({ items: z.array(z.object({ listId: z.string(), uri: z.string() })) }),
    receipt: 'none',
  }),
  statusList: read({
    path: '/status-lists/:listId',
    permission: 'public',
    summary: 'Publish a signed status list (Token Status List)',
    input: z.object({ listId: z.string().max(64) }),
    output: download,
    receipt: 'none',
  }),
  licenceExtract: read({
    path: '/licence-extracts/:code',
    permission: 'public',
    summary: 'Say, signed, how the licence behind a code stands now: its parts, what lapsed, its history',
    input: z.object({ code: z.string().regex(/^[\w-]{43}$/) }),
    output: download,
    receipt: 'none',
  }),
  verifyLicence: read({
    method: 'POST',
    path: '/licence-verification',
    permission: 'public',
    summary: 'Verify a licence’s code, link or signed text, for systems that cannot verify by themselves',
    input: z.object({ text: z.string().min(20).max(100_000) }),
    output: z.object({
      form: z.enum(['code', 'licence', 'unknown']),
      outcome: z.enum(['valid', 'refused', 'unconfirmed']),
      reasons: z.array(z.string()),
      status: z.string().optional(),
      statusIssuedAt: Instant.optional(),
      /** what the signature covers; present only when it holds */
      says: z.record(z.string(), z.unknown()).optional(),
    }),
    receipt: 'none',
  }),
}
