import type { Example, Fixtures } from '#platform/testing/fixtures.ts'
import type { TestSystem } from '#platform/testing/system.ts'
import {
  act,
  acted,
  actOn,
  aHolder,
  aRecordedLicence,
  anIssuedLicence,
  done,
  type Named,
  named,
  on,
  over,
} from '../given.fixtures.ts'
import type { lifeContract } from './life-contract.ts'

const successorNumber = 'GZ-2'
const next = { licenceId: '00000000-0000-8000-8000-000000000002', number: successorNumber }

async function replaced(town: TestSystem) {
  const licence = await aRecordedLicence(town)
  await done(town, 'supersede', { ...named(licence), by: next, how: 'amended' })
  return licence
}

async function changing(town: TestSystem) {
  const licence = await aRecordedLicence(town)
  await done(town, 'amend', { ...named(licence), ...actOn, claims: { legalForm: '股份有限公司' } })
  return licence
}

type Given = (town: TestSystem) => Promise<Named>
const ended = {
  'not-signed-yet': anIssuedLicence,
  'licence-revoked': (town) => acted(town, 'revoke'),
  'licence-cancelled': (town) => acted(town, 'cancel'),
  'licence-replaced': replaced,
} satisfies Record<string, Given>
const expired: Given = (town) => acted(town, 'expire', over)
const suspended: Given = (town) => acted(town, 'suspend')
const standing = {
  ...ended,
  'licence-expired': expired,
  'licence-suspended': suspended,
  'change-under-way': changing,
} satisfies Record<string, Given>

/** Each given with the same input, as an example of each refusal. */
const each = (givens: Readonly<Record<string, Given>>, more: Record<string, unknown> = actOn) => {
  const examples = Object.entries<Given>(givens).map(([code, given]): [string, Example] => [
    code,
    async (town) => ({ input: { ...named(await given(town)), ...more } }),
  ])
  return Object.fromEntries(examples)
}

/** What a food permit says. */
const foodValues = {
  'company-name': '示例科技有限公司',
  'food-business-kind': 'catering',
  'premises-name': '示例餐厅',
}
const withEnd = { validFrom: '2026-01-01', validUntil: '2099-01-01' }
const change = { ...actOn, claims: { legalForm: '股份有限公司' } }
const amended = async (licence: Promise<Named>, more: Record<string, unknown>) => ({
  input: { ...named(await licence), ...actOn, ...more },
})

const order = async (town: TestSystem, more: Record<string, unknown> = {}) => ({
  input: {
    partyId: (await aRecordedLicence(town)).partyId,
    licenceType: 'business-licence',
    how: 'amended',
    cause: 'case/part',
    values: { 'new-capital': 200_000_000 },
    ...actOn,
    ...more,
  },
})

const successor = (licence: Named, licenceType: string) => ({
  licenceType,
  replaces: { licenceId: licence.licenceId, number: 'GZ-1', how: 'amended' },
  cause: 'amended',
  holderName: '示例科技有限公司',
  open: { legalForm: '有限责任公司' },
  disclosable: {},
  department: 'market-regulation',
  validFrom: '2026-03-02',
})
const ofType = async (town: TestSystem, licenceType: string) => {
  const licence = await aRecordedLicence(town)
  return { input: { partyId: licence.partyId, successor: successor(licence, licenceType) } }
}

export const lifeFixtures: Fixtures<typeof lifeContract> = {
  suspend: {
    success: (town) => act(aRecordedLicence(town)),
    refusals: each({ ...ended, 'licence-expired': expired, 'already-suspended': suspended }),
  },
  reinstate: {
    success: (town) => act(acted(town, 'suspend')),
    refusals: each({ ...ended, 'licence-expired': expired, 'not-suspended': aRecordedLicence }),
  },
  revoke: { success: (town) => act(aRecordedLicence(town)), refusals: each(ended) },
  cancel: { success: (town) => act(acted(town, 'suspend')), refusals: each(ended) },
  renew: {
    success: (town) =>
      amended(
        aRecordedLicence(town, { ...withEnd, licenceType: 'food-business-permit', values: foodValues }),
        {},
      ),
    refusals: {
      ...each(standing),
      'no-end-to-renew': (town) => act(aRecordedLicence(town)),
      'ends-before-it-begins': (town) =>
        amended(aRecordedLicence(town, withEnd), { validUntil: '2027-01-01' }),
    },
  },
  amend: {
    success: (town) => amended(aRecordedLicence(town), change),
    refusals: {
      ...each(standing, change),
      'claim-not-of-type': (town) => amended(aRecordedLicence(town), { claims: { colour: '红' } }),
      'claim-required': (town) => amended(aRecordedLicence(town), { claims: { legalForm: '' } }),
      'nothing-changes': (town) => amended(aRecordedLicence(town), {}),
    },
  },
  orderChange: {
    success: (town) => order(town),
    refusals: {
      'licence-type-unknown': (town) => order(town, { licenceType: 'no-such-licence' }),
      'no-licence-to-change': async (town) => order(town, { partyId: (await aHolder(town)).partyId }),
      'no-end-to-renew': (town) => order(town, { how: 'renewed' }),
    },
  },
  issueSuccessor: {
    success: (town) => ofType(town, 'business-licence'),
    refusals: { 'licence-type-unknown': (town) => ofType(town, 'no-such-licence') },
  },
  supersede: {
    success: async (town) => ({
      input: { ...named(await aRecordedLicence(town)), by: next, how: 'renewed' },
    }),
    refusals: each(
      {
        'licence-revoked': ended['licence-revoked'],
        'licence-cancelled': ended['licence-cancelled'],
        'licence-replaced': replaced,
      },
      { by: next, how: 'renewed' },
    ),
  },
  expire: {
    success: (town) => on(anIssuedLicence(town, over)),
    refusals: {
      ...each(
        {
          'licence-revoked': ended['licence-revoked'],
          'licence-cancelled': ended['licence-cancelled'],
          'licence-replaced': replaced,
        },
        {},
      ),
      'not-expired-yet': (town) => on(aRecordedLicence(town)),
    },
  },
}
