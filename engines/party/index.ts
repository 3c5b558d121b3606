import path from 'node:path'
import { personOf } from '#kernel/actor.ts'
import { streamKind } from '#kernel/engine.ts'
import { defineEngine, type Projection } from '#platform/engine.ts'
import { partyContract } from './contract.ts'
import { projectRequest, requestProviders, requestQueries, requestStream } from './ask/index.ts'
import { askRules } from './ask/rules.ts'
import { declareRules } from './declare/rules.ts'
import { factKind } from '#definitions/facts/kind.ts'
import {
  importJobs,
  importProjection,
  importProviders,
  importQueries,
  importReactions,
  importStream,
} from './import/index.ts'
import { importRules } from './import/rules.ts'
import en from './messages/en.json' with { type: 'json' }
import zh from './messages/zh.json' with { type: 'json' }
import { evolveParty, noParty, type Party, type PartyEvent } from './model.ts'
import { partyRules } from './rules.ts'
import * as store from './store.ts'

const party = streamKind<Party, PartyEvent>({
  kind: 'party',
  initial: noParty,
  evolve: evolveParty,
  scope: () => ({}),
})

const projection: Projection = async (trx, recorded, moment) => {
  if (recorded.kind === importStream.kind) return importProjection(trx, recorded, moment)
  if (recorded.kind === requestStream.kind) return projectRequest(trx, recorded, moment)
  const { ownerId, event, at } = recorded
  const { type, data } = event as PartyEvent
  if (type === 'EnterpriseFounded') await store.insertParty(trx, ownerId, data.name, at)
  if (type === 'PersonEntered') await store.insertPerson(trx, ownerId, data, at)
  if (type === 'MandateGranted') await store.setMandate(trx, ownerId, data)
  if (type === 'MandateRevoked') await store.deleteMandate(trx, ownerId, data.accountId)
  if (type === 'IdentityAssigned')
    await store.setIdentity(trx, ownerId, data.name, data.creditCode, data.registeredOn)
  if (type === 'FactsRecorded') await store.replaceFacts(trx, ownerId, data.facts, data.cause, at)
}

export const partyEngine = defineEngine({
  name: 'party',
  contract: partyContract,
  streams: [party, importStream, requestStream],
  rules: { ...partyRules, ...declareRules, ...askRules, ...importRules },
  queries: {
    listMyParties: async (trx, _, { actor }) => ({ items: await store.listPartiesOf(trx, actor.partyIds) }),
    getParty: async (trx, { partyId }, { reach }) => ({
      ...(await store.getParty(trx, partyId, reach)),
      mandates: await store.listMandates(trx, partyId),
      facts: await store.listFacts(trx, partyId),
    }),
    listReceipts: async (trx, input) => store.listReceipts(trx, input.partyId, input.before, input.limit),
    ...importQueries,
    ...requestQueries,
  },
  definitions: [factKind],
  provides: {
    'party.accountByLogin': async (trx, { input }) =>
      (await store.findAccount(trx, String(input['login']))) ?? null,
    'party.identity': async (trx, { ownerId }) => (await store.findIdentity(trx, ownerId)) ?? null,
    'party.personOfActor': (trx, { actor }) => store.findPersonOf(trx, personOf(actor)),
    'party.profile': async (trx, { ownerId }) => (await store.findProfile(trx, ownerId)) ?? null,
    'party.hasMandate': (trx, { ownerId }) => store.hasMandate(trx, ownerId),
    'party.facts': (trx, { ownerId }) => store.listFacts(trx, ownerId),
    ...importProviders,
    ...requestProviders,
  },
  projection,
  reactions: importReactions,
  jobs: importJobs,
  messages: { zh, en },
  screens: [
    { id: 'enterprise-home', title: { zh: '企业主页', en: 'Enterprise home' }, path: '/space' },
    { id: 'enterprise-profile', title: { zh: '企业档案', en: 'Enterprise profile' }, path: '/space/profile' },
    { id: 'who-looked', title: { zh: '谁查过', en: 'Who looked' }, path: '/space/receipts' },
  ],
  migrations: path.join(import.meta.dirname, 'migrations'),
  directories: ['party.person'],
})
