import { z } from 'zod'
import { write } from '#kernel/contract.ts'
import { Slug, Uuid } from '#kernel/ids.ts'
import { written } from '#kernel/written.ts'
import { onCase, Reason, StageId, theCase } from '../contract-parts.ts'

/** One limit over items decided together, delivery of the result, and taking back what a false promise brought. */
export const afterwardsContract = {
  extendJointLimit: write({
    path: '/parties/:partyId/cases/:caseId/joint-extension',
    permission: 'jurisdiction',
    summary:
      'Extend the one limit of a joint licence once, with the approval of the government, and tell the applicant why',
    stream: onCase,
    input: z.object({ ...theCase, reason: Reason }),
    output: written,
    refusals: [
      'case-ended',
      'no-joint-limit',
      'own-matter',
      'already-extended',
      'clock-stands',
      'legal-limit-passed',
    ],
  }),
  noteJointLimit: write({
    path: '/parties/:partyId/cases/:caseId/note-joint-limit',
    permission: 'all',
    internal: true,
    summary: 'Note that the law’s time for a joint licence has passed',
    stream: onCase,
    input: z.object(theCase),
    output: written,
    refusals: ['nothing-due'],
  }),
  recordDelivery: write({
    path: '/parties/:partyId/cases/:caseId/delivery',
    permission: 'all',
    internal: true,
    summary: 'Record that the licence of a granted item has reached the applicant',
    stream: onCase,
    input: z.object({ ...theCase, part: Slug, licenceId: Uuid }),
    output: written,
    refusals: ['not-granted'],
  }),
  noteDeliveryOverdue: write({
    path: '/parties/:partyId/cases/:caseId/delivery-overdue',
    permission: 'all',
    internal: true,
    summary: 'Note that a result was not delivered within ten working days of the decision',
    stream: onCase,
    input: z.object({ ...theCase, part: Slug }),
    output: written,
    refusals: ['nothing-due'],
  }),
  recordRatingSent: write({
    path: '/parties/:partyId/cases/:caseId/rating-sent',
    permission: 'all',
    internal: true,
    summary: 'Record that the system in which a step was done has the rating',
    stream: onCase,
    input: z.object({ ...theCase, stage: StageId, system: Slug, receipt: z.string().max(100) }),
    output: written,
    refusals: ['not-rated'],
  }),
  revokePart: write({
    path: '/parties/:partyId/cases/:caseId/revocation',
    permission: 'all',
    internal: true,
    summary: 'Take back what was granted on a promise that proved false',
    stream: onCase,
    input: z.object({ ...theCase, part: Slug, reason: z.string(), basis: z.string() }),
    output: written,
    refusals: ['not-granted'],
  }),
}
