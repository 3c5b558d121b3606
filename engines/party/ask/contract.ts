import { z } from 'zod'
import { need, read, write } from '#kernel/contract.ts'
import { PartyId } from '#kernel/ids.ts'
import { Bilingual } from '#kernel/text.ts'
import { Day, Instant } from '#kernel/time.ts'
import { written } from '#kernel/written.ts'
import type { RecordedFact } from '../model.ts'
import { RequestId, RequestState } from './model.ts'

const onRequest = { kind: 'fact-request', owner: 'partyId', id: 'requestId' } as const
const theRequest = { partyId: PartyId, requestId: RequestId }

const RequestRow = z.object({
  partyId: PartyId,
  requestId: RequestId,
  fact: z.string(),
  title: Bilingual,
  period: z.string().optional(),
  department: z.string(),
  note: z.string().optional(),
  state: RequestState,
  /** what was answered, as the department wrote it, or why it cannot say */
  answer: z.string().optional(),
  document: z.string().optional(),
  askedAt: Instant,
  answerBy: Day.optional(),
  late: z.boolean(),
  closedAt: Instant.optional(),
})
export type RequestRow = z.output<typeof RequestRow>

/** A fact that nobody has told is asked of the department that knows it. */
export const askContract = {
  askForFact: write({
    path: '/parties/:partyId/fact-requests',
    permission: 'own',
    summary: 'Ask the department that knows a fact to tell it',
    stream: { kind: 'fact-request', owner: 'partyId', id: 'requestId', creates: true },
    input: z.object({
      partyId: PartyId,
      fact: z.string().min(1).max(80),
      /** the calendar year, for a fact that has one value a year */
      year: z.number().int().min(1980).max(2100).optional(),
      note: z.string().trim().min(2).max(500).optional(),
    }),
    output: written,
    needs: {
      facts: need<readonly RecordedFact[]>('party.facts'),
      open: need<string | null>('party.openFactRequest'),
    },
    refusals: ['fact-unknown', 'fact-without-owner', 'year-needed', 'known-from-department', 'already-asked'],
  }),
  answerFactRequest: write({
    path: '/parties/:partyId/fact-requests/:requestId/answer',
    permission: 'jurisdiction',
    summary: 'Tell the fact that was asked for, with its source',
    stream: onRequest,
    input: z.object({
      ...theRequest,
      /** as people write it: `1,000万元`, `5%`, `30人`, `2022-03-01`, a label of a code */
      value: z.string().trim().min(1).max(200),
      /** the register or record it comes from */
      document: z.string().trim().min(2).max(200),
    }),
    output: written,
    refusals: ['request-closed', 'value-not-read'],
  }),
  declineFactRequest: write({
    path: '/parties/:partyId/fact-requests/:requestId/decline',
    permission: 'jurisdiction',
    summary: 'Say why a department cannot tell a fact',
    stream: onRequest,
    input: z.object({ ...theRequest, reason: z.string().trim().min(2).max(500) }),
    output: written,
    refusals: ['request-closed'],
  }),
  listMyFactRequests: read({
    path: '/parties/:partyId/fact-requests',
    permission: 'own',
    summary: 'List what an enterprise has asked departments for, newest first',
    input: z.object({ partyId: PartyId }),
    output: z.object({ items: z.array(RequestRow) }),
    receipt: 'none',
  }),
  listFactRequests: read({
    path: '/fact-requests',
    permission: 'jurisdiction',
    summary: 'List the facts a department is asked for, most urgent first',
    input: z.object({
      state: RequestState.optional(),
      after: z.string().max(80).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    output: z.object({
      items: z.array(
        RequestRow.extend({
          name: z.string(),
          creditCode: z.string().optional(),
          /** how a value of this fact is written */
          expected: Bilingual,
        }),
      ),
      next: z.string().optional(),
    }),
    receipt: 'list',
  }),
}
