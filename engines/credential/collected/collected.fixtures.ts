import type { Fixtures } from '#platform/testing/fixtures.ts'
import type { TestSystem } from '#platform/testing/system.ts'
import type { collectedContract } from './collected-contract.ts'
import { aHolder } from '../given.fixtures.ts'
import { aForgedLicence, aLicenceFromElsewhere } from './issuer.fixtures.ts'

const paper = {
  title: '道路运输经营许可证',
  issuer: '示例市交通运输局',
  department: 'market-regulation',
}

async function collecting(town: TestSystem, more: Record<string, unknown> = {}) {
  const { partyId, founder } = await aHolder(town)
  return { input: { partyId, ...paper, ...more }, as: founder }
}

async function aCollected(town: TestSystem) {
  const { input, as } = await collecting(town)
  const answer = await town.execute('credential', 'collect', input, { as, key: `collect-${input.partyId}` })
  if (answer.kind !== 'written') throw new Error(JSON.stringify(answer.failure))
  return { one: { partyId: input.partyId, collectedId: answer.id }, as }
}

async function aRemoved(town: TestSystem) {
  const { one, as } = await aCollected(town)
  await town.execute('credential', 'removeCollected', one, { as })
  return { one, as }
}

const check = { level: 'B', reason: '窗口核对原件，一致' }
const issuedElsewhere = (iss: string) => {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  return `${part({ alg: 'ES256', typ: 'dc+sd-jwt', kid: 'k' })}.${part({ iss, iat: 1_767_225_600 })}.AAAA~`
}

export const collectedFixtures: Fixtures<typeof collectedContract> = {
  collect: {
    success: (town) => collecting(town),
    refusals: {
      'department-unknown': (town) => collecting(town, { department: 'no-such-office' }),
      'file-unknown': (town) => collecting(town, { hash: 'a'.repeat(64), fileName: '许可证.pdf' }),
      'issuer-unknown': (town) => collecting(town, { text: issuedElsewhere('urn:nobody') }),
      'not-genuine': async (town) => collecting(town, { text: await aForgedLicence(town) }),
      'licence-unlisted': async (town) =>
        collecting(town, { text: await aLicenceFromElsewhere(town, { vct: 'urn:example:another' }) }),
      'another-holder': async (town) =>
        collecting(town, { text: await aLicenceFromElsewhere(town, { holderName: '别家科技有限公司' }) }),
      'already-over': (town) => collecting(town, { validUntil: '2020-01-01' }),
    },
  },
  checkCollected: {
    success: async (town) => ({ input: { ...(await aCollected(town)).one, ...check } }),
    refusals: {
      'collected-removed': async (town) => ({ input: { ...(await aRemoved(town)).one, ...check } }),
      'proven-by-signature': async (town) => {
        const { input, as } = await collecting(town, { text: await aLicenceFromElsewhere(town) })
        const answer = await town.execute('credential', 'collect', input, { as })
        if (answer.kind !== 'written') throw new Error(JSON.stringify(answer.failure))
        return { input: { partyId: input.partyId, collectedId: answer.id, ...check } }
      },
      'level-unchanged': async (town) => ({
        input: { ...(await aCollected(town)).one, ...check, level: 'D' },
      }),
      'no-file-shown': async (town) => ({
        input: { ...(await aCollected(town)).one, ...check, level: 'C' },
      }),
    },
  },
  removeCollected: {
    success: async (town) => {
      const { one, as } = await aCollected(town)
      return { input: one, as }
    },
    refusals: {
      'collected-removed': async (town) => {
        const { one, as } = await aRemoved(town)
        return { input: one, as }
      },
    },
  },
  listCollected: {
    success: async (town) => {
      const { one, as } = await aCollected(town)
      return { input: { partyId: one.partyId }, as }
    },
  },
  findCollected: {
    success: async (town) => {
      await aCollected(town)
      return { input: { level: 'D' } }
    },
  },
  collectedFile: {
    success: async (town) => {
      const bytes = new TextEncoder().encode('示例许可证')
      const { hash } = await town.system.files.put(bytes, 'text/plain', town.clock.now())
      const { input, as } = await collecting(town, { hash, fileName: '许可证.txt' })
      const answer = await town.execute('credential', 'collect', input, { as })
      if (answer.kind !== 'written') throw new Error(JSON.stringify(answer.failure))
      return { input: { partyId: input.partyId, collectedId: answer.id }, as }
    },
  },
}
