import { z } from 'zod'
import { need, write } from '#kernel/contract.ts'
import { PartyId, Slug, Uuid } from '#kernel/ids.ts'
import { Day } from '#kernel/time.ts'
import { written } from '#kernel/written.ts'
import { type PartyLicence, Successor, SuccessionKind } from '../model.ts'

export const onLicence = { kind: 'licence', owner: 'partyId', id: 'licenceId' } as const
export const named = z.object({ partyId: PartyId, licenceId: Uuid })

const reasons = {
  reason: z.string().trim().min(4).max(500),
  legalBasis: z.string().trim().min(2).max(200),
}
const act = named.extend(reasons)

/** Why a licence that has ended, or never began, takes no act. */
const ended = ['not-signed-yet', 'licence-revoked', 'licence-cancelled', 'licence-replaced'] as const
/** A new version is made of a licence that stands. */
const standing = [...ended, 'licence-expired', 'licence-suspended', 'change-under-way'] as const

/** What becomes of a licence after it was issued: by an act of the office that issued it, or by a case that was decided. */
export const lifeContract = {
  suspend: write({
    path: '/parties/:partyId/licences/:licenceId/suspend',
    permission: 'jurisdiction',
    summary: 'Suspend a licence, with reason and legal basis',
    stream: onLicence,
    input: act,
    output: written,
    refusals: [...ended, 'licence-expired', 'already-suspended'],
  }),
  reinstate: write({
    path: '/parties/:partyId/licences/:licenceId/reinstate',
    permission: 'jurisdiction',
    summary: 'End the suspension of a licence',
    stream: onLicence,
    input: act,
    output: written,
    refusals: [...ended, 'licence-expired', 'not-suspended'],
  }),
  revoke: write({
    path: '/parties/:partyId/licences/:licenceId/revoke',
    permission: 'jurisdiction',
    summary: 'Revoke a licence for good, with reason and legal basis',
    stream: onLicence,
    input: act,
    output: written,
    refusals: ended,
  }),
  cancel: write({
    path: '/parties/:partyId/licences/:licenceId/cancel',
    permission: 'jurisdiction',
    summary: 'Cancel a licence that ended without fault: run out, given up, or its holder gone',
    stream: onLicence,
    input: act,
    output: written,
    refusals: ended,
  }),
  renew: write({
    path: '/parties/:partyId/licences/:licenceId/renew',
    permission: 'jurisdiction',
    summary: 'Renew a licence: a new version with a later end takes its place',
    stream: onLicence,
    input: act.extend({ validUntil: Day.optional() }),
    output: written,
    refusals: [...standing, 'no-end-to-renew', 'ends-before-it-begins'],
  }),
  amend: write({
    path: '/parties/:partyId/licences/:licenceId/amend',
    permission: 'jurisdiction',
    summary: 'Amend what a licence says: a new version takes its place',
    stream: onLicence,
    input: act.extend({
      /** by the claim's name; an empty text takes a claim away */
      claims: z.record(z.string(), z.string().trim().max(2_000)).default({}),
      holderName: z.string().trim().min(1).max(500).optional(),
    }),
    output: written,
    refusals: [...standing, 'claim-not-of-type', 'claim-required', 'nothing-changes'],
  }),
  orderChange: write({
    path: '/parties/:partyId/licence-orders',
    permission: 'all',
    internal: true,
    summary: 'Have a decided case renew, amend or cancel the party’s licence of a type',
    stream: { kind: 'licence-order', owner: 'partyId', id: 'orderId', creates: true },
    input: z.object({
      partyId: PartyId,
      licenceType: Slug,
      how: z.enum([...SuccessionKind.options, 'cancelled']),
      cause: z.string().min(1).max(200),
      /** answers and results by the id of field or output; money in 分 */
      values: z.record(z.string(), z.unknown()).default({}),
      ...reasons,
    }),
    output: written,
    needs: { licences: need<readonly PartyLicence[]>('credential.licencesOf') },
    refusals: ['licence-type-unknown', 'no-licence-to-change', 'no-end-to-renew'],
  }),
  issueSuccessor: write({
    path: '/parties/:partyId/licence-versions',
    permission: 'all',
    internal: true,
    summary: 'Issue the new version of a licence that was ordered',
    stream: { kind: 'licence', owner: 'partyId', id: 'licenceId', creates: true },
    input: z.object({ partyId: PartyId, successor: Successor }),
    output: written,
    refusals: ['licence-type-unknown'],
  }),
  supersede: write({
    path: '/parties/:partyId/licences/:licenceId/supersede',
    permission: 'all',
    internal: true,
    summary: 'Record that a newer version, now signed, stands in the place of a licence',
    stream: onLicence,
    input: named.extend({ by: z.object({ licenceId: Uuid, number: z.string() }), how: SuccessionKind }),
    output: written,
    refusals: ['licence-revoked', 'licence-cancelled', 'licence-replaced'],
  }),
  expire: write({
    path: '/parties/:partyId/licences/:licenceId/expire',
    permission: 'all',
    internal: true,
    summary: 'Record that a licence’s time has run out',
    stream: onLicence,
    input: named,
    output: written,
    refusals: ['licence-revoked', 'licence-cancelled', 'licence-replaced', 'not-expired-yet'],
  }),
}
