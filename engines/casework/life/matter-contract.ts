import { z } from 'zod'
import { need, write } from '#kernel/contract.ts'
import { Explanation } from '#kernel/explanation.ts'
import { PartyId, Slug } from '#kernel/ids.ts'
import { written } from '#kernel/written.ts'
import { onCase } from '../contract-parts.ts'
import { Subject } from '../model.ts'

/** Matters that arise elsewhere: nobody fills in a form, and the office finds them in its queue like any other. */
export const matterContract = {
  lodgeMatter: write({
    path: '/parties/:partyId/matters',
    permission: 'all',
    internal: true,
    summary: 'Lodge a matter that arose elsewhere, with what a rule had said of it',
    stream: { ...onCase, creates: true },
    input: z.object({
      partyId: PartyId,
      theme: Slug,
      subject: Subject,
      title: z.string().trim().min(1).max(200),
      /** the office that decides it, where that is not the item's own */
      department: Slug,
      applicant: z.object({ id: z.string(), name: z.string() }),
      answers: z.record(z.string(), z.unknown()),
      explanation: Explanation.optional(),
    }),
    output: written,
    needs: { party: need<{ readonly name: string } | null>('party.profile') },
    refusals: ['theme-unknown', 'answers-incomplete'],
  }),
}
