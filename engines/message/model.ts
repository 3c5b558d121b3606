import { z } from 'zod'
import type { Event } from '#kernel/engine.ts'
import { Uuid } from '#kernel/ids.ts'
import { Bilingual } from '#kernel/text.ts'
import { Instant } from '#kernel/time.ts'

export const NoticeId = Uuid.meta({ title: 'NoticeId' })
/** What kind of thing a notice speaks of; people choose by it what they look at. */
export const Topic = z.enum(['policy', 'tax', 'case', 'licence'])
export type Topic = z.output<typeof Topic>
/** The one thing a notice speaks of, such as `policy/job-stabilisation-refund`. */
export const Subject = z.string().regex(/^[a-z]+\/[a-z0-9-]{1,80}$/)
/** A page of this system, where what the notice speaks of can be done. */
export const Place = z.string().regex(/^\/[a-z0-9/-]*(\?[a-z0-9=&-]+)?$/)
export const Comment = z.string().trim().min(1).max(500)

export const Notice = z.object({
  noticeId: NoticeId,
  sentAt: Instant,
  topic: Topic,
  subject: Subject,
  department: z.string(),
  title: Bilingual,
  text: Bilingual,
  place: Place,
  openedAt: Instant.optional(),
  useful: z.boolean().optional(),
  actedOnAt: Instant.optional(),
})
export type Notice = z.output<typeof Notice>

export interface NoticeText {
  readonly topic: Topic
  readonly subject: string
  readonly department: string
  readonly title: Bilingual
  readonly text: Bilingual
  readonly place: string
}

export type NoticeEvent =
  | Event<'NoticeSent', NoticeText>
  | Event<'NoticeOpened', { by: string }>
  | Event<'NoticeRated', { useful: boolean; comment?: string | undefined }>
  /** in a notice: told by the enterprise; in a subject: seen in the record */
  | Event<'SubjectActedOn', { subject: string }>

export interface NoticeState {
  readonly subject: string
  readonly opened: boolean
  readonly useful: boolean | undefined
  readonly comment: string | undefined
  readonly actedOn: boolean
}
export const noNotice: NoticeState = {
  subject: '',
  opened: false,
  useful: undefined,
  comment: undefined,
  actedOn: false,
}

export function evolveNotice(notice: NoticeState, { type, data }: NoticeEvent): NoticeState {
  switch (type) {
    case 'NoticeSent':
      return { ...notice, subject: data.subject }
    case 'NoticeOpened':
      return { ...notice, opened: true }
    case 'NoticeRated':
      return { ...notice, useful: data.useful, comment: data.comment }
    case 'SubjectActedOn':
      return { ...notice, actedOn: true }
  }
}
