import type { Reach } from '#kernel/actor.ts'
import type { Recorded } from '#kernel/engine.ts'
import type { Instant } from '#kernel/time.ts'
import { withinReach } from '#platform/database/reach.ts'
import { sql, type Trx } from '#platform/database/sql.ts'
import type { CaseEvent } from '../model.ts'
import { robotKey, type RobotEvent, type RobotMode, type Robots } from './robot-model.ts'

export async function projectRobot(trx: Trx, { event }: Recorded): Promise<void> {
  const { item, stage, mode, samplePercent, reason, at } = (event as RobotEvent).data
  await trx.run(sql`
    insert into casework.robot (item, stage, mode, sample_percent, reason, set_at)
    values (${item}, ${stage}, ${mode}, ${samplePercent}, ${reason}, ${at})
    on conflict (item, stage) do update set mode = excluded.mode, sample_percent = excluded.sample_percent,
      reason = excluded.reason, set_at = excluded.set_at`)
}

/** What a rule said of a case, what the officer decided who saw it, and what came of looking again. */
export async function projectJudgement(trx: Trx, { event, ownerId, streamId }: Recorded): Promise<void> {
  const { type, data } = event as CaseEvent
  const set = (change: ReturnType<typeof sql>, which: ReturnType<typeof sql>) =>
    trx.run(
      sql`update casework.judgement set ${change} where owner_id = ${ownerId} and case_id = ${streamId} and ${which}`,
    )
  switch (type) {
    case 'RuleAnswered':
      await trx.run(sql`
        insert into casework.judgement (owner_id, case_id, stage, item, rule, shadow, granted, sampled, at)
        select ${ownerId}, ${streamId}, ${data.stage}, ${data.item ?? ''}, ${data.stage.slice(data.stage.indexOf('.') + 1)},
          ${data.shadow === true}, ${data.granted}, ${data.sampled === true}, ${data.at}
        where ${data.item !== undefined}`)
      return
    case 'StageCompleted':
      if (data.by === 'officer') await set(sql`decided = 'granted'`, sql`stage = ${data.stage}`)
      return
    case 'PartRefused':
      await set(sql`decided = 'refused'`, sql`stage like ${`${data.part}.%`} and decided is not null`)
      return
    case 'RobotRechecked':
      await set(sql`agrees = ${data.agrees}`, sql`stage = ${data.stage}`)
  }
}

interface RobotRow {
  item: string
  stage: string
  mode: RobotMode
  sample_percent: number
  reason: string
  set_at: Instant
}
export const listRobots = (trx: Trx): Promise<RobotRow[]> =>
  trx.rows<RobotRow>(sql`select * from casework.robot`)

export async function robotSettings(trx: Trx): Promise<Robots> {
  const rows = await listRobots(trx)
  return Object.fromEntries(
    rows.map((row) => [robotKey(row.item, row.stage), { mode: row.mode, samplePercent: row.sample_percent }]),
  )
}

export interface JudgementFigures {
  item: string
  rule: string
  judged: number
  granted: number
  compared: number
  alike: number
  recent: number
  recent_granted: number
  sampled: number
  rechecked: number
  wrong: number
}

/** Of each rule; `since` parts the last days from the time before. */
export const judgementFigures = (trx: Trx, since: Instant): Promise<JudgementFigures[]> =>
  trx.rows<JudgementFigures>(sql`
    select item, rule, count(*)::int as judged, (count(*) filter (where granted))::int as granted,
      (count(*) filter (where decided is not null))::int as compared,
      (count(*) filter (where decided is not null and granted = (decided = 'granted')))::int as alike,
      (count(*) filter (where at >= ${since}))::int as recent,
      (count(*) filter (where at >= ${since} and granted))::int as recent_granted,
      (count(*) filter (where sampled))::int as sampled,
      (count(*) filter (where agrees is not null))::int as rechecked,
      (count(*) filter (where agrees = false))::int as wrong
    from casework.judgement group by item, rule`)

export interface SampleRow {
  owner_id: string
  case_id: string
  stage: string
  item: string
  title: string
  department: string
  at: Instant
}

export const listSamples = (trx: Trx, reach: Reach, limit: number): Promise<SampleRow[]> =>
  trx.rows<SampleRow>(sql`
    select j.owner_id, j.case_id, j.stage, j.item, c.title, s.department, j.at
    from casework.judgement j join casework.case c using (owner_id, case_id) join casework.stage s using (owner_id, case_id, stage)
    where j.sampled and j.agrees is null
      ${withinReach(reach, { owner: sql`j.owner_id`, department: sql`s.department`, district: sql`s.district` })}
    order by j.at, j.case_id, j.stage limit ${limit}`)
