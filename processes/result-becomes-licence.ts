import type { Process, ProcessCommand } from '#platform/process.ts'

/** What a case says when one of its items is granted. */
interface ResultIssued {
  readonly part: string
  readonly credentialKind?: string
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
