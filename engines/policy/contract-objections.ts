import { z } from 'zod'
import { need, read, write } from '#kernel/contract.ts'
import type { KnownFact } from '#definitions/facts/known.ts'
import { PartyId, Slug, Uuid } from '#kernel/ids.ts'
import { Bilingual } from '#kernel/text.ts'
import { Instant } from '#kernel/time.ts'
import { written } from '#kernel/written.ts'
import { Limit } from './contract-parts.ts'
import { ObjectionId, ObjectionOutcome, RunId } from './model.ts'
import type { RunStanding } from './contract-runs.ts'

export const ObjectionRow = z.object({
  partyId: PartyId,
  objectionId: ObjectionId,
  runId: RunId.optional(),
  policyId: z.string(),
  title: Bilingual,
  /** the matter in which its department answers */
  caseId: Uuid.optional(),
  aboutPartyId: PartyId,
  text: z.string(),
  state: z.enum(['open', 'resolved']),
  outcome: ObjectionOutcome.optional(),
  reason: z.string().optional(),
  lodgedAt: Instant,
  resolvedAt: Instant.optional(),
})
export type ObjectionRow = z.output<typeof ObjectionRow>

/** Objections to a published list. */
export const objectionContract = {
  lodgeObjection: write({
    path: '/parties/:partyId/objections',
    permission: 'own',
    summary: 'Object to a published list: about oneself or about another candidate',
    stream: { kind: 'objection', owner: 'partyId', id: 'objectionId', creates: true },
    input: z.object({
      partyId: PartyId,
      runId: RunId,
      /** oneself when left out */
      aboutPartyId: PartyId.optional(),
      text: z.string().trim().min(10).max(2000),
    }),
    output: written,
    needs: { standing: need<RunStanding | null>('policy.runStanding') },
    refusals: ['run-unknown', 'not-in-publicity', 'candidate-unknown'],
  }),
  objectToVerdict: write({
    path: '/parties/:partyId/policies/:policyId/objections',
    permission: 'own',
    summary: 'Object to what a policy says of oneself; the verdict is kept as it stands now',
    stream: { kind: 'objection', owner: 'partyId', id: 'objectionId', creates: true },
    input: z.object({ partyId: PartyId, policyId: Slug, text: z.string().trim().min(10).max(2000) }),
    output: written,
    needs: {
      facts: need<readonly KnownFact[]>('party.facts'),
      open: need<string | null>('policy.openVerdictObjection'),
    },
    refusals: ['policy-unknown', 'objection-open'],
  }),
  noteObjectionCase: write({
    path: '/parties/:partyId/objections/:objectionId/case',
    permission: 'all',
    internal: true,
    summary: 'Note the matter in which an objection is answered',
    stream: { kind: 'objection', owner: 'partyId', id: 'objectionId' },
    input: z.object({ partyId: PartyId, objectionId: ObjectionId, caseId: Uuid }),
    output: written,
    refusals: [],
  }),
  resolveObjection: write({
    path: '/parties/:partyId/objections/:objectionId/resolve',
    permission: 'all',
    internal: true,
    summary: 'Carry out the answer that an objection’s case has found',
    stream: { kind: 'objection', owner: 'partyId', id: 'objectionId' },
    input: z.object({
      partyId: PartyId,
      objectionId: ObjectionId,
      upheld: z.boolean(),
      reason: z.string().trim().min(1).max(4000),
    }),
    output: written,
    refusals: ['already-resolved'],
  }),
  listObjections: read({
    path: '/runs/:runId/objections',
    permission: 'jurisdiction',
    summary: 'List the objections to a run',
    input: z.object({ runId: RunId, limit: Limit, after: ObjectionId.optional() }),
    output: z.object({ items: z.array(ObjectionRow), next: ObjectionId.optional() }),
    receipt: 'list',
  }),
}
