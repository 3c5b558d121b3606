import type { Signer } from '#kernel/signature.ts'
import {
  emptyStatuses,
  type LicenceStatus,
  signStatusList,
  statusNumber,
  withStatus,
} from '../status/status-list.ts'

export { testKey, type TestKey } from '#kernel/signature.fixtures.ts'

/** Moments and keys that the tests of this engine share. */
export const issuedAt = '2026-03-02T02:00:00.000Z'
export const now = '2026-03-10T02:00:00.000Z'
export const listUri = 'https://licence.example/status/a1'

export interface ListTimes {
  readonly issuedAt?: string
  readonly expiresAt?: string
  readonly uri?: string
}

/** A signed status list of 1,000 licences in which one has a status. */
export const statusTokenWith = (
  signer: Signer,
  index: number,
  status: LicenceStatus,
  times: ListTimes = {},
): Promise<string> =>
  signStatusList(
    {
      uri: listUri,
      bits: 4,
      packed: withStatus(emptyStatuses(1000, 4), 4, index, statusNumber(status)),
      issuedAt: '2026-03-10T01:00:00.000Z',
      expiresAt: '2026-03-11T01:00:00.000Z',
      ttlSeconds: 7200,
      ...times,
    },
    signer,
  )
