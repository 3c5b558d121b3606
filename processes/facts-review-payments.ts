import type { Process } from '#platform/process.ts'

/** What becomes known of an enterprise may show that it was paid too much or too little. */
export const factsReviewPayments: Process = {
  name: 'facts-review-payments',
  on: ['party.FactsRecorded'],
  react: ({ ownerId: partyId }) => [{ operation: 'policy.reviewPayments', input: { partyId } }],
}
