import type { Fen } from '#kernel/money.ts'
import type { ReceivableEvent } from './model.ts'

/**
 * Double entry over fees. `payer` is outside and stands below zero by what it has paid; `collection` is the city's account at the bank;
 * `authority:ID` is what was received for one. What goes back is posted back, never deleted.
 */
export interface FeePosting {
  readonly from: string
  readonly to: string
  readonly amountFen: Fen
}

const authority = (payee: string) => `authority:${payee}`

export function feePostings({ type, data }: ReceivableEvent): FeePosting[] {
  if (type !== 'MoneyOrdered' && type !== 'MoneySettled' && type !== 'MoneyReturned') return []
  const { flow, amountFen, shares } = data
  const toAuthorities = shares.map((share) => ({
    from: 'collection',
    to: authority(share.payee),
    amountFen: share.amountFen,
  }))
  const fromAuthorities = toAuthorities.map(({ from, to, ...rest }) => ({ ...rest, from: to, to: from }))
  switch (type) {
    case 'MoneyOrdered':
      return flow === 'refund' ? fromAuthorities : []
    case 'MoneySettled':
      return flow === 'collection'
        ? [{ from: 'payer', to: 'collection', amountFen }, ...toAuthorities]
        : [{ from: 'collection', to: 'payer', amountFen }]
    case 'MoneyReturned':
      return flow === 'refund' ? toAuthorities : []
  }
}

/** How the sums of one receivable change: what came in, went back, lies in the account, and belongs to authorities. */
export function feeChanges(postings: readonly FeePosting[]) {
  const net = (matches: (account: string) => boolean) =>
    postings.reduce(
      (sum, { from, to, amountFen }) => sum + (matches(to) ? amountFen : 0) - (matches(from) ? amountFen : 0),
      0,
    )
  return {
    collected: postings.reduce((sum, one) => sum + (one.from === 'payer' ? one.amountFen : 0), 0),
    givenBack: postings.reduce((sum, one) => sum + (one.to === 'payer' ? one.amountFen : 0), 0),
    inCollection: net((account) => account === 'collection'),
    forAuthorities: net((account) => account.startsWith('authority:')),
  }
}
