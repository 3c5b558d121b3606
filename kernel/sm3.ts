import type { Bytes } from './bytes.ts'

/** SM3 (GB/T 32905-2016), 256 bits. WebCrypto has no SM3, so that a browser needs this to check what an SM2 key signed. */

const start = [
  0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e,
] as const
const blockBytes = 64

const rotl = (word: number, by: number): number => {
  const n = by & 31
  return n === 0 ? word : (word << n) | (word >>> (32 - n))
}
const p0 = (x: number) => x ^ rotl(x, 9) ^ rotl(x, 17)
const p1 = (x: number) => x ^ rotl(x, 15) ^ rotl(x, 23)

/** The message with a one bit, zeros, and its length in bits at the end of the last block. */
function padded(message: Bytes): Bytes {
  const blocks = Math.ceil((message.length + 9) / blockBytes)
  const whole = new Uint8Array(blocks * blockBytes)
  whole.set(message)
  whole[message.length] = 0x80
  new DataView(whole.buffer).setBigUint64(whole.length - 8, BigInt(message.length) * 8n)
  return whole
}

function expand(view: DataView, at: number): Int32Array {
  const w = new Int32Array(68)
  const word = (j: number) => w[j] ?? 0
  for (let j = 0; j < 16; j++) w[j] = view.getInt32(at + 4 * j)
  for (let j = 16; j < 68; j++)
    w[j] = p1(word(j - 16) ^ word(j - 9) ^ rotl(word(j - 3), 15)) ^ rotl(word(j - 13), 7) ^ word(j - 6)
  return w
}

function compress(state: Int32Array, w: Int32Array): void {
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state
  for (let j = 0; j < 64; j++) {
    const early = j < 16
    const ss1 = rotl((rotl(a, 12) + e + rotl(early ? 0x79cc4519 : 0x7a879d8a, j)) | 0, 7)
    const ss2 = ss1 ^ rotl(a, 12)
    const ff = early ? a ^ b ^ c : (a & b) | (a & c) | (b & c)
    const gg = early ? e ^ f ^ g : (e & f) | (~e & g)
    const tt1 = (ff + d + ss2 + ((w[j] ?? 0) ^ (w[j + 4] ?? 0))) | 0
    const tt2 = (gg + h + ss1 + (w[j] ?? 0)) | 0
    d = c
    c = rotl(b, 9)
    b = a
    a = tt1
    h = g
    g = rotl(f, 19)
    f = e
    e = p0(tt2)
  }
  const next = [a, b, c, d, e, f, g, h]
  for (let i = 0; i < 8; i++) state[i] = (state[i] ?? 0) ^ (next[i] ?? 0)
}

export function sm3(message: Bytes): Bytes {
  const state = new Int32Array(start)
  const whole = padded(message)
  const view = new DataView(whole.buffer)
  for (let at = 0; at < whole.length; at += blockBytes) compress(state, expand(view, at))
  const digest = new Uint8Array(32)
  const out = new DataView(digest.buffer)
  state.forEach((word, i) => out.setInt32(4 * i, word))
  return digest
}
