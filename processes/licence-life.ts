import type { About, LicenceEvent, LicenceOrderEvent, SuccessionKind } from '#engines/credential/model.ts'
import type { Bilingual } from '#kernel/text.ts'
import type { Process, ProcessCommand } from '#platform/process.ts'

type Of<T extends LicenceEvent['type']> = Extract<LicenceEvent, { type: T }>

/** A new version that was ordered, by an officer or by a decided case, is issued. */
export const orderedVersionIsIssued: Process = {
  name: 'ordered-version-is-issued',
  on: ['licence.SuccessorOrdered', 'licence-order.SuccessorOrdered'],
  react: ({ event, ownerId: partyId }) => {
    const { successor } = (event as Of<'SuccessorOrdered'>).data
    return [{ operation: 'credential.issueSuccessor', input: { partyId, successor } }]
  },
}

/** The old version gives way when the new one is signed, so that nobody is without a licence in between. */
export const newVersionSupersedesOld: Process = {
  name: 'new-version-supersedes-old',
  on: ['licence.LicenceSigned'],
  react: ({ event, ownerId: partyId, streamId: licenceId }) => {
    const { replaces, number } = (event as Of<'LicenceSigned'>).data
    if (!replaces || number === undefined) return []
    const { licenceId: old, how } = replaces
    return [
      {
        operation: 'credential.supersede',
        input: { partyId, licenceId: old, by: { licenceId, number }, how },
      },
    ]
  },
}

/** A case that ends a licence, such as a deregistration, cancels it (行政许可法 art. 70). */
export const orderedCancellationIsDone: Process = {
  name: 'ordered-cancellation-is-done',
  on: ['licence-order.CancellationOrdered'],
  react: ({ event, ownerId: partyId }) => {
    const { data } = event as Extract<LicenceOrderEvent, { type: 'CancellationOrdered' }>
    const { licenceIds, reason, legalBasis } = data
    return licenceIds.map((licenceId) => ({
      operation: 'credential.cancel',
      input: { partyId, licenceId, reason, legalBasis },
    }))
  },
}

const both = (zh: string, en: string): Bilingual => ({ zh, en })
const because = (said: Bilingual, reason: string): Bilingual =>
  both(`${said.zh}：${reason}`, `${said.en}: ${reason}`)

const succeeded: Readonly<Record<SuccessionKind, Bilingual>> = {
  renewed: both('已延续，新证照在证照包里', 'It was renewed; the new licence is in your wallet'),
  amended: both('已变更，新证照在证照包里', 'It was amended; the new licence is in your wallet'),
}

const withParts = {
  whole: both('各部分都已恢复有效', 'All its parts stand again'),
  narrowed: both('有一部分已失效，其余照常有效', 'A part has lapsed; the rest stands'),
  halted: both(
    '必备部分已失效，恢复前不能使用',
    'An essential part has lapsed; it may not be used until it stands again',
  ),
} as const

/** What happened, in a sentence; undefined where the holder has nothing to learn. */
function textOf(event: LicenceEvent): Bilingual | undefined {
  switch (event.type) {
    case 'LicenceSuspended':
      return because(both('已暂停', 'It was suspended'), event.data.reason)
    case 'LicenceReinstated':
      return because(both('已恢复', 'It was reinstated'), event.data.reason)
    case 'LicenceRevoked':
      return because(both('已撤销', 'It was revoked'), event.data.reason)
    case 'LicenceCancelled':
      return because(both('已注销', 'It was cancelled'), event.data.reason)
    case 'LicenceExpired':
      return both('有效期已届满', 'Its time has run out')
    case 'LicenceReplaced':
      return succeeded[event.data.how]
    case 'BundleSealed': {
      const standing = event.data.standing ?? 'whole'
      return standing === (event.data.before ?? 'whole') ? undefined : withParts[standing]
    }
    default:
      return undefined
  }
}

/** The holder is told of whatever becomes of a licence. */
export const licenceChangeBecomesNotice: Process = {
  name: 'licence-change-becomes-notice',
  on: [
    'licence.LicenceSuspended',
    'licence.LicenceReinstated',
    'licence.LicenceRevoked',
    'licence.LicenceCancelled',
    'licence.LicenceExpired',
    'licence.LicenceReplaced',
    'licence.BundleSealed',
  ],
  react: ({ event, ownerId: partyId, streamId }): readonly ProcessCommand[] => {
    const happened = event as LicenceEvent
    const { about } = happened.data as { readonly about?: About }
    const text = textOf(happened)
    if (!about || !text) return []
    const { title, department } = about
    return [
      {
        operation: 'message.notify',
        input: {
          partyId,
          topic: 'licence',
          subject: `licence/${streamId}`,
          department,
          title,
          text,
          place: '/space/licences',
        },
      },
    ]
  },
}
