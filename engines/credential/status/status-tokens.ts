import type { Instant } from '#kernel/time.ts'
import { instantFrom, msOf } from '#kernel/time.ts'
import type { Trx } from '#platform/database/sql.ts'
import type { Keys } from '#platform/keys.ts'
import { emptyStatuses, signStatusList, withStatus } from './status-list.ts'
import { findList, type ListHead, listMarked } from './status-store.ts'

/**
 * A revocation is seen within five minutes: a token is served for at most one minute before it is made anew, and asks its
 * readers to come back after four.
 */
export const servedSeconds = 60
export const ttlSeconds = 240
/** Without a network a list speaks for a day; then a code is genuine but unconfirmed. */
const usableMs = 86_400_000

/** room for every status that this engine tells apart */
const bits = 4

interface Made {
  readonly token: string
  readonly at: Instant
  readonly keyId: string
  readonly changedAt: Instant | null
}
/** Per key ring, so that two systems in one process never share a token. */
const made = new WeakMap<Keys, Map<string, Made>>()

const fresh = (known: Made, head: ListHead, keyId: string, now: Instant): boolean => {
  const age = msOf(now) - msOf(known.at)
  const unchanged = known.changedAt === head.changedAt && (head.changedAt ?? '') < known.at
  return unchanged && known.keyId === keyId && age >= 0 && age < servedSeconds * 1_000
}

/** The signed list as it is published; undefined when there is no such list. */
export async function statusToken(
  trx: Trx,
  listId: string,
  keys: Keys,
  now: Instant,
): Promise<string | undefined> {
  const head = await findList(trx, listId)
  if (!head) return undefined
  const signer = await keys.signer(now)
  const tokens = made.get(keys) ?? new Map<string, Made>()
  made.set(keys, tokens)
  const known = tokens.get(listId)
  if (known && fresh(known, head, signer.keyId, now)) return known.token
  const marked = await listMarked(trx, listId)
  const packed = marked.reduce(
    (list, { index, status }) => withStatus(list, bits, index, status),
    emptyStatuses(head.size, bits),
  )
  const token = await signStatusList(
    {
      uri: head.uri,
      bits,
      packed,
      issuedAt: now,
      expiresAt: instantFrom(msOf(now) + usableMs),
      ttlSeconds,
    },
    signer,
  )
  tokens.set(listId, { token, at: now, keyId: signer.keyId, changedAt: head.changedAt })
  return token
}
