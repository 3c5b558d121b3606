import type { KnownFact } from '#definitions/facts/known.ts'
import { streamKind } from '#kernel/engine.ts'
import type { Reach } from '#kernel/actor.ts'
import { addDays } from '#kernel/time.ts'
import type { Trx } from '#platform/database/sql.ts'
import {
  type Job,
  type JobRequest,
  type Projection,
  type Provider,
  type QueryContext,
  systemActor,
} from '#platform/engine.ts'
import { isRefusal } from '#kernel/refusal.ts'
import { NotFound, Refused } from '#platform/query.ts'
import { bestCombination } from './combination.ts'
import { foresee } from './foresee.ts'
import type { RoundEvent, StandingEvent } from './model.ts'
import { matchesOn } from './standing.ts'
import * as store from './store.ts'
import { type OtherFact, whatIf } from './what-if.ts'

export const standingStreams = [
  streamKind<null, StandingEvent>({
    kind: 'standing',
    initial: null,
    evolve: () => null,
    scope: () => ({}),
  }),
  streamKind<null, RoundEvent>({ kind: 'round', initial: null, evolve: () => null, scope: () => ({}) }),
]

export const projectStanding: Projection = async (trx, { ownerId, streamId, event, at }) => {
  const one = event as StandingEvent | RoundEvent
  if (one.type === 'StandingChanged') await store.applyChanges(trx, ownerId, streamId, one.data.changes, at)
}

export const standingProviders: Readonly<Record<string, Provider>> = {
  'policy.standing': (trx, { ownerId }) => store.lockStanding(trx, ownerId),
}

export const standingReactions = (kind: string, ownerId: string): JobRequest[] =>
  kind === 'round' ? [{ task: 'policy.judge-everybody', payload: { roundId: ownerId } }] : []

/** Parties that somebody acts for, after an id in the order of their ids. */
export type MandatedParties = (
  trx: Trx,
  query: { after?: string | undefined; limit: number },
) => Promise<readonly string[]>

const pageSize = 300
const actor = systemActor('policy')

/** Judges again everybody who has somebody to tell. Killed half-way it begins anew; who was judged has nothing new to note. */
export const judgeEverybody =
  (mandated: MandatedParties): Job =>
  async ({ roundId }, { reading, execute }) => {
    for (let after: string | undefined; ; ) {
      const page = await reading((trx) => mandated(trx, { after, limit: pageSize }))
      for (const partyId of page) {
        const idempotencyKey = `round:${String(roundId)}:${partyId}`
        const noted = await execute({
          engine: 'policy',
          operation: 'noteStanding',
          input: { partyId },
          actor,
          idempotencyKey,
        })
        if (noted.kind === 'failed') throw new Error(JSON.stringify(noted.failure))
      }
      after = page.at(-1)
      if (page.length < pageSize) return
    }
  }

const ownOnly = (reach: Reach, partyId: string) => {
  if (reach.kind === 'own' && !reach.partyIds.includes(partyId)) throw new NotFound()
}

type Asked = Pick<QueryContext, 'definitions' | 'today' | 'reach'>
type FactsOf = (trx: Trx, partyId: string) => Promise<readonly KnownFact[]>

export const standingQueries = (factsOf: FactsOf) => ({
  listStandingChanges: (
    trx: Trx,
    { partyId, ...page }: { partyId: string; before?: string | undefined; limit: number },
    { reach }: Asked,
  ) => {
    ownOnly(reach, partyId)
    return store.listChanges(trx, partyId, page)
  },
  foresee: async (
    trx: Trx,
    { partyId, days }: { partyId: string; days: number },
    { definitions, today, reach }: Asked,
  ) => {
    ownOnly(reach, partyId)
    const items = foresee(definitions, await factsOf(trx, partyId), today, days)
    return { from: today, through: addDays(today, days), items }
  },
  whatIf: async (
    trx: Trx,
    { partyId, facts }: { partyId: string; facts: readonly OtherFact[] },
    { definitions, today, reach }: Asked,
  ) => {
    ownOnly(reach, partyId)
    const answer = whatIf(definitions, await factsOf(trx, partyId), facts, today)
    if (isRefusal(answer)) throw new Refused(answer)
    return { on: today, ...answer }
  },
  bestCombination: async (
    trx: Trx,
    { partyId, on }: { partyId: string; on?: string | undefined },
    { definitions, today, reach }: Asked,
  ) => {
    ownOnly(reach, partyId)
    const day = on ?? today
    const got = matchesOn(definitions, await factsOf(trx, partyId), day).filter(
      ({ verdict, kind, amountIs }) =>
        verdict === 'eligible' && kind !== 'title' && amountIs !== 'tax-payable' && amountIs !== 'deduction',
    )
    const offers = got.flatMap(({ policyId, title, amount, exclusive, higher }) =>
      amount === null || higher ? [] : [{ policyId, title, amountFen: amount, exclusive }],
    )
    const { take, leave, totalFen } = bestCombination(offers)
    const plain = ({ exclusive: _, ...offer }: (typeof take)[number]) => offer
    return {
      on: day,
      totalFen,
      take: take.map(plain),
      leave: leave.map(({ insteadOf, ...offer }) => ({ ...plain(offer), insteadOf: [...insteadOf] })),
      unknown: got
        .filter(({ amount }) => amount === null)
        .map(({ policyId, title }) => ({ policyId, title })),
    }
  },
})
