import { z } from 'zod'
import { need, read, write } from '#kernel/contract.ts'
import { download } from '#kernel/download.ts'
import { PartyId, Slug, Uuid } from '#kernel/ids.ts'
import type { Bilingual } from '#kernel/text.ts'
import { Day } from '#kernel/time.ts'
import { written } from '#kernel/written.ts'
import { CollectedView, TrustLevel } from './collected-model.ts'

const onCollected = { kind: 'collected', owner: 'partyId', id: 'collectedId' } as const
const one = z.object({ partyId: PartyId, collectedId: Uuid })

/** What was found of a proof that the holder handed in. */
export type FoundProof =
  | { readonly kind: 'none' }
  | { readonly kind: 'file'; readonly stored: boolean }
  | { readonly kind: 'issuer-unknown' }
  /** genuine, but of a kind that its issuer is not known to issue */
  | { readonly kind: 'licence-unlisted' }
  | { readonly kind: 'not-genuine'; readonly reasons: readonly string[] }
  | {
      readonly kind: 'signed'
      readonly issuerId: string
      readonly issuer: Bilingual
      readonly title: Bilingual
      readonly number?: string | undefined
      /** first day on which it no longer stands, by its signature */
      readonly validUntil?: Day | undefined
      readonly claims: Readonly<Record<string, string>>
    }

/** Licences that another city or authority issued, kept by their holder with the level to which they may be relied on. */
export const collectedContract = {
  collect: write({
    path: '/parties/:partyId/collected-licences',
    permission: 'own',
    summary: 'Add a licence issued elsewhere; how it is shown decides how far it is relied on',
    stream: { ...onCollected, creates: true },
    input: z.object({
      partyId: PartyId,
      title: z.string().trim().min(2).max(100),
      issuer: z.string().trim().min(2).max(100),
      number: z.string().trim().max(100).optional(),
      validUntil: Day.optional(),
      /** who may compare it with the original; without it, the office of the base licence */
      department: Slug.optional(),
      /** the signed licence (SD-JWT) as another issuer gave it */
      text: z.string().trim().min(20).max(100_000).optional(),
      /** a stored file: scan or photograph */
      hash: z
        .string()
        .regex(/^[0-9a-f]{64}$/)
        .optional(),
      fileName: z.string().trim().min(1).max(200).optional(),
    }),
    output: written,
    needs: {
      proof: need<FoundProof>('credential.proof'),
      party: need<{ name: string; creditCode: string | null } | null>('party.identity'),
    },
    refusals: [
      'department-unknown',
      'file-unknown',
      'issuer-unknown',
      'not-genuine',
      'licence-unlisted',
      'another-holder',
      'already-over',
    ],
  }),
  checkCollected: write({
    path: '/parties/:partyId/collected-licences/:collectedId/check',
    permission: 'jurisdiction',
    summary: 'Record what comparing it with the original showed: B when it is the same, D when it is not',
    stream: onCollected,
    input: one.extend({ level: z.enum(['B', 'C', 'D']), reason: z.string().trim().min(4).max(500) }),
    output: written,
    refusals: ['collected-removed', 'proven-by-signature', 'level-unchanged', 'no-file-shown'],
  }),
  removeCollected: write({
    method: 'DELETE',
    path: '/parties/:partyId/collected-licences/:collectedId',
    permission: 'own',
    summary: 'Take a licence issued elsewhere out of the wallet',
    stream: onCollected,
    input: one,
    output: written,
    refusals: ['collected-removed'],
  }),
  listCollected: read({
    path: '/my/collected-licences',
    permission: 'own',
    summary: 'List the licences from elsewhere that an enterprise keeps, each with its level',
    input: z.object({ partyId: PartyId }),
    output: z.object({ items: z.array(CollectedView) }),
    receipt: 'list',
  }),
  findCollected: read({
    path: '/collected-licences',
    permission: 'jurisdiction',
    summary: 'List licences from elsewhere that the department may compare with their originals',
    input: z.object({
      level: TrustLevel.optional(),
      after: z.string().max(80).optional(),
      limit: z.coerce.number().int().min(1).max(100).default(20),
    }),
    output: z.object({ items: z.array(CollectedView), next: z.string().optional() }),
    receipt: 'list',
  }),
  collectedFile: read({
    path: '/parties/:partyId/collected-licences/:collectedId/file',
    permission: 'jurisdiction',
    summary: 'Open the file by which a licence from elsewhere was shown',
    input: one,
    output: download,
    receipt: 'record',
  }),
}
