import path from 'node:path'
import { streamKind } from '#kernel/engine.ts'
import { defineEngine, type Projection } from '#platform/engine.ts'
import { NotFound } from '#platform/query.ts'
import type { Reach } from '#kernel/actor.ts'
import { messageContract } from './contract.ts'
import en from './messages/en.json' with { type: 'json' }
import zh from './messages/zh.json' with { type: 'json' }
import { evolveNotice, noNotice, type NoticeEvent, type NoticeState } from './model.ts'
import { messageRules } from './rules.ts'
import * as store from './store.ts'

const noticeLike = (kind: 'notice' | 'subject') =>
  streamKind<NoticeState, NoticeEvent>({ kind, initial: noNotice, evolve: evolveNotice, scope: () => ({}) })

const projection: Projection = async (trx, { ownerId, streamId, event, at }) => {
  const one = event as NoticeEvent
  if (one.type === 'NoticeSent') await store.insertNotice(trx, ownerId, streamId, one.data, at)
  if (one.type === 'NoticeOpened') await store.setOpened(trx, ownerId, streamId, at)
  if (one.type === 'NoticeRated') await store.setRating(trx, ownerId, streamId, one.data)
  if (one.type === 'SubjectActedOn') await store.setActedOn(trx, ownerId, one.data.subject, at)
}

const mayRead = (reach: Reach, partyId: string) => {
  if (reach.kind === 'own' && !reach.partyIds.includes(partyId)) throw new NotFound()
}

export const messageEngine = defineEngine({
  name: 'message',
  contract: messageContract,
  streams: [noticeLike('notice'), noticeLike('subject')],
  rules: messageRules,
  queries: {
    listNotices: (trx, { partyId, ...filter }, { reach }) => {
      mayRead(reach, partyId)
      return store.listNotices(trx, partyId, filter)
    },
    countNotices: async (trx, { partyId }, { reach }) => {
      mayRead(reach, partyId)
      return { unopened: await store.countUnopened(trx, partyId) }
    },
    feedback: async (trx, filter, { reach }) => ({ items: await store.listFeedback(trx, reach, filter) }),
  },
  projection,
  messages: { zh, en },
  screens: [{ id: 'notices', title: { zh: '消息', en: 'Notices' }, path: '/space/notices' }],
  migrations: path.join(import.meta.dirname, 'migrations'),
})
