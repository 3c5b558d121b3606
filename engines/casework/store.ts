import type { Reach } from '#kernel/actor.ts'
import type { Day, Instant } from '#kernel/time.ts'
import { withinReach } from '#platform/database/reach.ts'
import { empty, join, sql, type Sql, type Trx } from '#platform/database/sql.ts'
import { NotFound } from '#platform/query.ts'
import { evolveCase } from './evolve.ts'
import { type CaseEvent, type CaseState, noCase } from './model.ts'
import type { Pace } from './life/outlook.ts'

/** One event of a case with who caused it. */
export interface Happening {
  readonly event: CaseEvent
  readonly at: Instant
  readonly actorId: string
  readonly actorName: string | undefined
}

/** A case folded from its events. Undefined where there is none. */
export async function findCase(
  trx: Trx,
  partyId: string,
  caseId: string,
): Promise<{ state: CaseState; happened: Happening[] } | undefined> {
  const rows = await trx.rows<{
    type: string
    data: unknown
    at: Instant
    actor_id: string
    name: string | null
  }>(sql`
    select e.type, e.data, e.at, e.actor_id, a.name from platform.event e
    left join platform.account a on a.account_id::text = e.actor_id
    where e.owner_id = ${partyId} and e.stream_id = ${caseId} and e.kind = 'case' order by e.version`)
  if (rows.length === 0) return undefined
  const happened = rows.map((row) => ({
    event: { type: row.type, data: row.data } as CaseEvent,
    at: row.at,
    actorId: row.actor_id,
    actorName: row.name ?? undefined,
  }))
  return { state: happened.reduce((state, { event }) => evolveCase(state, event), noCase), happened }
}

/** Whose a case is, for those who know only its number. */
export const findOwnerOfCase = async (trx: Trx, caseId: string): Promise<string | undefined> =>
  (
    await trx.find<{ owner_id: string }>(
      sql`select owner_id from casework.case where case_id = ${caseId} limit 1`,
    )
  )?.owner_id

/** The case when the reader's reach covers it: its party, or an office that has or had one of its stages. */
export async function getCase(trx: Trx, partyId: string, caseId: string, reach: Reach) {
  const row = await trx.find(sql`
    select 1 from casework.case c where c.owner_id = ${partyId} and c.case_id = ${caseId}
      and (${partyReach(reach)} or exists (
        select 1 from casework.stage s where s.owner_id = c.owner_id and s.case_id = c.case_id
        ${withinReach(reach, { owner: sql`c.owner_id`, department: sql`s.department`, district: sql`s.district` })}))`)
  const found = row === undefined ? undefined : await findCase(trx, partyId, caseId)
  if (!found) throw new NotFound()
  return found
}

function partyReach(reach: Reach): Sql {
  if (reach.kind === 'all') return sql`true`
  if (reach.kind === 'none') return sql`false`
  return sql`c.owner_id = any(${[...reach.partyIds]}::uuid[])`
}

export interface CaseRow {
  owner_id: string
  case_id: string
  theme: string
  version: number
  title: string
  standing: CaseState['standing']
  opened_at: Instant
  saved_at: Instant
  draft_until: Instant
  lodged_at: Instant | null
  due_at: Instant | null
  ended_at: Instant | null
  parts: number
  parts_done: number
  with: { department: string; hold: string | null; amber_at: Instant | null; due_at: Instant | null }[] | null
}

export const listCases = (
  trx: Trx,
  parties: readonly string[],
  before: Instant | undefined,
  limit: number,
): Promise<CaseRow[]> =>
  trx.rows<CaseRow>(sql`
    select c.*, (
      select jsonb_agg(jsonb_build_object('department', s.department, 'hold', s.hold, 'amber_at', s.amber_at, 'due_at', s.due_at))
      from casework.stage s where s.owner_id = c.owner_id and s.case_id = c.case_id and s.closed_at is null) as with
    from casework.case c where c.owner_id = any(${[...parties]}::uuid[])
    ${before ? sql`and c.opened_at < ${before}` : empty} order by c.opened_at desc limit ${limit + 1}`)

export interface StageRow {
  owner_id: string
  case_id: string
  stage: string
  part: string
  department: string
  district: string | null
  holder: 'rule' | 'officer' | 'outside'
  assignee_id: string | null
  assignee_name: string | null
  hold: string | null
  track: string | null
  /** since when it goes before what is not due yet */
  ahead_from: Instant | null
  opened_at: Instant
  since: Instant
  due_at: Instant | null
  amber_at: Instant | null
  closed_at: Instant | null
  theme: string
  version: number
  title: string
  party_name: string
}

export interface QueueFilter {
  readonly view: (typeof queueViews)[number]
  readonly theme?: string | undefined
  readonly district?: string | undefined
  readonly department?: string | undefined
  readonly lamp?: 'green' | 'amber' | 'red' | 'blue' | undefined
  readonly dueBefore?: Instant | undefined
  /** on a fast track, or not */
  readonly fast?: 'yes' | 'no' | undefined
  readonly search?: string | undefined
}

const lampIs = (lamp: QueueFilter['lamp'], now: Instant): Sql => {
  switch (lamp) {
    case 'blue':
      return sql`s.hold is not null`
    case 'red':
      return sql`s.due_at < ${now}`
    case 'amber':
      return sql`s.due_at >= ${now} and (s.amber_at is null or s.amber_at <= ${now})`
    case 'green':
      return sql`s.hold is null and (s.due_at is null or s.amber_at > ${now})`
    case undefined:
      return sql`true`
  }
}

function viewIs(view: QueueFilter['view'], actorId: string, now: Instant): Sql {
  if (view === 'done') return sql`s.closed_at is not null and s.done_by is not null`
  const open = sql`s.closed_at is null`
  switch (view) {
    case 'mine':
      return sql`${open} and s.assignee_id = ${actorId}`
    case 'unassigned':
      return sql`${open} and s.holder = 'officer' and s.assignee_id is null`
    case 'urgent':
      return sql`${open} and ${lampIs('amber', now)}`
    case 'late':
      return sql`${open} and ${lampIs('red', now)}`
    case 'held':
      return sql`${open} and s.hold is not null`
    case 'outside':
      return sql`${open} and s.holder = 'outside'`
    default:
      return open
  }
}

const inQueue = (reach: Reach, extra: Sql): Sql => sql`
  from casework.stage s join casework.case c using (owner_id, case_id)
  where ${extra} ${withinReach(reach, { owner: sql`s.owner_id`, department: sql`s.department`, district: sql`s.district` })}`

/**
 * 先后: by when a stage is due; one that goes ahead counts as due from the moment it was opened, so that what was due before that moment
 * still comes first.
 */
const turnAt = sql`coalesce(case when s.hold is null and s.closed_at is null then s.ahead_from end, s.due_at, 'infinity')`

/** Where a page ended: turn and keys of its last row. */
export interface QueuePlace {
  readonly turnAt: string
  readonly caseId: string
  readonly stage: string
}

const like = (text: string) => `%${text.replace(/[\\%_]/g, '\\$&')}%`

/** Most urgent first; stages without a deadline last. */
export function listStages(
  trx: Trx,
  reach: Reach,
  filter: QueueFilter,
  actorId: string,
  now: Instant,
  after: QueuePlace | undefined,
  limit: number,
): Promise<StageRow[]> {
  const conditions = [viewIs(filter.view, actorId, now), lampIs(filter.lamp, now)]
  if (filter.theme) conditions.push(sql`c.theme = ${filter.theme}`)
  if (filter.district) conditions.push(sql`s.district = ${filter.district}`)
  if (filter.department) conditions.push(sql`s.department = ${filter.department}`)
  if (filter.fast !== undefined)
    conditions.push(filter.fast === 'yes' ? sql`s.track is not null` : sql`s.track is null`)
  if (filter.dueBefore) conditions.push(sql`s.due_at < ${filter.dueBefore}`)
  if (filter.search) {
    const text = like(filter.search)
    conditions.push(sql`(c.title ilike ${text} or c.party_name ilike ${text})`)
  }
  if (after)
    conditions.push(sql`
      (${turnAt}, s.case_id, s.stage) > (${after.turnAt}::timestamptz, ${after.caseId}::uuid, ${after.stage})`)
  return trx.rows<StageRow>(sql`
    select s.*, c.theme, c.version, c.title, c.party_name ${inQueue(reach, join(conditions, ' and '))}
    order by ${turnAt}, s.case_id, s.stage limit ${limit + 1}`)
}

export const queueViews = ['open', 'mine', 'unassigned', 'urgent', 'late', 'held', 'outside', 'done'] as const

export async function countStages(trx: Trx, reach: Reach, actorId: string, now: Instant) {
  const counts = queueViews.map(
    (view) => sql`(count(*) filter (where ${viewIs(view, actorId, now)}))::int as ${columnOf(view)}`,
  )
  return trx.get<Record<(typeof queueViews)[number], number>>(
    sql`select ${join(counts, ', ')} ${inQueue(reach, sql`true`)}`,
  )
}

const columns = {
  open: sql`"open"`,
  mine: sql`"mine"`,
  unassigned: sql`"unassigned"`,
  urgent: sql`"urgent"`,
  late: sql`"late"`,
  held: sql`"held"`,
  outside: sql`"outside"`,
  done: sql`"done"`,
}
const columnOf = (view: keyof typeof columns): Sql => columns[view]

export const findOpenCase = (trx: Trx, partyId: string, theme: string) =>
  trx.find<{ case_id: string }>(sql`
    select case_id from casework.case
    where owner_id = ${partyId} and theme = ${theme} and standing in ('draft', 'lodged') limit 1`)

/** Who has a core name in a trade now, other than this case. A reservation ends on its day. */
export const findNameHolder = (trx: Trx, core: string, trade: string, today: Day, caseId?: string) =>
  trx.find<{ full_name: string }>(sql`
    select full_name from casework.company_name where core = ${core} and trade = ${trade}
      and (registered or reserved_until > ${today}) ${caseId ? sql`and case_id <> ${caseId}` : empty}`)

/** Names that may look alike: the same core in any trade, or one core within the other in the same trade. */
export const listNamesNear = (trx: Trx, core: string, trade: string, today: Day) =>
  trx.rows<{ core: string; trade: string; full_name: string }>(sql`
    select core, trade, full_name from casework.company_name
    where (registered or reserved_until > ${today})
      and (core = ${core} or (trade = ${trade} and char_length(core) between ${[...core].length - 4} and ${[...core].length + 4}))
    limit 2000`)

export const isNumberGiven = async (trx: Trx, creditCode: string): Promise<boolean> =>
  (await trx.find(sql`select 1 from casework.registration_number where credit_code = ${creditCode}`)) !==
  undefined

export const isFileStored = async (trx: Trx, hash: string): Promise<boolean> =>
  (await trx.find(sql`select 1 from platform.file where hash = ${hash}`)) !== undefined

export interface Figures {
  lodged: number
  completed: number
  refused: number
  withdrawn: number
  open: number
  mean: number | null
  median: number | null
  most: number | null
  promised: number | null
  within_promise: number
  rated: number
  score: number | null
}

export const caseFigures = (trx: Trx, theme: string, from?: Day, until?: Day) =>
  trx.get<Figures>(sql`
    select count(*)::int as lodged,
      (count(*) filter (where standing = 'completed'))::int as completed,
      (count(*) filter (where standing = 'refused'))::int as refused,
      (count(*) filter (where standing = 'withdrawn'))::int as withdrawn,
      (count(*) filter (where standing = 'lodged'))::int as open,
      (avg(minutes) filter (where standing = 'completed'))::float as mean,
      (percentile_cont(0.5) within group (order by minutes) filter (where standing = 'completed'))::float as median,
      (max(minutes) filter (where standing = 'completed'))::int as most,
      max(promised_minutes)::int as promised,
      (count(*) filter (where standing = 'completed' and minutes <= promised_minutes))::int as within_promise,
      count(score)::int as rated, avg(score)::float as score
    from casework.case where theme = ${theme} and lodged_at is not null ${period(sql`lodged_at`, from, until)}`)

export const stageFigures = (trx: Trx, theme: string, from?: Day, until?: Day) =>
  trx.get<{ done: number; late: number; rule: number; officer: number; outside: number }>(sql`
    select (count(*) filter (where s.done_by is not null))::int as done,
      (count(*) filter (where s.late))::int as late,
      (count(*) filter (where s.done_by = 'rule'))::int as rule,
      (count(*) filter (where s.done_by = 'officer'))::int as officer,
      (count(*) filter (where s.done_by = 'outside'))::int as outside
    from casework.stage s join casework.case c using (owner_id, case_id)
    where c.theme = ${theme} ${period(sql`c.lodged_at`, from, until)}`)

const period = (column: Sql, from: Day | undefined, until: Day | undefined): Sql => sql`
  ${from ? sql`and ${column} >= ${from}::date` : empty} ${until ? sql`and ${column} < ${until}::date` : empty}`

/** How finished cases of a theme went, newest first. */
export const listPaces = async (trx: Trx, theme: string): Promise<Pace[]> =>
  (
    await trx.rows<{ stages: Pace }>(
      sql`select stages from casework.pace where theme = ${theme} order by ended_at desc`,
    )
  ).map(({ stages }) => stages)
