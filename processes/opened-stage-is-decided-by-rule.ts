import type { CaseEvent } from '#engines/casework/model.ts'
import type { Process } from '#platform/process.ts'

/** A stage that its item's rule may decide is decided at once, in a write of its own. */
export const openedStageIsDecidedByRule: Process = {
  name: 'opened-stage-is-decided-by-rule',
  on: ['case.StageOpened'],
  react: ({ event, ownerId, streamId }) => {
    const { data } = event as Extract<CaseEvent, { type: 'StageOpened' }>
    if (data.holder !== 'rule') return []
    return [
      {
        operation: 'casework.decideByRule',
        input: { partyId: ownerId, caseId: streamId, stage: data.stage },
      },
    ]
  },
}
