import { z } from 'zod'
import { read, write } from '#kernel/contract.ts'
import { PartyId, Slug } from '#kernel/ids.ts'
import { Bilingual } from '#kernel/text.ts'
import { Day, Instant } from '#kernel/time.ts'
import { written } from '#kernel/written.ts'
import { Comment, Notice, NoticeId, Place, Subject, Topic } from './model.ts'

const onNotice = { kind: 'notice', owner: 'partyId', id: 'noticeId' } as const
const one = z.object({ partyId: PartyId, noticeId: NoticeId })

export const messageContract = {
  notify: write({
    path: '/parties/:partyId/notices',
    permission: 'all',
    internal: true,
    summary: 'Tell an enterprise something',
    stream: { kind: 'notice', owner: 'partyId', id: 'noticeId', creates: true },
    input: z.object({
      partyId: PartyId,
      topic: Topic,
      subject: Subject,
      department: Slug,
      title: Bilingual,
      text: Bilingual,
      place: Place,
    }),
    output: written,
    refusals: [],
  }),
  openNotice: write({
    method: 'PUT',
    path: '/parties/:partyId/notices/:noticeId/opened',
    permission: 'own',
    summary: 'Note that a notice was opened',
    stream: onNotice,
    input: one,
    output: written,
    refusals: [],
  }),
  rateNotice: write({
    method: 'PUT',
    path: '/parties/:partyId/notices/:noticeId/rating',
    permission: 'own',
    summary: 'Say whether a notice was useful; the last word counts',
    stream: onNotice,
    input: one.extend({ useful: z.boolean(), comment: Comment.optional() }),
    output: written,
    refusals: [],
  }),
  tellDone: write({
    method: 'PUT',
    path: '/parties/:partyId/notices/:noticeId/done',
    permission: 'own',
    summary: 'Say that what a notice spoke of has been done',
    stream: onNotice,
    input: one,
    output: written,
    refusals: [],
  }),
  noteActedOn: write({
    path: '/parties/:partyId/notices/acted-on',
    permission: 'all',
    internal: true,
    summary: 'Note in every notice of a subject that the enterprise has acted on it',
    stream: { kind: 'subject', owner: 'partyId', id: 'subjectId', creates: true },
    input: z.object({ partyId: PartyId, subject: Subject }),
    output: written,
    refusals: [],
  }),
  listNotices: read({
    path: '/parties/:partyId/notices',
    permission: 'own',
    summary: 'List what the enterprise was told, newest first',
    input: z.object({
      partyId: PartyId,
      topic: Topic.optional(),
      unopened: z
        .enum(['true', 'false'])
        .transform((value) => value === 'true')
        .optional(),
      before: Instant.optional(),
      limit: z.coerce.number().int().min(1).max(100).default(20),
    }),
    output: z.object({ items: z.array(Notice), next: Instant.optional() }),
    receipt: 'none',
  }),
  countNotices: read({
    path: '/parties/:partyId/notices/count',
    permission: 'own',
    summary: 'Count the notices that nobody has opened yet',
    input: z.object({ partyId: PartyId }),
    output: z.object({ unopened: z.number().int() }),
    receipt: 'none',
  }),
  feedback: read({
    path: '/notices/feedback',
    permission: 'jurisdiction',
    summary: 'Say of each thing that was told how many notices were sent, opened, found useful and acted on',
    input: z.object({ topic: Topic.optional(), from: Day.optional(), until: Day.optional() }),
    output: z.object({
      items: z.array(
        z.object({
          /** the subject, such as `policy/start-up-grant`; of what is one party's own matter only its kind, such as `repayment` */
          about: z.string(),
          topic: Topic,
          department: Slug,
          title: Bilingual,
          sent: z.number().int(),
          opened: z.number().int(),
          useful: z.number().int(),
          notUseful: z.number().int(),
          actedOn: z.number().int(),
          /** the newest remarks, without who made them */
          comments: z.array(z.string()),
        }),
      ),
    }),
    receipt: 'none',
  }),
}
