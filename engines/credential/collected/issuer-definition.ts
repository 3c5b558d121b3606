import { z } from 'zod'
import { Confidence, Text } from '#definitions/city/text-schema.ts'
import { type DefinitionKind, definitionKind } from '#kernel/definition.ts'
import { Slug } from '#kernel/ids.ts'
import { signatureAlgorithms } from '#kernel/signature.ts'
import { Instant } from '#kernel/time.ts'

const IssuerKey = z.strictObject({
  keyId: z.string().min(1).max(64),
  algorithm: z.enum(signatureAlgorithms),
  publicJwk: z.strictObject({
    kty: z.literal('EC'),
    crv: z.enum(['P-256', 'SM2']),
    x: z.string(),
    y: z.string(),
  }),
  from: Instant,
  until: Instant.optional(),
})

export const TrustedIssuer = z.strictObject({
  id: Slug,
  title: Text,
  /** `iss` of what it signs */
  issuer: z.string().min(1).max(200),
  keys: z.array(IssuerKey).min(1),
  /** the licences it issues, by the `vct` of their signed form: their name is the issuer's, not the holder's */
  licences: z.array(z.strictObject({ vct: z.string().min(1).max(200), title: Text })).min(1),
  confidence: Confidence,
})
export type TrustedIssuer = z.output<typeof TrustedIssuer>

/** An authority elsewhere whose signed licences are taken as coming from itself. None until the city has its keys. */
export const trustedIssuerKind: DefinitionKind<TrustedIssuer> = definitionKind(
  'trusted-issuer',
  'issuers/*.yaml',
  TrustedIssuer,
)
