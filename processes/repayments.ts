import type { RepaymentEvent } from '#engines/ledger/repayment/model.ts'
import type { CorrectionEvent } from '#engines/policy/corrections/model.ts'
import type { Process, ProcessCommand } from '#platform/process.ts'
import { dayText } from '#kernel/day-text.ts'
import { yuan } from '#kernel/money.ts'
import type { Bilingual } from '#kernel/text.ts'

type Of<E extends { type: string; data: unknown }, T extends E['type']> = Extract<E, { type: T }>['data']

/** Where something is still due, its summary says what one gets; why money is asked back is the difference. */
const reasonOf = ({
  paidFen,
  dueFen,
  summary,
}: Of<CorrectionEvent, 'CorrectionDecided'>['proposal']): Bilingual =>
  dueFen === 0
    ? summary
    : {
        zh: `已付 ${yuan(paidFen)} 元，按更正后的情况应付 ${yuan(dueFen)} 元`,
        en: `CNY ${yuan(paidFen)} was paid, and by the corrected facts CNY ${yuan(dueFen)} is due`,
      }

/** What a person decided to claim back is asked for by the ledger, against the payment. */
export const correctionAsksBack: Process = {
  name: 'correction-asks-back',
  on: ['correction.CorrectionDecided'],
  react: ({ ownerId: partyId, streamId: correctionId, event }) => {
    const { grantId, outcome, proposal } = event.data as Of<CorrectionEvent, 'CorrectionDecided'>
    if (outcome !== 'approved' || proposal.differenceFen >= 0) return []
    const { bookId, instructionId, title, department, payee, differenceFen } = proposal
    const input = {
      bookId,
      cause: { partyId, correctionId, grantId },
      instructionId,
      title,
      department,
      payer: payee,
      amountFen: -differenceFen,
      reason: reasonOf(proposal),
    }
    return [{ operation: 'ledger.demandRepayment', input }]
  },
}

/** What is no longer asked for is no longer asked for by the ledger. */
export const withdrawnCorrectionAsksNoMore: Process = {
  name: 'withdrawn-correction-asks-no-more',
  on: ['correction.CorrectionWithdrawn'],
  react: ({ event }) => {
    const { repayment, reason } = event.data as Of<CorrectionEvent, 'CorrectionWithdrawn'>
    return [{ operation: 'ledger.withdrawRepayment', input: { ...repayment, reason } }]
  },
}

const everything = [
  'repayment.RepaymentDemanded',
  'repayment.RepaymentTermSet',
  'repayment.RepaymentReminded',
  'repayment.RepaymentReceived',
  'repayment.RepaymentWithdrawn',
]

const stateAfter = ({ type, data }: RepaymentEvent): 'open' | 'repaid' | 'withdrawn' =>
  type === 'RepaymentWithdrawn' ? 'withdrawn' : type === 'RepaymentReceived' && data.whole ? 'repaid' : 'open'

/** How far a repayment has come stands on the record of whoever owes it. */
export const repaymentReachesCorrection: Process = {
  name: 'repayment-reaches-correction',
  on: everything,
  react: ({ ownerId: bookId, streamId: repaymentId, event }) => {
    const one = event as RepaymentEvent
    const { cause, number, amountFen, receivedFen, dueOn } = one.data
    const input = {
      ...cause,
      bookId,
      repaymentId,
      number,
      amountFen,
      receivedFen,
      ...(dueOn ? { dueOn } : {}),
      state: stateAfter(one),
      ...more(one),
    }
    return [{ operation: 'policy.noteRepayment', input }]
  },
}

function more({ type, data }: RepaymentEvent) {
  if (type === 'RepaymentDemanded') {
    const { account, accountName } = data
    return { account, ...(accountName ? { accountName } : {}), stage: 'due' }
  }
  if (type === 'RepaymentReminded') return { stage: data.stage }
  if (type !== 'RepaymentReceived') return {}
  const { amountFen, receivedOn } = data.receipt
  return { receipt: { amountFen, receivedOn, late: data.late } }
}

/** Whoever owes money is told what, until when and how; of reminders, and of what came in. */
export const repaymentBecomesNotice: Process = {
  name: 'repayment-becomes-notice',
  on: everything,
  react: ({ event }): ProcessCommand[] => {
    const one = event as RepaymentEvent
    const text = told(one)
    if (!text) return []
    const { cause, department, title } = one.data
    const { partyId } = cause
    const notice = { topic: 'policy', subject: `repayment/${cause.correctionId}`, place: '/space/policies' }
    return [{ operation: 'message.notify', input: { partyId, ...notice, department, title, text } }]
  },
}

function told({ type, data }: RepaymentEvent): Bilingual | undefined {
  const open = yuan(data.amountFen - data.receivedFen)
  const by = {
    zh: data.dueOn ? dayText(data.dueOn, 'zh') : '',
    en: data.dueOn ? dayText(data.dueOn, 'en') : '',
  }
  switch (type) {
    case 'RepaymentDemanded': {
      const { account, accountName, number, reason } = data
      return {
        zh: `请退回 ${open} 元，${by.zh && `${by.zh}前`}转到账户 ${account}${accountName ? `（${accountName}）` : ''}，附言写 ${number}。原因：${reason.zh}`,
        en: `Please give back CNY ${open}${by.en && ` by ${by.en}`} to account ${account}${accountName ? ` (${accountName})` : ''} and write ${number} into the transfer. Reason: ${reason.en}`,
      }
    }
    case 'RepaymentTermSet':
      return data.dueOn
        ? { zh: `还应退回 ${open} 元，最晚 ${by.zh}。`, en: `CNY ${open} is to be given back by ${by.en}.` }
        : undefined
    case 'RepaymentReminded':
      return {
        reminded: {
          zh: `还有 ${open} 元没有退回，最晚 ${by.zh}。`,
          en: `CNY ${open} has not come back; the last day is ${by.en}.`,
        },
        overdue: {
          zh: `${open} 元已过退回期限（${by.zh}），请尽快退回。`,
          en: `CNY ${open} is overdue since ${by.en}. Please give it back now.`,
        },
        escalated: {
          zh: `${open} 元逾期未退，已报部门负责人。请退回，或对决定提出异议。`,
          en: `CNY ${open} is long overdue; the head of the department has been told. Give it back, or object to the decision.`,
        },
      }[data.stage]
    case 'RepaymentReceived':
      return data.whole
        ? { zh: '已收到全部退款，这笔追回已经结束。', en: 'Everything has come back: this is settled.' }
        : {
            zh: `收到 ${yuan(data.receipt.amountFen)} 元，还差 ${open} 元。`,
            en: `CNY ${yuan(data.receipt.amountFen)} came in; CNY ${open} is still owed.`,
          }
    case 'RepaymentWithdrawn':
      return { zh: `不再要求退回：${data.reason}`, en: `Nothing more is asked back: ${data.reason}` }
  }
}
