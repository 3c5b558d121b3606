import { z } from 'zod'
import { read } from '#kernel/contract.ts'
import { PartyId, Slug } from '#kernel/ids.ts'
import { Fen } from '#kernel/money.ts'
import { Bilingual } from '#kernel/text.ts'
import { Day, Instant } from '#kernel/time.ts'
import { Document, Limit } from './contract-parts.ts'
import { RunId, RunPeriod } from './model.ts'

/** What everybody may read: lists for objections, what was paid, figures. */
export const publicContract = {
  listPublicities: read({
    path: '/publicities',
    permission: 'public',
    summary: 'List what is published for objections now',
    input: z.object({}),
    output: z.object({
      items: z.array(
        z.object({
          runId: RunId,
          title: Bilingual,
          from: Day,
          /** absent while the calendar of those days is not published */
          through: Day.optional(),
          candidates: z.number().int(),
          amountFen: Fen,
        }),
      ),
    }),
    receipt: 'none',
  }),
  listPublished: read({
    path: '/publicities/:runId',
    permission: 'public',
    summary: 'Show the published candidates of a run',
    input: z.object({
      runId: RunId,
      q: z.string().trim().max(100).optional(),
      after: PartyId.optional(),
      limit: Limit,
    }),
    output: z.object({
      items: z.array(z.object({ candidateId: PartyId, name: z.string(), amountFen: Fen })),
      next: PartyId.optional(),
    }),
    receipt: 'none',
  }),
  listDisclosures: read({
    path: '/disclosures',
    permission: 'public',
    summary: 'Disclose what was paid: recipient, amount, standard',
    input: z.object({
      policyId: Slug.optional(),
      q: z.string().trim().max(100).optional(),
      after: z.string().max(80).optional(),
      limit: Limit,
    }),
    output: z.object({
      items: z.array(
        z.object({
          recipient: z.string(),
          amountFen: Fen,
          title: Bilingual,
          standard: Bilingual,
          documents: z.array(Document),
          period: RunPeriod,
          paidAt: Instant,
          /** what came back of it when it was asked back */
          returnedFen: Fen,
          /** what a correction paid further */
          furtherFen: Fen,
        }),
      ),
      next: z.string().optional(),
    }),
    receipt: 'none',
  }),
  statistics: read({
    path: '/policies/statistics',
    permission: 'public',
    summary: 'Say per policy how many were reached, with how much money, and what is pending',
    input: z.object({}),
    output: z.object({
      items: z.array(
        z.object({
          policyId: Slug,
          title: Bilingual,
          period: RunPeriod,
          reached: z.number().int(),
          /** with what corrections paid further */
          paidFen: Fen,
          /** what came in of it after it was asked back */
          cameBackFen: Fen,
          pending: z.number().int(),
          pendingFen: Fen,
          waiting: z.number().int(),
          returned: z.number().int(),
          /** from the start of the run to the money, in the middle case */
          medianDays: z.number().nullable(),
        }),
      ),
      policies: z.number().int(),
      withoutApplication: z.number().int(),
    }),
    receipt: 'none',
  }),
}
