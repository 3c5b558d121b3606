import { takingOne } from './taking-one.ts'
import type { ExecuteResult, Job, JobContext } from '#platform/engine.ts'
import type { KnownParty } from '#definitions/facts/known.ts'
import { assess, compiledFor, type Had, looksAt, type Rule, type RunFrame } from './assess.ts'
import { isClaimed, oneOfRun, pageOfClaimants } from './claims/collect.ts'
import { policyKind } from './definition.ts'
import { command, demand, type Order, orderAll, type PartyRecord } from './job-commands.ts'
import type { Candidate, PaymentLine } from './model.ts'
import type { Policy } from './policy.ts'
import { exclusionWords } from './claims/judge.ts'
import * as claims from './claims/store.ts'
import * as candidateRows from './store/candidates.ts'
import * as grants from './store/grants.ts'
import * as runs from './store/runs.ts'

/** Bounds the size of an event, of a disbursement, and of what a killed worker does again. */
const usualBatch = 200
const pageSize = 300
const firstId = '00000000-0000-0000-0000-000000000000'

async function frameOf(context: JobContext, runId: string) {
  const frame = await context.reading((trx) => runs.findRunFrame(trx, runId))
  if (!frame) throw new Error(`no run ${runId}`)
  const { definitions } = context.moment()
  const policy = definitions.get(policyKind, frame.policyId, frame.policyVersion)
  const rivals = (frame.rivals ?? []).map(
    ({ policyId, version }) =>
      compiledFor(definitions, definitions.get(policyKind, policyId, version)).compiled,
  )
  const asked = { ...frame, runId, groups: takingOne(policy) }
  return { frame, asked, policy, rule: { ...compiledFor(definitions, policy), rivals } }
}

/**
 * Judges every party of the snapshot, batch by batch in the order of their ids. Killed anywhere it goes on after the last
 * recorded batch; a batch computed twice is the same batch and is recorded once.
 */
export const collect =
  (record: PartyRecord, batchSize = usualBatch): Job =>
  async (payload, context) => {
    const runId = String(payload['runId'])
    const { frame, asked, policy, rule } = await frameOf(context, runId)
    if (frame.state !== 'collecting') return
    let at = await context.reading((trx) => candidateRows.findLastBatch(trx, runId))
    while (!at?.last) {
      const number: number = at ? at.number + 1 : 0
      const after = at?.until ?? undefined
      const { parties, had } = await context.reading(async (trx) => {
        const parties = isClaimed(policy)
          ? await pageOfClaimants(record, trx, frame, { after, limit: batchSize })
          : await record.page(trx, { after, limit: batchSize, knownAt: frame.snapshotAt })
        const ids = parties.map((party) => party.partyId)
        return { parties, had: await grants.listGranted(trx, asked, ids) }
      })
      const batch = judge(rule, frame, parties, had)
      const last = parties.length < batchSize
      const until = parties.at(-1)?.partyId ?? after
      const input = { runId, number, ...batch, last, ...(until ? { until } : {}) }
      if (
        demand(
          await command(context, 'recordCandidates', input, `candidates:${runId}:${number}`),
          'run-closed',
        )
      )
        return
      at = { number, until: until ?? null, last }
    }
    demand(await command(context, 'completeCandidates', { runId }, `complete:${runId}`), 'already-collected')
  }

function judge(rule: Rule, frame: RunFrame, parties: readonly KnownParty[], had: ReadonlyMap<string, Had>) {
  const fallouts: Record<string, number> = {}
  const candidates: Candidate[] = []
  const looked = parties.filter((party) => looksAt(rule, party))
  for (const party of looked) {
    const judged = assess(rule, frame, party, had.get(party.partyId) ?? false)
    if ('candidate' in judged) candidates.push(judged.candidate)
    else fallouts[judged.fallout] = (fallouts[judged.fallout] ?? 0) + 1
  }
  return { assessed: looked.length, fallouts, candidates }
}

/** Brings the parties' own records in line with the run's list: who is on it is told, who left it is told as well. */
export const announce: Job = (payload, context) => announceRun(String(payload['runId']), context)

const announceable = ['in-publicity', 'publicity-over', 'approved']

async function announceRun(runId: string, context: JobContext): Promise<void> {
  const { frame, policy } = await frameOf(context, runId)
  if (!announceable.includes(frame.state)) return
  for (let after = firstId; ; ) {
    const page = await context.reading((trx) => grants.listAnnounceable(trx, runId, after, pageSize))
    await orderAll(
      context,
      page,
      (one) => announcement(runId, frame, policy, one),
      (result, one) => announced(context, runId, one, result),
    )
    const last = page.at(-1)
    if (!last || page.length < pageSize) return
    after = last.partyId
  }
}

/** What a party is to be told: that it is on the list, that its sum changed, or that it is off the list again. */
function announcement(
  runId: string,
  frame: runs.RunFrameRow,
  policy: Policy,
  one: grants.Announceable,
): Order {
  const { partyId, grantId, batchId, instructionId, amountFen, summary, explanation, account } = one
  if (grantId) {
    const gone = one.verdict !== 'eligible'
    const input = { partyId, grantId, number: 0, state: gone ? 'withdrawn' : 'announced' }
    const cause = `${runId}:${partyId}:${amountFen}:${one.verdict}:${one.grantState}`
    return {
      operation: 'progressGrant',
      input: gone ? input : { ...input, amountFen },
      key: `reannounce:${cause}`,
    }
  }
  const { policyId, policyVersion, period, objectUntil } = frame
  const about = { partyId, runId, batchId, policyId, policyVersion, period, title: policy.title }
  const told = { instructionId, amountFen, summary, explanation, groups: takingOne(policy) }
  return {
    operation: 'announceGrant',
    input: { ...about, ...told, ...(objectUntil ? { objectUntil } : {}), ...(account ? { account } : {}) },
    key: `announce:${runId}:${instructionId}`,
  }
}

async function announced(
  context: JobContext,
  runId: string,
  { partyId }: grants.Announceable,
  result: ExecuteResult,
): Promise<void> {
  const had = demand(result, 'already-granted', 'group-granted') as Had | undefined
  if (had) await exclude(context, runId, partyId, had, `announce:${runId}`)
}

/** Takes a party off the list. */
async function exclude(
  context: JobContext,
  runId: string,
  partyId: string,
  exclusion: NonNullable<Candidate['exclusion']>,
  cause: string,
): Promise<void> {
  const recorded = await context.reading((trx) => candidateRows.findRecorded(trx, runId, partyId))
  if (!recorded) return
  const { batchId, ...known } = recorded
  const candidate: Candidate = { ...known, partyId, verdict: 'excluded', exclusion, amountFen: 0 }
  const input = { runId, batchId, candidate, cause }
  demand(await command(context, 'amendCandidate', input, `exclude:${cause}:${partyId}`), 'already-approved')
}

/** Carries out what an objection led to. */
export const reassess =
  (record: PartyRecord): Job =>
  async (payload, context) => {
    const runId = String(payload['runId'])
    const partyId = String(payload['partyId'])
    const cause = `objection:${String(payload['objectionId'])}`
    if (payload['outcome'] === 'excluded') return exclude(context, runId, partyId, 'objection-upheld', cause)
    const { frame, asked, policy, rule } = await frameOf(context, runId)
    const { party, had } = await context.reading(async (trx) => ({
      party: await oneOfRun(trx, frame, policy, await record.one(trx, partyId, context.moment().now)),
      had: await grants.listGranted(trx, asked, [partyId]),
    }))
    if (!party) return
    const judged = assess(rule, frame, party, had.get(partyId) ?? false)
    const recorded = await context.reading((trx) => candidateRows.findRecorded(trx, runId, partyId))
    if (recorded && 'fallout' in judged) return exclude(context, runId, partyId, 'objection-upheld', cause)
    if ('fallout' in judged) return
    const { candidate } = judged
    if (recorded) {
      const account = recorded.account ?? candidate.account
      const input = { runId, batchId: recorded.batchId, candidate: { ...candidate, account }, cause }
      demand(await command(context, 'amendCandidate', input, `reassess:${cause}`), 'already-approved')
      return
    }
    const last = await context.reading((trx) => candidateRows.findLastBatch(trx, runId))
    const number = (last?.number ?? 0) + 1
    const input = { runId, number, assessed: 0, fallouts: {}, last: true, candidates: [candidate] }
    demand(await command(context, 'recordCandidates', input, `reassess:${cause}`), 'run-closed')
  }

/**
 * Approves the batches of an approved run one after the other, which is the order in which they ask for money. Whoever was not told yet
 * is told first.
 */
export const release: Job = async (payload, context) => {
  const runId = String(payload['runId'])
  await announceRun(runId, context)
  for (const { batchId, approved } of await context.reading((trx) => candidateRows.listBatches(trx, runId))) {
    if (approved) continue
    const result = await command(context, 'approveCandidates', { runId, batchId }, `approve:${batchId}`)
    demand(result, 'nothing-to-approve')
  }
}

/**
 * Whoever broke the promise with which it claimed is taken off the list, or what no bank has been told of is stopped; what is under way
 * is asked back once it has arrived.
 */
export const stopBroken: Job = async (payload, context) => {
  const partyId = String(payload['partyId'])
  const policyId = String(payload['policyId'])
  const cause = `promise:${String(payload['claimId'])}`
  const lines = await context.reading((trx) => claims.listStandingLines(trx, partyId, policyId))
  for (const { runId, batchId, approved } of lines) {
    if (!approved) await exclude(context, runId, partyId, 'commitment-barred', cause)
    const reason = exclusionWords['commitment-barred'].zh
    const stopped = await command(
      context,
      'stopPayment',
      { runId, batchId, partyId, reason },
      `stop:${cause}:${runId}`,
    )
    demand(stopped, 'payment-under-way')
  }
}

/** Tells the parties of a cancelled run that nothing comes of it. */
export const withdraw: Job = async (payload, context) => {
  const runId = String(payload['runId'])
  for (let after = firstId; ; ) {
    const page = await context.reading((trx) => grants.listEveryGrant(trx, runId, after, pageSize))
    await orderAll(context, page, ({ partyId, grantId }) => ({
      operation: 'progressGrant',
      input: { partyId, grantId, number: 0, state: 'withdrawn' },
      key: `withdraw:${grantId}`,
    }))
    const last = page.at(-1)
    if (!last || page.length < pageSize) return
    after = last.partyId
  }
}

/** What matters to the party; between an order and its end the bank's steps do not. */
const worthTelling = new Set(['waiting', 'held', 'ordered', 'settled', 'returned', 'released', 'reversed'])

/** In which nothing more becomes of a payment of its own accord: a run whose payments are all there is over. */
const lastStates = new Set(['settled', 'released', 'reversed'])

/** Tells each party how its payment is getting on, and closes the run when the last one has ended. */
export const tellParties: Job = async (payload, context) => {
  const runId = String(payload['runId'])
  const batchId = String(payload['batchId'])
  const number = Number(payload['number'])
  const lines = (payload['lines'] as readonly PaymentLine[]).filter((line) => worthTelling.has(line.state))
  const listed = await context.reading((trx) =>
    grants.listGrantsOf(
      trx,
      runId,
      lines.map((line) => line.partyId),
    ),
  )
  const grantOf = new Map(listed.map((grant) => [grant.partyId, grant]))
  await orderAll(context, lines, ({ partyId, state, reason, instructionId }) => {
    const { grantId, account } = grantOf.get(partyId) ?? {}
    // Money that stands ready is ordered at once where the account is known: only whose is not has something to do.
    if (!grantId || (state === 'held' && account)) return undefined
    return {
      operation: 'progressGrant',
      input: { partyId, grantId, number, state, ...(reason ? { reason } : {}) },
      key: `tell:${batchId}:${number}:${instructionId}`,
    }
  })
  if (!lines.some((line) => lastStates.has(line.state))) return
  const finished = await command(context, 'finishRun', { runId }, `finish:${batchId}:${number}`)
  demand(finished, 'payments-open', 'not-approved')
  await reviewBroken(context, runId, lines)
}

/** What arrived although its promise was found broken meanwhile is looked at again: it is asked back. */
async function reviewBroken(
  context: JobContext,
  runId: string,
  lines: readonly PaymentLine[],
): Promise<void> {
  const arrived = lines.filter(({ state }) => state === 'settled').map(({ partyId }) => partyId)
  if (arrived.length === 0) return
  const broken = await context.reading(async (trx) => {
    const frame = await runs.findRunFrame(trx, runId)
    return frame ? claims.listBroken(trx, frame, arrived) : []
  })
  await orderAll(context, broken, (partyId) => ({
    operation: 'reviewPayments',
    input: { partyId },
    key: `broken:${runId}:${partyId}`,
  }))
}
