import type { ClaimEvent } from '#engines/policy/claims/model.ts'
import type { ObjectionEvent } from '#engines/policy/model.ts'
import type { Bilingual } from '#kernel/text.ts'
import type { Process, ProcessCommand } from '#platform/process.ts'

const notify = (
  partyId: string,
  subject: string,
  about: { department: string; title: Bilingual; place: string },
  text: Bilingual,
): ProcessCommand => ({
  operation: 'message.notify',
  input: { partyId, topic: 'policy', subject, ...about, text },
})

const outcomes: Readonly<Record<string, Bilingual>> = {
  granted: { zh: '申领通过', en: 'The claim is granted' },
  refused: { zh: '申领没有通过', en: 'The claim is refused' },
  kept: { zh: '承诺已核查属实', en: 'The promise was found true' },
  broken: { zh: '承诺经核查不实', en: 'The promise was found untrue' },
  dismissed: { zh: '异议不成立', en: 'The objection is dismissed' },
  excluded: { zh: '异议成立，已移出名单', en: 'The objection is upheld: taken off the list' },
  reassessed: {
    zh: '异议成立，按更正后的数据重新比对',
    en: 'The objection is upheld: judged again on corrected facts',
  },
}
const said = (outcome: string, reason: Bilingual): Bilingual => ({
  zh: `${outcomes[outcome]?.zh ?? ''}：${reason.zh}`,
  en: `${outcomes[outcome]?.en ?? ''}: ${reason.en}`,
})
const repairs: Readonly<Record<'granted' | 'refused', Bilingual>> = {
  granted: { zh: '信用记录已修复', en: 'The entry in the record has ended' },
  refused: { zh: '暂不修复信用记录', en: 'The entry in the record stays' },
}
const same = (text: string): Bilingual => ({ zh: text, en: text })

/** Whoever claimed is told the answer, and what was found of its promise. */
export const claimAnswerBecomesNotice: Process = {
  name: 'claim-answer-becomes-notice',
  on: ['claim.ClaimAnswered', 'claim.PromiseChecked', 'claim.RepairAnswered'],
  react: ({ ownerId, event }) => {
    const { type, data } = event as Extract<
      ClaimEvent,
      { type: 'ClaimAnswered' | 'PromiseChecked' | 'RepairAnswered' }
    >
    const { policyId, department, title, outcome } = data
    const about = { department, title, place: '/space/policies' }
    if (type === 'ClaimAnswered')
      return [notify(ownerId, `claim/${policyId}`, about, said(outcome, data.reason))]
    if (type === 'RepairAnswered') {
      const said = repairs[data.outcome]
      return [
        notify(ownerId, `claim/${policyId}`, about, {
          zh: `${said.zh}：${data.reason}`,
          en: `${said.en}: ${data.reason}`,
        }),
      ]
    }
    const { consequence, reason } = data
    const after = outcome === 'broken' ? consequence : { zh: '', en: '' }
    const text = said(outcome, {
      zh: `${reason}${after.zh && `。${after.zh}`}`,
      en: `${reason}${after.en && `. ${after.en}`}`,
    })
    return [notify(ownerId, `claim/${policyId}`, about, text)]
  },
}

/** Whoever objected is told the answer with its reasons. */
export const objectionAnswerBecomesNotice: Process = {
  name: 'objection-answer-becomes-notice',
  on: ['objection.ObjectionResolved'],
  react: ({ ownerId, event }) => {
    const { data } = event as Extract<ObjectionEvent, { type: 'ObjectionResolved' }>
    const { policyId, department, title, outcome, reason } = data
    const about = { department, title, place: '/space/policies' }
    return [notify(ownerId, `objection/${policyId}`, about, said(outcome, same(reason)))]
  },
}

/** A claim is what a notice of its policy was for. */
export const claimIsActedOn: Process = {
  name: 'claim-is-acted-on',
  on: ['claim.ClaimLodged'],
  react: ({ ownerId: partyId, event }) => {
    const { policyId } = (event as Extract<ClaimEvent, { type: 'ClaimLodged' }>).data
    return [{ operation: 'message.noteActedOn', input: { partyId, subject: `policy/${policyId}` } }]
  },
}
