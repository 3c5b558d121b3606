import type { z } from 'zod'
import type { Actor, Reach } from '#kernel/actor.ts'
import type { WorkingCalendar } from '#kernel/calendar.ts'
import type {
  Contract,
  InputOf,
  OutputOf,
  ReadNames,
  ReadRow,
  Scope,
  WriteNames,
  WriteRow,
} from '#kernel/contract.ts'
import type { DefinitionKind, Definitions } from '#kernel/definition.ts'
import type { Recorded, Rule, StreamKind } from '#kernel/engine.ts'
import type { Bilingual } from '#kernel/text.ts'
import type { Day, Instant } from '#kernel/time.ts'
import type { Outside } from './connectors.ts'
import type { Keys } from './keys.ts'
import type { CityNow } from './mirror/mirror.ts'
import type { Trx } from './database/sql.ts'
import type { Files } from './files.ts'
import type { Log } from './log.ts'
import type { MessagesByLanguage } from './messages.ts'

/** What is the same for everything done in one moment: the clock, the city, the actor. */
export interface Moment {
  readonly now: Instant
  readonly today: Day
  readonly calendar: WorkingCalendar
  readonly definitions: Definitions
}

export interface QueryContext extends Moment {
  readonly actor: Actor
  readonly reach: Reach
  readonly files: Files
  readonly keys: Keys
  /** where the public reaches this system, without a final slash */
  readonly address: () => string
  readonly offered: Offered
  /** all enterprises in memory; throws `MirrorBehind` where this process does not hold them */
  readonly cityNow: (trx: Trx) => Promise<CityNow>
}

/** A page that an engine brings; the web has a route for each. */
export interface Screen {
  readonly id: string
  readonly title: Bilingual
  readonly path: string
}

/** What this system is made of, for those who report on it. */
export interface Offered {
  readonly engines: readonly string[]
  readonly screens: readonly Screen[]
  readonly kinds: readonly DefinitionKind[]
}

/** Answers one read row. `reach` must be turned into SQL (see `database/reach.ts`); lists are bounded. */
export type Query<R extends ReadRow> = (
  trx: Trx,
  input: InputOf<R>,
  context: QueryContext,
) => Promise<OutputOf<R>>

/** What a need is asked for. The input is the row's own. */
export type NeedRequest = Moment & {
  input: Readonly<Record<string, unknown>>
  ownerId: string
  streamId: string
  /** the stream as it stands, folded; its kind's initial state when it is being created */
  state: unknown
  actor: Actor
}

/** Resolves a need inside the write's transaction. */
export type Provider = (trx: Trx, request: NeedRequest) => Promise<unknown>

/** What a write does not rest on as its stream stands, by the key of its need: taken as told here, neither asked for nor recorded as known. */
export type Foregone = (operation: string, request: NeedRequest) => Readonly<Record<string, unknown>>

/** Keeps an engine's own tables in step with one event, in the event's transaction, writing only the owner's rows. */
export type Projection = (trx: Trx, recorded: Recorded, moment: Moment) => Promise<void>

/** A wish to be called again at a moment of the city's clock; a later wish of the same name replaces it. */
export type TimerChange =
  | {
      readonly set: string
      readonly dueAt: Instant
      readonly operation: string
      readonly input: Record<string, unknown>
    }
  | { readonly cancel: string }

/** Work with the outside world, done at least once after the event is numbered. */
export interface JobRequest {
  readonly task: string
  readonly payload: Record<string, unknown>
  /** jobs of one queue run one after the other: telling ten thousand does not keep money from moving meanwhile */
  readonly queue?: string
}

/**
 * What another system says of its own accord. It is a reason to ask it, not a fact: calls come twice, late and in any order,
 * and only the answer to a question of ours is recorded.
 */
export interface OutsideNews {
  readonly system: string
  readonly event: string
  readonly body: Readonly<Record<string, unknown>>
}

export interface JobContext {
  readonly execute: Execute
  /** several in one transaction, each judged for itself; answers in the order given */
  readonly executeAll: (commands: readonly Command[]) => Promise<ExecuteResult[]>
  readonly query: RunQuery
  readonly moment: () => Moment
  readonly outside: Outside
  readonly files: Files
  readonly log: Log
  readonly keys: Keys
  /** where the public reaches this system, without a final slash */
  readonly address: () => string
  /** reads whatever the job needs, as the system */
  readonly reading: <T>(work: (trx: Trx) => Promise<T>) => Promise<T>
  /**
   * writes one owner's working rows that are no record yet: what a bulk file holds until somebody accepts it. Facts, events
   * and anything a party relies on go through `execute` only.
   */
  readonly staging: <T>(ownerId: string, work: (trx: Trx) => Promise<T>) => Promise<T>
  /** writes in directories, such as taking a number that only one may have; row security lets no owner’s row be written */
  readonly claiming: <T>(work: (trx: Trx) => Promise<T>) => Promise<T>
  /**
   * until when nobody else takes this worker's jobs over; throws in a worker that was replaced. An outside system that is
   * told this moment refuses what arrives later, so that one who stood still orders nothing twice.
   */
  readonly leaseUntil: () => Promise<Instant>
}
export type Job = (payload: Record<string, unknown>, context: JobContext) => Promise<void>

/** An act that is not an event of a stream: signing in, storing a file. Declared as a row of its own kind. */
export interface ServiceRow<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly kind: 'service'
  readonly method: 'GET' | 'POST' | 'DELETE'
  readonly path: string
  readonly permission: Scope
  readonly summary: string
  readonly input: I
  readonly output: O
  readonly refusals: readonly string[]
  /** called by another system, which signs the body exactly as sent */
  readonly signed?: boolean
  /** answers for as long as the caller listens, as server-sent events with one `output` each */
  readonly streams?: boolean
}
export const service = <I extends z.ZodType, O extends z.ZodType>(
  row: Omit<ServiceRow<I, O>, 'kind' | 'refusals'> & { refusals?: readonly string[] },
): ServiceRow<I, O> => ({ kind: 'service', refusals: [], ...row })

export interface DailyWrite {
  readonly operation: string
  readonly input: Record<string, unknown>
}

/** An engine as the platform runs it: its contract, its pure rules, and its edge. */
export interface Engine<C extends Contract = Contract> {
  readonly name: string
  readonly contract: C
  readonly streams: readonly StreamKind[]
  readonly rules: Readonly<Record<string, unknown>>
  readonly queries: Readonly<Record<string, unknown>>
  readonly definitions: readonly DefinitionKind[]
  readonly provides: Readonly<Record<string, Provider>>
  readonly foregoes?: Foregone
  readonly projection?: Projection
  readonly timers?: (recorded: Recorded, moment: Moment) => readonly TimerChange[]
  readonly reactions?: (recorded: Recorded) => readonly JobRequest[]
  /** news → jobs that ask; news of the same `key` that nobody has followed up yet is followed up once */
  readonly hears?: (news: OutsideNews) => readonly (JobRequest & { key: string })[]
  readonly jobs: Readonly<Record<string, Job>>
  /** writes of this engine that are made once on every day of the city's clock; each creates a stream that owns itself */
  readonly daily: readonly DailyWrite[]
  readonly messages: MessagesByLanguage
  readonly screens: readonly Screen[]
  readonly migrations?: string
  /** shared tables that no owner's key can hold, such as numbers given out once in the whole city */
  readonly directories?: readonly string[]
}

/** Checks at compile time that every write row has a rule and every read row a query, and widens for the platform. */
export function defineEngine<C extends Contract>(engine: {
  name: string
  contract: C
  streams: readonly StreamKind<never, never>[] | readonly unknown[]
  rules: {
    [K in WriteNames<C>]: C[K] extends WriteRow
      ? Rule<never, never, C[K]> | ((...args: never[]) => unknown)
      : never
  }
  queries: { [K in ReadNames<C>]: C[K] extends ReadRow ? Query<C[K]> : never }
  definitions?: readonly DefinitionKind<never>[] | readonly unknown[]
  provides?: Readonly<Record<string, Provider>>
  foregoes?: Foregone
  projection?: Projection
  timers?: Engine['timers']
  reactions?: Engine['reactions']
  hears?: Engine['hears']
  jobs?: Readonly<Record<string, Job>>
  daily?: readonly DailyWrite[]
  messages: MessagesByLanguage
  screens?: readonly Screen[]
  migrations?: string
  directories?: readonly string[]
}): Engine<C> {
  return {
    screens: [],
    provides: {},
    jobs: {},
    daily: [],
    ...engine,
    definitions: (engine.definitions ?? []) as readonly DefinitionKind[],
    streams: engine.streams as readonly StreamKind[],
  }
}

/** The answer of every write: where it was recorded, and the stream's state as its own engine shows it. */
export interface Written {
  readonly ownerId: string
  readonly id: string
  readonly version: number
}

export interface Command {
  readonly engine: string
  readonly operation: string
  readonly input: Record<string, unknown>
  readonly actor: Actor
  readonly idempotencyKey: string
  /** refuse when something that concerns this act was recorded after the version the caller saw */
  readonly expectedVersion?: number | undefined
}

export type ExecuteResult =
  | ({ readonly kind: 'written'; readonly repeated: boolean } & Written)
  | { readonly kind: 'failed'; readonly failure: Failure }

/** Everything that can go wrong on purpose. Only http/ turns these into status numbers. */
export type Failure =
  | {
      readonly kind: 'refusal'
      readonly engine: string
      readonly code: string
      readonly details: Readonly<Record<string, string | number>>
      readonly fields: readonly string[]
    }
  | { readonly kind: 'invalid'; readonly issues: readonly InvalidIssue[] }
  | { readonly kind: 'denied'; readonly code: 'sign-in-required' | 'not-permitted' | 'not-found' }
  | {
      readonly kind: 'conflict'
      readonly code: 'version-moved' | 'idempotency-key-reused' | 'request-in-flight'
    }
  | {
      readonly kind: 'unavailable'
      readonly code: 'overloaded' | 'database-unavailable' | 'outside-unavailable' | 'mirror-behind'
      readonly retryAfterSeconds: number
    }

export interface InvalidIssue {
  /** JSON pointer into the input */
  readonly pointer: string
  readonly code: string
  readonly params: Readonly<Record<string, string | number>>
}

export type Execute = (command: Command) => Promise<ExecuteResult>
export type QueryResult<T> =
  | { readonly kind: 'answer'; readonly answer: T }
  | { readonly kind: 'failed'; readonly failure: Failure }
export type RunQuery = <T>(request: {
  engine: string
  operation: string
  input: Record<string, unknown>
  actor: Actor
}) => Promise<QueryResult<T>>

export const systemActor = (name: string): Actor => ({
  id: `system:${name}`,
  kind: 'system',
  name,
  roles: [],
  partyIds: [],
})
