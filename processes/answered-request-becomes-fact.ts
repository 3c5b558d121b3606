import type { RequestEvent } from '#engines/party/ask/model.ts'
import type { Bilingual } from '#kernel/text.ts'
import type { Process } from '#platform/process.ts'

/** What a department answers is known of the party from then on, and its policies are judged again. */
export const answeredRequestBecomesFact: Process = {
  name: 'answered-request-becomes-fact',
  on: ['fact-request.FactRequestAnswered'],
  react: ({ ownerId: partyId, streamId, event }) => {
    const { recorded, document } = (event as Extract<RequestEvent, { type: 'FactRequestAnswered' }>).data
    const cause = `request ${streamId}: ${document}`
    return [{ operation: 'party.recordFacts', input: { partyId, facts: [recorded], cause } }]
  },
}

/** Whoever asked is told the answer, or why there is none. */
export const answeredRequestBecomesNotice: Process = {
  name: 'answered-request-becomes-notice',
  on: ['fact-request.FactRequestAnswered', 'fact-request.FactRequestDeclined'],
  react: ({ ownerId: partyId, event }) => {
    const { type, data } = event as Extract<
      RequestEvent,
      { type: 'FactRequestAnswered' | 'FactRequestDeclined' }
    >
    const text: Bilingual =
      type === 'FactRequestAnswered'
        ? {
            zh: `${data.title.zh}：${data.written}（来源：${data.document}）。政策已重新比对。`,
            en: `${data.title.en}: ${data.written} (source: ${data.document}). Your policies were judged again.`,
          }
        : { zh: `部门没有这项数据：${data.reason}`, en: `The department does not know: ${data.reason}` }
    const { department, title } = data
    const place = '/space/policies'
    const notice = { topic: 'policy', subject: 'facts/asked', department, title, text, place }
    return [{ operation: 'message.notify', input: { partyId, ...notice } }]
  },
}
