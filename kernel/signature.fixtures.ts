import {
  generateKey,
  type KeyRecord,
  type PrivateJwk,
  type SignatureAlgorithm,
  type Signer,
  signerFrom,
} from './signature.ts'

export interface TestKey {
  readonly record: KeyRecord
  readonly signer: Signer
  readonly privateJwk: PrivateJwk
}

export async function testKey(
  keyId: string,
  from = '2026-01-01T00:00:00.000Z',
  until?: string,
  algorithm: SignatureAlgorithm = 'ES256',
): Promise<TestKey> {
  const { publicJwk, privateJwk } = await generateKey(algorithm)
  const signer = await signerFrom(keyId, privateJwk)
  return { record: { keyId, algorithm, publicJwk, from, until }, signer, privateJwk }
}
