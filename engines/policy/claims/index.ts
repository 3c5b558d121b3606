import type { KnownParty } from '#definitions/facts/known.ts'
import type { Reach } from '#kernel/actor.ts'
import { type Recorded, streamKind } from '#kernel/engine.ts'
import type { Instant } from '#kernel/time.ts'
import type { Trx } from '#platform/database/sql.ts'
import type { Projection, Provider, QueryContext } from '#platform/engine.ts'
import { NotFound } from '#platform/query.ts'
import { policyOn } from '../assess.ts'
import { groupedWith } from '../taking-one.ts'
import { judgeClaim, promisedBy } from './judge.ts'
import { type Claim, type ClaimEvent, evolveClaim, noClaim } from './model.ts'
import { periodOf } from './rules.ts'
import * as store from './store.ts'

export const claimStream = streamKind<Claim, ClaimEvent>({
  kind: 'claim',
  initial: noClaim,
  evolve: evolveClaim,
  scope: ({ department }) => (department ? { departments: [department] } : {}),
})

export const projectClaim: Projection = async (trx, { ownerId, streamId, event, at }: Recorded) => {
  const one = event as ClaimEvent
  switch (one.type) {
    case 'ClaimLodged':
      return void (await store.insertClaim(trx, ownerId, streamId, one.data, at))
    case 'ClaimWithdrawn':
      return void (await store.closeClaim(trx, ownerId, streamId, { state: 'withdrawn' }, at))
    case 'ClaimAnswered': {
      const { outcome: state, reason, runId } = one.data
      return void (await store.closeClaim(trx, ownerId, streamId, { state, reason, runId }, at))
    }
    case 'PromiseChecked':
      return void (await store.setPromise(trx, ownerId, streamId, one.data))
    case 'RepairAsked': {
      const { text, on: askedOn } = one.data
      return void (await store.setRepair(trx, ownerId, streamId, { state: 'asked', text, askedOn }))
    }
    case 'RepairAnswered':
      return void (await store.answerRepair(trx, ownerId, streamId, one.data))
  }
}

/** What departments know of one party. */
type OneParty = (trx: Trx, partyId: string, knownAt: Instant) => Promise<KnownParty | undefined>
type NamesOf = (trx: Trx, partyIds: readonly string[]) => Promise<ReadonlyMap<string, string>>

export const claimProviders = (one: OneParty): Readonly<Record<string, Provider>> => ({
  'policy.reliedParty': async (trx, { ownerId, now }) => (await one(trx, ownerId, now)) ?? null,
  'policy.claimStanding': (trx, { ownerId, input, today, definitions }) => {
    const policyId = String(input['policyId'])
    const policy = policyOn(definitions, policyId, today)
    const grouped = policy ? groupedWith(definitions, policy, today) : []
    return store.findClaimStanding(trx, ownerId, policyId, periodOf(today), grouped)
  },
  'policy.repairStanding': (trx, { ownerId, streamId }) => store.findRepairStanding(trx, ownerId, streamId),
})

const ownOnly = (reach: Reach, partyId: string) => {
  if (reach.kind === 'own' && !reach.partyIds.includes(partyId)) throw new NotFound()
}

type Asked = Pick<QueryContext, 'definitions' | 'today' | 'now' | 'reach'>
type Filter = Parameters<typeof store.listClaims>[2]

export const claimQueries = (one: OneParty, namesOf: NamesOf) => ({
  listMyClaims: async (trx: Trx, { partyId }: { partyId: string }, { reach, now }: Asked) => {
    ownOnly(reach, partyId)
    return { items: await store.listMyClaims(trx, partyId, now) }
  },
  previewClaim: async (
    trx: Trx,
    { partyId, policyId }: { partyId: string; policyId: string },
    { reach, definitions, today, now }: Asked,
  ) => {
    ownOnly(reach, partyId)
    const policy = policyOn(definitions, policyId, today)
    const party = await one(trx, partyId, now)
    if (!policy?.claim || !party) throw new NotFound()
    const promised = promisedBy(policy, today)
    const { match, exclusion } = judgeClaim(definitions, policy, party, promised, today)
    return {
      mode: policy.mode,
      theme: policy.claim.theme,
      decideWorkingDays: policy.claim.decideWorkingDays,
      promised,
      ready: match.verdict === 'eligible' && match.amount !== null && !exclusion,
      explanation: match.explanation,
      amountFen: match.amount,
    }
  },
  listClaims: async (trx: Trx, filter: Filter, { reach, now }: Asked) => {
    const { items, next } = await store.listClaims(trx, reach, filter, now)
    const names = await namesOf(
      trx,
      items.map(({ partyId }) => partyId),
    )
    return { items: items.map((row) => ({ ...row, name: names.get(row.partyId) ?? '' })), next }
  },
})
