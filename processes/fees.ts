import type { CaseEvent } from '#engines/casework/model.ts'
import type { ReceivableEvent } from '#engines/ledger/receivable/model.ts'
import type { Process } from '#platform/process.ts'

/** What a filing costs is asked for as one sum, each line owed to its authority. */
export const chargesAreAskedFor: Process = {
  name: 'charges-are-asked-for',
  on: ['case.ChargesCounted'],
  react: ({ ownerId: partyId, streamId: caseId, event }) => {
    const { data } = event as Extract<CaseEvent, { type: 'ChargesCounted' }>
    const lines = data.lines.filter(({ amountFen }) => amountFen > 0)
    if (lines.length === 0) return []
    const purpose = `政务服务缴费 ${caseId}`
    return [{ operation: 'ledger.raiseReceivable', input: { partyId, caseId, purpose, lines } }]
  },
}

/** The case shows whether its fees are paid. */
export const feesReachCase: Process = {
  name: 'fees-reach-case',
  on: ['receivable.ReceivableRaised', 'receivable.MoneySettled'],
  react: ({ ownerId: partyId, streamId: receivableId, event }) => {
    const { type, data } = event as Extract<ReceivableEvent, { type: 'ReceivableRaised' | 'MoneySettled' }>
    const standing = type === 'ReceivableRaised' ? 'due' : data.flow === 'collection' ? 'paid' : 'returned'
    return [
      { operation: 'casework.notePayment', input: { partyId, caseId: data.caseId, receivableId, standing } },
    ]
  },
}

/** Whatever nobody will work on is struck from the sheet, or given back where it was paid. */
export const freedChargesAreGivenBack: Process = {
  name: 'freed-charges-are-given-back',
  on: ['case.ChargesReturned'],
  react: ({ ownerId: partyId, event }) => {
    const { receivableId, parts } = (event as Extract<CaseEvent, { type: 'ChargesReturned' }>).data
    if (!receivableId) return []
    const reason = '申请人撤回，或受理前不予办理'
    return [{ operation: 'ledger.giveBack', input: { partyId, receivableId, parts, reason } }]
  },
}
