import { SDJwtVcInstance } from '@sd-jwt/sd-jwt-vc'
import { beforeAll, describe, expect, it } from 'vitest'
import { fromBase64url, sha256, utf8 } from '#kernel/bytes.ts'
import { issuedAt, listUri, now, statusTokenWith, type TestKey, testKey } from './keys.fixtures.ts'
import { issueLicence, type Licence, presentLicence, statusUriOf, vctOf, verifyLicence } from './sd-jwt.ts'
import { issueByRfc, verifyByRfc } from './sd-jwt-by-rfc.fixtures.ts'
import { verifierFrom } from '#kernel/signature.ts'

const nowSeconds = Date.parse(now) / 1000
const random = (length: number) => crypto.getRandomValues(new Uint8Array(length))

let issuer: TestKey
let holder: TestKey
let licence: Licence

beforeAll(async () => {
  issuer = await testKey('city-2026')
  holder = await testKey('holder')
  licence = {
    vct: vctOf('business-licence'),
    issuer: 'https://licence.example',
    issuedAt,
    validFrom: issuedAt,
    validUntil: '2046-03-02T00:00:00.000Z',
    open: { creditCode: '91440101MA5CJQ4N59', name: '宜商𠮷样科技有限公司', permits: ['食品经营', 'art'] },
    disclosable: { legalRepresentative: '王小明', registeredCapitalFen: 100000000, address: '天河路 1 号' },
    status: { index: 7, uri: listUri },
    holderKey: holder.record.publicJwk,
  }
})

const check = async (presentation: string, change: Partial<Parameters<typeof verifyLicence>[1]> = {}) =>
  verifyLicence(presentation, {
    keys: [issuer.record],
    statusToken: await statusTokenWith(issuer.signer, 8, 'invalid'),
    now,
    ...change,
  })

describe('a licence we issue, read by an implementation that does not issue', () => {
  it('discloses everything when the holder keeps nothing back', async () => {
    const issued = await issueLicence(licence, issuer.signer, random)
    const { header, claims } = await verifyByRfc(issued, issuer.record.publicJwk, nowSeconds)
    expect(header).toEqual({ alg: 'ES256', typ: 'dc+sd-jwt', kid: 'city-2026' })
    expect(claims).toMatchObject({
      ...licence.open,
      ...licence.disclosable,
      vct: 'urn:yishang:licence:business-licence',
      status: { status_list: { idx: 7, uri: listUri } },
    })
  })

  it('hides what the holder keeps back, and its text appears nowhere in the presentation', async () => {
    const issued = await issueLicence(licence, issuer.signer, random)
    const shown = await presentLicence(issued, ['legalRepresentative'])
    const { claims } = await verifyByRfc(shown, issuer.record.publicJwk, nowSeconds)
    expect(claims.legalRepresentative).toBe('王小明')
    expect(claims).not.toHaveProperty('address')
    const decoded = shown
      .split(/[~.]/)
      .map((part) => Buffer.from(part, 'base64url').toString('utf8'))
      .join()
    expect(decoded).not.toContain('天河路')
    expect(decoded).toContain('王小明')
  })

  it('proves the holder for one audience and number only', async () => {
    const issued = await issueLicence(licence, issuer.signer, random)
    const binding = { signer: holder.signer, audience: 'https://bank.example', nonce: 'n-1', at: now }
    const shown = await presentLicence(issued, [], binding)
    const wanted = { audience: 'https://bank.example', nonce: 'n-1' }
    await expect(verifyByRfc(shown, issuer.record.publicJwk, nowSeconds, wanted)).resolves.toBeDefined()
    await expect(
      verifyByRfc(shown, issuer.record.publicJwk, nowSeconds, { ...wanted, nonce: 'n-2' }),
    ).rejects.toThrow('binding')
  })

  it('is refused by both when a claim is altered', async () => {
    const issued = await issueLicence(licence, issuer.signer, random)
    const [jwt = '', first = '', ...rest] = issued.split('~')
    const [salt, name] = JSON.parse(Buffer.from(first, 'base64url').toString('utf8')) as string[]
    const forged = Buffer.from(JSON.stringify([salt, name, 'forged'])).toString('base64url')
    const altered = [jwt, forged, ...rest].join('~')
    await expect(verifyByRfc(altered, issuer.record.publicJwk, nowSeconds)).rejects.toThrow('without digest')
    expect(await check(altered)).toMatchObject({ ok: false })
  })

  it('is read with our status list by the library’s own status check', async () => {
    const issued = await issueLicence(licence, issuer.signer, random)
    const verifier = await verifierFrom(issuer.record)
    const instanceWith = (token: string) =>
      new SDJwtVcInstance({
        hasher: (data) => sha256(typeof data === 'string' ? utf8(data) : new Uint8Array(data)),
        verifier: (data, signature) => verifier.verify(utf8(data), fromBase64url(signature) ?? utf8('')),
        statusListFetcher: () => Promise.resolve(token),
      })
    const good = instanceWith(await statusTokenWith(issuer.signer, 8, 'invalid'))
    await expect(good.verify(issued, { currentDate: nowSeconds })).resolves.toBeDefined()
    const bad = instanceWith(await statusTokenWith(issuer.signer, 7, 'suspended'))
    await expect(bad.verify(issued, { currentDate: nowSeconds })).rejects.toThrow('Status is not valid')
  })
})

describe('a licence issued elsewhere, read by us', () => {
  const open = () => ({
    vct: vctOf('business-licence'),
    iss: 'https://other.example',
    iat: Date.parse(issuedAt) / 1000,
    cnf: { jwk: holder.record.publicJwk },
    status: { status_list: { idx: 7, uri: listUri } },
  })
  const header = { typ: 'dc+sd-jwt', kid: 'city-2026' }

  it('holds, decoy digests included', async () => {
    const issued = await issueByRfc(open(), { name: '外地公司' }, header, issuer.privateJwk)
    expect(await check(issued)).toMatchObject({
      ok: true,
      status: 'valid',
      claims: { name: '外地公司' },
      reasons: [],
    })
  })

  it('is refused with a disclosure that no digest covers, or one given twice', async () => {
    const issued = await issueByRfc(open(), { name: '甲' }, header, issuer.privateJwk)
    const foreign = Buffer.from(JSON.stringify(['salt', 'admin', true])).toString('base64url')
    expect(await check(`${issued}${foreign}~`)).toMatchObject({
      ok: false,
      reasons: ['disclosure-not-signed'],
    })
    const [, disclosure] = issued.split('~')
    expect(await check(`${issued}${disclosure}~`)).toMatchObject({
      ok: false,
      reasons: ['disclosure-not-signed'],
    })
  })

  it('is refused when its header names another type or algorithm', async () => {
    const other = await issueByRfc(open(), {}, { ...header, typ: 'JWT' }, issuer.privateJwk)
    expect(await check(other)).toMatchObject({ ok: false, reasons: ['malformed'] })
    const [jwt = '', ...rest] = (await issueByRfc(open(), {}, header, issuer.privateJwk)).split('~')
    const unsigned = Buffer.from(JSON.stringify({ ...header, alg: 'none' })).toString('base64url')
    const none = [`${unsigned}.${jwt.split('.')[1]}.`, ...rest].join('~')
    expect(await check(none)).toMatchObject({ ok: false, reasons: ['signature-invalid'] })
  })
})

describe('what a verifier is told', () => {
  const issue = (change: Partial<Licence> = {}) =>
    issueLicence({ ...licence, ...change }, issuer.signer, random)

  it('a valid licence is ok, with the age of the status list', async () => {
    const answer = await check(await issue())
    expect(answer).toMatchObject({ ok: true, status: 'valid', statusAge: { seconds: 3600 }, reasons: [] })
  })

  it('expired, not yet valid, withdrawn, suspended and degraded are told apart', async () => {
    const issued = await issue({ validUntil: '2026-03-10T02:00:00.000Z' })
    expect((await check(issued)).reasons).toEqual(['expired'])
    expect((await check(await issue({ validFrom: '2026-04-01T00:00:00.000Z' }))).reasons).toEqual([
      'not-yet-valid',
    ])
    const withStatus = async (status: 'invalid' | 'suspended' | 'degraded') =>
      check(await issue(), { statusToken: await statusTokenWith(issuer.signer, 7, status) })
    expect((await withStatus('invalid')).reasons).toEqual(['licence-invalid'])
    expect((await withStatus('suspended')).reasons).toEqual(['licence-suspended'])
    expect(await withStatus('degraded')).toMatchObject({ ok: true, status: 'degraded' })
  })

  it('a key is asked for the time at which it signed', async () => {
    const issued = await issue()
    const rotated = { ...issuer.record, until: '2026-03-05T00:00:00.000Z' }
    const statusKey = await testKey('status')
    const statusToken = await statusTokenWith(statusKey.signer, 8, 'invalid')
    expect((await check(issued, { keys: [rotated, statusKey.record], statusToken })).ok).toBe(true)
    const retired = { ...issuer.record, until: '2026-03-01T00:00:00.000Z' }
    expect((await check(issued, { keys: [retired] })).reasons).toEqual(['key-not-in-force'])
    expect((await check(issued, { keys: [{ ...issuer.record, revokedAt: now }] })).reasons).toEqual([
      'key-revoked',
    ])
    expect((await check(issued, { keys: [] })).reasons).toEqual(['key-unknown'])
  })

  it('a holder’s proof is asked for, fresh, for this verifier, and over this presentation', async () => {
    const issued = await issue()
    const asked = { audience: 'https://bank.example', nonce: 'n-1' }
    const binding = { signer: holder.signer, ...asked, at: now }
    const shown = await presentLicence(issued, ['address'], binding)
    expect((await check(shown, { holder: asked })).ok).toBe(true)
    expect((await check(issued, { holder: asked })).reasons).toEqual(['holder-proof-missing'])
    const refused = { ok: false, reasons: ['holder-proof-invalid'] }
    expect(await check(shown, { holder: { ...asked, nonce: 'n-2' } })).toMatchObject(refused)
    expect(await check(shown, { holder: { ...asked, audience: 'https://else.example' } })).toMatchObject(
      refused,
    )
    const late = '2026-03-10T02:11:00.000Z'
    expect(await check(shown, { holder: asked, now: late })).toMatchObject(refused)
    const thief = await presentLicence(issued, [], { ...binding, signer: issuer.signer })
    expect(await check(thief, { holder: asked })).toMatchObject(refused)
    const [jwt, , proof] = shown.split('~')
    expect(await check(`${jwt}~${proof}`, { holder: asked })).toMatchObject(refused)
  })

  it('nothing that a scanner hands over makes it throw', async () => {
    for (const text of ['', '~', 'a.b.c~', '....~~', `${'x'.repeat(5000)}~`, 'eyJ.eyJ.sig~x~'])
      expect(await check(text)).toMatchObject({ ok: false, reasons: ['malformed'] })
  })

  it('says where the status list is before anything is verified', async () => {
    expect(statusUriOf(await issue())).toBe(listUri)
    expect(statusUriOf('a.b.c~')).toBeUndefined()
  })

  it('refuses to issue reserved or doubled claim names', async () => {
    await expect(issue({ open: { status: 'x' } })).rejects.toThrow(RangeError)
    await expect(issue({ disclosable: { exp: 1 } })).rejects.toThrow(RangeError)
    await expect(issue({ open: { name: 'a' }, disclosable: { name: 'b' } })).rejects.toThrow(RangeError)
  })
})
