import type { CaseEvent } from '#engines/casework/model.ts'
import type { Process } from '#platform/process.ts'

/** What a decision established becomes known of the party: its identity first, then its facts (市场主体登记管理条例 art. 21). */
export const registrationMakesACompany: Process = {
  name: 'registration-makes-a-company',
  on: ['case.PartGranted'],
  react: ({ event, ownerId, streamId }) => {
    const { data } = event as Extract<CaseEvent, { type: 'PartGranted' }>
    const facts = data.facts.map((fact) => ({ ...fact, on: data.decidedOn, source: `case:${data.part}` }))
    return [
      ...(data.identity
        ? [{ operation: 'party.assignIdentity', input: { partyId: ownerId, ...data.identity } }]
        : []),
      ...(facts.length
        ? [{ operation: 'party.recordFacts', input: { partyId: ownerId, facts, cause: `case ${streamId}` } }]
        : []),
    ]
  },
}
