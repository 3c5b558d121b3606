import fs from 'node:fs/promises'
import path from 'node:path'
import { sha256 } from './canonical.ts'
import { type Pool, sql, transaction } from './database/sql.ts'
import type { Instant } from '#kernel/time.ts'

export interface StoredFile {
  readonly hash: string
  readonly mediaType: string
  readonly size: number
}

/** Files by their content: the same bytes are stored once, and a name that is a hash cannot be tampered with unseen. */
export interface Files {
  readonly put: (bytes: Uint8Array, mediaType: string, at: Instant) => Promise<StoredFile>
  readonly get: (hash: string) => Promise<{ file: StoredFile; bytes: Uint8Array } | undefined>
}

export const maxFileBytes = 20 * 1024 * 1024

/** What people hand in. Judged by the first bytes, not by the name or the claim. */
const kinds: readonly { mediaType: string; starts: (bytes: Uint8Array) => boolean }[] = [
  { mediaType: 'application/pdf', starts: (b) => ascii(b, 0, 5) === '%PDF-' },
  { mediaType: 'image/png', starts: (b) => b[0] === 0x89 && ascii(b, 1, 4) === 'PNG' },
  { mediaType: 'image/jpeg', starts: (b) => b[0] === 0xff && b[1] === 0xd8 && b[2] === 0xff },
  // Excel and Word are zip archives; the reader checks what is inside before it opens them.
  { mediaType: 'application/zip', starts: (b) => ascii(b, 0, 2) === 'PK' && b[2] === 3 && b[3] === 4 },
]
const ascii = (bytes: Uint8Array, from: number, until: number) =>
  String.fromCharCode(...bytes.subarray(from, until))

/** The media type the bytes show, `text/plain` for text, undefined for anything else. */
export function mediaTypeOf(bytes: Uint8Array): string | undefined {
  const kind = kinds.find((candidate) => candidate.starts(bytes))
  if (kind) return kind.mediaType
  return textOf(bytes) === undefined ? undefined : 'text/plain'
}

// Line feed, carriage return, tab and form feed are the only control characters of a text.
const control = /[\u0000-\u0008\u000B\u000E-\u001F]/

/** Text in UTF-8, or in GB 18030 as spreadsheets on Chinese Windows still save it; undefined for anything else. */
export function textOf(bytes: Uint8Array): string | undefined {
  for (const encoding of ['utf-8', 'gb18030'])
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
      return control.test(text) ? undefined : text
    } catch {
      continue
    }
  return undefined
}

export function createFiles(pool: Pool, directory: string): Files {
  const place = (hash: string) => path.join(directory, hash.slice(0, 2), hash)
  return {
    put: async (bytes, mediaType, at) => {
      const hash = sha256(bytes).toString('hex')
      const target = place(hash)
      await fs.mkdir(path.dirname(target), { recursive: true, mode: 0o700 })
      const partial = `${target}.${process.pid}.partial`
      await fs.writeFile(partial, bytes, { mode: 0o600 })
      await fs.rename(partial, target)
      await transaction(pool, { read: 'all', write: 'all' }, (trx) =>
        trx.run(sql`
          insert into platform.file (hash, media_type, size, stored_at) values (${hash}, ${mediaType}, ${bytes.length}, ${at})
          on conflict do nothing`),
      )
      return { hash, mediaType, size: bytes.length }
    },
    get: async (hash) => {
      if (!/^[0-9a-f]{64}$/.test(hash)) return undefined
      const file = await transaction(pool, { read: 'all', write: 'none' }, (trx) =>
        trx.find<{ hash: string; mediaType: string; size: number }>(
          sql`select hash, media_type as "mediaType", size from platform.file where hash = ${hash}`,
        ),
      )
      if (!file) return undefined
      const bytes = await fs.readFile(place(hash))
      if (sha256(bytes).toString('hex') !== hash) throw new Error(`stored file ${hash} is damaged`)
      return { file, bytes }
    },
  }
}
