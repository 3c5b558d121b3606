import type { Process } from '#platform/process.ts'

/** What becomes known of an enterprise, and its first mandate, may change what it gets. */
export const factsRematchPolicies: Process = {
  name: 'facts-rematch-policies',
  on: ['party.FactsRecorded', 'party.IdentityAssigned', 'party.MandateGranted'],
  react: ({ ownerId: partyId }) => [{ operation: 'policy.noteStanding', input: { partyId } }],
}

/** A batch of facts names no parties in its event; everybody who has somebody to tell is judged again. */
export const importRematchesPolicies: Process = {
  name: 'import-rematches-policies',
  on: ['import.ImportApplied', 'import.ImportUndone'],
  react: () => [{ operation: 'policy.startRound', input: { cause: 'import' } }],
}
