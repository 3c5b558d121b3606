import type { Recorded } from '#kernel/engine.ts'
import { sha256 } from '#kernel/sha256.ts'
import { remaining } from '#kernel/time-limit.ts'
import type { Instant } from '#kernel/time.ts'
import type { Moment, Projection } from '#platform/engine.ts'
import { sql, type Trx } from '#platform/database/sql.ts'
import { projectCheck } from './check-store.ts'
import { projectJudgement, projectRobot } from './robot-store.ts'
import { projectSurvey } from './survey-store.ts'
import type { CaseEvent, Deadline } from './model.ts'

/** Keeps the lists in step: cases, the queue of stages, the directories, and how long finished cases took. */
export const projectCase: Projection = async (trx, recorded, moment) => {
  if (recorded.kind === 'check') return projectCheck(trx, recorded)
  if (recorded.kind === 'robot') return projectRobot(trx, recorded)
  await projectCaseRow(trx, recorded, moment)
  await projectStageRow(trx, recorded)
  await projectServiceMark(trx, recorded)
  await projectDirectories(trx, recorded)
  await projectSurvey(trx, recorded.ownerId, recorded.streamId, recorded.event as CaseEvent)
  await projectJudgement(trx, recorded)
  await keepPace(trx, recorded, moment)
}

type Set = (change: ReturnType<typeof sql>) => Promise<number>

const rowsOf = (trx: Trx, { ownerId, streamId }: Recorded) => {
  const set: Set = (change) =>
    trx.run(sql`update casework.case set ${change} where owner_id = ${ownerId} and case_id = ${streamId}`)
  const setStage = (stage: string, change: ReturnType<typeof sql>) =>
    trx.run(
      sql`update casework.stage set ${change} where owner_id = ${ownerId} and case_id = ${streamId} and stage = ${stage}`,
    )
  const closeStages = (at: string, parts?: readonly string[]) =>
    trx.run(sql`
      update casework.stage set closed_at = ${at} where owner_id = ${ownerId} and case_id = ${streamId}
        and closed_at is null ${parts ? sql`and part = any(${[...parts]})` : sql``}`)
  return { set, setStage, closeStages }
}

async function projectCaseRow(trx: Trx, recorded: Recorded, moment: Moment): Promise<void> {
  const { type, data } = recorded.event as CaseEvent
  const { set, closeStages } = rowsOf(trx, recorded)
  switch (type) {
    case 'DraftOpened':
      await trx.run(sql`
        insert into casework.case (owner_id, case_id, theme, version, title, party_name, standing, opened_at, saved_at, draft_until)
        values (${recorded.ownerId}, ${recorded.streamId}, ${data.theme}, ${data.version}, ${data.partyName},
          ${data.partyName}, 'draft', ${data.at}, ${data.at}, ${data.until})`)
      return
    case 'AnswersSaved':
      await set(sql`saved_at = ${data.at}, draft_until = ${data.until}`)
      return
    case 'CaseLodged': {
      const promised = remaining(data.promise, data.at, [], data.at, moment.calendar)
      // Half a day is no number of minutes while nobody knows how long the day is.
      const counted = promised.clock === 'office-minutes' && !promised.provisional
      const minutes = counted ? Math.round(promised.allowed) : null
      await set(sql`
        standing = 'lodged', title = ${data.title}, district = ${data.district ?? null}, parts = ${data.parts.length},
        lodged_at = ${data.at}, due_at = ${data.deadline.dueAt ?? null}, promised_minutes = ${minutes}`)
      return
    }
    case 'PartGranted':
    case 'PartRefused':
      await set(sql`parts_done = parts_done + 1`)
      return
    case 'PartsDropped':
      await set(sql`parts_done = parts_done + ${data.parts.length}`)
      return
    case 'CaseCompleted':
    case 'CaseRefused': {
      const standing = type === 'CaseCompleted' ? 'completed' : 'refused'
      await set(sql`standing = ${standing}, ended_at = ${data.at}, minutes = ${data.minutes}`)
      await closeStages(data.at)
      return
    }
    case 'CaseWithdrawn':
    case 'DraftExpired':
      await set(sql`standing = ${type === 'CaseWithdrawn' ? 'withdrawn' : 'expired'}, ended_at = ${data.at}`)
      await closeStages(data.at)
      return
    case 'ServiceRated':
      await set(sql`score = ${data.score}`)
  }
}

const deadlineColumns = (deadline: Deadline) =>
  sql`due_at = ${deadline.dueAt ?? null}, amber_at = ${deadline.amberAt ?? null}, hold = null`

async function projectStageRow(trx: Trx, recorded: Recorded): Promise<void> {
  const { type, data } = recorded.event as CaseEvent
  const { setStage } = rowsOf(trx, recorded)
  switch (type) {
    case 'StageOpened':
      await trx.run(sql`
        insert into casework.stage (owner_id, case_id, stage, part, department, district, holder, opened_at, since, due_at, amber_at, track, ahead_from)
        values (${recorded.ownerId}, ${recorded.streamId}, ${data.stage}, ${data.part}, ${data.department},
          ${data.district ?? null}, ${data.holder}, ${data.at}, ${data.at}, ${data.deadline.dueAt ?? null},
          ${data.deadline.amberAt ?? null}, ${data.track ?? null}, ${data.ahead ? data.at : null})`)
      return
    case 'StageClaimed':
      await setStage(
        data.stage,
        sql`assignee_id = ${data.officer.id}, assignee_name = ${data.officer.name}, since = ${data.at}`,
      )
      return
    case 'StageReleased':
      await setStage(data.stage, sql`assignee_id = null, assignee_name = null, since = ${data.at}`)
      return
    case 'StageHandedOver':
      await setStage(
        data.stage,
        sql`holder = 'officer', department = ${data.department}, assignee_id = ${data.officer?.id ?? null},
          assignee_name = ${data.officer?.name ?? null}, since = ${data.at}`,
      )
      return
    case 'StageHeld':
      await setStage(data.stage, sql`hold = ${data.kind}, due_at = null, amber_at = null`)
      return
    case 'CorrectionRequested':
      await setStage(data.stage, sql`hold = 'awaiting-applicant', due_at = null, amber_at = null`)
      return
    case 'StageResumed':
    case 'CorrectionAnswered':
      await setStage(data.stage, deadlineColumns(data.deadline))
      return
    case 'StageOverdue':
      await setStage(data.stage, sql`late = true`)
      return
    case 'DelayExplained':
      await setStage(data.stage, sql`delay_reason = ${data.reason}`)
      return
    case 'StageCompleted':
      await setStage(
        data.stage,
        sql`closed_at = ${data.at}, done_by = ${data.by}, minutes = ${data.minutes}, hold = null,
          late = late or (due_at is not null and due_at < ${data.at})`,
      )
  }
}

/** What the public service record counts beside late steps. */
async function projectServiceMark(trx: Trx, recorded: Recorded): Promise<void> {
  const { type, data } = recorded.event as CaseEvent
  const mark = (kind: string, part: string, ground?: string) =>
    trx.run(sql`
      insert into casework.service_mark (owner_id, case_id, version, kind, part, at, ground)
      values (${recorded.ownerId}, ${recorded.streamId}, ${recorded.version}, ${kind}, ${part}, ${data.at}, ${ground ?? null})`)
  if (type === 'SecondNoticeSigned') await mark('second-notice', data.part)
  if (type === 'PartRefused' && data.ground !== undefined) await mark('block', data.part, data.ground)
}

async function projectDirectories(trx: Trx, { event, ownerId, streamId }: Recorded): Promise<void> {
  const { type, data } = event as CaseEvent
  switch (type) {
    case 'CaseLodged': {
      const { name } = data
      if (!name) return
      // A rival who was quicker leaves a unique violation; the write is then judged again and refused.
      await trx.run(sql`
        with lapsed as (
          delete from casework.company_name
          where core = ${name.core} and trade = ${name.trade} and not registered and reserved_until <= ${data.at}::date
          returning 1
        )
        insert into casework.company_name (core, trade, full_name, party_id, case_id, reserved_until)
        select ${name.core}, ${name.trade}, ${name.full}, ${ownerId}, ${streamId}, ${name.until}::date
        from (select count(*) from lapsed) freed`)
      return
    }
    case 'PartGranted':
      if (!data.identity) return
      await trx.run(sql`
        insert into casework.registration_number (credit_code, party_id, case_id, given_at)
        values (${data.identity.creditCode}, ${ownerId}, ${streamId}, ${data.at})`)
      await trx.run(sql`update casework.company_name set registered = true where case_id = ${streamId}`)
      return
    case 'CaseRefused':
    case 'CaseWithdrawn':
    case 'NameReservationEnded':
      await trx.run(sql`delete from casework.company_name where case_id = ${streamId} and not registered`)
  }
}

const places = 400

/** What a finished case teaches of its theme; the place says nothing of whose it was. */
async function keepPace(trx: Trx, recorded: Recorded, { calendar }: Moment): Promise<void> {
  const { type, data } = recorded.event as CaseEvent
  if (type !== 'CaseCompleted') return
  const rows = await trx.rows<{ stage: string; opened_at: Instant; closed_at: Instant }>(sql`
    select stage, opened_at, closed_at from casework.stage
    where owner_id = ${recorded.ownerId} and case_id = ${recorded.streamId} and done_by is not null`)
  const stages: Record<string, number> = {}
  for (const row of rows) {
    const took = calendar.officeMinutesBetween(row.opened_at, row.closed_at)
    if (took.provisional) return
    stages[row.stage] = Math.round(took.minutes)
  }
  const place = Number.parseInt(sha256(recorded.streamId).slice(0, 8), 16) % places
  await trx.run(sql`
    insert into casework.pace (theme, place, ended_at, stages)
    values (${data.theme}, ${place}, ${data.at}, ${JSON.stringify(stages)})
    on conflict (theme, place) do update set ended_at = excluded.ended_at, stages = excluded.stages`)
}
