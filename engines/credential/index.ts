import path from 'node:path'
import { type Recorded, streamKind } from '#kernel/engine.ts'
import { instantAt } from '#kernel/time.ts'
import { defineEngine, type JobRequest, type TimerChange } from '#platform/engine.ts'
import { credentialContract } from './contract.ts'
import {
  type Collected,
  type CollectedEvent,
  evolveCollected,
  noCollected,
} from './collected/collected-model.ts'
import { findProof } from './collected/collected-store.ts'
import { licenceTypeKind } from './definition.ts'
import { trustedIssuerKind } from './collected/issuer-definition.ts'
import en from './messages/en.json' with { type: 'json' }
import zh from './messages/zh.json' with { type: 'json' }
import { evolveLicence, type Licence, type LicenceEvent, type LicenceOrderEvent, noLicence } from './model.ts'
import { projectLicence } from './projection.ts'
import { credentialQueries } from './reads.ts'
import { credentialRules } from './rules.ts'
import { sealBundle } from './bundle/seal-bundle.ts'
import { signLicence } from './signing/sign.ts'
import { licencesNow, shownLicence } from './shown-licence.ts'
import * as store from './store.ts'

const licence = streamKind<Licence, LicenceEvent>({
  kind: 'licence',
  initial: noLicence,
  evolve: evolveLicence,
  scope: ({ issued }) => ({ departments: issued && [issued.department], district: issued?.district }),
})

/** An order stands for itself: a decided case asked for it. */
const licenceOrder = streamKind<object, LicenceOrderEvent>({
  kind: 'licence-order',
  initial: {},
  evolve: (order) => order,
  scope: () => ({ departments: [] }),
})

/** Kept by its holder; the office that may compare it with the original sees it too. */
const collected = streamKind<Collected, CollectedEvent>({
  kind: 'collected',
  initial: noCollected,
  evolve: evolveCollected,
  scope: ({ licence: kept }) => ({ departments: kept ? [kept.department] : [] }),
})

function reactions({ kind, ownerId, streamId, version, event }: Recorded): JobRequest[] {
  if (kind !== 'licence') return []
  const { type } = event as LicenceEvent
  if (type === 'SuccessorOrdered') return []
  if (type === 'LicenceIssued')
    return [{ task: 'credential.sign', payload: { partyId: ownerId, licenceId: streamId } }]
  if (type === 'BundleSealed') return []
  return [{ task: 'credential.bundle', payload: { partyId: ownerId, cause: `${streamId}:${version}` } }]
}

export const credentialEngine = defineEngine({
  name: 'credential',
  contract: credentialContract,
  streams: [licence, licenceOrder, collected],
  rules: credentialRules,
  queries: credentialQueries,
  definitions: [licenceTypeKind, trustedIssuerKind],
  provides: {
    'credential.proof': findProof,
    'credential.shownLicence': shownLicence,
    'credential.licencesNow': (trx, { ownerId, today }) => licencesNow(trx, ownerId, today),
    'credential.licencesOf': (trx, { ownerId }) => store.listLicencesOf(trx, ownerId),
  },
  projection: projectLicence,
  timers: ({ kind, ownerId, streamId, event }, { calendar }): TimerChange[] => {
    if (kind !== 'licence') return []
    const { type, data } = event as LicenceEvent
    if (type === 'LicenceRevoked' || type === 'LicenceCancelled' || type === 'LicenceReplaced')
      return [{ cancel: 'expiry' }]
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
  directories: ['credential.status_list', 'credential.status_entry', 'credential.code'],
})
