import type { Trx } from '#platform/database/sql.ts'
import type { QueryContext } from '#platform/engine.ts'
import { policyKind } from '../definition.ts'
import { conditionNames } from '../library.ts'
import * as store from './store.ts'

type Asked = Pick<QueryContext, 'definitions' | 'reach'>
const other = { zh: '其他条件', en: 'another condition' }

export const deliveryQueries = {
  listWaitingOrder: async (trx: Trx, filter: Parameters<typeof store.listWaiting>[1]) => {
    const { items, next } = await store.listWaiting(trx, filter)
    return { next, items: items.map(({ of: _, ...row }) => row) }
  },
  findPlaces: async (trx: Trx, { partyId }: { partyId: string }) => ({
    items: await store.placesOf(trx, partyId),
  }),
  delivery: async (trx: Trx, _: unknown, { reach, definitions }: Asked) => {
    const rows = await store.listDelivery(trx, reach)
    return {
      items: rows.map(({ version, fallouts, ...row }) => {
        const policy = definitions.find(policyKind, row.policyId, version)
        const named = policy && conditionNames(definitions, policy)
        return {
          ...row,
          mode: policy?.mode ?? ('without-application' as const),
          fallouts: Object.entries(fallouts)
            .map(([condition, count]) => ({ condition, count, text: named?.get(condition) ?? other }))
            .sort((a, b) => b.count - a.count || (a.condition < b.condition ? -1 : 1)),
        }
      }),
    }
  },
}
