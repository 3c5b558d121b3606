import type { z } from 'zod'

/**
 * One row declares an operation once. Route, validation, permission, audit name, OpenAPI, typed client and contract
 * tests all follow from it; the compiler demands a rule or a query of the same name.
 */

/** The widest reach that any role may have. `public` needs no sign-in. */
export type Scope = 'public' | 'own' | 'jurisdiction' | 'all'

/** Which stream a write acts on: the names of the input fields that hold its owner and its id. */
export interface StreamRef {
  readonly kind: string
  /** input field holding the owner, or `self` when the stream owns itself */
  readonly owner: string
  /** input field holding the id; for creations the id is derived from actor and idempotency key */
  readonly id: string
  readonly creates?: true
}

/** Something else a rule must know, resolved in the same transaction by whichever engine provides the name. */
export interface Need<T> {
  readonly name: string
  readonly of?: T
}
export const need = <T>(name: string): Need<T> => ({ name })

export type Needs = Readonly<Record<string, Need<unknown>>>
export type Resolved<N extends Needs> = { readonly [K in keyof N]: N[K] extends Need<infer T> ? T : never }

type Shape = z.ZodObject<z.ZodRawShape>

interface Row<I extends Shape, O extends z.ZodType> {
  readonly path: string
  readonly permission: Scope
  /** one line, imperative, for the API reference */
  readonly summary: string
  readonly input: I
  readonly output: O
}

export interface WriteRow<I extends Shape = Shape, O extends z.ZodType = z.ZodType, N extends Needs = Needs>
  extends Row<I, O> {
  readonly kind: 'write'
  readonly method: 'POST' | 'PUT' | 'DELETE'
  readonly stream: StreamRef
  readonly needs: N
  /** in order of precedence: the first that applies is the answer */
  readonly refusals: readonly string[]
  /**
   * `many`: the one transaction also writes other owners' rows, as a bulk import does. Absent, row security holds it to
   * the stream's own owner.
   */
  readonly owners?: 'many'
  /** only processes, timers and connectors of this system may call it; it has no route */
  readonly internal: boolean
}

export interface ReadRow<I extends Shape = Shape, O extends z.ZodType = z.ZodType> extends Row<I, O> {
  readonly kind: 'read'
  /** `POST` only for a question too long for an address, such as a pasted sheet of facts */
  readonly method: 'GET' | 'POST'
  /**
   * Whether reading leaves a receipt with the parties read about: `record` one for the party in the input,
   * `list` one for the parties on the page (the output's `receiptFor`), `none` for aggregates and public data.
   */
  readonly receipt: 'record' | 'list' | 'none'
  /** what may stand in the way of an answer although the record is there and may be read */
  readonly refusals: readonly string[]
}

export type ContractRow = WriteRow | ReadRow
export type Contract = Readonly<Record<string, ContractRow>>

export const write = <I extends Shape, O extends z.ZodType, N extends Needs = Record<never, never>>(
  row: Omit<WriteRow<I, O, N>, 'kind' | 'method' | 'needs' | 'internal'> & {
    method?: WriteRow['method']
    needs?: N
    internal?: boolean
  },
): WriteRow<I, O, N> => ({
  kind: 'write',
  method: 'POST',
  internal: false,
  ...row,
  needs: row.needs ?? ({} as N),
})

export const read = <I extends Shape, O extends z.ZodType>(
  row: Omit<ReadRow<I, O>, 'kind' | 'method' | 'refusals'> & {
    method?: ReadRow['method']
    refusals?: readonly string[]
  },
): ReadRow<I, O> => ({ kind: 'read', method: 'GET', refusals: [], ...row })

export type InputOf<R extends ContractRow> = z.output<R['input']>
export type OutputOf<R extends ContractRow> = z.output<R['output']>

export type WriteNames<C extends Contract> = { [K in keyof C]: C[K] extends WriteRow ? K : never }[keyof C] &
  string
export type ReadNames<C extends Contract> = { [K in keyof C]: C[K] extends ReadRow ? K : never }[keyof C] &
  string
