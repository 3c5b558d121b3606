import type { KnownParty } from '#definitions/facts/known.ts'
import type { Instant } from '#kernel/time.ts'
import type { Trx } from '#platform/database/sql.ts'
import { type Command, type ExecuteResult, type JobContext, systemActor } from '#platform/engine.ts'

/** Where what is known of parties comes from. The engine that keeps the facts is wired in where the engines are listed. */
export interface PartyRecord {
  readonly factsOf: (trx: Trx, partyId: string, knownAt?: Instant) => Promise<KnownParty['facts']>
  /** parties after an id in the order of their ids, each as known at a moment */
  readonly page: (
    trx: Trx,
    query: { after?: string | undefined; limit: number; knownAt: Instant },
  ) => Promise<KnownParty[]>
  /** the persons among them, in the same order */
  readonly persons: (
    trx: Trx,
    query: { after?: string | undefined; limit: number; knownAt: Instant },
  ) => Promise<KnownParty[]>
  /** these parties, each as known at a moment */
  readonly some: (trx: Trx, partyIds: readonly string[], knownAt: Instant) => Promise<KnownParty[]>
  readonly one: (trx: Trx, partyId: string, knownAt: Instant) => Promise<KnownParty | undefined>
}

const actor = systemActor('policy')
/** How many parties are written to in one transaction: bounds what a killed worker does again, and for how long rows are locked. */
const partiesAtOnce = 50
/** How many such transactions run beside each other: while the database works on one, the next is judged here. */
const lanes = 2

export const command = (
  context: JobContext,
  operation: string,
  input: Record<string, unknown>,
  key: string,
) => context.execute(commandOf({ operation, input, key }))

/** A write of this engine, and the key under which it is made once. */
export interface Order {
  readonly operation: string
  readonly input: Record<string, unknown>
  readonly key: string
}
const commandOf = ({ operation, input, key }: Order): Command => ({
  engine: 'policy',
  operation,
  input,
  actor,
  idempotencyKey: key,
})

/** Gives an order for each of the items that needs one, many in one transaction, and says how each was answered. */
export async function orderAll<T>(
  context: JobContext,
  items: readonly T[],
  orderOf: (item: T) => Order | undefined | Promise<Order | undefined>,
  answered: (result: ExecuteResult, item: T) => Promise<unknown> | unknown = (result) => demand(result),
): Promise<void> {
  const orders: { item: T; order: Order }[] = []
  for (const item of items) {
    const order = await orderOf(item)
    if (order) orders.push({ item, order })
  }
  let next = 0
  const lane = async () => {
    while (next < orders.length) {
      const some = orders.slice(next, (next += partiesAtOnce))
      const results = await context.executeAll(some.map(({ order }) => commandOf(order)))
      for (const [index, result] of results.entries()) await answered(result, some[index]?.item as T)
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
}

const refusalOf = (result: ExecuteResult): string | undefined =>
  result.kind === 'failed' && result.failure.kind === 'refusal' ? result.failure.code : undefined

/** Anything but success or one of the refusals expected here fails the job, which is then tried again. */
export function demand(result: ExecuteResult, ...expected: readonly string[]): string | undefined {
  const refusal = refusalOf(result)
  if (result.kind === 'written' || (refusal !== undefined && expected.includes(refusal))) return refusal
  throw new Error(`policy job: ${JSON.stringify(result.failure)}`)
}
