import type { BookAccount, TransferState } from '../../model.ts'

/** The model's own lists stand beside schemas, which are not shipped to the browser; these are checked against its types. */
export const bookAccounts = [
  'budget',
  'available',
  'held',
  'ordered',
  'inDoubt',
  'paid',
  'returned',
] as const satisfies readonly BookAccount[]

export const transferStates = [
  'waiting',
  'held',
  'ordered',
  'in-doubt',
  'settled',
  'returned',
  'released',
  'reversed',
] as const satisfies readonly TransferState[]
