import type { Fixtures } from '#platform/testing/fixtures.ts'
import type { scoreboardContract } from './contract.ts'

export const scoreboardFixtures: Fixtures<typeof scoreboardContract> = {
  getBoard: { success: async () => ({ input: {} }) },
  getMeasure: { success: async () => ({ input: { number: 22 } }) },
}
