import { crc32, inflateRawSync } from 'node:zlib'

/** A file of a folder. */
export interface TextFile {
  readonly path: string
  readonly text: string
}

const limits = { files: 20, bytes: 1_000_000 }
const encoder = new TextEncoder()
const localHeader = 0x04034b50
const centralHeader = 0x02014b50
const endOfCentral = 0x06054b50
/** 1 January 1980: the same files make the same bytes. */
const dosDate = 0x21
const utf8Names = 0x800

/** Few small text files as a zip, stored as they are (APPNOTE 4.3). */
export function zipped(files: readonly TextFile[]): Uint8Array {
  const bodies: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { path, text } of files) {
    const name = Buffer.from(encoder.encode(path))
    const data = Buffer.from(encoder.encode(text))
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(utf8Names, 2)
    common.writeUInt16LE(0, 4)
    common.writeUInt32LE(dosDate << 16, 6)
    common.writeUInt32LE(crc32(data), 10)
    common.writeUInt32LE(data.length, 14)
    common.writeUInt32LE(data.length, 18)
    common.writeUInt16LE(name.length, 22)
    const local = Buffer.concat([word(localHeader), common, name, data])
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(offset, 10)
    directory.push(Buffer.concat([word(centralHeader), Buffer.from([20, 0]), common, tail, name]))
    bodies.push(local)
    offset += local.length
  }
  const central = Buffer.concat(directory)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(files.length, 4)
  end.writeUInt16LE(files.length, 6)
  end.writeUInt32LE(central.length, 8)
  end.writeUInt32LE(offset, 12)
  return new Uint8Array(Buffer.concat([...bodies, central, word(endOfCentral), end]))
}

const word = (value: number) => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value, 0)
  return bytes
}

/** The text files of a zip, or undefined where it is none, is too large or holds what is not text. */
export function unzipped(bytes: Uint8Array): TextFile[] | undefined {
  const zip = Buffer.from(bytes)
  const end = zip.lastIndexOf(word(endOfCentral))
  if (end < 0 || end + 22 > zip.length) return undefined
  const count = zip.readUInt16LE(end + 10)
  if (count > limits.files) return undefined
  const files: TextFile[] = []
  let total = 0
  let at = zip.readUInt32LE(end + 16)
  try {
    for (let i = 0; i < count; i++) {
      if (zip.readUInt32LE(at) !== centralHeader) return undefined
      const method = zip.readUInt16LE(at + 10)
      const size = zip.readUInt32LE(at + 24)
      const nameLength = zip.readUInt16LE(at + 28)
      const next = at + 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
      const path = zip.toString('utf8', at + 46, at + 46 + nameLength)
      const text = bodyOf(
        zip,
        zip.readUInt32LE(at + 42),
        zip.readUInt32LE(at + 20),
        method,
        limits.bytes - total,
      )
      at = next
      total += size
      if (text === undefined || total > limits.bytes) return undefined
      if (!path.endsWith('/')) files.push({ path, text })
    }
  } catch {
    // Offsets that lead out of the bytes, or data that does not inflate: not a zip that anybody meant to send.
    return undefined
  }
  return files
}

function bodyOf(
  zip: Buffer,
  local: number,
  packed: number,
  method: number,
  left: number,
): string | undefined {
  if (zip.readUInt32LE(local) !== localHeader || left < 0) return undefined
  const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
  const data = zip.subarray(from, from + packed)
  if (method !== 0 && method !== 8) return undefined
  if (method === 0 && data.length > left) return undefined
  const plain = method === 0 ? data : inflateRawSync(data, { maxOutputLength: Math.max(1, left) })
  return new TextDecoder('utf-8', { fatal: true }).decode(plain)
}
