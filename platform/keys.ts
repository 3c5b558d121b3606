import { randomUUID } from 'node:crypto'
import fs from 'node:fs/promises'
import path from 'node:path'
import {
  generateKey,
  type KeyRecord,
  type PrivateJwk,
  type SignatureAlgorithm,
  type Signer,
  signerFrom,
  signingKey,
} from '#kernel/signature.ts'
import { type Instant, instantFrom, msOf } from '#kernel/time.ts'

/** What jobs and queries may do with the city's keys: sign, and publish what verifies. */
export interface Keys {
  /** signs with the key in force; the first use makes one */
  readonly signer: (now: Instant) => Promise<Signer>
  /** every key there ever was, without its secret */
  readonly records: () => Promise<readonly KeyRecord[]>
  /** a new key from the next whole second on; what the old one signed goes on verifying */
  readonly rotate: (now: Instant) => Promise<KeyRecord>
  /** the secret is out: nothing that this key ever signed is trusted any more. False when there is no such key. */
  readonly revoke: (keyId: string, now: Instant) => Promise<boolean>
}

interface StoredKey extends KeyRecord {
  readonly privateJwk: PrivateJwk
}

const secondMs = 1_000
/** Signatures are dated in whole seconds, so keys change hands on whole seconds. */
const wholeSecond = (at: Instant, later = 0): Instant =>
  instantFrom((Math.floor(msOf(at) / secondMs) + later) * secondMs)

async function freshKey(from: Instant, algorithm: SignatureAlgorithm): Promise<StoredKey> {
  const { publicJwk, privateJwk } = await generateKey(algorithm)
  return { keyId: `k${randomUUID().slice(0, 8)}`, algorithm, publicJwk, from, privateJwk }
}

/** By name, so that nothing that a file may hold beside them is ever published. */
const published = ({ keyId, algorithm, publicJwk, from, until, revokedAt }: StoredKey): KeyRecord => ({
  keyId,
  algorithm,
  publicJwk,
  from,
  ...(until === undefined ? {} : { until }),
  ...(revokedAt === undefined ? {} : { revokedAt }),
})

const ended = (key: StoredKey, until: Instant): StoredKey =>
  key.until === undefined || msOf(key.until) > msOf(until) ? { ...key, until } : key

/**
 * The key ring of one installation, in `<home>/keys.json`, readable by its owner only. It is read anew for every use, so that
 * a rotation by the command line reaches a running server; several servers of one city share the file. New keys are of the
 * algorithm that the city asks for now; when it asks for another, the next signature is made with a new key.
 */
export function openKeys(home: string, algorithm: () => SignatureAlgorithm = () => 'ES256'): Keys {
  const file = path.join(home, 'keys.json')
  const signers = new Map<string, Signer>()
  let last: Promise<unknown> = Promise.resolve()

  const load = async (): Promise<readonly StoredKey[]> => {
    const text = await fs.readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined
      throw error
    })
    return text === undefined ? [] : (JSON.parse(text) as { keys: StoredKey[] }).keys
  }
  const partial = async (keys: readonly StoredKey[]): Promise<string> => {
    await fs.mkdir(home, { recursive: true, mode: 0o700 })
    const place = `${file}.${randomUUID()}.partial`
    await fs.writeFile(place, JSON.stringify({ keys }, undefined, 2), { mode: 0o600, flush: true })
    return place
  }
  /** The first ring is linked, not renamed, into place: of two processes that make one, both use the same. */
  const create = async (now: Instant): Promise<readonly StoredKey[]> => {
    const place = await partial([await freshKey(wholeSecond(now), algorithm())])
    await fs.link(place, file).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
    await fs.rm(place)
    return load()
  }
  const save = async (keys: readonly StoredKey[]) => fs.rename(await partial(keys), file)
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const next = last.then(work, work)
    last = next.catch(() => undefined)
    return next
  }
  const signingNow = async (now: Instant): Promise<StoredKey> => {
    const keys = await load()
    const known = signingKey(keys, now) as StoredKey | undefined
    if (known?.algorithm === algorithm()) return known
    if (!keys.length) return signingKey(await create(now), now) as StoredKey
    const key = await freshKey(wholeSecond(now), algorithm())
    // What the old key signed within this second stays within its time.
    await save([...keys.map((old) => ended(old, wholeSecond(now, 1))), key])
    return key
  }

  return {
    signer: (now) =>
      inTurn(async () => {
        const key = await signingNow(now)
        const signer = signers.get(key.keyId) ?? (await signerFrom(key.keyId, key.privateJwk))
        signers.set(key.keyId, signer)
        return signer
      }),
    records: () => inTurn(async () => (await load()).map(published)),
    rotate: (now) =>
      inTurn(async () => {
        const key = await freshKey(wholeSecond(now, 1), algorithm())
        await save([...(await load()).map((old) => ended(old, key.from)), key])
        return published(key)
      }),
    revoke: (keyId, now) =>
      inTurn(async () => {
        const keys = await load()
        if (!keys.some((key) => key.keyId === keyId)) return false
        await save(keys.map((key) => (key.keyId === keyId ? { ...key, revokedAt: now } : key)))
        return true
      }),
  }
}
