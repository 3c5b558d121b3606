import type { CaseEvent } from '#engines/casework/model.ts'
import type { CheckEvent } from '#engines/casework/checks/check-model.ts'
import type { Process } from '#platform/process.ts'

type Of<E extends { type: string }, T extends E['type']> = Extract<E, { type: T }>

/** What was granted on a promise is checked afterwards, as a matter of its own. */
export const promiseIsChecked: Process = {
  name: 'promise-is-checked',
  on: ['case.CommitmentToCheck'],
  react: ({ event, ownerId: partyId, streamId: caseId }) => {
    const { at: _, ...planned } = (event as Of<CaseEvent, 'CommitmentToCheck'>).data
    return [{ operation: 'casework.planCheck', input: { partyId, caseId, ...planned } }]
  },
}

/** A false promise costs what it brought, and is known of the enterprise from then on (国办发〔2020〕42号). */
export const brokenPromiseCosts: Process = {
  name: 'broken-promise-costs',
  on: ['check.CheckRecorded'],
  react: ({ event, ownerId: partyId, streamId: checkId }) => {
    const { outcome, caseId, part, findings, basis, at } = (event as Of<CheckEvent, 'CheckRecorded'>).data
    if (outcome !== 'broken') return []
    const fact = {
      fact: 'credit.brokenCommitment',
      value: true,
      on: at.slice(0, 10),
      source: `check:${part}`,
    }
    return [
      { operation: 'casework.revokePart', input: { partyId, caseId, part, reason: findings, basis } },
      { operation: 'party.recordFacts', input: { partyId, facts: [fact], cause: `check ${checkId}` } },
    ]
  },
}

/** A decision that is taken back takes its licence with it. */
export const revocationReachesLicence: Process = {
  name: 'revocation-reaches-licence',
  on: ['case.PartRevoked'],
  react: ({ event, ownerId: partyId }) => {
    const { licenceId, reason, basis } = (event as Of<CaseEvent, 'PartRevoked'>).data
    return licenceId === undefined
      ? []
      : [{ operation: 'credential.revoke', input: { partyId, licenceId, reason, legalBasis: basis } }]
  },
}

const causeOfCase = /^([0-9a-f-]{36})\/([a-z0-9-]+)$/

/** A licence is delivered when it is signed and lies in the wallet (行政许可法 art. 44). */
export const licenceReachesApplicant: Process = {
  name: 'licence-reaches-applicant',
  on: ['licence.LicenceSigned'],
  react: ({ event, ownerId: partyId, streamId: licenceId }) => {
    const { cause } = event.data as { readonly cause?: string }
    const [, caseId, part] = causeOfCase.exec(cause ?? '') ?? []
    return caseId && part
      ? [{ operation: 'casework.recordDelivery', input: { partyId, caseId, part, licenceId } }]
      : []
  },
}
