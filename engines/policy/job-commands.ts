import type { KnownParty } from '#definitions/facts/known.ts'
import type { Instant } from '#kernel/time.ts'
import type { Trx } from '#platform/database/sql.ts'
import { type ExecuteResult, type JobContext, systemActor } from '#platform/engine.ts'

/** Where what is known of parties comes from. The engine that keeps the facts is wired in where the engines are listed. */
export interface PartyRecord {
  readonly factsOf: (trx: Trx, partyId: string, knownAt?: Instant) => Promise<KnownParty['facts']>
  /** parties after an id in the order of their ids, each as known at a moment */
  readonly page: (
    trx: Trx,
    query: { after?: string | undefined; limit: number; knownAt: Instant },
  ) => Promise<KnownParty[]>
  /** these parties, each as known at a moment */
  readonly some: (trx: Trx, partyIds: readonly string[], knownAt: Instant) => Promise<KnownParty[]>
  readonly one: (trx: Trx, partyId: string, knownAt: Instant) => Promise<KnownParty | undefined>
}

const actor = systemActor('policy')
const partiesAtOnce = 6

export const command = (
  context: JobContext,
  operation: string,
  input: Record<string, unknown>,
  key: string,
) => context.execute({ engine: 'policy', operation, input, actor, idempotencyKey: key })

const refusalOf = (result: ExecuteResult): string | undefined =>
  result.kind === 'failed' && result.failure.kind === 'refusal' ? result.failure.code : undefined

/** Anything but success or one of the refusals expected here fails the job, which is then tried again. */
export function demand(result: ExecuteResult, ...expected: readonly string[]): string | undefined {
  const refusal = refusalOf(result)
  if (result.kind === 'written' || (refusal !== undefined && expected.includes(refusal))) return refusal
  throw new Error(`policy job: ${JSON.stringify(result.failure)}`)
}

/** When one fails the job fails, but not before those beside it have ended: nothing of it may still run when it is tried again. */
export async function forAll<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  for (let start = 0; start < items.length; start += partiesAtOnce) {
    const ended = await Promise.allSettled(items.slice(start, start + partiesAtOnce).map(work))
    for (const one of ended) if (one.status === 'rejected') throw one.reason
  }
}
