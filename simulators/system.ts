import type { z } from 'zod'
import type { Instant } from '#kernel/time.ts'
import type { Answer } from './answers.ts'
import type { Fault, FaultRates } from './faults.ts'

/** One call as a route sees it. */
export interface Call<Input> {
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  readonly input: Input
  readonly now: Instant
  /** a fault of the business that the system should commit on this call */
  readonly fault?: Fault | undefined
}

export interface Handled<Event> {
  readonly events: readonly Event[]
  /** asked after the events took effect */
  readonly answer: () => Answer
}

export const answerOnly = (answer: Answer): Handled<never> => ({ events: [], answer: () => answer })

export interface Route<State, Event> {
  readonly method: 'GET' | 'POST'
  /** such as `/payments/:instructionId` */
  readonly path: string
  readonly input?: z.ZodType | undefined
  readonly handle: (state: State, call: Call<never>) => Handled<Event>
}

/** A reading route. */
export const get = <State, Event>(
  route: string,
  handle: (state: State, call: Call<undefined>) => Answer,
): Route<State, Event> => ({
  method: 'GET',
  path: route,
  handle: (state, call) => answerOnly(handle(state, call as Call<undefined>)),
})

/** An acting route; its body is checked against the schema first. */
export const post = <State, Event, Input>(
  route: string,
  input: z.ZodType<Input>,
  handle: (state: State, call: Call<Input>) => Handled<Event>,
): Route<State, Event> => ({
  method: 'POST',
  path: route,
  input,
  handle: (state, call) => handle(state, call as Call<Input>),
})

/** News of an event for whoever asked to hear of it. */
export interface News {
  readonly url?: string | undefined
  readonly body: Readonly<Record<string, unknown>>
}

/** An outside system: its memory is the fold of its events, and time brings events of its own. */
export interface OutsideSystem<State, Event> {
  readonly name: string
  readonly initial: () => State
  /** changes the state in place: books grow to hundreds of thousands of entries */
  readonly apply: (state: State, event: Event, at: Instant) => void
  readonly routes: readonly Route<State, Event>[]
  readonly due: (state: State, now: Instant) => readonly Event[]
  readonly news: (state: State, event: Event) => News | undefined
}

export interface SystemOptions {
  /** where the journal is kept */
  readonly dir: string
  readonly secret: string
  /** the city's clock: progress and dates follow it */
  readonly now: () => Instant
  /** real time in milliseconds, for signatures */
  readonly nowMs?: () => number
  /** where news goes when a matter names no address of its own; the system's name is appended */
  readonly callbackBase?: (() => string | undefined) | undefined
  readonly port?: number | undefined
  readonly seed?: number | undefined
  readonly rates?: FaultRates | undefined
  readonly tickMs?: number | undefined
  readonly retryBaseMs?: number | undefined
}
