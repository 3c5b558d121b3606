import { aParty } from '#engines/party/fixtures.ts'
import type { Example, Fixtures } from '#platform/testing/fixtures.ts'
import type { matterContract } from './matter-contract.ts'

const matter = {
  theme: 'policy-objection',
  subject: { kind: 'objection', id: '00000000-0000-8000-8000-000000000001' },
  title: '政策结果异议',
  department: 'human-resources',
  applicant: { id: 'somebody', name: '陈晓雯' },
  answers: { 'objection-text': '上年缴费月数有误，请核对。' },
}
const about =
  (more: Record<string, unknown>): Example =>
  async (town) => ({ input: { partyId: (await aParty(town)).partyId, ...matter, ...more } })

export const matterFixtures: Fixtures<typeof matterContract> = {
  lodgeMatter: {
    success: about({}),
    refusals: {
      'theme-unknown': about({ theme: 'open-a-company' }),
      'answers-incomplete': about({ answers: {} }),
    },
  },
}
