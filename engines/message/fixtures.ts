import { aParty } from '#engines/party/fixtures.ts'
import type { Fixtures } from '#platform/testing/fixtures.ts'
import type { TestSystem } from '#platform/testing/system.ts'
import type { messageContract } from './contract.ts'

const text = {
  topic: 'policy',
  subject: 'policy/one',
  department: 'human-resources',
  title: { zh: '您的企业符合一项政策', en: 'Your enterprise qualifies for a policy' },
  text: { zh: '您符合条件', en: 'You qualify' },
  place: '/space/policies',
}

/** A notice to a party, and somebody who may read it. */
async function aNotice(town: TestSystem) {
  const { partyId, founder } = await aParty(town)
  const sent = await town.execute('message', 'notify', { partyId, ...text })
  if (sent.kind !== 'written') throw new Error(JSON.stringify(sent.failure))
  return { partyId, noticeId: sent.id, founder }
}

const onNotice =
  (input: Record<string, unknown> = {}) =>
  async (town: TestSystem) => {
    const { founder, ...ids } = await aNotice(town)
    return { input: { ...ids, ...input }, as: founder }
  }
const ofParty = async (town: TestSystem) => {
  const { partyId, founder } = await aNotice(town)
  return { input: { partyId }, as: founder }
}

export const messageFixtures: Fixtures<typeof messageContract> = {
  notify: {
    success: async (town) => ({ input: { partyId: (await aParty(town)).partyId, ...text } }),
    refusals: {},
  },
  openNotice: { success: onNotice(), refusals: {} },
  rateNotice: { success: onNotice({ useful: true, comment: '很清楚' }), refusals: {} },
  tellDone: { success: onNotice(), refusals: {} },
  noteActedOn: {
    success: async (town) => ({ input: { partyId: (await aNotice(town)).partyId, subject: text.subject } }),
    refusals: {},
  },
  listNotices: { success: ofParty },
  countNotices: { success: ofParty },
  feedback: { success: async () => ({ input: { topic: 'policy' } }) },
}
