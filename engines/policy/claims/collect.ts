import type { KnownParty } from '#definitions/facts/known.ts'
import type { Bilingual } from '#kernel/text.ts'
import type { Trx } from '#platform/database/sql.ts'
import type { Job, JobContext } from '#platform/engine.ts'
import { compiledFor } from '../assess.ts'
import { policyKind } from '../definition.ts'
import { demand, type Order, orderAll, type PartyRecord } from '../job-commands.ts'
import { matchPolicy } from '../match.ts'
import type { Policy } from '../policy.ts'
import * as runs from '../store/runs.ts'
import { knownSheet } from '#definitions/facts/known.ts'
import { exclusionWords, withPromised } from './judge.ts'
import * as store from './store.ts'

type Frame = runs.RunFrameRow
type ClaimFrame = Pick<Frame, 'policyId' | 'policyVersion' | 'period' | 'snapshotAt' | 'asOf'>
const pageSize = 200

/** The parties of a claimed policy's run: those who had claimed at its snapshot, with what they promised. */
export async function pageOfClaimants(
  record: PartyRecord,
  trx: Trx,
  frame: Frame,
  { after, limit }: { after?: string | undefined; limit: number },
): Promise<KnownParty[]> {
  const claimants = await store.listClaimants(trx, frame, { after, limit })
  const parties = await record.some(
    trx,
    claimants.map(({ partyId }) => partyId),
    frame.snapshotAt,
  )
  const known = new Map(parties.map((party) => [party.partyId, party]))
  return claimants.flatMap(({ partyId, promised }) => {
    const party = known.get(partyId)
    return party ? [withPromised(party, promised ?? undefined, frame.asOf)] : []
  })
}

/** Whether a run of a policy looks through those who claimed, and not through everybody. */
export const isClaimed = ({ mode }: Policy): boolean => mode !== 'without-application'

/** One party as a run sees it: as everybody is known, or with what it promised when it claimed; nothing for who did not. */
export async function oneOfRun(
  trx: Trx,
  frame: ClaimFrame,
  policy: Policy,
  party: KnownParty | undefined,
): Promise<KnownParty | undefined> {
  if (!party || !isClaimed(policy)) return party
  const [claim] = await store.listClaimants(trx, frame, { limit: 1, only: party.partyId })
  return claim && withPromised(party, claim.promised ?? undefined, frame.asOf)
}

/**
 * Answers the claims that an approved run has judged: who is on its list has the grant, who fell out is refused with the reason, and
 * whose facts were still missing waits for another run.
 */
export const answerClaims =
  (record: PartyRecord): Job =>
  async (payload, context) => {
    const runId = String(payload['runId'])
    const frame = await context.reading((trx) => runs.findRunFrame(trx, runId))
    if (!frame) return
    for (let after: string | undefined; ; ) {
      const claimants = await context.reading((trx) =>
        store.listClaimants(trx, frame, { after, limit: pageSize }),
      )
      await answerPage(context, record, runId, frame, claimants)
      after = claimants.at(-1)?.partyId
      if (claimants.length < pageSize) return
    }
  }

async function answerPage(
  context: JobContext,
  record: PartyRecord,
  runId: string,
  frame: Frame,
  claimants: readonly store.Claimant[],
): Promise<void> {
  const verdicts = await context.reading((trx) =>
    store.listVerdicts(
      trx,
      runId,
      claimants.map(({ partyId }) => partyId),
    ),
  )
  const verdictOf = new Map(verdicts.map((one) => [one.partyId, one]))
  const answerOf = async (claim: store.Claimant): Promise<Order | undefined> => {
    const { partyId, claimId } = claim
    const found = verdictOf.get(partyId)
    if (found?.verdict === 'unknown') return undefined
    const granted = found?.verdict === 'eligible'
    const excluded = found?.exclusion ? exclusionWords[found.exclusion] : undefined
    const reason = excluded ?? found?.summary ?? (await whyNot(context, record, frame, claim))
    const input = { partyId, claimId, runId, outcome: granted ? 'granted' : 'refused', reason }
    return { operation: 'answerClaim', input, key: `answer:${runId}:${claimId}` }
  }
  await orderAll(context, claimants, answerOf, (result) => demand(result, 'claim-closed'))
}

async function whyNot(
  context: JobContext,
  record: PartyRecord,
  frame: Frame,
  { partyId, promised }: store.Claimant,
): Promise<Bilingual> {
  const { definitions } = context.moment()
  const party = await context.reading((trx) => record.one(trx, partyId, frame.snapshotAt))
  const policy = definitions.get(policyKind, frame.policyId, frame.policyVersion)
  const { compiled, dictionary } = compiledFor(definitions, policy)
  const whole = party && withPromised(party, promised ?? undefined, frame.asOf)
  const sheet = knownSheet(dictionary.vocabulary, whole?.facts ?? [])
  return matchPolicy(compiled, dictionary, sheet, frame.asOf).explanation.summary
}
