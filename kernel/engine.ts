import type { Actor, RecordScope } from './actor.ts'
import type { Contract, InputOf, Resolved, WriteNames, WriteRow } from './contract.ts'
import type { Definitions } from './definition.ts'
import type { Refusal } from './refusal.ts'
import type { Day, Instant } from './time.ts'
import type { WorkingCalendar } from './calendar.ts'

/** Something that happened, past tense. Appended, never changed. */
export interface Event<Type extends string = string, Data = unknown> {
  readonly type: Type
  readonly data: Data
}

/** What a rule may know beyond its state and input. The values used are stored with the event. */
export interface Facts<N> {
  readonly now: Instant
  readonly today: Day
  readonly actor: Actor
  readonly calendar: WorkingCalendar
  readonly definitions: Definitions
  readonly needs: N
  /** ids of the stream and its owner; on creation derived from actor and idempotency key */
  readonly streamId: string
  readonly ownerId: string
  /** a UUID derived from stream, version and name: the same act yields the same id */
  readonly idFor: (name: string) => string
  /** whole numbers below `bound` from a recorded seed; for draws use the draw's own seed, not this */
  readonly seed: string
}

export type Outcome<E extends Event = Event> = readonly E[] | Refusal

export type Rule<State, E extends Event, R extends WriteRow> = (
  state: State,
  input: InputOf<R>,
  facts: Facts<Resolved<R['needs']>>,
) => Outcome<E>

/** How a kind of stream folds, and where it stands for permissions. */
export interface StreamKind<State = unknown, E extends Event = Event> {
  readonly kind: string
  readonly initial: State
  readonly evolve: (state: State, event: E) => State
  /** the office a record belongs to now; the owner is known to the platform */
  readonly scope: (state: State) => Omit<RecordScope, 'owner'>
  /**
   * Whether what happened after a caller looked stands in the way of the act he asks for; without it everything does. Offices that
   * work side by side on one record then do not turn each other away.
   */
  readonly concerns?: (event: E, input: Readonly<Record<string, unknown>>) => boolean
}

export const streamKind = <State, E extends Event>(kind: StreamKind<State, E>): StreamKind<State, E> => kind

/** The rules of an engine with one kind of stream: one for each write row. */
export type RulesOf<
  C extends Contract,
  State,
  E extends Event,
  Names extends WriteNames<C> = WriteNames<C>,
> = {
  readonly [K in Names]: C[K] extends WriteRow ? Rule<State, E, C[K]> : never
}

/** One event where it stands in the record. `seq` is there once the sequencer has numbered it. */
export interface Recorded<E extends Event = Event> {
  readonly seq?: number
  readonly ownerId: string
  readonly streamId: string
  readonly kind: string
  readonly version: number
  readonly event: E
  readonly actorId: string
  readonly at: Instant
}
