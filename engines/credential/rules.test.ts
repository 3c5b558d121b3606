import { describe, expect, test } from 'vitest'
import { choiceListKind, cityKind, departmentKind, fieldKind } from '#definitions/city/kinds.ts'
import type { DefinitionKind, Definitions } from '#kernel/definition.ts'
import type { Facts } from '#kernel/engine.ts'
import { isRefusal } from '#kernel/refusal.ts'
import { claimText, claimValue } from './claim-values.ts'
import { LicenceType, licenceTypeKind } from './definition.ts'
import { localLicenceNumber, mod37_36 } from './licence-number.ts'
import { type Bundle, evolveLicence, type Licence, type LicenceEvent, noLicence } from './model.ts'
import { endOfValidity } from './issuing.ts'
import { credentialRules } from './rules.ts'

const known: Readonly<Record<string, readonly object[]>> = {
  [cityKind.name]: [{ id: 'town', code: '990100' }],
  [departmentKind.name]: [{ id: 'works', title: { zh: '城建局', en: 'Works' } }],
  [fieldKind.name]: [
    { id: 'sign', type: 'choice', choices: 'signs' },
    { id: 'capital', type: 'money', unit: { zh: '万元', en: '10,000 CNY' } },
  ],
  [choiceListKind.name]: [{ id: 'signs', choices: [{ value: 'flat', zh: '平面', en: 'Flat' }] }],
  [licenceTypeKind.name]: [
    LicenceType.parse({
      id: 'permit',
      version: 2,
      inForce: { from: '2020-01-01' },
      title: { zh: '许可', en: 'Permit' },
      department: 'works',
      legalBasis: [{ law: '示例条例', confidence: 'sample' }],
      rank: 5,
      holder: { name: 'applicant' },
      claims: [
        {
          id: 'sign',
          title: { zh: '招牌', en: 'Sign' },
          from: ['other', 'sign'],
          shown: 'open',
          required: true,
        },
        {
          id: 'capital',
          title: { zh: '资本', en: 'Capital' },
          from: ['capital'],
          shown: 'choice',
          required: false,
        },
      ],
      validity: { count: 1, unit: 'months', confidence: 'sample' },
      confidence: 'sample',
    }),
  ],
}
const all = <T>(kind: DefinitionKind<T>) => (known[kind.name] ?? []) as readonly (T & { id: string })[]
const definitions: Definitions = {
  list: all,
  versions: all,
  find: (kind, id) => all(kind).find((one) => one.id === id),
  get: (kind, id) => {
    const found = all(kind).find((one) => one.id === id)
    if (!found) throw new Error(id)
    return found
  },
}

const facts = (more: Partial<Facts<unknown>> = {}) =>
  ({
    now: '2026-01-31T02:00:00.000Z',
    today: '2026-01-31',
    definitions,
    needs: { party: { name: '示例公司', creditCode: '91440101MA5CJQ4N51' } },
    streamId: 'abcdef01-2345-8678-9abc-def012345678',
    ...more,
  }) as Facts<never>

const input = (more: Record<string, unknown> = {}) => ({
  partyId: 'p',
  licenceType: 'permit',
  cause: 'case',
  values: { sign: 'flat', capital: 100_000_000 },
  ...more,
})

const given = (...events: LicenceEvent[]): Licence => events.reduce(evolveLicence, noLicence)
const issuing = (more: Record<string, unknown> = {}, f = facts()) =>
  credentialRules.issue(noLicence, input(more) as never, f)
function issued(more: Record<string, unknown> = {}, f = facts()) {
  const outcome = issuing(more, f)
  const event = isRefusal(outcome) ? undefined : outcome[0]
  if (event?.type !== 'LicenceIssued') throw new Error(JSON.stringify(outcome))
  return event
}

const signature: LicenceEvent = {
  type: 'LicenceSigned',
  data: {
    text: 'a.b.c~',
    hash: 'h',
    keyId: 'k',
    status: { listId: 's1', uri: 'https://x/s1', index: 1 },
    link: 'https://x/verify#a.b',
  },
}
const act = { reason: '逾期未改正', legalBasis: '行政许可法 第69条' }

describe('issuing', () => {
  test('says choices in their words and money with its unit, open or kept by the holder as the type says', () => {
    expect(issued().data).toMatchObject({
      open: { sign: '平面' },
      disclosable: { capital: '100万元' },
      issuedBy: { zh: '城建局' },
      typeVersion: 2,
    })
  })

  test('takes the first of several sources that is there', () => {
    expect(issued({ values: { sign: 'flat', other: '木牌' } }).data.open).toEqual({ sign: '木牌' })
  })

  test('names the holder by the decision, else by the party', () => {
    expect(issued({ values: { sign: 'flat', applicant: '李四' } }).data.holderName).toBe('李四')
    expect(issued().data).toMatchObject({ holderName: '示例公司', creditCode: '91440101MA5CJQ4N51' })
  })

  test('a month from the last of January ends on the last of February', () => {
    expect(issued().data).toMatchObject({ validFrom: '2026-01-31', validUntil: '2026-02-28' })
    expect(endOfValidity({ count: 30, unit: 'days', confidence: 'sample' }, '2026-01-31')).toBe('2026-03-02')
    expect(endOfValidity({ count: 3, unit: 'years', confidence: 'sample' }, '2024-02-29')).toBe('2027-02-28')
  })

  test('of several obstacles names the first of the contract', () => {
    const nobody = facts({ needs: { party: null } as never })
    expect(issuing({ licenceType: 'none', values: {} }, nobody)).toMatchObject({
      refusal: 'licence-type-unknown',
    })
    expect(issuing({ values: {} }, nobody)).toMatchObject({ refusal: 'holder-unnamed' })
    expect(issuing({ values: {}, validUntil: '2020-01-01' })).toMatchObject({ refusal: 'claim-missing' })
    expect(issuing({ validUntil: '2020-01-01' })).toMatchObject({ refusal: 'ends-before-it-begins' })
  })
})

describe('a licence’s states', () => {
  const stands = () => given(issued(), signature)
  const { title, number, department } = issued().data
  const about = { title, number, department }

  test('ends for good in one way only', () => {
    for (const type of ['LicenceRevoked', 'LicenceCancelled'] as const)
      for (const rule of ['suspend', 'reinstate', 'revoke', 'cancel', 'renew', 'amend'] as const)
        expect(
          credentialRules[rule](evolveLicence(stands(), { type, data: act }), act as never, facts()),
        ).toMatchObject({ refusal: type === 'LicenceRevoked' ? 'licence-revoked' : 'licence-cancelled' })
  })

  test('a renewal ends where the old licence would have ended, later by the time of its type', () => {
    const outcome = credentialRules.renew(stands(), act as never, facts())
    expect(outcome).toMatchObject([
      { data: { successor: { validFrom: '2026-01-31', validUntil: '2026-03-28', open: { sign: '平面' } } } },
    ])
  })

  test('an amendment changes what it names, and one waits for the other', () => {
    const change = { ...act, claims: { sign: '木牌' } }
    const outcome = credentialRules.amend(stands(), change as never, facts())
    if (isRefusal(outcome)) throw new Error(outcome.refusal)
    expect(outcome).toMatchObject([
      {
        data: {
          successor: {
            open: { sign: '木牌' },
            disclosable: { capital: '100万元' },
            validUntil: '2026-02-28',
            replaces: { how: 'amended', ...act },
          },
        },
      },
    ])
    const under = outcome.reduce(evolveLicence, stands())
    expect(credentialRules.amend(under, change as never, facts())).toMatchObject({
      refusal: 'change-under-way',
    })
  })

  test('a licence that nobody signed cannot be suspended or revoked', () => {
    const unsigned = given(issued())
    expect(credentialRules.suspend(unsigned, act as never, facts())).toMatchObject({
      refusal: 'not-signed-yet',
    })
    expect(credentialRules.revoke(unsigned, act as never, facts())).toMatchObject({
      refusal: 'not-signed-yet',
    })
  })

  test('an act keeps reason and legal basis', () => {
    expect(credentialRules.suspend(stands(), act as never, facts())).toEqual([
      { type: 'LicenceSuspended', data: { ...act, about } },
    ])
  })

  test('what was revoked never comes back', () => {
    const revoked = evolveLicence(stands(), { type: 'LicenceRevoked', data: act })
    for (const rule of ['suspend', 'reinstate', 'revoke', 'expire'] as const)
      expect(credentialRules[rule](revoked, act as never, facts())).toMatchObject({
        refusal: 'licence-revoked',
      })
  })

  test('time also runs out while a licence is suspended, and then it cannot be reinstated', () => {
    const suspended = evolveLicence(stands(), { type: 'LicenceSuspended', data: act })
    const later = facts({ today: '2026-02-28' })
    expect(credentialRules.expire(suspended, {} as never, facts())).toMatchObject({
      refusal: 'not-expired-yet',
    })
    const outcome = credentialRules.expire(suspended, {} as never, later)
    expect(outcome).toEqual([{ type: 'LicenceExpired', data: { on: '2026-02-28', about } }])
    const expired = given(issued(), signature, { type: 'LicenceExpired', data: { on: '2026-02-28' } })
    expect(credentialRules.reinstate(expired, act as never, later)).toMatchObject({
      refusal: 'licence-expired',
    })
    expect(credentialRules.expire(expired, {} as never, later)).toEqual([])
  })

  test('a licence signed after its time had run out stays expired', () => {
    expect(given(issued(), { type: 'LicenceExpired', data: { on: '2026-02-28' } }, signature).state).toBe(
      'expired',
    )
  })
})

test('sealing the same bundle again is no event, one part lapsed is', () => {
  const part = {
    licenceId: 'abcdef01-2345-8678-9abc-def012345678',
    licenceType: 'permit',
    number: 'n',
    title: { zh: '许可', en: 'Permit' },
    hash: 'h',
    from: '2026-01-31',
  }
  const bundle: Bundle = { parts: [part], hash: 'b', link: 'l', sealedAt: '2026-01-31T02:00:00.000Z' }
  const base = given({ ...issued(), data: { ...issued().data, base: true } }, signature, {
    type: 'BundleSealed',
    data: bundle,
  })
  const seal = (next: Bundle) => credentialRules.sealBundle(base, { bundle: next } as never, facts())
  expect(seal({ ...bundle, link: 'signed anew', sealedAt: '2026-02-01T02:00:00.000Z' })).toEqual([])
  expect(seal({ ...bundle, parts: [{ ...part, lapsed: 'suspended' }] })).toHaveLength(1)
})

describe('what a licence says', () => {
  test('keeps to what it can say: no empty texts, no lists of people', () => {
    expect(claimValue('x', '  ', definitions)).toBeUndefined()
    expect(claimValue('x', [{ name: '张三' }], definitions)).toBeUndefined()
    expect(claimValue('x', undefined, definitions)).toBeUndefined()
    expect(claimValue('sign', 'unlisted', definitions)).toBe('unlisted')
  })

  test('money that is no whole hundred yuan is said to the 分', () => {
    expect(claimValue('capital', 100_000_050, definitions)).toBe('1,000,000.50元')
    expect(claimValue('capital', 150_000_000, definitions)).toBe('150万元')
    expect(claimValue('capital', 1_500_000, definitions)).toBe('1.5万元')
  })

  test('on paper lists are parted and yes is a word', () => {
    expect(claimText(['软件开发', '咨询'])).toBe('软件开发；咨询')
    expect(claimText(false)).toBe('否')
  })
})

test('the city’s own number holds a check character over place, day and serial', () => {
  const number = localLicenceNumber('990100', '2026-01-31', 'ABCDEF012345')
  expect(number).toBe(`990100-20260131-ABCDEF012345-${mod37_36('99010020260131ABCDEF012345')}`)
})
