/**
 * SHA-256 (FIPS 180-4) in plain arithmetic, so that rules and definitions hash alike in server and browser without
 * waiting. For texts of definitions; files and seals use the platform's native hash.
 */
const primes = firstPrimes(64)
const fraction = (x: number) => Math.floor((x - Math.floor(x)) * 2 ** 32) >>> 0
const constants = primes.map((prime) => fraction(Math.cbrt(prime)))
const initial = primes.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)))

function firstPrimes(count: number): number[] {
  const found: number[] = []
  for (let n = 2; found.length < count; n++) if (found.every((prime) => n % prime !== 0)) found.push(n)
  return found
}

const roundConstants = Int32Array.from(constants)
/** Refilled for every block. */
const schedule = new Int32Array(64)
const encoder = new TextEncoder()

const rotate = (word: number, bits: number) => (word >>> bits) | (word << (32 - bits))

/** The digest of a text's UTF-8 bytes, as 64 lower-case hexadecimal digits. */
export function sha256(text: string): string {
  const bytes = padded(encoder.encode(text))
  const state = Int32Array.from(initial)
  for (let block = 0; block < bytes.byteLength; block += 64) compress(state, bytes, block)
  return Array.from(state, (word) => (word >>> 0).toString(16).padStart(8, '0')).join('')
}

function padded(bytes: Uint8Array): DataView {
  const buffer = new Uint8Array((((bytes.length + 8) >> 6) + 1) << 6)
  buffer.set(bytes)
  buffer[bytes.length] = 0x80
  const view = new DataView(buffer.buffer)
  view.setUint32(buffer.length - 8, Math.floor(bytes.length / 2 ** 29))
  view.setUint32(buffer.length - 4, (bytes.length << 3) >>> 0)
  return view
}

const at = (i: number) => schedule[i] as number

function compress(state: Int32Array, bytes: DataView, block: number): void {
  for (let i = 0; i < 16; i++) schedule[i] = bytes.getInt32(block + i * 4)
  for (let i = 16; i < 64; i++) {
    const early = at(i - 15)
    const late = at(i - 2)
    const small = rotate(early, 7) ^ rotate(early, 18) ^ (early >>> 3)
    const large = rotate(late, 17) ^ rotate(late, 19) ^ (late >>> 10)
    schedule[i] = (at(i - 16) + small + at(i - 7) + large) | 0
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state
  for (let i = 0; i < 64; i++) {
    const choice = (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + ((e & f) ^ (~e & g))
    const first = (h + choice + (roundConstants[i] as number) + at(i)) | 0
    const second = (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))
    h = g
    g = f
    f = e
    e = (d + first) | 0
    d = c
    c = b
    b = a
    a = (first + second) | 0
  }
  const sums = [a, b, c, d, e, f, g, h]
  for (let i = 0; i < 8; i++) state[i] = ((state[i] as number) + (sums[i] as number)) | 0
}

/** JSON with keys in code-unit order and without undefined (RFC 8785 for our value space): equal values have equal texts. */
export function canonicalJson(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  const members = value as Record<string, unknown>
  let text = ''
  for (const key of Object.keys(members).sort()) {
    const member = members[key]
    if (member !== undefined) text += `${text && ','}${JSON.stringify(key)}:${canonicalJson(member)}`
  }
  return `{${text}}`
}
