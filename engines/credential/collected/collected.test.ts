import fs from 'node:fs'
import { expect, test } from 'vitest'
import { loadCity } from '#platform/city-files.ts'
import { composition } from '#apps/composition.ts'
import { trustedIssuerKind } from './issuer-definition.ts'
import { verifyLicence } from '../signing/sd-jwt.ts'

test('the sample licence is genuine by the key of the sample issuer, and of a kind that it issues', async () => {
  const { city } = await loadCity(composition.defaultCity, composition.kinds)
  const { keys, licences, confidence } = city.get(trustedIssuerKind, 'sample-province')
  expect(confidence).toBe('sample')
  const text = fs
    .readFileSync(new URL('../../../docs/examples/licence-from-elsewhere.txt', import.meta.url), 'utf8')
    .trim()
  const now = '2026-03-02T01:00:00.000Z'
  const { claims, reasons } = await verifyLicence(text, { keys, statusToken: undefined, now })
  expect(reasons).toEqual(['status-list-missing'])
  expect(licences.map(({ vct }) => vct)).toContain(claims?.['vct'])
  const forged = `${text.slice(0, -9)}${text.at(-9) === 'A' ? 'B' : 'A'}${text.slice(-8)}`
  expect((await verifyLicence(forged, { keys, statusToken: undefined, now })).claims).toBeUndefined()
})
