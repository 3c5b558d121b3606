import { covers, reachOf, type RoleRights } from '#kernel/actor.ts'
import type { WriteRow } from '#kernel/contract.ts'
import type { Facts, Outcome, Recorded, StreamKind } from '#kernel/engine.ts'
import { isRefusal } from '#kernel/refusal.ts'
import { deriveId, hashOf } from './canonical.ts'
import { isUniqueViolation, type Pool, type Sight, transaction, type Trx } from './database/sql.ts'
import type { Command, ExecuteResult, Failure, Moment, Written } from './engine.ts'
import type { Registry } from './registry.ts'
import { noSteps, type Steps } from './steps.ts'
import { issuesOf } from './validation.ts'
import { append } from './writing/append.ts'
import { type Folds, openFolds, pendingFolds } from './writing/folds.ts'
import { type Answered, eventsAfter, lockStream, rivalAnswer, type Target } from './writing/stream-head.ts'

export interface ExecuteDependencies {
  readonly pool: Pool
  readonly registry: Registry
  readonly rights: () => ReadonlyMap<string, RoleRights>
  readonly moment: () => Moment
  /** told after commit, so that the sequencer need not wait for its next tick */
  readonly committed: () => void
  /** states of streams as they were folded last; of its own where none is shared */
  readonly folds?: Folds
  readonly steps?: Steps
}

interface Writing extends ExecuteDependencies {
  readonly folds: Folds
}

/** Asked inside the transaction before anything else; throws when whoever commands may no longer write. */
export type Fence = (trx: Trx) => Promise<void>

export interface Writer {
  readonly execute: (command: Command, fence?: Fence) => Promise<ExecuteResult>
  /**
   * Several in one transaction, one after the other, each seeing what those before it wrote; answers in the order given. What is
   * refused writes nothing and does not keep the others from being written.
   */
  readonly executeAll: (commands: readonly Command[], fence?: Fence) => Promise<ExecuteResult[]>
}

/** Carries a failure out of what was begun, before anything of it is written. */
class Failed extends Error {
  constructor(readonly failure: Failure) {
    super(failure.kind)
  }
}
const fail = (failure: Failure): never => {
  throw new Failed(failure)
}

/** What was thrown on purpose as an answer; anything else is thrown on. */
function failureOf(error: unknown): ExecuteResult {
  if (error instanceof Failed) return { kind: 'failed', failure: error.failure }
  throw error
}

/** A command that may be tried, with its row of the contract. */
interface Task {
  readonly command: Command
  readonly row: WriteRow
  readonly admitted: Admitted
}

const sightOf = (tasks: readonly Task[]): Sight => ({
  read: 'all',
  write: tasks.some(({ row }) => row.owners === 'many')
    ? 'all'
    : [...new Set(tasks.map(({ admitted }) => admitted.ownerId))],
})

/** Locks taken in one order by everybody never wait for each other in a ring. */
const byStream = (a: Task, b: Task) =>
  `${a.admitted.ownerId}${a.admitted.streamId}` < `${b.admitted.ownerId}${b.admitted.streamId}` ? -1 : 1

/**
 * The one way anything is written. Authenticated actor → permission → parse → idempotency → lock and load →
 * record scope → needs → the rule → events, projections, audit leaf and outbox row in one transaction.
 */
export function createExecute(options: ExecuteDependencies): Writer {
  const { steps = noSteps } = options
  const dependencies: Writing = { ...options, folds: options.folds ?? openFolds() }
  const begin = (command: Command): Task => {
    const row = dependencies.registry.row(command.engine, command.operation)
    if (row?.kind !== 'write') throw new Error(`no write operation ${command.engine}.${command.operation}`)
    return { command, row, admitted: admit(dependencies, row, command) }
  }
  const carryOut = async <T>(
    tasks: readonly Task[],
    fence: Fence | undefined,
    work: (trx: Trx, writing: Writing) => Promise<T>,
  ): Promise<T> => {
    const pending = pendingFolds(dependencies.folds)
    const result = await transaction(dependencies.pool, sightOf(tasks), async (trx) => {
      await fence?.(trx)
      return work(trx, { ...dependencies, folds: pending })
    })
    pending.commit()
    for (const { command } of tasks) await steps(`write ${command.engine}.${command.operation} committed`)
    dependencies.committed()
    return result
  }

  async function execute(command: Command, fence?: Fence): Promise<ExecuteResult> {
    try {
      const task = begin(command)
      // A rival with the same key may commit between our look and our insert: then its answer is ours.
      for (let attempt = 0; ; attempt++) {
        try {
          return await carryOut([task], fence, (...at) => perform(task, ...at))
        } catch (error) {
          if (!isUniqueViolation(error) || attempt === 2) throw error
        }
      }
    } catch (error) {
      return failureOf(error)
    }
  }

  async function executeAll(commands: readonly Command[], fence?: Fence): Promise<ExecuteResult[]> {
    const answers = new Map<Command, ExecuteResult>()
    const tasks = commands.flatMap((command) => {
      try {
        return [begin(command)]
      } catch (error) {
        answers.set(command, failureOf(error))
        return []
      }
    })
    try {
      await carryOut(tasks, fence, async (...at) => {
        for (const task of tasks.toSorted(byStream))
          answers.set(task.command, await perform(task, ...at).catch(failureOf))
      })
    } catch (error) {
      if (!isUniqueViolation(error)) throw error
      // What a rival wrote broke the transaction: nothing of it is left, and each is carried out alone.
      for (const { command } of tasks) answers.set(command, await execute(command, fence))
    }
    return commands.map((command) => answers.get(command) as ExecuteResult)
  }

  return { execute, executeAll }
}

interface Admitted extends Target {
  readonly input: Record<string, unknown>
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
    actorId: actor.id,
    requestKey: command.idempotencyKey,
    reach,
    requestHash: hashOf({ operation: `${command.engine}.${command.operation}`, input }),
  }
}

/** The answer given to the same key before, or a conflict where the same key asked for something else. */
function answeredBefore({ answer, request_hash }: Answered, admitted: Admitted): ExecuteResult | undefined {
  if (!answer) return undefined
  if (request_hash !== admitted.requestHash) fail({ kind: 'conflict', code: 'idempotency-key-reused' })
  return { kind: 'written', repeated: true, ...answer }
}

/** Whether anything that concerns the command was recorded after its caller looked. */
async function movedOn(
  trx: Trx,
  { concerns }: StreamKind,
  { command: { expectedVersion }, admitted }: Task,
  version: number,
): Promise<boolean> {
  if (expectedVersion === undefined || expectedVersion === version) return false
  if (!concerns || expectedVersion > version) return true
  const since = await eventsAfter(trx, admitted, expectedVersion)
  return since.some((event) => concerns(event, admitted.input))
}

async function perform(
  { row, command, admitted }: Task,
  trx: Trx,
  dependencies: Writing,
): Promise<ExecuteResult> {
  const { ownerId, streamId } = admitted
  const { steps = noSteps } = dependencies
  const named = `write ${command.engine}.${command.operation}`
  const kind = dependencies.registry.stream(row.stream.kind)
  const head = await lockStream(dependencies, trx, admitted, row.stream)
  const before = answeredBefore(head, admitted)
  if (before) return before
  const { version, state } = head.fold
  if (!row.stream.creates && (version === 0 || head.kind !== kind.kind))
    fail({ kind: 'denied', code: 'not-found' })
  if (row.stream.creates && version > 0) fail({ kind: 'conflict', code: 'idempotency-key-reused' })
  if (await movedOn(trx, kind, { command, row, admitted }, version))
    fail({ kind: 'conflict', code: 'version-moved' })

  const record = row.stream.creates ? {} : kind.scope(state)
  const owner = row.stream.creates && row.stream.owner === 'self' ? undefined : ownerId
  // A creation that owns itself belongs to nobody yet: the operation's permission alone decides.
  if (owner !== undefined && !covers(admitted.reach, { owner, ...record }))
    fail({ kind: 'denied', code: 'not-found' })

  await steps(`${named} read`)
  const moment = dependencies.moment()
  const { known, needs } = await resolveNeeds(dependencies, row, command, admitted, state, trx, moment)
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
    const rival = row.stream.creates ? await rivalAnswer(trx, admitted) : undefined
    const meanwhile = rival && answeredBefore(rival, admitted)
    if (meanwhile) return meanwhile
    return fail({
      kind: 'refusal',
      engine: command.engine,
      code: outcome.refusal,
      details: outcome.details,
      fields: outcome.fields,
    })
  }
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
    operation: `${command.engine}.${command.operation}`,
    target: admitted,
    recorded,
    written,
    known,
    moment,
    creates: version === 0,
    timers: recorded.flatMap((one) => engine.timers?.(one, moment) ?? []),
  })
  for (const one of recorded) await engine.projection?.(trx, one, moment)
  await steps(`${named} written`)
  return { kind: 'written', repeated: false, ...written }
}

/** What the write asked for, and what it judges by: with that which it does not rest on. */
async function resolveNeeds(
  { registry }: ExecuteDependencies,
  row: WriteRow,
  command: Command,
  admitted: Admitted,
  state: unknown,
  trx: Trx,
  moment: Moment,
) {
  const request = {
    ...moment,
    input: admitted.input,
    ownerId: admitted.ownerId,
    streamId: admitted.streamId,
    state,
    actor: command.actor,
  }
  const foregone = registry.engine(command.engine).foregoes?.(command.operation, request) ?? {}
  const known: Record<string, unknown> = {}
  for (const [key, need] of Object.entries(row.needs))
    if (!Object.hasOwn(foregone, key)) known[key] = await registry.provider(need.name)(trx, request)
  return { known, needs: { ...foregone, ...known } }
}
