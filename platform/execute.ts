import { covers, reachOf, type RoleRights } from '#kernel/actor.ts'
import type { WriteRow } from '#kernel/contract.ts'
import type { Event, Facts, Outcome, Recorded } from '#kernel/engine.ts'
import { isRefusal } from '#kernel/refusal.ts'
import { canonical, deriveId, hashOf, sha256 } from './canonical.ts'
import { empty, isUniqueViolation, type Pool, type Sql, sql, transaction, type Trx } from './database/sql.ts'
import type { Command, ExecuteResult, Failure, Moment, TimerChange, Written } from './engine.ts'
import type { Registry } from './registry.ts'
import { noSteps, type Steps } from './steps.ts'
import { issuesOf } from './validation.ts'

export interface ExecuteDependencies {
  readonly pool: Pool
  readonly registry: Registry
  readonly rights: () => ReadonlyMap<string, RoleRights>
  readonly moment: () => Moment
  /** told after commit, so that the sequencer need not wait for its next tick */
  readonly committed: () => void
  readonly steps?: Steps
}

/** Asked inside the transaction before anything else; throws when whoever commands may no longer write. */
export type Fence = (trx: Trx) => Promise<void>

/** Carries a failure out of the transaction, which rolls back. */
class Failed extends Error {
  constructor(readonly failure: Failure) {
    super(failure.kind)
  }
}
const fail = (failure: Failure): never => {
  throw new Failed(failure)
}

/**
 * The one way anything is written. Authenticated actor → permission → parse → idempotency → lock and load →
 * record scope → needs → the rule → events, projections, audit leaf and outbox row in one transaction.
 */
export function createExecute(dependencies: ExecuteDependencies) {
  const { steps = noSteps } = dependencies
  return async function execute(command: Command, fence?: Fence): Promise<ExecuteResult> {
    const row = dependencies.registry.row(command.engine, command.operation)
    if (row?.kind !== 'write') throw new Error(`no write operation ${command.engine}.${command.operation}`)
    try {
      const admitted = admit(dependencies, row, command)
      // A rival with the same key may commit between our look and our insert: then its answer is ours.
      for (let attempt = 0; ; attempt++) {
        try {
          const result = await transaction(
            dependencies.pool,
            { read: 'all', write: row.owners === 'many' ? 'all' : [admitted.ownerId] },
            async (trx) => {
              await fence?.(trx)
              return perform(dependencies, row, command, admitted, trx)
            },
          )
          await steps(`write ${command.engine}.${command.operation} committed`)
          dependencies.committed()
          return result
        } catch (error) {
          if (!isUniqueViolation(error) || attempt === 2) throw error
        }
      }
    } catch (error) {
      if (error instanceof Failed) return { kind: 'failed', failure: error.failure }
      throw error
    }
  }
}

interface Admitted {
  readonly input: Record<string, unknown>
  readonly ownerId: string
  readonly streamId: string
  readonly requestHash: string
  readonly reach: ReturnType<typeof reachOf>
}

/** Everything that can be judged before the database is asked. */
function admit(dependencies: ExecuteDependencies, row: WriteRow, command: Command): Admitted {
  const { actor } = command
  if (row.internal && actor.kind !== 'system') fail({ kind: 'denied', code: 'not-permitted' })
  const reach = reachOf(
    actor,
    `${command.engine}.${command.operation}`,
    row.permission,
    dependencies.rights(),
  )
  if (reach.kind === 'none')
    fail({ kind: 'denied', code: actor.kind === 'anonymous' ? 'sign-in-required' : 'not-permitted' })
  const parsed = row.input.safeParse(command.input)
  if (!parsed.success) return fail({ kind: 'invalid', issues: issuesOf(parsed.error) })
  const input = parsed.data as Record<string, unknown>
  const streamId = row.stream.creates
    ? deriveId(row.stream.kind, actor.id, command.idempotencyKey)
    : String(input[row.stream.id])
  const ownerId = row.stream.owner === 'self' ? streamId : String(input[row.stream.owner])
  return {
    input,
    ownerId,
    streamId,
    reach,
    requestHash: hashOf({ operation: `${command.engine}.${command.operation}`, input }),
  }
}

interface StreamHead {
  kind: string | null
  version: number | null
  answer: Written | null
  request_hash: string | null
  events: readonly Event[] | null
}

/**
 * Locks the stream and reads its head, its events and an earlier answer to the same key, in one statement. A statement
 * that waited for a rival's lock sees the newest head but the events of before: then it is asked again.
 */
async function lockStream(
  trx: Trx,
  { ownerId, streamId }: Admitted,
  { actor, idempotencyKey }: Command,
  creates: boolean,
): Promise<StreamHead> {
  const ask = () =>
    trx.get<StreamHead>(sql`
      with stream as materialized (
        select kind, version from platform.stream where owner_id = ${ownerId} and stream_id = ${streamId}
        ${creates ? empty : sql`for update`}
      )
      select s.kind, s.version, i.answer, i.request_hash, (
          select json_agg(json_build_object('type', e.type, 'data', e.data) order by e.version)
          from platform.event e where e.owner_id = ${ownerId} and e.stream_id = ${streamId}
        ) events
      from (select 1) one left join stream s on true
      left join platform.idempotency i
        on i.owner_id = ${ownerId} and i.actor_id = ${actor.id} and i.request_key = ${idempotencyKey}`)
  const head = await ask()
  return (head.version ?? 0) === (head.events?.length ?? 0) ? head : ask()
}

async function perform(
  dependencies: ExecuteDependencies,
  row: WriteRow,
  command: Command,
  admitted: Admitted,
  trx: Trx,
): Promise<ExecuteResult> {
  const { ownerId, streamId } = admitted
  const kind = dependencies.registry.stream(row.stream.kind)
  const head = await lockStream(trx, admitted, command, row.stream.creates === true)
  if (head.answer) {
    if (head.request_hash !== admitted.requestHash) fail({ kind: 'conflict', code: 'idempotency-key-reused' })
    return { kind: 'written', repeated: true, ...head.answer }
  }
  const version = head.version ?? 0
  if (!row.stream.creates && (version === 0 || head.kind !== kind.kind))
    fail({ kind: 'denied', code: 'not-found' })
  if (row.stream.creates && version > 0) fail({ kind: 'conflict', code: 'idempotency-key-reused' })
  if (command.expectedVersion !== undefined && command.expectedVersion !== version)
    fail({ kind: 'conflict', code: 'version-moved' })

  const state = (head.events ?? []).reduce(kind.evolve, kind.initial)
  const record = row.stream.creates ? {} : kind.scope(state)
  const owner = row.stream.creates && row.stream.owner === 'self' ? undefined : ownerId
  // A creation that owns itself belongs to nobody yet: the operation's permission alone decides.
  if (owner !== undefined && !covers(admitted.reach, { owner, ...record }))
    fail({ kind: 'denied', code: 'not-found' })

  const moment = dependencies.moment()
  const needs = await resolveNeeds(dependencies, row, command, admitted, state, trx, moment)
  const next = version + 1
  const facts: Facts<never> = {
    ...moment,
    actor: command.actor,
    needs: needs as never,
    streamId,
    ownerId,
    idFor: (name) => deriveId(streamId, String(next), name),
    seed: hashOf([streamId, next, command.idempotencyKey]),
  }
  const rule = dependencies.registry.engine(command.engine).rules[command.operation] as (
    state: unknown,
    input: unknown,
    facts: Facts<never>,
  ) => Outcome
  const outcome = rule(state, admitted.input, facts)
  if (isRefusal(outcome)) {
    if (!row.refusals.includes(outcome.refusal))
      throw new Error(
        `${command.engine}.${command.operation} refused with an undeclared code: ${outcome.refusal}`,
      )
    return fail({
      kind: 'refusal',
      engine: command.engine,
      code: outcome.refusal,
      details: outcome.details,
      fields: outcome.fields,
    })
  }
  const { steps = noSteps } = dependencies
  const named = `write ${command.engine}.${command.operation}`
  await steps(`${named} judged`)
  const written: Written = { ownerId, id: streamId, version: version + outcome.length }
  const recorded = outcome.map(
    (event, index): Recorded => ({
      ownerId,
      streamId,
      kind: kind.kind,
      version: next + index,
      event,
      actorId: command.actor.id,
      at: moment.now,
    }),
  )
  const engine = dependencies.registry.engine(command.engine)
  await append(trx, {
    command,
    admitted,
    recorded,
    written,
    known: needs,
    moment,
    creates: version === 0,
    timers: recorded.flatMap((one) => engine.timers?.(one, moment) ?? []),
  })
  for (const one of recorded) await engine.projection?.(trx, one, moment)
  await steps(`${named} written`)
  return { kind: 'written', repeated: false, ...written }
}

async function resolveNeeds(
  { registry }: ExecuteDependencies,
  row: WriteRow,
  command: Command,
  admitted: Admitted,
  state: unknown,
  trx: Trx,
  moment: Moment,
): Promise<Record<string, unknown>> {
  const needs: Record<string, unknown> = {}
  for (const [key, need] of Object.entries(row.needs))
    needs[key] = await registry.provider(need.name)(trx, {
      ...moment,
      input: admitted.input,
      ownerId: admitted.ownerId,
      streamId: admitted.streamId,
      state,
      actor: command.actor,
    })
  return needs
}

interface Append {
  readonly command: Command
  readonly admitted: Admitted
  readonly recorded: readonly Recorded[]
  readonly written: Written
  readonly known: Record<string, unknown>
  readonly moment: Moment
  readonly creates: boolean
  readonly timers: readonly TimerChange[]
}

/** Stream head, events, audit leaves, outbox rows, timers and the idempotent answer, in one statement. */
async function append(
  trx: Trx,
  { command, admitted, recorded, written, known, moment, creates, timers }: Append,
): Promise<void> {
  const operation = `${command.engine}.${command.operation}`
  const rows = recorded.map((one) => ({
    version: one.version,
    type: one.event.type,
    data: one.event.data,
    hash: leafHash(one, operation).toString('hex'),
  }))
  const kind = recorded[0]?.kind ?? ''
  await trx.run(sql`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g(version int, type text, data jsonb, hash text)
    ), head as (
      insert into platform.stream (owner_id, stream_id, kind, version, opened_at)
      select ${admitted.ownerId}, ${admitted.streamId}, ${kind}, ${written.version}, ${moment.now}
      where ${creates}::boolean and exists (select 1 from given)
    ), moved as (
      update platform.stream set version = ${written.version}
      where not ${creates}::boolean and owner_id = ${admitted.ownerId} and stream_id = ${admitted.streamId}
    ), events as (
      insert into platform.event (owner_id, stream_id, version, kind, type, data, known, operation, actor_id, at)
      select ${admitted.ownerId}, ${admitted.streamId}, version, ${kind}, type, data, ${JSON.stringify(known)}::jsonb,
        ${operation}, ${command.actor.id}, ${moment.now} from given
    ), leaves as (
      insert into platform.audit_leaf (owner_id, stream_id, version, hash)
      select ${admitted.ownerId}, ${admitted.streamId}, version, decode(hash, 'hex') from given
    ), posted as (
      insert into platform.outbox (owner_id, stream_id, version, kind, type)
      select ${admitted.ownerId}, ${admitted.streamId}, version, ${kind}, type from given
    )${timers.length > 0 ? timerChanges(admitted, timers) : empty}
    insert into platform.idempotency (owner_id, actor_id, request_key, request_hash, answer, at)
    values (${admitted.ownerId}, ${command.actor.id}, ${command.idempotencyKey}, ${admitted.requestHash},
      ${JSON.stringify(written)}::jsonb, ${moment.now})`)
}

/** What the seal covers of one event: who did what, to which stream, when, with what content. */
export const leafHash = (recorded: Recorded, operation: string): Buffer =>
  sha256(
    canonical({
      owner: recorded.ownerId,
      stream: recorded.streamId,
      version: recorded.version,
      kind: recorded.kind,
      type: recorded.event.type,
      data: recorded.event.data,
      actor: recorded.actorId,
      operation,
      at: recorded.at,
    }),
  )

/** The last wish of a name is the one that counts. */
function timerChanges({ ownerId, streamId }: Admitted, changes: readonly TimerChange[]): Sql {
  const last = new Map(changes.map((change) => ['cancel' in change ? change.cancel : change.set, change]))
  const cancelled = [...last.values()].flatMap((change) => ('cancel' in change ? [change.cancel] : []))
  const wanted = [...last.values()].flatMap((change) => ('cancel' in change ? [] : [change]))
  return sql`, cancelled as (
      delete from platform.timer
      where owner_id = ${ownerId} and stream_id = ${streamId} and name = any(${cancelled}::text[])
    ), wanted as (
      insert into platform.timer (owner_id, stream_id, name, due_at, operation, input)
      select ${ownerId}, ${streamId}, w.set, w."dueAt", w.operation, w.input
      from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as w(set text, "dueAt" timestamptz, operation text, input jsonb)
      on conflict (owner_id, stream_id, name)
      do update set due_at = excluded.due_at, operation = excluded.operation, input = excluded.input
    )`
}
