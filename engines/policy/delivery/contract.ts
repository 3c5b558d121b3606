import { z } from 'zod'
import { read } from '#kernel/contract.ts'
import { PartyId, Slug } from '#kernel/ids.ts'
import { Fen } from '#kernel/money.ts'
import { Bilingual } from '#kernel/text.ts'
import { Instant } from '#kernel/time.ts'
import { Limit } from '../contract-parts.ts'
import { RunPeriod } from '../model.ts'
import { PolicyMode } from '../policy.ts'

/** How policies arrive: who waits for money in which order, and how it goes policy by policy. */
export const deliveryContract = {
  listWaitingOrder: read({
    path: '/waiting',
    permission: 'public',
    summary: 'Publish the order in which approved grants wait for money, fund by fund',
    input: z.object({
      policyId: Slug.optional(),
      after: z.string().max(80).optional(),
      limit: Limit,
    }),
    output: z.object({
      items: z.array(
        z.object({
          policyId: Slug,
          title: Bilingual,
          period: RunPeriod,
          /** place in the fund's order, from 1 */
          place: z.number().int(),
          recipient: z.string(),
          amountFen: Fen,
          since: Instant,
        }),
      ),
      next: z.string().optional(),
    }),
    receipt: 'none',
  }),
  findPlaces: read({
    path: '/waiting/:partyId',
    permission: 'public',
    summary: 'Say at which places of the published order the grants of one recipient stand',
    input: z.object({ partyId: PartyId }),
    output: z.object({
      items: z.array(
        z.object({ policyId: Slug, period: RunPeriod, place: z.number().int(), of: z.number().int() }),
      ),
    }),
    receipt: 'none',
  }),
  delivery: read({
    path: '/policies/delivery',
    permission: 'jurisdiction',
    summary: 'Say per policy and year how many were reached, how fast, and why the others were not',
    input: z.object({}),
    output: z.object({
      items: z.array(
        z.object({
          policyId: Slug,
          title: Bilingual,
          department: z.string(),
          mode: PolicyMode,
          period: RunPeriod,
          assessed: z.number().int(),
          reached: z.number().int(),
          /** with what corrections paid further */
          paidFen: Fen,
          /** what came in of it after it was asked back */
          cameBackFen: Fen,
          pending: z.number().int(),
          waiting: z.number().int(),
          returned: z.number().int(),
          /** from the start of the run to the money, in the middle case */
          medianDays: z.number().nullable(),
          /** from the moment the record knew enough to the money, in the middle case, of those of whom it is noted */
          factToCashDays: z.number().nullable(),
          factToCashOf: z.number().int(),
          claims: z.number().int(),
          refusedClaims: z.number().int(),
          objections: z.number().int(),
          upheld: z.number().int(),
          /** how many fell out by which condition, most first */
          fallouts: z.array(z.object({ condition: z.string(), text: Bilingual, count: z.number().int() })),
        }),
      ),
    }),
    receipt: 'none',
  }),
}
