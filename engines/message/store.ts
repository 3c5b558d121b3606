import type { Reach } from '#kernel/actor.ts'
import type { Day, Instant } from '#kernel/time.ts'
import { withinReach } from '#platform/database/reach.ts'
import { empty, sql, type Trx } from '#platform/database/sql.ts'
import type { Notice, NoticeText, Topic } from './model.ts'

export const insertNotice = (trx: Trx, partyId: string, noticeId: string, notice: NoticeText, at: Instant) =>
  trx.run(sql`
    insert into message.notice (owner_id, notice_id, sent_at, topic, subject, department, title, text, place)
    values (${partyId}, ${noticeId}, ${at}, ${notice.topic}, ${notice.subject}, ${notice.department},
      ${JSON.stringify(notice.title)}::jsonb, ${JSON.stringify(notice.text)}::jsonb, ${notice.place})`)

export const setOpened = (trx: Trx, partyId: string, noticeId: string, at: Instant) =>
  trx.run(
    sql`update message.notice set opened_at = ${at} where owner_id = ${partyId} and notice_id = ${noticeId}`,
  )

export const setRating = (
  trx: Trx,
  partyId: string,
  noticeId: string,
  { useful, comment }: { useful: boolean; comment?: string | undefined },
) =>
  trx.run(sql`
    update message.notice set useful = ${useful}, comment = ${comment ?? null}
    where owner_id = ${partyId} and notice_id = ${noticeId}`)

export const setActedOn = (trx: Trx, partyId: string, subject: string, at: Instant) =>
  trx.run(sql`
    update message.notice set acted_on_at = ${at}
    where owner_id = ${partyId} and subject = ${subject} and acted_on_at is null`)

type NoticeRow = { [K in keyof Notice]: Notice[K] | null }

export async function listNotices(
  trx: Trx,
  partyId: string,
  filter: {
    topic?: Topic | undefined
    unopened?: boolean | undefined
    before?: Instant | undefined
    limit: number
  },
): Promise<{ items: Notice[]; next: Instant | undefined }> {
  const rows = await trx.rows<NoticeRow>(sql`
    select notice_id as "noticeId", sent_at as "sentAt", topic, subject, department, title, text, place,
      opened_at as "openedAt", useful, acted_on_at as "actedOnAt"
    from message.notice
    where owner_id = ${partyId}
      ${filter.topic ? sql`and topic = ${filter.topic}` : empty}
      ${filter.unopened === undefined ? empty : filter.unopened ? sql`and opened_at is null` : sql`and opened_at is not null`}
      ${filter.before ? sql`and sent_at < ${filter.before}` : empty}
    order by sent_at desc, notice_id limit ${filter.limit + 1}`)
  const items = rows
    .slice(0, filter.limit)
    .map((row) => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as Notice)
  return { items, next: rows.length > filter.limit ? items.at(-1)?.sentAt : undefined }
}

export const countUnopened = async (trx: Trx, partyId: string): Promise<number> =>
  (
    await trx.get<{ n: number }>(sql`
      select count(*)::int as n from message.notice where owner_id = ${partyId} and opened_at is null`)
  ).n

/** Of one thing that was told, whoever it was told to. */
export interface Feedback {
  /** the subject; of subjects that are one party's own matter only their kind */
  readonly about: string
  readonly topic: Topic
  readonly department: string
  readonly title: Notice['title']
  readonly sent: number
  readonly opened: number
  readonly useful: number
  readonly notUseful: number
  readonly actedOn: number
  readonly comments: string[]
}

/** A subject that ends in an id is one party's own matter. */
const ownMatter = '/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}$'

export const listFeedback = (
  trx: Trx,
  reach: Reach,
  filter: { topic?: Topic | undefined; from?: Day | undefined; until?: Day | undefined },
): Promise<Feedback[]> =>
  trx.rows<Feedback>(sql`
    select about, topic, department, (array_agg(title order by sent_at desc))[1] as title,
      count(*)::int as sent, count(opened_at)::int as opened,
      (count(*) filter (where useful))::int as useful, (count(*) filter (where not useful))::int as "notUseful",
      count(acted_on_at)::int as "actedOn",
      coalesce((array_agg(comment order by sent_at desc) filter (where comment is not null))[1:5], '{}') as comments
    from message.notice n
    cross join lateral (select regexp_replace(subject, ${ownMatter}, '') as about) a
    where true ${withinReach(reach, { owner: sql`n.owner_id`, department: sql`n.department` })}
      ${filter.topic ? sql`and topic = ${filter.topic}` : empty}
      ${filter.from ? sql`and sent_at >= ${filter.from}::date` : empty}
      ${filter.until ? sql`and sent_at < ${filter.until}::date` : empty}
    group by about, topic, department, case when about = subject then '' else title ->> 'zh' end
    order by sent desc, about limit 500`)
