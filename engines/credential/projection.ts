import type { Instant } from '#kernel/time.ts'
import type { Projection } from '#platform/engine.ts'
import type { JointStanding } from './bundle/bundle.ts'
import { projectCollected } from './collected/collected-store.ts'
import { codeIn } from './signing/compact.ts'
import type { HistoryLine, LicenceEvent, LicenceState } from './model.ts'
import type { LicenceStatus } from './status/status-list.ts'
import { setStatus } from './status/status-store.ts'
import * as store from './store.ts'

const fixed = {
  suspended: 'suspended',
  replaced: 'replaced',
  cancelled: 'cancelled',
  revoked: 'invalid',
  /** a code says nothing of dates, so what has expired is marked in the list too */
  expired: 'expired',
} as const satisfies Partial<Record<LicenceState, LicenceStatus>>

const byParts = { whole: 'valid', narrowed: 'degraded', halted: 'halted' } as const satisfies Record<
  JointStanding,
  LicenceStatus
>

/** What the status list says of a licence. */
const published = (state: LicenceState, joint: JointStanding): LicenceStatus =>
  state === 'issued' || state === 'valid' ? byParts[joint] : fixed[state]

const stateAfter = {
  LicenceReplaced: 'replaced',
  LicenceSuspended: 'suspended',
  LicenceReinstated: 'valid',
  LicenceCancelled: 'cancelled',
  LicenceRevoked: 'revoked',
  LicenceExpired: 'expired',
} as const satisfies Partial<Record<LicenceEvent['type'], LicenceState>>

/** What an event is to those who look at the licence; undefined where it changes nothing for them. */
function lineOf({ type, data }: LicenceEvent, at: Instant): HistoryLine | undefined {
  switch (type) {
    case 'LicenceIssued': {
      const { replaces } = data
      if (!replaces) return { what: 'issued', at }
      const { how, number, reason, legalBasis } = replaces
      return { what: how, at, reason, legalBasis, numbers: [number] }
    }
    case 'BundleSealed': {
      const standing = data.standing ?? 'whole'
      if (standing === (data.before ?? 'whole')) return undefined
      const lapsed = data.parts.filter((part) => part.lapsed !== undefined).map(({ number }) => number)
      return { what: standing, at, ...(lapsed.length ? { numbers: lapsed } : {}) }
    }
    case 'LicenceReplaced':
      return { what: 'replaced', at, numbers: [data.by.number] }
    case 'LicenceExpired':
      return { what: 'expired', at }
    case 'LicenceSigned':
    case 'SuccessorOrdered':
      return undefined
    default: {
      const { reason, legalBasis } = data
      return { what: stateAfter[type] === 'valid' ? 'reinstated' : stateAfter[type], at, reason, legalBasis }
    }
  }
}

/** The tables follow the record: the licence as it stands, its history, its codes, and its place in the status list. */
export const projectLicence: Projection = async (trx, recorded, moment) => {
  const { kind, ownerId, streamId, event, at } = recorded
  if (kind === 'collected') return projectCollected(trx, recorded, moment)
  if (kind !== 'licence') return
  const happened = event as LicenceEvent
  const { type, data } = happened
  if (type === 'LicenceIssued') await store.insertLicence(trx, ownerId, streamId, data)
  if (type === 'LicenceSigned') await store.setSigned(trx, ownerId, streamId, data)
  if (type === 'BundleSealed') await store.setBundle(trx, ownerId, streamId, data)
  if (type === 'LicenceReplaced') await store.setReplacedBy(trx, ownerId, streamId, data.by)
  if (type === 'LicenceSigned' || type === 'BundleSealed') {
    const code = codeIn(data.link)
    if (code !== undefined) await store.insertCode(trx, code, ownerId, streamId)
  }
  if (type in stateAfter) {
    const act = 'reason' in data ? { reason: data.reason, legalBasis: data.legalBasis, at } : undefined
    await store.setState(trx, ownerId, streamId, stateAfter[type as keyof typeof stateAfter], act)
  }
  const line = lineOf(happened, at)
  if (line) await store.addHistory(trx, ownerId, streamId, line)
  if (type === 'LicenceIssued' || type === 'SuccessorOrdered') return
  const { state, joint } = await store.getLicence(trx, ownerId, streamId)
  await setStatus(trx, streamId, published(state, joint), at)
}
