import type { GrantEvent } from '#engines/policy/model.ts'
import type { Process } from '#platform/process.ts'

/** What has arrived is known as received from then on, so that what is given once is given once in every year. */
export const paidGrantIsReceived: Process = {
  name: 'paid-grant-is-received',
  on: ['grant.GrantProgressed'],
  react: ({ ownerId: partyId, event }) => {
    const { state, benefit } = (event as Extract<GrantEvent, { type: 'GrantProgressed' }>).data
    if (!benefit) return []
    const { policyId, period, amountFen } = benefit
    const received = state === 'settled'
    return [
      {
        operation: 'party.noteBenefit',
        input: { partyId, policyId, year: Number(period), amountFen, received },
      },
    ]
  },
}
