import { api } from '#apps/web/client/api.ts'
import type { KeyRecord } from '#kernel/signature.ts'

/** What verifying without a network needs: the keys, and the status lists as fetched, kept on this device. */
export interface Trust {
  readonly keys: readonly KeyRecord[]
  readonly lists: Readonly<Record<string, string>>
}

const place = 'yishang.licence-trust'
const nothing: Trust = { keys: [], lists: {} }

/** A device that knows it has no network is not kept waiting for one. */
const offline = () => !navigator.onLine

export function keptTrust(): Trust {
  try {
    return JSON.parse(localStorage.getItem(place) ?? 'null') ?? nothing
  } catch {
    return nothing
  }
}

const extractsPlace = 'yishang.licence-extracts'
/** How many licences' extracts a device keeps: those looked at last. */
const mostExtracts = 20

function keptExtracts(): readonly (readonly [code: string, token: string])[] {
  try {
    return JSON.parse(localStorage.getItem(extractsPlace) ?? '[]')
  } catch {
    return []
  }
}

/** The newest extract of a code; without a network the kept one. Its signature is checked when it is read. */
export async function extractOf(code: string): Promise<string | undefined> {
  const kept = keptExtracts()
  const known = kept.find(([one]) => one === code)?.[1]
  if (offline()) return known
  try {
    const token = await api.text('credential.licenceExtract', { code })
    const others = kept.filter(([one]) => one !== code).slice(0, mostExtracts - 1)
    localStorage.setItem(extractsPlace, JSON.stringify([[code, token], ...others]))
    return token
  } catch {
    return known
  }
}

function keepTrust(trust: Trust): void {
  try {
    localStorage.setItem(place, JSON.stringify(trust))
  } catch {
    return
  }
}

/** Fetches the newest keys and lists; without a network the kept ones stay. Signatures are checked when they are used. */
export async function refreshTrust(before: Trust): Promise<Trust> {
  if (offline()) return before
  try {
    const [{ items: keys }, { items: lists }] = await Promise.all([
      api.query('credential.issuerKeys', {}),
      api.query('credential.statusLists', {}),
    ])
    const texts = await Promise.all(
      lists.map(async ({ listId }) => [listId, await api.text('credential.statusList', { listId })] as const),
    )
    const trust = { keys: keys as readonly KeyRecord[], lists: Object.fromEntries(texts) }
    keepTrust(trust)
    return trust
  } catch {
    return before
  }
}
