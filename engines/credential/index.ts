import path from 'node:path'
import { type Recorded, streamKind } from '#kernel/engine.ts'
import { instantAt } from '#kernel/time.ts'
import { defineEngine, type JobRequest, type Projection, type TimerChange } from '#platform/engine.ts'
import { credentialContract } from './contract.ts'
import { licenceTypeKind } from './definition.ts'
import en from './messages/en.json' with { type: 'json' }
import zh from './messages/zh.json' with { type: 'json' }
import { evolveLicence, type Licence, type LicenceEvent, type LicenceState, noLicence } from './model.ts'
import { credentialQueries } from './reads.ts'
import { credentialRules } from './rules.ts'
import { sealBundle } from './seal-bundle.ts'
import { signLicence } from './sign.ts'
import type { LicenceStatus } from './status-list.ts'
import { setStatus } from './status-store.ts'
import * as store from './store.ts'

const licence = streamKind<Licence, LicenceEvent>({
  kind: 'licence',
  initial: noLicence,
  evolve: evolveLicence,
  scope: ({ issued }) => ({ departments: issued && [issued.department], district: issued?.district }),
})

/** A code says nothing of dates, so what has expired is marked in the list too. */
const published = (state: LicenceState, degraded: boolean): LicenceStatus => {
  if (state === 'suspended') return 'suspended'
  if (state === 'revoked' || state === 'expired') return 'invalid'
  return degraded ? 'degraded' : 'valid'
}

const projection: Projection = async (trx, { ownerId, streamId, event, at }) => {
  const { type, data } = event as LicenceEvent
  const setState = (state: LicenceState) =>
    store.setState(trx, ownerId, streamId, state, 'reason' in data ? { ...data, at } : undefined)
  if (type === 'LicenceIssued') return void (await store.insertLicence(trx, ownerId, streamId, data))
  if (type === 'LicenceSigned') await store.setSigned(trx, ownerId, streamId, data)
  if (type === 'BundleSealed') await store.setBundle(trx, ownerId, streamId, data)
  if (type === 'LicenceSuspended') await setState('suspended')
  if (type === 'LicenceReinstated') await setState('valid')
  if (type === 'LicenceRevoked') await setState('revoked')
  if (type === 'LicenceExpired') await setState('expired')
  const { state, degraded } = await store.getLicence(trx, ownerId, streamId)
  await setStatus(trx, streamId, published(state, degraded), at)
}

function reactions({ kind, ownerId, streamId, version, event }: Recorded): JobRequest[] {
  if (kind !== 'licence') return []
  const { type } = event as LicenceEvent
  if (type === 'LicenceIssued')
    return [{ task: 'credential.sign', payload: { partyId: ownerId, licenceId: streamId } }]
  if (type === 'BundleSealed') return []
  return [{ task: 'credential.bundle', payload: { partyId: ownerId, cause: `${streamId}:${version}` } }]
}

export const credentialEngine = defineEngine({
  name: 'credential',
  contract: credentialContract,
  streams: [licence],
  rules: credentialRules,
  queries: credentialQueries,
  definitions: [licenceTypeKind],
  projection,
  timers: ({ ownerId, streamId, event }, { calendar }): TimerChange[] => {
    const { type, data } = event as LicenceEvent
    if (type === 'LicenceRevoked') return [{ cancel: 'expiry' }]
    if (type !== 'LicenceIssued' || data.validUntil === undefined) return []
    return [
      {
        set: 'expiry',
        dueAt: instantAt(data.validUntil, '00:00', calendar.offsetMinutes),
        operation: 'credential.expire',
        input: { partyId: ownerId, licenceId: streamId },
      },
    ]
  },
  reactions,
  jobs: { 'credential.sign': signLicence, 'credential.bundle': sealBundle },
  messages: { zh, en },
  screens: [
    { id: 'licence-wallet', title: { zh: '证照包', en: 'Licence wallet' }, path: '/space/licences' },
    { id: 'verify-a-licence', title: { zh: '证照核验', en: 'Verify a licence' }, path: '/verify' },
  ],
  migrations: path.join(import.meta.dirname, 'migrations'),
  directories: ['credential.status_list', 'credential.status_entry'],
})
