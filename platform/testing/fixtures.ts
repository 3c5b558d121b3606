import type { Actor } from '#kernel/actor.ts'
import type { Contract, ReadRow, WriteRow } from '#kernel/contract.ts'
import type { TestSystem } from './system.ts'

/** Brings a town into the state in which a call makes sense, and says the call. Leave out `as` to call as the system. */
export type Example = (town: TestSystem) => Promise<{ input: Record<string, unknown>; as?: Actor }>

/** For every row one example of success, and for each of its refusals one: the contract test runs them all. */
export type Fixtures<C extends Contract> = {
  readonly [K in keyof C]: C[K] extends WriteRow
    ? { readonly success: Example; readonly refusals: Readonly<Record<string, Example>> }
    : C[K] extends ReadRow
      ? { readonly success: Example; readonly refusals?: Readonly<Record<string, Example>> }
      : never
}
