import path from 'node:path'
import { type Recorded, streamKind } from '#kernel/engine.ts'
import { instantFrom, msOf } from '#kernel/time.ts'
import { NotFound } from '#platform/query.ts'
import { defineEngine, type JobRequest, type Projection, type TimerChange } from '#platform/engine.ts'
import { heard, pay, serveWaiting } from './bank.ts'
import { type Batch, type BatchEvent, evolveBatch, noBatch } from './batch/model.ts'
import { signFile } from './batch/file.ts'
import { batchRules } from './batch/rules.ts'
import * as batches from './batch/store.ts'
import { takeAnswers } from './batch/take.ts'
import { ledgerContract } from './contract.ts'
import en from './messages/en.json' with { type: 'json' }
import zh from './messages/zh.json' with { type: 'json' }
import {
  type Book,
  type BookEvent,
  type Disbursement,
  type DisbursementEvent,
  evolveBook,
  evolveDisbursement,
  noBook,
  noDisbursement,
} from './model.ts'
import { fetchStatement } from './reconcile/fetch.ts'
import {
  evolveStatement,
  noStatement,
  type Statement,
  type StatementEvent,
  type StatementState,
} from './reconcile/model.ts'
import { statementRules } from './reconcile/rules.ts'
import { takeReceived } from './reconcile/take-received.ts'
import * as statements from './reconcile/store.ts'
import { bookRules, disbursementRules } from './rules.ts'
import { collectionAccountIn, collectionAccountKind } from './receivable/collection-account.ts'
import { heardOfMoney, moveMoney } from './receivable/bank.ts'
import { receivableReactions, receivableStream, receivableTimers } from './receivable/index.ts'
import { receivableRules } from './receivable/rules.ts'
import * as receivables from './receivable/store.ts'
import { repaymentReactions, repaymentStream, repaymentTimers } from './repayment/index.ts'
import type { RepaymentEvent } from './repayment/model.ts'
import { repaymentRules } from './repayment/rules.ts'
import * as repayments from './repayment/store.ts'
import { repaymentTermsKind } from './repayment/terms.ts'
import * as store from './store.ts'

const book = streamKind<Book, BookEvent>({
  kind: 'book',
  initial: noBook,
  evolve: evolveBook,
  scope: () => ({}),
})
const disbursement = streamKind<Disbursement, DisbursementEvent>({
  kind: 'disbursement',
  initial: noDisbursement,
  evolve: evolveDisbursement,
  scope: () => ({}),
})

const statement = streamKind<StatementState, StatementEvent>({
  kind: 'statement',
  initial: noStatement,
  evolve: evolveStatement,
  scope: () => ({}),
})

const batchFile = streamKind<Batch, BatchEvent>({
  kind: 'batch-file',
  initial: noBatch,
  evolve: evolveBatch,
  scope: () => ({}),
})

const projectBatch: Projection = async (trx, { ownerId, streamId, event }) => {
  const { type, data } = event as BatchEvent
  if (type === 'BatchFileMade') await batches.insertFile(trx, ownerId, streamId, data)
  else await batches.takeAnswers(trx, ownerId, streamId, data)
}

const projectStatement: Projection = async (trx, { ownerId, streamId, event, actorId, at }) => {
  const { type, data } = event as StatementEvent
  if (type === 'StatementCompared')
    await statements.insertStatement(trx, ownerId, streamId, { by: actorId, at, data })
  else await statements.settleFinding(trx, ownerId, streamId, data, at)
}

const projection: Projection = async (trx, recorded, moment) => {
  if (recorded.kind === 'statement') return projectStatement(trx, recorded, moment)
  if (recorded.kind === receivableStream.kind) return receivables.projectReceivable(trx, recorded)
  if (recorded.kind === 'batch-file') return projectBatch(trx, recorded, moment)
  const { ownerId, streamId, at } = recorded
  if (recorded.kind === repaymentStream.kind) {
    await repayments.projectRepayment(trx, ownerId, streamId, recorded.event as RepaymentEvent, at)
    return store.post(trx, recorded as Recorded<RepaymentEvent>)
  }
  const event = recorded.event as BookEvent | DisbursementEvent
  if (event.type === 'BookOpened') await store.insertBook(trx, ownerId, event.data, at)
  if (event.type === 'ChannelChanged') await batches.setChannel(trx, ownerId, event.data)
  if (event.type === 'DisbursementOpened') await store.insertTransfers(trx, ownerId, streamId, event.data, at)
  if (event.type === 'PaymentsDisputed')
    await store.markDisputed(
      trx,
      ownerId,
      event.data.disputes.map((one) => one.instructionId),
      at,
    )
  if ('moves' in event.data)
    await store.moveTransfers(
      trx,
      ownerId,
      event.data.moves,
      at,
      event.type === 'AccountSupplied' ? event.data.account : undefined,
    )
  await store.post(trx, recorded as Recorded<BookEvent | DisbursementEvent>)
}

const firstAskMs = 5_000
const longestAskMs = 86_400_000

/** What is ordered is asked after: five seconds later, then after twice as long each time, at least once a day. */
const timers = (recorded: Recorded, { now }: { now: string }): TimerChange[] => {
  if (recorded.kind === receivableStream.kind) return receivableTimers(recorded, now)
  if (recorded.kind === repaymentStream.kind) return repaymentTimers(recorded)
  const { ownerId, streamId, event } = recorded
  const one = event as DisbursementEvent
  const number = one.type === 'PaymentsOrdered' ? 0 : one.type === 'BankAsked' ? one.data.number : undefined
  if (number === undefined) return []
  return [
    {
      set: 'ask-bank',
      dueAt: instantFrom(msOf(now) + Math.min(firstAskMs * 2 ** Math.min(number, 20), longestAskMs)),
      operation: 'ledger.askBank',
      input: { bookId: ownerId, disbursementId: streamId },
    },
  ]
}

/** What a statement says came in for demands is recorded on them. */
const statementReactions = ({ ownerId: bookId, event }: Recorded): JobRequest[] => {
  const { type, data } = event as StatementEvent
  const matches = type === 'StatementCompared' ? (data.matches ?? []) : []
  return matches.length ? [{ task: 'ledger.take-received', payload: { bookId, matches } }] : []
}

const reactions = (recorded: Recorded): JobRequest[] => {
  const { ownerId, streamId, version, event, kind } = recorded
  if (kind === receivableStream.kind) return receivableReactions(recorded)
  if (kind === repaymentStream.kind) return repaymentReactions(recorded)
  if (kind === statement.kind) return statementReactions(recorded)
  if (kind === 'batch-file' && event.type === 'BatchAnswered')
    return [{ task: 'ledger.take-answers', payload: { bookId: ownerId, fileId: streamId } }]
  if (kind !== 'book' && kind !== 'disbursement') return []
  const { type, data } = event as BookEvent | DisbursementEvent
  if (type === 'PaymentsOrdered' || type === 'BankAsked')
    return [{ task: 'ledger.pay', payload: { bookId: ownerId, disbursementId: streamId } }]
  if (type === 'BudgetChanged' || type === 'FundsReleased' || type === 'PaymentsReversed')
    return [{ task: 'ledger.serve-waiting', payload: { bookId: ownerId, cause: `${streamId}:${version}` } }]
  if (type === 'StatementAsked')
    return [{ task: 'ledger.fetch-statement', payload: { bookId: ownerId, ...data } }]
  return []
}

export const ledgerEngine = defineEngine({
  name: 'ledger',
  contract: ledgerContract,
  streams: [book, disbursement, statement, batchFile, receivableStream, repaymentStream],
  rules: {
    ...bookRules,
    ...disbursementRules,
    ...statementRules,
    ...batchRules,
    ...receivableRules,
    ...repaymentRules,
  },
  definitions: [collectionAccountKind, repaymentTermsKind],
  queries: {
    listBooks: async (trx) => ({ items: await store.listBooks(trx) }),
    getBook: (trx, { bookId }) => store.getBook(trx, bookId),
    listTransfers: (trx, input) => store.listTransfers(trx, input),
    listBatchFiles: (trx, input) => batches.listBatchFiles(trx, input),
    getBatchFile: async (trx, { bookId, fileId }, { keys, now }) => {
      const found = await batches.findFile(trx, bookId, fileId)
      return { ...found, signature: await signFile(found.file, await keys.signer(now)) }
    },
    listStatements: (trx, input) => statements.listStatements(trx, input),
    getStatement: (trx, { bookId, statementId }) => statements.getStatement(trx, bookId, statementId),
    getReceivable: async (trx, { partyId, receivableId }, { reach, definitions, today }) => {
      if (reach.kind === 'own' && !reach.partyIds.includes(partyId)) throw new NotFound()
      const found = await receivables.getReceivable(trx, partyId, receivableId)
      return { ...found, payable: collectionAccountIn(definitions, today) !== undefined }
    },
    listReceivables: (trx, { before, limit }) => receivables.listReceivables(trx, before, limit),
    listRepayments: (trx, input) => repayments.listRepayments(trx, input),
    listWaiting: (trx, { bookId, after, limit }) => store.listWaiting(trx, bookId, after, limit),
  },
  provides: {
    'ledger.receivableOfCase': (trx, { ownerId, input }) =>
      receivables.findReceivableOfCase(trx, ownerId, String(input['caseId'])),
    'ledger.bookOfFund': (trx, { input }) =>
      store.findBookOfFund(trx, String(input['fund']), String(input['period'])),
    'ledger.book': async (trx, { input }) => (await store.findBook(trx, String(input['bookId']))) ?? null,
    'ledger.standing': (trx, { ownerId }) => store.lockStanding(trx, ownerId),
    'ledger.openPayments': (trx, { ownerId }) => batches.countOpenPayments(trx, ownerId),
    'ledger.fileable': (trx, { ownerId, streamId, now }) =>
      batches.findFileable(trx, ownerId, { fileId: streamId, now }),
    'ledger.answerable': (trx, { input }) =>
      batches.findAnswerable(trx, input as unknown as Parameters<typeof batches.findAnswerable>[1]),
    'ledger.comparison': (trx, { ownerId, input }) =>
      statements.compareWithBook(trx, ownerId, input['statement'] as Statement),
    'ledger.taken': (trx, { ownerId, input }) =>
      store.findTaken(trx, ownerId, input as unknown as Parameters<typeof store.findTaken>[2]),
    'ledger.originalPayment': (trx, { ownerId, input }) =>
      repayments.findOriginal(
        trx,
        ownerId,
        input as unknown as Parameters<typeof repayments.findOriginal>[2],
      ),
    'ledger.receiptKnown': (trx, { ownerId, input }) =>
      repayments.isReceiptKnown(trx, ownerId, String(input['bankReference'])),
    'ledger.askedBack': (trx, { ownerId, input }) =>
      repayments.isAskedBack(trx, ownerId, String(input['instructionId'])),
    'ledger.waitingAhead': (trx, { ownerId, streamId }) => store.findWaitingAhead(trx, ownerId, streamId),
  },
  projection,
  timers,
  reactions,
  hears: ({ event }) =>
    event.startsWith('payment.')
      ? [
          { task: 'ledger.heard', payload: {}, key: 'ledger.heard' },
          { task: 'ledger.heard-of-money', payload: {}, key: 'ledger.heard-of-money' },
        ]
      : [],
  jobs: {
    'ledger.pay': pay,
    'ledger.heard': heard,
    'ledger.move-money': moveMoney,
    'ledger.heard-of-money': heardOfMoney,
    'ledger.serve-waiting': serveWaiting,
    'ledger.fetch-statement': fetchStatement,
    'ledger.take-answers': takeAnswers,
    'ledger.take-received': takeReceived,
  },
  directories: ['ledger.fund_year'],
  messages: { zh, en },
  migrations: path.join(import.meta.dirname, 'migrations'),
})
