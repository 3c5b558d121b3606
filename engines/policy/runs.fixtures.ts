import type { Fixtures } from '#platform/testing/fixtures.ts'
import type { runContract } from './contract-runs.ts'
import {
  aCollectedRun,
  aPublishedRun,
  aRun,
  aRunBook,
  anEmployer,
  approvedUnpaid,
  batch,
  byApprover,
  byStarter,
  bySystem,
  cancelled,
  candidate,
  inOffice,
  nobody,
  paid,
  passPublicity,
  start,
  startInput,
  starter,
  theApprovedRun,
  theCollectedRun,
  theEndedRun,
  unannounced,
  written,
} from './scenes.fixtures.ts'

/** Examples of runs, their lists and their payments. */
export const runFixtures: Fixtures<typeof runContract> = {
  startRun: {
    success: start({}),
    refusals: {
      'policy-unknown': start({ policyId: 'no-such-policy' }),
      'policy-needs-application': start({ policyId: 'small-profit-income-tax' }),
      'as-of-in-future': start({ asOf: '2099-01-01' }),
      'book-unknown': start({ bookId: nobody }),
      'book-of-another-fund': async (town) => {
        const { period } = await aRunBook(town)
        const other = {
          title: '另一项资金',
          fund: 'another-fund',
          period,
          budgetFen: 1,
          bankAccount: '9900000000000018',
        }
        const { id: bookId } = await written(town, 'ledger', 'openBook', other)
        return { input: startInput({ bookId, period }), as: await starter(town) }
      },
      'run-already-open': async (town) => ({ input: startInput(await aRun(town)), as: await starter(town) }),
      'programme-uses-another-book': async (town) => {
        const { period } = await cancelled(town)
        const { bookId } = await aRunBook(town)
        return { input: startInput({ bookId, period }), as: await starter(town) }
      },
    },
  },
  recordCandidates: {
    success: async (town) => {
      const { runId, period } = await aRun(town)
      return { input: batch(runId, [candidate((await anEmployer(town)).partyId, period)]) }
    },
    refusals: {
      'run-unknown': async () => ({ input: batch(nobody) }),
      'run-closed': async (town) => ({ input: batch((await cancelled(town)).runId) }),
    },
  },
  completeCandidates: {
    success: async (town) => {
      const { runId } = await aRun(town)
      await written(town, 'policy', 'recordCandidates', batch(runId))
      return { input: { runId } }
    },
    refusals: { 'already-collected': bySystem(theCollectedRun), 'parties-not-judged': bySystem(aRun) },
  },
  publishRun: {
    success: byStarter(aCollectedRun),
    refusals: {
      'not-collected': byStarter(aRun),
      'no-candidates': async (town) => {
        const { runId } = await aRun(town)
        await written(town, 'policy', 'recordCandidates', batch(runId))
        await written(town, 'policy', 'completeCandidates', { runId })
        return { input: { runId }, as: await starter(town) }
      },
    },
  },
  endPublicity: {
    success: bySystem(theEndedRun),
    refusals: { 'not-in-publicity': bySystem(theCollectedRun), 'publicity-running': bySystem(aPublishedRun) },
  },
  approveRun: {
    success: byApprover(async (town) => {
      const run = await aPublishedRun(town)
      passPublicity(town)
      return run
    }),
    refusals: {
      'not-published': byApprover(theCollectedRun),
      'publicity-running': byApprover(aPublishedRun),
      'already-approved': byApprover(theApprovedRun),
      'four-eyes': async (town) => ({
        input: { runId: (await theEndedRun(town)).runId },
        as: await starter(town),
      }),
      'objections-open': byApprover(theEndedRun),
      'acts-for-payee': async (town) => {
        const founder = await town.account('run-concerned', 'officer', inOffice)
        await anEmployer(town, { founder })
        const { runId } = await aPublishedRun(town)
        passPublicity(town)
        return { input: { runId }, as: await town.refresh(founder) }
      },
      'further-approver-needed': async (town) => {
        const { runId } = await aPublishedRun(town)
        passPublicity(town)
        const as = await town.account('run-chief', 'chief', inOffice)
        await written(town, 'policy', 'approveRun', { runId }, as)
        return { input: { runId }, as }
      },
    },
  },
  cancelRun: {
    success: byStarter(aRun, { reason: '重新核对数据' }),
    refusals: {
      'already-approved': byStarter(theApprovedRun, { reason: '重新核对数据' }),
      'already-cancelled': byStarter(cancelled, { reason: '重新核对数据' }),
    },
  },
  finishRun: {
    success: async (town) => {
      const run = await theApprovedRun(town)
      const { rows } = await town.admin(
        `select party_id, batch_id from policy.candidate where owner_id = '${run.runId}' and verdict = 'eligible'`,
      )
      for (const row of rows) {
        const party = { partyId: String(row['party_id']) }
        const input = { runId: run.runId, batchId: String(row['batch_id']), ...paid({ ...run, party }) }
        await written(town, 'policy', 'recordPayments', input)
      }
      return { input: { runId: run.runId } }
    },
    refusals: { 'not-approved': bySystem(theCollectedRun), 'payments-open': bySystem(approvedUnpaid) },
  },
  approveCandidates: {
    success: bySystem(approvedUnpaid, true),
    refusals: {
      'run-not-approved': bySystem(theCollectedRun, true),
      'nothing-to-approve': async (town) => {
        const { runId, batchId } = await approvedUnpaid(town)
        await written(town, 'policy', 'approveCandidates', { runId, batchId })
        return { input: { runId, batchId } }
      },
      'announcements-pending': bySystem(unannounced, true),
    },
  },
  amendCandidate: {
    success: async (town) => {
      const { runId, batchId, party, period } = await aCollectedRun(town)
      return { input: { runId, batchId, candidate: candidate(party.partyId, period), cause: 'test' } }
    },
    refusals: {
      'candidate-unknown': async (town) => {
        const { runId, batchId, period } = await theCollectedRun(town)
        return { input: { runId, batchId, candidate: candidate(nobody, period), cause: 'test' } }
      },
      'already-approved': async (town) => {
        const { runId, batchId, party, period } = await approvedUnpaid(town)
        await written(town, 'policy', 'approveCandidates', { runId, batchId })
        return { input: { runId, batchId, candidate: candidate(party.partyId, period), cause: 'test' } }
      },
    },
  },
  recordAccount: {
    success: async (town) => {
      const { runId, batchId, party } = await theCollectedRun(town)
      return { input: { runId, batchId, partyId: party.partyId, account: '9900000000000026' } }
    },
    refusals: {
      'candidate-unknown': async (town) => {
        const { runId, batchId } = await theCollectedRun(town)
        return { input: { runId, batchId, partyId: nobody, account: '9900000000000026' } }
      },
    },
  },
  recordPayments: {
    success: async (town) => {
      const run = await approvedUnpaid(town)
      const { runId, batchId } = run
      await written(town, 'policy', 'approveCandidates', { runId, batchId })
      return { input: { runId, batchId, ...paid(run) } }
    },
    refusals: {
      'grants-not-approved': async (town) => {
        const run = await theCollectedRun(town)
        return { input: { runId: run.runId, batchId: run.batchId, ...paid(run) } }
      },
    },
  },
  stopPayment: {
    success: async (town) => {
      const run = await approvedUnpaid(town)
      const { runId, batchId } = run
      await written(town, 'policy', 'approveCandidates', { runId, batchId })
      await written(town, 'policy', 'recordPayments', { runId, batchId, ...paid(run, 'waiting') })
      return { input: { runId, batchId, partyId: run.party.partyId, reason: '承诺不实' } }
    },
    refusals: {
      'candidate-unknown': async (town) => {
        const { runId, batchId } = await theCollectedRun(town)
        return { input: { runId, batchId, partyId: nobody, reason: '承诺不实' } }
      },
      'payment-under-way': async (town) => {
        const { runId, batchId, party } = await aCollectedRun(town)
        return { input: { runId, batchId, partyId: party.partyId, reason: '承诺不实' } }
      },
    },
  },
  listRuns: {
    success: async (town) => {
      await aRun(town)
      return { input: { limit: 1 }, as: await starter(town) }
    },
  },
  getRun: { success: byStarter(theCollectedRun) },
  listCandidates: { success: byStarter(theCollectedRun, { limit: 1, q: '稳岗' }) },
  rederiveCandidate: {
    success: async (town) => {
      const { runId, party } = await theCollectedRun(town)
      return { input: { runId, partyId: party.partyId }, as: await starter(town) }
    },
  },
  getCandidate: {
    success: async (town) => {
      const { runId, party } = await theCollectedRun(town)
      return { input: { runId, partyId: party.partyId }, as: await starter(town) }
    },
  },
  exportCandidates: { success: byStarter(theCollectedRun) },
}
