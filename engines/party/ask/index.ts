import { factKind } from '#definitions/facts/kind.ts'
import type { Fact } from '#definitions/facts/fact.ts'
import { streamKind } from '#kernel/engine.ts'
import type { Bilingual } from '#kernel/text.ts'
import type { Trx } from '#platform/database/sql.ts'
import type { Projection, Provider, QueryContext } from '#platform/engine.ts'
import { NotFound } from '#platform/query.ts'
import { evolveRequest, type FactRequest, noRequest, type RequestEvent } from './model.ts'
import * as store from './store.ts'

export const requestStream = streamKind<FactRequest, RequestEvent>({
  kind: 'fact-request',
  initial: noRequest,
  evolve: evolveRequest,
  scope: ({ department }) => (department ? { departments: [department] } : {}),
})

export const projectRequest: Projection = async (trx, { ownerId, streamId, event, at }) => {
  const one = event as RequestEvent
  switch (one.type) {
    case 'FactAsked':
      return void (await store.insertRequest(trx, ownerId, streamId, one.data, at))
    case 'FactRequestAnswered': {
      const { written: answer, document } = one.data
      return void (await store.closeRequest(
        trx,
        ownerId,
        streamId,
        { state: 'answered', answer, document },
        at,
      ))
    }
    case 'FactRequestDeclined':
      return void (await store.closeRequest(
        trx,
        ownerId,
        streamId,
        { state: 'declined', answer: one.data.reason },
        at,
      ))
  }
}

export const requestProviders: Readonly<Record<string, Provider>> = {
  'party.openFactRequest': (trx, { ownerId, input }) =>
    store.findOpenRequest(trx, ownerId, String(input['fact']), String(input['year'] ?? '')),
}

const examples: Readonly<Record<Exclude<Fact['type'], 'code'>, Bilingual>> = {
  boolean: { zh: '是 或 否', en: '是 or 否' },
  number: { zh: '数字', en: 'a number' },
  integer: { zh: '整数', en: 'a whole number' },
  money: { zh: '金额，如 1,000万元', en: 'a sum, such as 1,000万元' },
  ratio: { zh: '比例，如 5%', en: 'a share, such as 5%' },
  date: { zh: '日期，如 2022-03-01', en: 'a day, such as 2022-03-01' },
  text: { zh: '文字', en: 'text' },
  list: { zh: '清单', en: 'a list' },
}
const expectedOf = (fact: Fact | undefined): Bilingual =>
  fact === undefined || fact.type === 'code'
    ? {
        zh: (fact?.values ?? []).map(({ zh }) => zh).join('、'),
        en: (fact?.values ?? []).map(({ zh, en }) => `${zh} (${en})`).join(', '),
      }
    : examples[fact.type]

type Asked = Pick<QueryContext, 'definitions' | 'now' | 'reach'>
type Filter = Parameters<typeof store.listRequests>[2]

export const requestQueries = {
  listMyFactRequests: async (trx: Trx, { partyId }: { partyId: string }, { reach, now }: Asked) => {
    if (reach.kind === 'own' && !reach.partyIds.includes(partyId)) throw new NotFound()
    return { items: await store.listMyRequests(trx, partyId, now) }
  },
  listFactRequests: async (trx: Trx, filter: Filter, { reach, now, definitions }: Asked) => {
    const { items, next } = await store.listRequests(trx, reach, filter, now)
    return {
      next,
      items: items.map((row) => ({ ...row, expected: expectedOf(definitions.find(factKind, row.fact)) })),
    }
  },
}
