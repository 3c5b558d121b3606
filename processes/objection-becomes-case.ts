import type { CaseEvent } from '#engines/casework/model.ts'
import type { ObjectionEvent } from '#engines/policy/model.ts'
import type { Process } from '#platform/process.ts'

/** The theme under which a city answers objections to its policies. */
const theme = 'policy-objection'

/** An objection is a matter of the department that decided, with what the objector was told as it was told then. */
export const objectionBecomesCase: Process = {
  name: 'objection-becomes-case',
  on: ['objection.ObjectionLodged'],
  react: ({ ownerId: partyId, streamId: id, event }) => {
    const { data } = event as Extract<ObjectionEvent, { type: 'ObjectionLodged' }>
    const { title, department, text, by, byName, explanation } = data
    return [
      {
        operation: 'casework.lodgeMatter',
        input: {
          partyId,
          theme,
          subject: { kind: 'objection', id },
          title: `异议：${title.zh}`,
          department,
          applicant: { id: by, name: byName },
          answers: { 'objection-text': text },
          ...(explanation ? { explanation } : {}),
        },
      },
    ]
  },
}

/** The objection knows the matter in which it is answered. */
export const caseOfObjection: Process = {
  name: 'case-of-objection',
  on: ['case.CaseLodged'],
  react: ({ ownerId: partyId, streamId: caseId, event }) => {
    const { subject } = (event as Extract<CaseEvent, { type: 'CaseLodged' }>).data
    return subject
      ? [{ operation: 'policy.noteObjectionCase', input: { partyId, objectionId: subject.id, caseId } }]
      : []
  },
}

/** What the department decided, with its reasons, is the objection's answer. */
export const caseAnswersObjection: Process = {
  name: 'case-answers-objection',
  on: ['case.PartGranted', 'case.PartRefused'],
  react: ({ ownerId: partyId, event }) => {
    const { type, data } = event as Extract<CaseEvent, { type: 'PartGranted' | 'PartRefused' }>
    if (!data.subject) return []
    const { id: objectionId } = data.subject
    const upheld = type === 'PartGranted'
    const reason = type === 'PartRefused' ? `${data.reasons}（${data.basis}）` : (data.reasons ?? '')
    return [{ operation: 'policy.resolveObjection', input: { partyId, objectionId, upheld, reason } }]
  },
}
