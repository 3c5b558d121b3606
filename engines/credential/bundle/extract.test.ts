import { beforeAll, expect, test } from 'vitest'
import type { CompactAnswer } from '../signing/compact.ts'
import { type Extract, extractType, readExtract, withExtract } from './extract.ts'
import { signJwt } from '../signing/jws.ts'
import { now, type TestKey, testKey } from '../signing/keys.fixtures.ts'

const code = 'ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0'
const extract: Extract = {
  code,
  number: 'GZ-1',
  title: { zh: '营业执照', en: 'Business licence' },
  issuedBy: { zh: '示例局', en: 'Bureau' },
  state: 'valid',
  joint: 'whole',
  validFrom: '2026-03-02',
  parts: [],
  history: [],
}
const iat = Math.floor(Date.parse(now) / 1000) - 60

let key: TestKey
beforeAll(async () => {
  key = await testKey('city-1')
})
const read = async (more: object = {}, asked = code, typ = extractType) =>
  readExtract(
    await signJwt(typ, { ...extract, iat, exp: iat + 86_400, ...more }, key.signer),
    asked,
    [key.record],
    now,
  )

test('an extract speaks of the code that was asked about, with its age, for a day', async () => {
  expect(await read()).toMatchObject({ extract: { number: 'GZ-1' }, seconds: 60 })
  expect(await read({}, 'another')).toEqual({ fault: 'extract-other' })
  expect(await read({ exp: iat + 30 })).toEqual({ fault: 'extract-expired' })
  expect(await read({ parts: 'none' })).toEqual({ fault: 'extract-invalid' })
  expect(await read({}, code, 'statuslist+jwt')).toEqual({ fault: 'extract-invalid' })
})

test('of status list and extract the later one is believed', async () => {
  const answer = (issuedAt: string): CompactAnswer => ({
    ok: true,
    outcome: 'valid',
    status: 'valid',
    statusAge: { issuedAt, seconds: 0, stale: false },
    reasons: [],
  })
  const earlier = answer('2026-03-10T01:00:00.000Z')
  const halted = await read({ joint: 'halted' })
  expect(withExtract(earlier, halted)).toMatchObject({ outcome: 'refused', reasons: ['licence-halted'] })
  expect(withExtract(earlier, await read({ joint: 'narrowed' }))).toMatchObject({
    outcome: 'valid',
    reasons: ['permit-lapsed'],
  })
  expect(withExtract(earlier, await read({ state: 'revoked' }))).toMatchObject({
    reasons: ['licence-invalid'],
  })
  expect(withExtract(answer(now), halted)).toMatchObject({ outcome: 'valid' })
})

test('no extract makes a code genuine', async () => {
  const forged: CompactAnswer = { ok: false, outcome: 'refused', reasons: ['signature-invalid'] }
  expect(withExtract(forged, await read())).toBe(forged)
})
