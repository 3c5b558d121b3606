import type { Instant } from '#kernel/time.ts'
import type { CaseEvent, CaseState } from '../model.ts'
import type { Rules } from '../rule-types.ts'

/** Parts whose charges are to go back; undefined where none of them costs anything or all of it was freed before. */
export function chargesReturned(
  state: CaseState,
  parts: readonly string[],
  at: Instant,
): Extract<CaseEvent, { type: 'ChargesReturned' }> | undefined {
  const freed = parts.filter(
    (id) =>
      !state.freed?.includes(id) &&
      state.charges?.some(({ part, amountFen }) => part === id && amountFen > 0),
  )
  if (freed.length === 0) return undefined
  return { type: 'ChargesReturned', data: { parts: freed, receivableId: state.payment?.receivableId, at } }
}

/** Work on a part begins with its acceptance; before, withdrawing or refusing it costs nothing. */
export const notBegun = (state: CaseState): string[] =>
  Object.values(state.parts)
    .filter(({ standing }) => standing === 'waiting' || standing === 'received')
    .map(({ node }) => node)

/** The ledger tells where the fees stand. What was freed before the ledger had asked is given back now that it has a number. */
const notePayment: Rules['notePayment'] = ({ payment, freed }, { receivableId, standing }, { now }) => {
  if (payment?.standing === standing) return []
  const noted: CaseEvent = { type: 'PaymentNoted', data: { receivableId, standing, at: now } }
  return payment || !freed
    ? [noted]
    : [noted, { type: 'ChargesReturned', data: { parts: freed, receivableId, at: now } }]
}

export const feeRules = { notePayment }
