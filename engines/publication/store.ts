import type { Reach } from '#kernel/actor.ts'
import type { Instant } from '#kernel/time.ts'
import { withinReach } from '#platform/database/reach.ts'
import { empty, sql, type Trx } from '#platform/database/sql.ts'
import { NotFound } from '#platform/query.ts'
import type { CommentRow } from './contract.ts'
import {
  cityWide,
  type CommentEvent,
  type ConsultationStanding,
  Draft,
  type DraftEvent,
  evolveDraft,
  noDraft,
  type RepealEvent,
} from './model.ts'

type Data<E extends { type: string; data: unknown }, T extends E['type']> = Extract<E, { type: T }>['data']

/** Keeps a draft's row at the fold of its events. */
export async function putDraft(trx: Trx, draftId: string, event: DraftEvent): Promise<void> {
  const known = await trx.find<{ record: Draft }>(
    sql`select record from publication.draft where owner_id = ${draftId}`,
  )
  const draft = evolveDraft(known?.record ?? noDraft, event)
  const { kind, definitionId, title, department, district, state, savedAt, consultation } = draft
  await trx.run(sql`
    insert into publication.draft (owner_id, kind, definition_id, title, department, district, state, saved_at,
      consultation_from, consultation_through, record)
    values (${draftId}, ${kind}, ${definitionId}, ${title}, ${department}, ${district ?? cityWide}, ${state}, ${savedAt},
      ${consultation?.from ?? null}, ${consultation?.through ?? null}, ${JSON.stringify(draft)}::jsonb)
    on conflict (owner_id) do update set title = excluded.title, state = excluded.state, saved_at = excluded.saved_at,
      consultation_from = excluded.consultation_from, consultation_through = excluded.consultation_through,
      record = excluded.record`)
}

export interface DraftRow {
  readonly draftId: string
  readonly record: Draft
  readonly streamVersion: number
  readonly openComments: number
}

const draftColumns = sql`
  d.owner_id as "draftId", d.record, s.version as "streamVersion",
  (select count(*)::int from publication.comment c where c.draft_id = d.owner_id and c.outcome is null) as "openComments"`

/** Drafts keep what was written when they were written; today's shape is read from it. */
const read = (row: DraftRow): DraftRow => ({ ...row, record: Draft.parse(row.record) })

const draftScope = (reach: Reach) =>
  withinReach(reach, { owner: sql`d.owner_id`, department: sql`d.department`, district: sql`d.district` })

export async function listDrafts(
  trx: Trx,
  reach: Reach,
  filter: {
    kind?: string | undefined
    state?: string | undefined
    q?: string | undefined
    before?: Instant | undefined
    limit: number
  },
): Promise<{ rows: DraftRow[]; next: Instant | undefined }> {
  const rows = await trx.rows<DraftRow>(sql`
    select ${draftColumns} from publication.draft d join platform.stream s on s.owner_id = d.owner_id and s.stream_id = d.owner_id
    where true ${draftScope(reach)}
      ${filter.kind ? sql`and d.kind = ${filter.kind}` : empty}
      ${filter.state ? sql`and d.state = ${filter.state}` : empty}
      ${filter.q ? sql`and (strpos(lower(d.title), lower(${filter.q})) > 0 or d.definition_id = ${filter.q})` : empty}
      ${filter.before ? sql`and d.saved_at < ${filter.before}` : empty}
    order by d.saved_at desc, d.owner_id limit ${filter.limit + 1}`)
  const page = rows.slice(0, filter.limit).map(read)
  return { rows: page, next: rows.length > filter.limit ? page.at(-1)?.record.savedAt : undefined }
}

export async function getDraft(trx: Trx, reach: Reach, draftId: string): Promise<DraftRow> {
  const row = await trx.find<DraftRow>(sql`
    select ${draftColumns} from publication.draft d join platform.stream s on s.owner_id = d.owner_id and s.stream_id = d.owner_id
    where d.owner_id = ${draftId} ${draftScope(reach)}`)
  if (!row) throw new NotFound()
  return read(row)
}

export interface ConsultedRow {
  readonly draftId: string
  readonly record: Draft
  readonly comments: number
}

/** Drafts that the public was or is asked about, latest end first; withdrawn ones are told no more. */
export async function listConsulted(trx: Trx, limit: number): Promise<ConsultedRow[]> {
  const rows = await trx.rows<ConsultedRow>(sql`
    select d.owner_id as "draftId", d.record,
      (select count(*)::int from publication.comment c where c.draft_id = d.owner_id) as comments
    from publication.draft d where d.consultation_from is not null and d.state <> 'withdrawn'
    order by d.consultation_through desc, d.owner_id limit ${limit}`)
  return rows.map((row) => ({ ...row, record: Draft.parse(row.record) }))
}

export async function findConsulted(trx: Trx, draftId: string): Promise<Draft | undefined> {
  const row = await trx.find<{ record: Draft }>(sql`
    select record from publication.draft
    where owner_id = ${draftId} and consultation_from is not null and state <> 'withdrawn'`)
  return row && Draft.parse(row.record)
}

export async function findStanding(
  trx: Trx,
  draftId: string,
  today: string,
): Promise<ConsultationStanding | null> {
  const draft = await findConsulted(trx, draftId)
  if (!draft) return null
  return {
    open: draft.state === 'in-consultation' && today <= (draft.consultation?.through ?? ''),
    department: draft.department,
    district: draft.district ?? null,
  }
}

export const countUnanswered = async (trx: Trx, draftId: string): Promise<number> =>
  (
    await trx.get<{ n: number }>(
      sql`select count(*)::int as n from publication.comment where draft_id = ${draftId} and outcome is null`,
    )
  ).n

export const insertComment = (
  trx: Trx,
  partyId: string,
  commentId: string,
  data: Data<CommentEvent, 'CommentLodged'>,
  at: Instant,
) =>
  trx.run(sql`
    insert into publication.comment (owner_id, comment_id, draft_id, department, district, speaks_for, clause, text, lodged_at)
    values (${partyId}, ${commentId}, ${data.draftId}, ${data.department}, ${data.district ?? cityWide}, ${data.speaksFor},
      ${data.clause ?? null}, ${data.text}, ${at})`)

export const setAnswer = (
  trx: Trx,
  partyId: string,
  commentId: string,
  data: Data<CommentEvent, 'CommentAnswered'>,
  at: Instant,
) =>
  trx.run(sql`
    update publication.comment set outcome = ${data.outcome}, answer = ${data.text}, answered_at = ${at}
    where owner_id = ${partyId} and comment_id = ${commentId}`)

/** What a draft calls itself, in both languages; its first part is the definition itself. */
const draftTitle = sql`jsonb_build_object('zh', d.title,
  'en', coalesce(nullif(trim(d.record #>> '{parts,0,body,title,en}'), ''), d.title))`

const commentColumns = sql`
  c.owner_id as "partyId", c.comment_id as "commentId", c.draft_id as "draftId", ${draftTitle} as title, c.speaks_for as "speaksFor",
  c.clause, c.text, c.lodged_at as "lodgedAt", c.outcome, c.answer, c.answered_at as "answeredAt"`

const present = <T extends object>(row: T): T =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as T

/** The comments on a draft with their parties' ids. */
export async function listComments(
  trx: Trx,
  reach: Reach,
  { draftId, after, limit }: { draftId: string; after?: string | undefined; limit: number },
): Promise<{ items: CommentRow[]; next: string | undefined }> {
  const scope = withinReach(reach, {
    owner: sql`c.owner_id`,
    department: sql`c.department`,
    district: sql`c.district`,
  })
  const rows = await trx.rows<CommentRow>(sql`
    select ${commentColumns} from publication.comment c join publication.draft d on d.owner_id = c.draft_id
    where c.draft_id = ${draftId} ${scope} ${after ? sql`and c.comment_id > ${after}` : empty}
    order by c.comment_id limit ${limit + 1}`)
  const items = rows.slice(0, limit).map(present)
  return { items, next: rows.length > limit ? items.at(-1)?.commentId : undefined }
}

export const listPartyComments = async (trx: Trx, partyId: string): Promise<CommentRow[]> =>
  (
    await trx.rows<CommentRow>(sql`
      select ${commentColumns} from publication.comment c join publication.draft d on d.owner_id = c.draft_id
      where c.owner_id = ${partyId} order by c.lodged_at desc limit 200`)
  ).map(present)

/** What the public reads of the comments on a draft: no names. */
export const listPublicComments = async (trx: Trx, draftId: string): Promise<CommentRow[]> =>
  (
    await trx.rows<CommentRow>(sql`
      select ${commentColumns} from publication.comment c join publication.draft d on d.owner_id = c.draft_id
      where c.draft_id = ${draftId} order by c.lodged_at, c.comment_id limit 500`)
  ).map(present)

export const insertRepeal = (
  trx: Trx,
  repealId: string,
  data: Data<RepealEvent, 'RepealProposed'>,
  at: Instant,
) =>
  trx.run(sql`
    insert into publication.repeal (owner_id, state, of_kind, of_id, of_version, ends_on, reason, department, district,
      proposed_by, proposed_at)
    values (${repealId}, 'proposed', ${data.of.kind}, ${data.of.id}, ${data.of.version}, ${data.on}, ${data.reason},
      ${data.department}, ${data.district ?? cityWide}, ${data.by.name}, ${at})`)

export const setRepealState = (trx: Trx, repealId: string, state: 'confirmed' | 'dropped') =>
  trx.run(sql`update publication.repeal set state = ${state} where owner_id = ${repealId}`)

export interface RepealRow {
  readonly repealId: string
  readonly state: 'proposed' | 'confirmed' | 'dropped'
  readonly kind: string
  readonly id: string
  readonly version: number
  readonly on: string
  readonly reason: string
  readonly department: string
  readonly district: string
  readonly by: string
  readonly at: Instant
}

export const findRepeal = (trx: Trx, repealId: string) =>
  trx.get<RepealRow>(sql`
    select owner_id as "repealId", state, of_kind as kind, of_id as id, of_version as version, ends_on as on, reason,
      department, district, proposed_by as by, proposed_at as at
    from publication.repeal where owner_id = ${repealId}`)

export const listRepeals = (trx: Trx, reach: Reach, limit: number) =>
  trx.rows<RepealRow>(sql`
    select owner_id as "repealId", state, of_kind as kind, of_id as id, of_version as version, ends_on as on, reason,
      department, district, proposed_by as by, proposed_at as at
    from publication.repeal r
    where true ${withinReach(reach, { owner: sql`r.owner_id`, department: sql`r.department`, district: sql`r.district` })}
    order by proposed_at desc, owner_id limit ${limit}`)

/** The newest version on record, as nobody else can move it before this transaction ends. */
export async function lockNewest(trx: Trx, draftId: string): Promise<number | null> {
  await trx.run(sql`select 1 from platform.definition_head for update`)
  const row = await trx.get<{ version: number | null }>(sql`
    select max(p.version) as version from publication.draft d
    left join platform.definition p on p.kind = d.kind and p.id = d.definition_id
    where d.owner_id = ${draftId}`)
  return row.version
}

export interface PublishedRow {
  readonly version: number
  readonly publishedAt: Instant
  readonly publishedBy: string
  /** as it was published */
  readonly body: unknown
}

/** When each version of a definition was recorded, oldest first; only what was known at a moment, where one is named. */
export const listPublished = (
  trx: Trx,
  kind: string,
  id: string,
  knownAt?: Instant,
): Promise<PublishedRow[]> =>
  trx.rows<PublishedRow>(sql`
    select version, published_at as "publishedAt", published_by as "publishedBy", body from platform.definition
    where kind = ${kind} and id = ${id} ${knownAt ? sql`and published_at <= ${knownAt}` : empty} order by version`)

/** The repeals of one definition on record at a moment. */
export const listEnds = (
  trx: Trx,
  of: { kind: string; id: string },
  knownAt?: Instant,
): Promise<{ version: number; on: string }[]> =>
  trx.rows<{ version: number; on: string }>(sql`
    select (body->'of'->>'version')::int as version, min(body->>'on') as on from platform.definition
    where kind = 'repeal' and body->'of'->>'kind' = ${of.kind} and body->'of'->>'id' = ${of.id}
      ${knownAt ? sql`and published_at <= ${knownAt}` : empty}
    group by 1`)
