import { z } from 'zod'
import { need, write } from '#kernel/contract.ts'
import { PartyId } from '#kernel/ids.ts'
import { written } from '#kernel/written.ts'
import type { RecordedFact } from '../model.ts'

export const declareContract = {
  declareFact: write({
    path: '/parties/:partyId/facts/declared',
    permission: 'own',
    summary:
      'Tell a fact that no department has told; it counts for what the enterprise is shown, not for what it is paid',
    stream: { kind: 'party', owner: 'partyId', id: 'partyId' },
    input: z.object({
      partyId: PartyId,
      fact: z.string().min(1).max(80),
      /** the calendar year, for a fact that has one value a year */
      year: z.number().int().min(1980).max(2100).optional(),
      /** as people write it: `1,000万元`, `5%`, `30人`, `2022-03-01`, a label of a code */
      value: z.string().trim().min(1).max(200),
    }),
    output: written,
    needs: { facts: need<readonly RecordedFact[]>('party.facts') },
    refusals: [
      'fact-unknown',
      'fact-not-to-declare',
      'year-needed',
      'known-from-department',
      'value-not-read',
    ],
  }),
}
