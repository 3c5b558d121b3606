import { z } from 'zod'
import { read, write } from '#kernel/contract.ts'
import { PartyId, Slug, Uuid } from '#kernel/ids.ts'
import { Bilingual } from '#kernel/text.ts'
import { Day } from '#kernel/time.ts'
import { written } from '#kernel/written.ts'
import { CheckId, CheckOutcome, CheckView } from './check-model.ts'
import { Reason } from '../contract-parts.ts'

const onCheck = { kind: 'check', owner: 'partyId', id: 'checkId' } as const
const theCheck = { partyId: PartyId, checkId: CheckId }

/** What was promised instead of proven is checked afterwards: planned with the grant, opened at its day, recorded by an officer. */
export const checkWrites = {
  planCheck: write({
    path: '/parties/:partyId/checks',
    permission: 'all',
    internal: true,
    summary: 'Plan the check of a commitment, with the day it opens and the last day for it',
    stream: { ...onCheck, creates: true },
    input: z.object({
      partyId: PartyId,
      caseId: Uuid,
      part: Slug,
      item: Slug,
      itemVersion: z.number().int().min(1),
      title: z.string(),
      department: Slug,
      district: Slug.optional(),
      opensOn: Day,
      by: Day,
    }),
    output: written,
    refusals: [],
  }),
  openCheck: write({
    path: '/parties/:partyId/checks/:checkId/open',
    permission: 'all',
    internal: true,
    summary: 'Open the check of a commitment at its day',
    stream: onCheck,
    input: z.object(theCheck),
    output: written,
    refusals: ['nothing-due'],
  }),
  recordCheck: write({
    path: '/parties/:partyId/checks/:checkId/record',
    permission: 'jurisdiction',
    summary:
      'Record whether a commitment was kept, must be put right by a day, or was broken; a broken one revokes what it brought',
    stream: onCheck,
    input: z.object({
      ...theCheck,
      outcome: CheckOutcome,
      findings: Reason,
      basis: z.string().trim().max(300).optional(),
      mendBy: Day.optional(),
    }),
    output: written,
    refusals: ['check-not-open', 'basis-missing', 'mended-before', 'mend-day-missing'],
  }),
  noteCheckOverdue: write({
    path: '/parties/:partyId/checks/:checkId/overdue',
    permission: 'all',
    internal: true,
    summary: 'Note that the time for a check has passed',
    stream: onCheck,
    input: z.object(theCheck),
    output: written,
    refusals: ['nothing-due'],
  }),
}

export const checkContract = {
  ...checkWrites,
  listChecks: read({
    path: '/checks',
    permission: 'jurisdiction',
    summary: 'List the checks of commitments of this office, those due first',
    input: z.object({
      view: z.enum(['open', 'planned', 'over']).default('open'),
      after: z.string().max(100).optional(),
      limit: z.coerce.number().int().min(1).max(100).default(20),
    }),
    output: z.object({
      items: z.array(
        CheckView.extend({
          /** what was promised */
          promised: Bilingual.optional(),
          consequence: Bilingual.optional(),
        }),
      ),
      next: z.string().optional(),
    }),
    receipt: 'list',
  }),
}
