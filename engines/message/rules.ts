import type { RulesOf } from '#kernel/engine.ts'
import type { messageContract } from './contract.ts'
import type { NoticeEvent, NoticeState } from './model.ts'

type Rules = RulesOf<typeof messageContract, NoticeState, NoticeEvent>

const notify: Rules['notify'] = (_, { partyId: __, ...data }) => [{ type: 'NoticeSent', data }]

const openNotice: Rules['openNotice'] = (notice, _, { actor }) =>
  notice.opened ? [] : [{ type: 'NoticeOpened', data: { by: actor.id } }]

const rateNotice: Rules['rateNotice'] = (notice, { useful, comment }) =>
  notice.useful === useful && notice.comment === comment
    ? []
    : [{ type: 'NoticeRated', data: { useful, ...(comment ? { comment } : {}) } }]

const tellDone: Rules['tellDone'] = ({ actedOn, subject }) =>
  actedOn ? [] : [{ type: 'SubjectActedOn', data: { subject } }]

const noteActedOn: Rules['noteActedOn'] = (_, { subject }) => [{ type: 'SubjectActedOn', data: { subject } }]

export const messageRules: Rules = { notify, openNotice, rateNotice, tellDone, noteActedOn }
