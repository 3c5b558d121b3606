import { crc32, createInflateRaw } from 'node:zlib'
import { TableFault } from './table.ts'

export interface ZipLimits {
  readonly entries: number
  readonly bytes: number
  /** bytes out for one byte in, for entries of over a megabyte */
  readonly ratio: number
}

export const zipLimits: ZipLimits = { entries: 2_000, bytes: 512 * 1024 * 1024, ratio: 250 }

interface Entry {
  readonly name: string
  readonly method: number
  readonly packed: number
  readonly size: number
  readonly crc: number
  readonly offset: number
  readonly from: number
}

const damaged = () => new TableFault('file-damaged')

/**
 * Unpacks an archive once, counting, before any other reader sees it: more entries or bytes than the limits, an entry that the
 * directory does not list, a wrong checksum or a password end it. `visit` sees each entry's bytes as they come.
 */
export async function guardZip(
  bytes: Buffer,
  visit: (name: string, part: Buffer) => void,
  limits: ZipLimits = zipLimits,
): Promise<void> {
  const entries = directoryOf(bytes, limits)
  let total = 0
  for (const entry of entries) {
    let size = 0
    let crc = 0
    for await (const part of unpack(bytes, entry)) {
      size += part.length
      total += part.length
      crc = crc32(part, crc)
      const far = size > 1_000_000 && size > entry.packed * limits.ratio
      if (total > limits.bytes || far)
        throw new TableFault('file-expands-too-far', { limitMiB: Math.floor(limits.bytes / 1024 / 1024) })
      visit(entry.name, part)
    }
    if (size !== entry.size || crc !== entry.crc) throw damaged()
  }
}

function directoryOf(bytes: Buffer, limits: ZipLimits): Entry[] {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]))
  if (end < 0 || end + 22 > bytes.length) throw damaged()
  const count = bytes.readUInt16LE(end + 10)
  const start = bytes.readUInt32LE(end + 16)
  if (count > limits.entries)
    throw new TableFault('file-expands-too-far', { limitMiB: Math.floor(limits.bytes / 1024 / 1024) })
  const entries: Entry[] = []
  let at = start
  for (let i = 0; i < count; i++) {
    if (at + 46 > end || bytes.readUInt32LE(at) !== 0x02014b50) throw damaged()
    if (bytes.readUInt16LE(at + 8) & 1) throw new TableFault('file-encrypted')
    const nameLength = bytes.readUInt16LE(at + 28)
    entries.push(entryAt(bytes, at, nameLength))
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  nothingBetween(bytes, entries, start)
  return entries
}

function entryAt(bytes: Buffer, at: number, nameLength: number): Entry {
  const offset = bytes.readUInt32LE(at + 42)
  const name = bytes.toString('utf8', at + 46, at + 46 + nameLength)
  if (offset + 30 > bytes.length || bytes.readUInt32LE(offset) !== 0x04034b50) throw damaged()
  const localName = bytes.readUInt16LE(offset + 26)
  if (bytes.toString('utf8', offset + 30, offset + 30 + localName) !== name) throw damaged()
  return {
    name,
    method: bytes.readUInt16LE(at + 10),
    crc: bytes.readUInt32LE(at + 16),
    packed: bytes.readUInt32LE(at + 20),
    size: bytes.readUInt32LE(at + 24),
    offset,
    from: offset + 30 + localName + bytes.readUInt16LE(offset + 28),
  }
}

/** Streaming readers follow the entries themselves, not the directory: nothing may hide between them. */
function nothingBetween(bytes: Buffer, entries: readonly Entry[], start: number): void {
  let at = 0
  for (const entry of [...entries].sort((a, b) => a.offset - b.offset)) {
    // A data descriptor of up to 24 bytes may follow an entry.
    if (entry.offset < at || entry.offset - at > (at === 0 ? 0 : 24)) throw damaged()
    at = entry.from + entry.packed
    if (at > bytes.length) throw damaged()
  }
  if (start < at || start - at > 24) throw damaged()
}

async function* unpack(bytes: Buffer, entry: Entry): AsyncGenerator<Buffer> {
  const packed = bytes.subarray(entry.from, entry.from + entry.packed)
  if (entry.method === 0) return yield packed
  if (entry.method !== 8) throw damaged()
  const inflate = createInflateRaw()
  inflate.end(packed)
  try {
    for await (const part of inflate) yield part as Buffer
  } catch (error) {
    throw error instanceof TableFault ? error : damaged()
  } finally {
    inflate.destroy()
  }
}
