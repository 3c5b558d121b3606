import { randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto'

const cost: ScryptOptions = { N: 1 << 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 }

const derive = (password: string, salt: Buffer): Promise<Buffer> =>
  new Promise((resolve, reject) =>
    scrypt(password.normalize('NFKC'), salt, 32, cost, (error, key) =>
      error ? reject(error) : resolve(key),
    ),
  )

/** What is kept of a password. */
export interface HashedPassword {
  /** scrypt (RFC 7914), N = 2^15, r = 8, p = 1; as `scrypt$salt$key` in base64url */
  readonly hash: string
}

export async function hashPassword(password: string): Promise<HashedPassword> {
  const salt = randomBytes(16)
  const key = await derive(password, salt)
  return { hash: `scrypt$${salt.toString('base64url')}$${key.toString('base64url')}` }
}

/** Takes the same time whether or not the stored text is a hash, so that it tells nothing about accounts. */
export async function verifyPassword(password: string, stored: string | undefined): Promise<boolean> {
  const [scheme, salt = '', key = ''] = (stored ?? 'none$AAAAAAAAAAAAAAAAAAAAAA$').split('$')
  const derived = await derive(password, Buffer.from(salt, 'base64url'))
  const wanted = Buffer.from(key, 'base64url')
  return scheme === 'scrypt' && wanted.length === derived.length && timingSafeEqual(wanted, derived)
}
