import { generateKey, type KeyRecord, type PrivateJwk, type Signer, signerFrom } from './signature.ts'

export interface TestKey {
  readonly record: KeyRecord
  readonly signer: Signer
  readonly privateJwk: PrivateJwk
}

export async function testKey(
  keyId: string,
  from = '2026-01-01T00:00:00.000Z',
  until?: string,
): Promise<TestKey> {
  const { publicJwk, privateJwk } = await generateKey()
  const signer = await signerFrom(keyId, privateJwk)
  return { record: { keyId, algorithm: 'ES256', publicJwk, from, until }, signer, privateJwk }
}
