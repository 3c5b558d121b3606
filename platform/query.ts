import { reachOf, type RoleRights } from '#kernel/actor.ts'
import type { ReadRow } from '#kernel/contract.ts'
import type { Refusal } from '#kernel/refusal.ts'
import { reading, type Pool, type Trx } from './database/sql.ts'
import type { Failure, Moment, Offered, QueryContext, QueryResult } from './engine.ts'
import type { Actor } from '#kernel/actor.ts'
import type { Files } from './files.ts'
import type { Keys } from './keys.ts'
import { type Mirror, MirrorBehind } from './mirror/mirror.ts'
import type { ReceiptBook } from './receipts.ts'
import type { Registry } from './registry.ts'
import { issuesOf } from './validation.ts'

export interface QueryDependencies {
  readonly pool: Pool
  readonly registry: Registry
  readonly rights: () => ReadonlyMap<string, RoleRights>
  readonly moment: () => Moment
  readonly receipts: ReceiptBook
  readonly files: Files
  readonly keys: Keys
  readonly address: () => string
  readonly offered: Offered
  readonly mirror?: Mirror | undefined
}

/** Thrown by a query whose record does not exist or must not be known to exist. */
export class NotFound extends Error {}

/** Thrown by a query that has a reason not to answer; its row declares the code. */
export class Refused extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.refusal)
  }
}

type Perform = (trx: Trx, input: unknown, context: QueryContext) => Promise<unknown>

/** The one way anything is read: permission → parse → scope in SQL and in row security → receipt. */
export function createQuery(dependencies: QueryDependencies) {
  const { pool, registry, rights, moment, receipts, files, keys, address, offered, mirror } = dependencies
  const cityNow = async (trx: Trx) => {
    if (!mirror) throw new MirrorBehind('this process holds no city')
    return mirror.now(trx)
  }
  return async function query<T>(request: {
    engine: string
    operation: string
    input: Record<string, unknown>
    actor: Actor
  }): Promise<QueryResult<T>> {
    const row = registry.row(request.engine, request.operation)
    if (row?.kind !== 'read') throw new Error(`no read operation ${request.engine}.${request.operation}`)
    const failed = (failure: Failure) => ({ kind: 'failed', failure }) as const
    const name = `${request.engine}.${request.operation}`
    const reach = reachOf(request.actor, name, row.permission, rights())
    if (reach.kind === 'none')
      return failed({
        kind: 'denied',
        code: request.actor.kind === 'anonymous' ? 'sign-in-required' : 'not-permitted',
      })
    const parsed = row.input.safeParse(request.input)
    if (!parsed.success) return failed({ kind: 'invalid', issues: issuesOf(parsed.error) })
    const now = moment()
    const perform = registry.engine(request.engine).queries[request.operation] as Perform
    const seen = reach.kind === 'own' ? reach.partyIds : ('all' as const)
    try {
      const answer = await reading(pool, seen, (trx) =>
        perform(trx, parsed.data, {
          ...now,
          actor: request.actor,
          reach,
          files,
          keys,
          address,
          offered,
          cityNow,
        }),
      )
      const parties = partiesRead(row, parsed.data as Record<string, unknown>, answer)
      if (parties.length && request.actor.kind === 'account') {
        const others = parties.filter((party) => !request.actor.partyIds.includes(party))
        if (others.length)
          receipts.note({
            actor: request.actor,
            operation: name,
            input: parsed.data,
            parties: others,
            at: now.now,
          })
      }
      return { kind: 'answer', answer: answer as T }
    } catch (error) {
      if (error instanceof MirrorBehind)
        return failed({ kind: 'unavailable', code: 'mirror-behind', retryAfterSeconds: 2 })
      if (error instanceof NotFound) return failed({ kind: 'denied', code: 'not-found' })
      if (error instanceof Refused && row.refusals.includes(error.refusal.refusal)) {
        const { refusal: code, details, fields } = error.refusal
        return failed({ kind: 'refusal', engine: request.engine, code, details, fields })
      }
      throw error
    }
  }
}

/** The parties whose data this answer shows: the one named by the input, or those on the page. */
function partiesRead(row: ReadRow, input: Record<string, unknown>, answer: unknown): string[] {
  if (row.receipt === 'none') return []
  if (row.receipt === 'record') return typeof input['partyId'] === 'string' ? [input['partyId']] : []
  const items = (answer as { items?: readonly { partyId?: string }[] }).items ?? []
  return [...new Set(items.flatMap((item) => item.partyId ?? []))]
}
