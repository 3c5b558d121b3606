import { composeCreditCode } from '#kernel/credit-code.ts'
import type { Fixtures } from '#platform/testing/fixtures.ts'
import type { TestSystem } from '#platform/testing/system.ts'
import type { credentialContract } from './contract.ts'

let made = 0

/** A party in formation and its founder with the mandate. */
export async function aHolder(town: TestSystem) {
  const answer = await town.execute(
    'party',
    'foundEnterprise',
    { name: '示例科技有限公司' },
    { as: town.founder, key: `a-holder-${++made}` },
  )
  if (answer.kind !== 'written') throw new Error(JSON.stringify(answer.failure))
  return { partyId: answer.id, founder: await town.refresh(town.founder) }
}

/** What a registration hands on. */
export const registrationValues = () => ({
  'company-name': '示例科技有限公司',
  'credit-code': composeCreditCode('91', '440106', ++made),
  'organisation-form': 'llc',
  'business-activities': ['software-development', 'it-services'],
  'founded-on': '2026-03-02',
  'registered-capital': 100_000_000,
  'founder-name': '张三',
})

const issueInput = (partyId: string, more: Record<string, unknown> = {}) => ({
  partyId,
  licenceType: 'business-licence',
  cause: `case-${++made}`,
  values: registrationValues(),
  ...more,
})

/** A licence that is decided and waits for its signature. */
export async function anIssuedLicence(town: TestSystem, more: Record<string, unknown> = {}) {
  const holder = await aHolder(town)
  const partyId = typeof more['partyId'] === 'string' ? more['partyId'] : holder.partyId
  const answer = await town.execute('credential', 'issue', { ...issueInput(partyId), ...more })
  if (answer.kind !== 'written') throw new Error(JSON.stringify(answer.failure))
  return { partyId, licenceId: answer.id, founder: holder.founder }
}

/** What a signer would report; the content is not looked at by the rule. */
const signature = {
  text: 'a.b.c~',
  hash: 'hash',
  keyId: 'key',
  status: { listId: 's1', uri: 'https://city.example/api/status-lists/s1', index: 0 },
  link: 'https://city.example/verify#a.b',
}

/** A licence recorded as signed, where what the signature says does not matter. */
async function aRecordedLicence(town: TestSystem, more: Record<string, unknown> = {}) {
  const licence = await anIssuedLicence(town, more)
  await done(town, 'recordSigned', { ...named(licence), signed: signature })
  return licence
}

async function done(town: TestSystem, operation: string, input: Record<string, unknown>) {
  const answer = await town.execute('credential', operation, input)
  if (answer.kind !== 'written') throw new Error(JSON.stringify(answer.failure))
}

/** A licence signed by the job, with the feed at rest. */
export async function aSignedLicence(town: TestSystem, more: Record<string, unknown> = {}) {
  const licence = await anIssuedLicence(town, more)
  await town.system.settle()
  return licence
}

type Named = { partyId: string; licenceId: string }
const named = ({ partyId, licenceId }: Named) => ({ partyId, licenceId })

export const actOn = { reason: '逾期未改正', legalBasis: '行政许可法 第69条' }

async function acted(town: TestSystem, operation: string, more: Record<string, unknown> = {}) {
  const licence = await aRecordedLicence(town, more)
  await done(town, operation, operation === 'expire' ? named(licence) : { ...named(licence), ...actOn })
  return licence
}
const over = { validFrom: '2020-01-01', validUntil: '2021-01-01' }

const act = async (licence: Promise<Named>) => ({ input: { ...named(await licence), ...actOn } })
const on = async (licence: Promise<Named>) => ({ input: named(await licence) })

const bundle = { parts: [], hash: 'hash', link: signature.link, sealedAt: '2026-03-02T02:00:00.000Z' }

const asOwner = async (
  licence: Promise<Named & { founder: Awaited<ReturnType<typeof aHolder>>['founder'] }>,
) => {
  const { founder, ...rest } = await licence
  return { input: named(rest), as: founder }
}

async function aCode(town: TestSystem): Promise<string> {
  const { partyId, licenceId } = await aSignedLicence(town)
  const answer = await town.query<{ link: string }>('credential', 'getLicence', { partyId, licenceId })
  if (answer.kind !== 'answer') throw new Error(JSON.stringify(answer.failure))
  return answer.answer.link
}

export const credentialFixtures: Fixtures<typeof credentialContract> = {
  issue: {
    success: async (town) => ({ input: issueInput((await aHolder(town)).partyId) }),
    refusals: {
      'licence-type-unknown': async (town) => ({
        input: issueInput((await aHolder(town)).partyId, { licenceType: 'no-such-licence' }),
      }),
      'holder-unnamed': async () => ({
        input: issueInput('00000000-0000-8000-8000-000000000001', {
          values: { ...registrationValues(), 'company-name': ' ' },
        }),
      }),
      'claim-missing': async (town) => ({
        input: issueInput((await aHolder(town)).partyId, {
          values: { ...registrationValues(), 'organisation-form': '' },
        }),
      }),
      'ends-before-it-begins': async (town) => ({
        input: issueInput((await aHolder(town)).partyId, {
          validFrom: '2026-03-02',
          validUntil: '2026-03-02',
        }),
      }),
    },
  },
  recordSigned: {
    success: async (town) => {
      const { input } = await on(anIssuedLicence(town))
      return { input: { ...input, signed: signature } }
    },
    refusals: {
      'already-signed': async (town) => {
        const { input } = await on(aRecordedLicence(town))
        return { input: { ...input, signed: signature } }
      },
    },
  },
  sealBundle: {
    success: async (town) => {
      const { input } = await on(aRecordedLicence(town))
      return { input: { ...input, bundle } }
    },
    refusals: {
      'not-signed-yet': async (town) => {
        const { input } = await on(anIssuedLicence(town))
        return { input: { ...input, bundle } }
      },
      'not-a-base-licence': async (town) => {
        const { input } = await on(aRecordedLicence(town, { licenceType: 'seal-record' }))
        return { input: { ...input, bundle } }
      },
    },
  },
  suspend: {
    success: (town) => act(aRecordedLicence(town)),
    refusals: {
      'not-signed-yet': (town) => act(anIssuedLicence(town)),
      'licence-revoked': (town) => act(acted(town, 'revoke')),
      'licence-expired': (town) => act(acted(town, 'expire', over)),
      'already-suspended': (town) => act(acted(town, 'suspend')),
    },
  },
  reinstate: {
    success: (town) => act(acted(town, 'suspend')),
    refusals: {
      'licence-revoked': (town) => act(acted(town, 'revoke')),
      'licence-expired': (town) => act(acted(town, 'expire', over)),
      'not-suspended': (town) => act(aRecordedLicence(town)),
    },
  },
  revoke: {
    success: (town) => act(aRecordedLicence(town)),
    refusals: {
      'not-signed-yet': (town) => act(anIssuedLicence(town)),
      'licence-revoked': (town) => act(acted(town, 'revoke')),
    },
  },
  expire: {
    success: (town) => on(anIssuedLicence(town, over)),
    refusals: {
      'licence-revoked': (town) => on(acted(town, 'revoke')),
      'not-expired-yet': (town) => on(aRecordedLicence(town)),
    },
  },
  listMyLicences: {
    success: async (town) => {
      const { partyId, founder } = await anIssuedLicence(town)
      return { input: { partyId }, as: founder }
    },
  },
  findLicences: {
    success: async (town) => {
      await anIssuedLicence(town)
      return { input: { q: '示例科技', state: 'issued', limit: 5 } }
    },
  },
  getLicence: { success: (town) => asOwner(aRecordedLicence(town)) },
  presentLicence: {
    success: async (town) => {
      const { input, as } = await asOwner(aSignedLicence(town))
      return { input: { ...input, disclose: 'founder,registeredCapital' }, as }
    },
    refusals: {
      'not-signed-yet': (town) => asOwner(anIssuedLicence(town)),
      'claim-unknown': async (town) => {
        const { input, as } = await asOwner(aSignedLicence(town))
        return { input: { ...input, disclose: 'legalForm' }, as }
      },
    },
  },
  printLicence: {
    success: (town) => asOwner(aRecordedLicence(town)),
    refusals: {
      'not-signed-yet': (town) => asOwner(anIssuedLicence(town)),
      'glyph-missing': (town) =>
        asOwner(
          aRecordedLicence(town, { values: { ...registrationValues(), 'company-name': '示例𪚥有限公司' } }),
        ),
    },
  },
  qrImage: {
    success: (town) => asOwner(aRecordedLicence(town)),
    refusals: { 'not-signed-yet': (town) => asOwner(anIssuedLicence(town)) },
  },
  issuerKeys: {
    success: async (town) => {
      await town.system.keys.signer(town.clock.now())
      return { input: {} }
    },
  },
  statusLists: { success: async () => ({ input: {} }) },
  statusList: {
    success: async (town) => {
      await aSignedLicence(town)
      return { input: { listId: 's1' } }
    },
  },
  verifyLicence: { success: async (town) => ({ input: { text: await aCode(town) } }) },
}
