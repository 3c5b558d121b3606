import type { Bilingual } from '#kernel/text.ts'
import type { Fen } from '#kernel/money.ts'

/** A benefit that an enterprise qualifies for, and the groups of which it may take one. */
export interface Offer {
  readonly policyId: string
  readonly title: Bilingual
  readonly amountFen: Fen
  readonly exclusive: readonly string[]
}

export interface Combination {
  readonly totalFen: Fen
  readonly take: readonly Offer[]
  readonly leave: readonly (Offer & { readonly insteadOf: readonly string[] })[]
}

const exclude = (a: Offer, b: Offer) => a.exclusive.some((group) => b.exclusive.includes(group))

/**
 * The offers that bring most together, of those that exclude one another one each: the heaviest independent set, exact by branch
 * and bound over each cluster of offers that hang together. Of two equal sums the earlier id is taken, so that the answer does not
 * depend on the order of the offers. A policy brings money here or none; sums are in 分.
 */
export function bestCombination(offers: readonly Offer[]): Combination {
  const ordered = [...offers].sort((a, b) => b.amountFen - a.amountFen || (a.policyId < b.policyId ? -1 : 1))
  const take = clusters(ordered)
    .flatMap(heaviest)
    .sort((a, b) => b.amountFen - a.amountFen || (a.policyId < b.policyId ? -1 : 1))
  const taken = new Set(take)
  return {
    take,
    totalFen: take.reduce((sum, offer) => sum + offer.amountFen, 0),
    leave: ordered
      .filter((offer) => !taken.has(offer))
      .map((offer) => ({
        ...offer,
        insteadOf: take.filter((one) => exclude(one, offer)).map(({ policyId }) => policyId),
      })),
  }
}

/** Offers connected by exclusion, directly or through others; clusters do not disturb one another. */
function clusters(offers: readonly Offer[]): Offer[][] {
  const left = new Set(offers)
  const found: Offer[][] = []
  for (const start of offers) {
    if (!left.delete(start)) continue
    const cluster = [start]
    for (const member of cluster)
      for (const other of left)
        if (exclude(member, other)) {
          left.delete(other)
          cluster.push(other)
        }
    found.push(cluster)
  }
  return found
}

function heaviest(cluster: readonly Offer[]): readonly Offer[] {
  let best: readonly Offer[] = []
  let bestSum = -1
  const visit = (candidates: readonly Offer[], taken: readonly Offer[], sum: Fen) => {
    const [next, ...rest] = candidates
    if (next === undefined) {
      if (sum > bestSum) {
        best = taken
        bestSum = sum
      }
      return
    }
    if (sum + candidates.reduce((all, offer) => all + offer.amountFen, 0) <= bestSum) return
    visit(
      rest.filter((offer) => !exclude(offer, next)),
      [...taken, next],
      sum + next.amountFen,
    )
    visit(rest, taken, sum)
  }
  visit(cluster, [], 0)
  return best
}
