import { TakingOne } from './taking-one.ts'
import path from 'node:path'
import { type Recorded, streamKind } from '#kernel/engine.ts'
import { defineEngine, type JobRequest, type Projection, type TimerChange } from '#platform/engine.ts'
import { MirrorBehind } from '#platform/mirror/mirror.ts'
import { NotFound } from '#platform/query.ts'
import { dictionaryIn } from './assess.ts'
import { candidateFile } from './candidate-file.ts'
import { answerClaims, oneOfRun } from './claims/collect.ts'
import { claimProviders, claimQueries, claimStream, projectClaim } from './claims/index.ts'
import { policyContract } from './contract.ts'
import { deliveryQueries } from './delivery/index.ts'
import {
  correctionProviders,
  correctionReactions,
  correctionStream,
  projectCorrection,
  reviewEverybody,
} from './corrections/index.ts'
import { listCorrections, listMyCorrections } from './corrections/store.ts'
import { deskQueries } from './desk/index.ts'
import { policyKind } from './definition.ts'
import { policyKinds } from './kinds.ts'
import type { PartyRecord } from './job-commands.ts'
import type { ClaimEvent } from './claims/model.ts'
import { announce, collect, reassess, release, stopBroken, tellParties, withdraw } from './jobs.ts'
import {
  conditionNames,
  describePolicy,
  findPolicies,
  matchKnown,
  matchPasted,
  searchPolicies,
} from './library.ts'
import en from './messages/en.json' with { type: 'json' }
import zh from './messages/zh.json' with { type: 'json' }
import {
  type Batch,
  type BatchEvent,
  evolveBatch,
  evolveGrant,
  evolveObjection,
  evolveRun,
  type Grant,
  type GrantEvent,
  noBatch,
  noGrant,
  noObjection,
  noRun,
  type Objection,
  type ObjectionEvent,
  type Run,
  type RunEvent,
} from './model.ts'
import { policyRules } from './rules.ts'
import {
  judgeEverybody,
  type MandatedParties,
  projectStanding,
  standingProviders,
  standingQueries,
  standingReactions,
  standingStreams,
} from './standing/index.ts'
import type { Trx } from '#platform/database/sql.ts'
import * as candidateRows from './store/candidates.ts'
import * as grants from './store/grants.ts'
import * as objections from './store/objections.ts'
import * as publicReads from './store/public-reads.ts'
import * as runReads from './store/run-reads.ts'
import * as runs from './store/runs.ts'
import { cityEffect, readsColumnsOnly, ruleSamples, tryRule } from './try-rule.ts'
import { rederive } from './rederive.ts'

const run = streamKind<Run, RunEvent>({
  kind: 'run',
  initial: noRun,
  evolve: evolveRun,
  scope: ({ department }) => ({ departments: [department] }),
})
const candidates = streamKind<Batch, BatchEvent>({
  kind: 'candidates',
  initial: noBatch,
  evolve: evolveBatch,
  scope: () => ({}),
})
const grant = streamKind<Grant, GrantEvent>({
  kind: 'grant',
  initial: noGrant,
  evolve: evolveGrant,
  scope: () => ({}),
})
const objection = streamKind<Objection, ObjectionEvent>({
  kind: 'objection',
  initial: noObjection,
  evolve: evolveObjection,
  scope: ({ department }) => (department ? { departments: [department] } : {}),
})

const projectRun: Projection = async (trx, { ownerId, event, at }) => {
  const one = event as RunEvent
  switch (one.type) {
    case 'RunStarted':
      return runs.insertRun(trx, ownerId, one.data)
    case 'CandidatesCompleted':
      return void (await runs.setCollected(trx, ownerId, one.data.totals))
    case 'RunPublished':
      return void (await runs.setPublished(trx, ownerId, one.data))
    case 'PublicityEnded':
      return void (await runs.setRunState(trx, ownerId, 'publicity-over'))
    case 'RunEndorsed':
      return void (await runs.setEndorsed(trx, ownerId, one.data, at))
    case 'RunApproved':
      await runs.setApproved(trx, ownerId, one.data, at)
      return void (await runs.freeProgramme(trx, ownerId))
    case 'RunCancelled':
      await runs.setRunState(trx, ownerId, 'cancelled')
      return void (await runs.freeProgramme(trx, ownerId))
    case 'RunFinished':
      return void (await runs.setRunState(trx, ownerId, 'finished'))
  }
}

const projectBatch: Projection = async (trx, { ownerId, streamId, event, at }) => {
  const one = event as BatchEvent
  switch (one.type) {
    case 'CandidatesRecorded':
      await candidateRows.insertBatch(trx, ownerId, streamId, one.data)
      return void (await candidateRows.putCandidates(trx, ownerId, streamId, one.data.candidates, at))
    case 'CandidateAmended':
      return void (await candidateRows.putCandidates(trx, ownerId, streamId, [one.data.candidate], at))
    case 'AccountRecorded':
      return void (await candidateRows.setCandidateAccount(
        trx,
        ownerId,
        one.data.partyId,
        one.data.account,
        at,
      ))
    case 'GrantsApproved':
      await candidateRows.markBatchApproved(trx, ownerId, streamId)
      return void (await candidateRows.setPayments(
        trx,
        ownerId,
        one.data.lines.map(({ instructionId }) => ({ instructionId, state: 'approved' })),
        at,
      ))
    case 'PaymentsRecorded':
      return void (await candidateRows.setPayments(trx, ownerId, one.data.lines, at))
    case 'PaymentStopped':
      return undefined
  }
}

const projectParty: Projection = async (trx, { ownerId, streamId, event, at }) => {
  const one = event as GrantEvent | ObjectionEvent
  switch (one.type) {
    case 'GrantAnnounced':
      return void (await grants.insertGrant(trx, ownerId, streamId, one.data, at))
    case 'AccountConfirmed':
      return void (await grants.setGrantAccount(trx, ownerId, streamId, one.data.account, at))
    case 'GrantProgressed':
      return void (await grants.setGrantState(trx, ownerId, streamId, one.data, at))
    case 'ObjectionLodged':
      return void (await objections.insertObjection(trx, ownerId, streamId, one.data, at))
    case 'ObjectionBecameCase':
      return void (await objections.setObjectionCase(trx, ownerId, streamId, one.data.caseId))
    case 'ObjectionResolved':
      return void (await objections.setResolved(trx, ownerId, streamId, one.data, at))
  }
}

const standingKinds = new Set(standingStreams.map(({ kind }) => kind))
const projection: Projection = (trx, recorded, moment) =>
  recorded.kind === 'run'
    ? projectRun(trx, recorded, moment)
    : recorded.kind === 'candidates'
      ? projectBatch(trx, recorded, moment)
      : recorded.kind === correctionStream.kind
        ? projectCorrection(trx, recorded, moment)
        : standingKinds.has(recorded.kind)
          ? projectStanding(trx, recorded, moment)
          : recorded.kind === claimStream.kind
            ? projectClaim(trx, recorded, moment)
            : projectParty(trx, recorded, moment)

const timers = ({ ownerId, kind, event }: Recorded): TimerChange[] => {
  if (kind !== 'run') return []
  const one = event as RunEvent
  if (one.type === 'RunCancelled') return [{ cancel: 'end-publicity' }]
  if (one.type !== 'RunPublished' || one.data.endsAt === undefined) return []
  const { endsAt: dueAt } = one.data
  return [{ set: 'end-publicity', dueAt, operation: 'policy.endPublicity', input: { runId: ownerId } }]
}

const runJobs: Readonly<Record<string, readonly string[]>> = {
  RunStarted: ['policy.collect'],
  RunPublished: ['policy.announce'],
  RunApproved: ['policy.release', 'policy.answer-claims'],
  RunCancelled: ['policy.withdraw'],
}

const reactions = ({ ownerId, streamId, version, kind, event }: Recorded): JobRequest[] => {
  const tasks = kind === 'run' ? runJobs[event.type] : undefined
  if (tasks) return tasks.map((task) => ({ task, payload: { runId: ownerId } }))
  if (kind === 'candidates') {
    const one = event as BatchEvent
    if (one.type === 'PaymentsRecorded')
      return [
        {
          task: 'policy.tell-parties',
          queue: 'policy.tell-parties',
          payload: { runId: ownerId, batchId: streamId, number: version, lines: one.data.lines },
        },
      ]
    // A batch without an end came from an objection: the run is published already.
    const late = one.type === 'CandidatesRecorded' && one.data.until === undefined
    if (late || one.type === 'CandidateAmended')
      return [{ task: 'policy.announce', payload: { runId: ownerId } }]
  }
  if (kind === claimStream.kind && event.type === 'PromiseChecked') {
    const { outcome, policyId } = (event as Extract<ClaimEvent, { type: 'PromiseChecked' }>).data
    return outcome === 'broken'
      ? [{ task: 'policy.stop-broken', payload: { partyId: ownerId, policyId, claimId: streamId } }]
      : []
  }
  if (kind === 'objection' && event.type === 'ObjectionResolved') {
    const {
      runId,
      aboutPartyId: partyId,
      outcome,
    } = (event as Extract<ObjectionEvent, { type: 'ObjectionResolved' }>).data
    if (runId && outcome !== 'dismissed')
      return [{ task: 'policy.reassess', payload: { runId, partyId, outcome, objectionId: streamId } }]
  }
  return [...standingReactions(kind, ownerId), ...correctionReactions(kind, event, ownerId)]
}

const mostExported = 50_000

/** What parties are called now. */
type NamesOf = (trx: Trx, partyIds: readonly string[]) => Promise<ReadonlyMap<string, string>>

/** A rule is answered for one enterprise also while the city is not in memory, or behind. */
const notInMemory = (error: unknown): undefined => {
  if (!(error instanceof MirrorBehind)) throw error
}
const text = (value: unknown) => (typeof value === 'string' ? value : undefined)

/** The policy engine over whoever keeps the facts about parties. */
export const policyEngineOver = (
  record: PartyRecord & { readonly mandated: MandatedParties; readonly namesOf: NamesOf },
) =>
  defineEngine({
    name: 'policy',
    contract: policyContract,
    streams: [run, candidates, grant, objection, claimStream, correctionStream, ...standingStreams],
    rules: policyRules,
    definitions: policyKinds,
    queries: {
      listPolicies: async (_, { on, ...filter }, { definitions, today }) =>
        searchPolicies(definitions, { ...filter, on: on ?? today }),
      getPolicy: async (_, { on, ...input }, { definitions, today }) =>
        describePolicy(definitions, { ...input, on: on ?? today }),
      matchParty: async (trx, { partyId, on, knownAt }, { definitions, today, now, reach }) => {
        if (reach.kind === 'own' && !reach.partyIds.includes(partyId)) throw new NotFound()
        const day = on ?? today
        const facts = await record.factsOf(trx, partyId, knownAt)
        return { on: day, knownAt: knownAt ?? now, items: matchKnown(definitions, facts, day) }
      },
      ...standingQueries(record.factsOf),
      ...deskQueries(record),
      ...deliveryQueries,
      ...claimQueries(record.one, record.namesOf),
      listRuleSamples: async (_, __, { definitions, today }) => ({ items: ruleSamples(definitions, today) }),
      tryRule: async (trx, { rule, sheet }, { definitions, today, cityNow }) => {
        const { tried, compiled } = tryRule(definitions, rule, sheet, today)
        if (!compiled || !readsColumnsOnly(compiled, dictionaryIn(definitions))) return tried
        const city = await cityNow(trx).catch(notInMemory)
        return city ? { ...tried, city: cityEffect(compiled, city.columns(), city.today) } : tried
      },
      findPolicies: async (_, { on, ...asked }, { definitions, today }) =>
        findPolicies(definitions, asked, on ?? today),
      matchFacts: async (_, { sheet, on }, { definitions, today }) =>
        matchPasted(definitions, sheet, today, on),
      listRuns: (trx, input, { reach }) => runReads.listRuns(trx, reach, input),
      getRun: async (trx, { runId }, { reach, definitions }) => {
        const found = await runReads.getRun(trx, reach, runId)
        const policy = definitions.find(policyKind, found.policyId, found.policyVersion)
        const named = policy ? conditionNames(definitions, policy) : undefined
        const other = { zh: '其他条件', en: 'another condition' }
        return {
          ...found,
          publicityWorkingDays: policy?.publicity?.workingDays ?? 0,
          fallouts: Object.entries(found.totals.fallouts).map(([condition, count]) => ({
            condition,
            count,
            text: named?.get(condition) ?? other,
          })),
        }
      },
      listCandidates: (trx, input, { reach }) => runReads.listCandidates(trx, reach, input),
      getCandidate: (trx, { runId, partyId }, { reach }) => runReads.getCandidate(trx, reach, runId, partyId),
      rederiveCandidate: async (trx, { runId, partyId }, { definitions, reach }) => {
        const recorded = await runReads.getCandidate(trx, reach, runId, partyId)
        const run = await runReads.getRun(trx, reach, runId)
        const policy = definitions.get(policyKind, run.policyId, run.policyVersion)
        const party = await oneOfRun(trx, run, policy, await record.one(trx, partyId, run.snapshotAt))
        if (!party) throw new NotFound()
        const { rivals } = (await runs.findRunFrame(trx, runId)) ?? {}
        return rederive(definitions, { ...run, rivals }, recorded, party)
      },
      exportCandidates: async (trx, { format, ...filter }, { reach }) => {
        const { items } = await runReads.listCandidates(trx, reach, { ...filter, limit: mostExported })
        return {
          ...(await candidateFile(items, format)),
          items: items.map(({ partyId }) => ({ partyId })),
        }
      },
      listObjections: (trx, input, { reach }) => objections.listObjections(trx, reach, input),
      listMyGrants: async (trx, { partyId }, { reach }) => {
        if (reach.kind === 'own' && !reach.partyIds.includes(partyId)) throw new NotFound()
        return {
          items: await grants.listMyGrants(trx, partyId),
          objections: await objections.listMyObjections(trx, partyId),
        }
      },
      listCorrections: (trx, input, { reach }) => listCorrections(trx, reach, input),
      listMyCorrections: async (trx, { partyId }, { reach }) => {
        if (reach.kind === 'own' && !reach.partyIds.includes(partyId)) throw new NotFound()
        return { items: await listMyCorrections(trx, partyId) }
      },
      listPublicities: async (trx) => ({ items: await publicReads.listPublicities(trx) }),
      listPublished: (trx, input) => publicReads.listPublished(trx, input),
      listDisclosures: async (trx, input, { definitions }) => {
        const { items, next } = await publicReads.listDisclosures(trx, input)
        return {
          next,
          items: items.map(({ policyId, policyVersion, ...row }) => {
            const policy = definitions.find(policyKind, policyId, policyVersion)
            return { ...row, standard: policy?.gives.text ?? row.title, documents: policy?.documents ?? [] }
          }),
        }
      },
      statistics: async (trx, _, { definitions }) => {
        const policies = definitions.list(policyKind)
        return {
          items: await publicReads.listStatistics(trx),
          policies: policies.length,
          withoutApplication: policies.filter((policy) => policy.mode === 'without-application').length,
        }
      },
    },
    provides: {
      'policy.programme': (trx, { input }) =>
        runs.findProgramme(trx, String(input['policyId']), String(input['period'])),
      'policy.runStanding': (trx, { input }) =>
        runs.findRunStanding(
          trx,
          String(input['runId']),
          text(input['aboutPartyId']) ?? text(input['partyId']),
        ),
      'policy.openVerdictObjection': (trx, { ownerId, input }) =>
        objections.findOpenObjection(trx, ownerId, String(input['policyId'])),
      'policy.progress': (trx, { ownerId }) => candidateRows.readProgress(trx, ownerId),
      'policy.openObjections': (trx, { ownerId }) => objections.countOpenObjections(trx, ownerId),
      'policy.approverConcerned': (trx, { ownerId, actor }) =>
        candidateRows.findsAnyPaid(trx, ownerId, actor.partyIds),
      'policy.unfinished': (trx, { ownerId }) => candidateRows.countUnfinished(trx, ownerId),
      'policy.approvedRun': (trx, { ownerId }) => runs.findApprovedRun(trx, ownerId),
      'policy.announced': (trx, { ownerId, streamId }) => grants.listAnnounced(trx, ownerId, streamId),
      'policy.grantTaken': (trx, { ownerId, input }) =>
        grants.findLiveGrant(trx, ownerId, {
          policyId: String(input['policyId']),
          period: String(input['period']),
          component: 'whole',
          groups: TakingOne.array().parse(input['groups']),
        }),
      ...standingProviders,
      ...claimProviders(record.one),
      ...correctionProviders(record),
    },
    projection,
    timers,
    reactions,
    jobs: {
      'policy.collect': collect(record),
      'policy.announce': announce,
      'policy.reassess': reassess(record),
      'policy.release': release,
      'policy.answer-claims': answerClaims(record),
      'policy.stop-broken': stopBroken,
      'policy.withdraw': withdraw,
      'policy.tell-parties': tellParties,
      'policy.judge-everybody': judgeEverybody(record.mandated),
      'policy.review-everybody': reviewEverybody,
    },
    daily: [{ operation: 'startRound', input: { cause: 'day' } }],
    messages: { zh, en },
    screens: [
      { id: 'policy-library', title: { zh: '政策库', en: 'Policy library' }, path: '/policies' },
      {
        id: 'policy-finder',
        title: { zh: '我能享受哪些政策', en: 'Which policies do I get?' },
        path: '/policies/find',
      },
      { id: 'my-policies', title: { zh: '我的政策', en: 'My policies' }, path: '/space/policies' },
      {
        id: 'benefits-for-persons',
        title: { zh: '我个人的政策', en: 'What I get as a person' },
        path: '/space/policies',
      },
      { id: 'waiting-order', title: { zh: '等待资金的次序', en: 'Waiting for money' }, path: '/waiting' },
      { id: 'disclosures', title: { zh: '资金发放结果', en: 'What was paid' }, path: '/disclosures' },
      { id: 'publicity', title: { zh: '公示', en: 'Publicity' }, path: '/publicity' },
      { id: 'policy-desk', title: { zh: '政策发放', en: 'Policy desk' }, path: '/workbench/policies' },
    ],
    migrations: path.join(import.meta.dirname, 'migrations'),
    directories: ['policy.programme'],
  })
