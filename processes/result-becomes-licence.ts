import type { Process, ProcessCommand } from '#platform/process.ts'

/** What a case says when one of its items is granted. */
interface ResultIssued {
  readonly part: string
  readonly credentialKind?: string
  readonly changes?: {
    readonly licence: string
    readonly how: 'renewed' | 'amended' | 'cancelled'
    readonly legalBasis: string
    readonly reason: string
  }
  readonly data: {
    readonly name?: string
    readonly answers?: Readonly<Record<string, unknown>>
    readonly inputs?: Readonly<Record<string, unknown>>
    readonly outputs?: Readonly<Record<string, unknown>>
    readonly department?: string
    readonly district?: string
    readonly decidedOn?: string
  }
}

/** A granted item whose result is a licence or record becomes one, owned by the party of the case. */
export const resultBecomesLicence: Process = {
  name: 'result-becomes-licence',
  on: ['case.ResultIssued'],
  react: ({ ownerId, streamId, event }): readonly ProcessCommand[] => {
    const { part, credentialKind, data } = event.data as ResultIssued
    if (!credentialKind) return []
    return [
      {
        operation: 'credential.issue',
        input: {
          partyId: ownerId,
          licenceType: credentialKind,
          cause: `${streamId}/${part}`,
          values: { ...data.answers, ...data.inputs, ...data.outputs },
          holderName: data.name,
          department: data.department,
          district: data.district,
          validFrom: data.decidedOn,
        },
      },
    ]
  },
}

/** A granted item that renews, amends or cancels a licence has that done to the one its party holds. */
export const resultChangesLicence: Process = {
  name: 'result-changes-licence',
  on: ['case.ResultIssued'],
  react: ({ ownerId: partyId, streamId, event }): readonly ProcessCommand[] => {
    const { part, changes, data } = event.data as ResultIssued
    if (!changes) return []
    const { licence: licenceType, how, reason, legalBasis } = changes
    return [
      {
        operation: 'credential.orderChange',
        input: {
          partyId,
          licenceType,
          how,
          cause: `${streamId}/${part}`,
          values: { ...data.answers, ...data.inputs, ...data.outputs },
          reason,
          legalBasis,
        },
      },
    ]
  },
}
