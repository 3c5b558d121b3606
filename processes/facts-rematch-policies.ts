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

/** A policy that was published may bring something to anybody. */
export const publicationRematchesPolicies: Process = {
  name: 'publication-rematches-policies',
  on: ['draft.DraftPublished'],
  react: ({ event }) => {
    const { definitions } = event.data as { readonly definitions: readonly { readonly kind: string }[] }
    return definitions.some(({ kind }) => kind === 'policy')
      ? [{ operation: 'policy.startRound', input: { cause: 'publication' } }]
      : []
  },
}
