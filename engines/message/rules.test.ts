import { expect, test } from 'vitest'
import type { Facts } from '#kernel/engine.ts'
import { evolveNotice, noNotice, type NoticeEvent } from './model.ts'
import { messageRules } from './rules.ts'

const facts = { actor: { id: 'somebody' } } as Facts<never>
const id = { partyId: 'p', noticeId: 'n' }
const sent: NoticeEvent = {
  type: 'NoticeSent',
  data: {
    topic: 'policy',
    subject: 'policy/one',
    department: 'finance',
    title: { zh: '标题', en: 'Title' },
    text: { zh: '正文', en: 'Text' },
    place: '/space/policies',
  },
}
const after = (...events: NoticeEvent[]) => [sent, ...events].reduce(evolveNotice, noNotice)
const eventsOf = (outcome: unknown) => outcome as NoticeEvent[]

test('a notice is opened once, however often it is looked at', () => {
  const opened = eventsOf(messageRules.openNotice(after(), id, facts))
  expect(opened).toEqual([{ type: 'NoticeOpened', data: { by: 'somebody' } }])
  expect(messageRules.openNotice(after(...opened), id, facts)).toEqual([])
})

test('the last word on a notice counts, and the same word twice is one', () => {
  const useful = eventsOf(messageRules.rateNotice(after(), { ...id, useful: true }, facts))
  expect(useful).toHaveLength(1)
  expect(messageRules.rateNotice(after(...useful), { ...id, useful: true }, facts)).toEqual([])
  const not = eventsOf(
    messageRules.rateNotice(after(...useful), { ...id, useful: false, comment: '看不懂' }, facts),
  )
  expect(after(...useful, ...not)).toMatchObject({ useful: false, comment: '看不懂' })
})

test('what was done is said once', () => {
  const done = eventsOf(messageRules.tellDone(after(), id, facts))
  expect(done).toEqual([{ type: 'SubjectActedOn', data: { subject: 'policy/one' } }])
  expect(messageRules.tellDone(after(...done), id, facts)).toEqual([])
})
