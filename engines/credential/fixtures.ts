import type { Fixtures } from '#platform/testing/fixtures.ts'
import type { TestSystem } from '#platform/testing/system.ts'
import { codeIn } from './signing/compact.ts'
import type { credentialContract } from './contract.ts'
import {
  aHolder,
  aRecordedLicence,
  aSignedLicence,
  anIssuedLicence,
  issueInput,
  type Named,
  named,
  on,
  registrationValues,
  signature,
} from './given.fixtures.ts'
import { collectedFixtures } from './collected/collected.fixtures.ts'
import { lifeFixtures } from './life/life.fixtures.ts'

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
  ...lifeFixtures,
  ...collectedFixtures,
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
  licenceExtract: {
    success: async (town) => ({ input: { code: codeIn(await aCode(town)) ?? '' } }),
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
