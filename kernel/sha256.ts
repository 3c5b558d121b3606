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

const rotate = (word: number, bits: number) => (word >>> bits) | (word << (32 - bits))

/** The digest of a text's UTF-8 bytes, as 64 lower-case hexadecimal digits. */
export function sha256(text: string): string {
  const words = padded(new TextEncoder().encode(text))
  const state = [...initial]
  for (let block = 0; block < words.length; block += 16) compress(state, words.subarray(block, block + 16))
  return state.map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('')
}

function padded(bytes: Uint8Array): Uint32Array {
  const buffer = new Uint8Array((((bytes.length + 8) >> 6) + 1) << 6)
  buffer.set(bytes)
  buffer[bytes.length] = 0x80
  const view = new DataView(buffer.buffer)
  view.setUint32(buffer.length - 8, Math.floor(bytes.length / 2 ** 29))
  view.setUint32(buffer.length - 4, (bytes.length << 3) >>> 0)
  return Uint32Array.from({ length: buffer.length / 4 }, (_, i) => view.getUint32(i * 4))
}

function compress(state: number[], block: Uint32Array): void {
  const schedule = new Uint32Array(64)
  schedule.set(block)
  const at = (i: number) => schedule[i] ?? 0
  for (let i = 16; i < 64; i++) {
    const [early, late] = [at(i - 15), at(i - 2)]
    const small = rotate(early, 7) ^ rotate(early, 18) ^ (early >>> 3)
    const large = rotate(late, 17) ^ rotate(late, 19) ^ (late >>> 10)
    schedule[i] = at(i - 16) + small + at(i - 7) + large
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state
  for (let i = 0; i < 64; i++) {
    const choice = (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + ((e & f) ^ (~e & g))
    const first = (h + choice + (constants[i] ?? 0) + at(i)) | 0
    const second = (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))
    ;[h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0]
  }
  for (const [i, word] of [a, b, c, d, e, f, g, h].entries()) state[i] = ((state[i] ?? 0) + word) | 0
}

/** JSON with keys in code-unit order and without undefined: equal values have equal texts. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const entries = Object.entries(value).filter(([, member]) => member !== undefined)
  entries.sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`).join(',')}}`
}
