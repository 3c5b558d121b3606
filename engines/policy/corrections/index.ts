import { streamKind } from '#kernel/engine.ts'
import type { Definitions } from '#kernel/definition.ts'
import { dayOf } from '#kernel/time.ts'
import type { Trx } from '#platform/database/sql.ts'
import { type Job, type JobRequest, type Projection, type Provider, systemActor } from '#platform/engine.ts'
import { compiledFor, isPerson } from '../assess.ts'
import { withPromised } from '../claims/judge.ts'
import { brokenPromiseFact } from '../claims/promise-rules.ts'
import { policyKind } from '../definition.ts'
import type { PartyRecord } from '../job-commands.ts'
import { correctedFacts } from './corrected.ts'
import { brokenPromiseDue, dueNow } from './due.ts'
import type { ReviewedGrant } from './contract.ts'
import { type Correction, type CorrectionEvent, evolveCorrection, noCorrection } from './model.ts'
import * as store from './store.ts'

export const correctionStream = streamKind<Correction, CorrectionEvent>({
  kind: 'correction',
  initial: noCorrection,
  evolve: evolveCorrection,
  scope: ({ proposals }) => {
    const departments = [...new Set([...proposals.values()].map((one) => one.department))]
    return departments.length ? { departments } : {}
  },
})

export const projectCorrection: Projection = async (trx, { ownerId, streamId, event, at }) => {
  const { type, data } = event as CorrectionEvent
  if (type === 'CorrectionsProposed') await store.propose(trx, ownerId, streamId, data, at)
  else if (type === 'CorrectionDecided') await store.decide(trx, ownerId, streamId, data, at)
  else if (type === 'CorrectionProgressed') await store.progress(trx, ownerId, streamId, data)
  else if (type === 'RepaymentNoted') await store.noteRepayment(trx, ownerId, streamId, data)
  else if (type === 'CorrectionWithdrawn') await store.withdraw(trx, ownerId, streamId, data, at)
}

/** What each paid benefit of a party comes to today, by the rule it was paid under and for the day it was paid for. */
async function review(
  trx: Trx,
  record: PartyRecord,
  { partyId, definitions, now, offsetMinutes }: Asked,
): Promise<ReviewedGrant[]> {
  const paid = await store.lockPaidGrants(trx, partyId)
  const present = paid.length ? await record.one(trx, partyId, now) : undefined
  if (!present) return []
  const reviewed: ReviewedGrant[] = []
  for (const { asOf, snapshotAt, account, corrections, rivals, claim, leftAtFen, ...grant } of paid) {
    const then = await record.one(trx, partyId, snapshotAt)
    const policy = definitions.find(policyKind, grant.policyId, grant.policyVersion)
    if (!then || !policy) continue
    // A promise broken with another claim costs what that claim brought, nothing else that was paid before.
    const facts = correctedFacts(then, present, dayOf(snapshotAt, offsetMinutes)).filter(
      ({ fact }) => fact !== brokenPromiseFact,
    )
    const rule = {
      ...compiledFor(definitions, policy),
      rivals: (rivals ?? []).map(
        ({ policyId, version }) =>
          compiledFor(definitions, definitions.get(policyKind, policyId, version)).compiled,
      ),
    }
    const isBroken = claim?.promise === 'broken' || claim?.promise === 'repaired'
    const party = withPromised({ ...present, facts }, claim?.promised ?? undefined, asOf)
    const due = isBroken ? brokenPromiseDue : dueNow(rule, { ...grant, asOf }, party, grant.paidFen)
    reviewed.push({
      ...grant,
      ...due,
      leftAtFen: leftAtFen ?? undefined,
      payee: present.name,
      ...(isPerson(present.facts) ? { person: true as const } : {}),
      account: account ?? undefined,
      component: `correction-${corrections + 1}`,
      ...(isBroken && claim?.checkedBy ? { foundBy: claim.checkedBy } : {}),
    })
  }
  return reviewed
}

interface Asked {
  readonly partyId: string
  readonly definitions: Definitions
  readonly now: string
  readonly offsetMinutes: number
}

export const correctionProviders = (record: PartyRecord): Readonly<Record<string, Provider>> => ({
  'policy.reviewed': (trx, { ownerId, definitions, now, calendar }) =>
    review(trx, record, { partyId: ownerId, definitions, now, offsetMinutes: calendar.offsetMinutes }),
  'policy.correctionOpen': (trx, { ownerId, streamId, input }) =>
    store.isOpen(trx, ownerId, streamId, String(input['grantId'])),
})

/** An import names no parties in its event: everybody who was paid something is looked at. */
export const correctionReactions = (kind: string, event: { type: string; data: unknown }, roundId: string) =>
  (kind === 'round' && (event.data as { cause?: unknown }).cause === 'import'
    ? [{ task: 'policy.review-everybody', payload: { roundId } }]
    : []) satisfies JobRequest[]

const pageSize = 300
const firstId = '00000000-0000-0000-0000-000000000000'
const actor = systemActor('policy')

export const reviewEverybody: Job = async ({ roundId }, { reading, execute }) => {
  for (let after = firstId; ; ) {
    const page = await reading((trx) => store.listPaidParties(trx, after, pageSize))
    for (const partyId of page) {
      const reviewed = await execute({
        engine: 'policy',
        operation: 'reviewPayments',
        input: { partyId },
        actor,
        idempotencyKey: `review:${String(roundId)}:${partyId}`,
      })
      if (reviewed.kind === 'failed') throw new Error(JSON.stringify(reviewed.failure))
    }
    const last = page.at(-1)
    if (!last || page.length < pageSize) return
    after = last
  }
}
