import type { z } from 'zod'
import type { partyContract } from '#engines/party/contract.ts'
import type { ReadRow, WriteRow } from '#kernel/contract.ts'
import type { ledgerContract } from '#engines/ledger/contract.ts'
import type { messageContract } from '#engines/message/contract.ts'
import type { policyContract } from '#engines/policy/contract.ts'
import type { caseworkContract } from '#engines/casework/contract.ts'
import type { credentialContract } from '#engines/credential/contract.ts'
import type { publicationContract } from '#engines/publication/contract.ts'
import type { scoreboardContract } from '#engines/scoreboard/contract.ts'
import type { CityWords, Me, PlatformServices } from '#platform/services.ts'

export type { CityWords, Me }

/** The contracts the web speaks. Types only: not a byte of a schema reaches the browser. One line per engine. */
interface Contracts {
  readonly casework: typeof caseworkContract
  readonly credential: typeof credentialContract
  readonly ledger: typeof ledgerContract
  readonly message: typeof messageContract
  readonly party: typeof partyContract
  readonly policy: typeof policyContract
  readonly publication: typeof publicationContract
  readonly scoreboard: typeof scoreboardContract
}

type RowOf<Name extends string> = Name extends `${infer Engine}.${infer Operation}`
  ? Engine extends keyof Contracts
    ? Operation extends keyof Contracts[Engine]
      ? Contracts[Engine][Operation]
      : never
    : never
  : never

type NamesOf<Kind> = {
  [Engine in keyof Contracts & string]: {
    [Operation in keyof Contracts[Engine] & string]: Contracts[Engine][Operation] extends Kind
      ? `${Engine}.${Operation}`
      : never
  }[keyof Contracts[Engine] & string]
}[keyof Contracts & string]

export type ReadName = NamesOf<ReadRow>
export type WriteName = NamesOf<WriteRow>
export type ServiceName = keyof PlatformServices & string

type SchemaOf<Row, Side extends 'input' | 'output'> = Row extends { readonly [S in Side]: infer T }
  ? T
  : never

export type Input<Name extends ReadName | WriteName> = z.input<SchemaOf<RowOf<Name>, 'input'> & z.ZodType>
export type Output<Name extends ReadName | WriteName> = z.output<SchemaOf<RowOf<Name>, 'output'> & z.ZodType>
export type ServiceInput<Name extends ServiceName> = z.input<PlatformServices[Name]['input']>
export type ServiceOutput<Name extends ServiceName> = z.output<PlatformServices[Name]['output']>
