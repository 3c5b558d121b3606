import { roleKind } from '#definitions/city/kinds.ts'
import { repealId, repealKind } from '#definitions/city/repeals.ts'
import { type Actor, covers, personOf, reachOf } from '#kernel/actor.ts'
import type { DefinitionKind, Definitions } from '#kernel/definition.ts'
import type { RulesOf } from '#kernel/engine.ts'
import { refuse } from '#kernel/refusal.ts'
import { type Period, yearOf } from '#kernel/time.ts'
import type { publicationContract } from './contract.ts'
import { judge } from './judge.ts'
import {
  cityWide,
  type Comment,
  type CommentEvent,
  type CompetitionAnswer,
  type Conclusion,
  type Draft,
  type DraftEvent,
  type DraftPart,
  type RepealDraft,
  type RepealEvent,
  type Someone,
} from './model.ts'
import { copied, fitted, hashOfParts, nameIn, newestOf, titleIn, type Writable, writableIn } from './parts.ts'
import { questionnaireOn } from './questionnaire.ts'

type Contract = typeof publicationContract
type DraftRules = RulesOf<
  Contract,
  Draft,
  DraftEvent,
  | 'openDraft'
  | 'saveDraft'
  | 'openConsultation'
  | 'endConsultation'
  | 'judgeCompetition'
  | 'submitDraft'
  | 'returnDraft'
  | 'approveDraft'
  | 'publishDraft'
  | 'withdrawDraft'
>
type CommentRules = RulesOf<Contract, Comment, CommentEvent, 'lodgeComment' | 'answerComment'>
type RepealRules = RulesOf<
  Contract,
  RepealDraft,
  RepealEvent,
  'proposeRepeal' | 'confirmRepeal' | 'dropRepeal'
>

export const someone = (actor: Actor): Someone => ({
  id: actor.id,
  person: personOf(actor),
  name: actor.name,
})

/** Whether an actor's office covers another's business; judged by the roles in force, as the platform does for a record that is there. */
function reaches(
  actor: Actor,
  operation: string,
  definitions: Definitions,
  office: { department?: string | undefined; district?: string | undefined },
): boolean {
  const rights = new Map(definitions.list(roleKind).map((role) => [role.id, role]))
  return covers(reachOf(actor, `publication.${operation}`, 'jurisdiction', rights), {
    ...(office.department ? { departments: [office.department] } : {}),
    district: office.district ?? cityWide,
  })
}

const versionOf = ({ basedOn }: Pick<Draft, 'basedOn'>): number => (basedOn ?? 0) + 1

/** A second pair of eyes is another human, and never a process. */
const isOneOf = (actor: Actor, people: readonly Someone[]): boolean =>
  actor.kind !== 'account' || people.some(({ person }) => person === personOf(actor))

/** The rules over the kinds of definition that a city may write. Which those are, whoever composes the system says. */
export function publicationRulesOver(
  kinds: readonly DefinitionKind[],
): DraftRules & CommentRules & RepealRules {
  const kindOf = (draft: Draft): Writable => {
    const kind = writableIn(kinds, draft.kind)
    if (!kind) throw new Error(`no kind ${draft.kind}`)
    return kind
  }
  const judged = (draft: Draft, definitions: Definitions) =>
    judge(kindOf(draft), kinds, draft, draft.parts, definitions)

  const openDraft: DraftRules['openDraft'] = (_, input, facts) => {
    const { definitions, actor, now, today, idFor } = facts
    const kind = writableIn(kinds, input.kind)
    if (!kind) return refuse('kind-not-writable', {}, ['kind'])
    const { title, department, district } = input
    if (kind.publishing.ofDistricts && district === undefined)
      return refuse('district-needed', {}, ['district'])
    if (!reaches(actor, 'openDraft', definitions, { department, district }))
      return refuse('not-your-office', {}, ['department', 'district'])
    const id =
      input.id ??
      (input.parts && nameIn(kind, input.parts)) ??
      `${kind.name}-${yearOf(today)}-${idFor('id').replace(/-/g, '').slice(0, 6)}`
    const newest = newestOf(kind, id, definitions)
    if (newest && !reaches(actor, 'openDraft', definitions, kind.publishing.office(newest.value)))
      return refuse('not-your-office', {}, ['id'])
    const basedOn = newest?.version
    const given =
      input.parts ??
      (basedOn === undefined
        ? blank(kind, { id, title, department, district, today })
        : copied(kind, kinds, id, basedOn, definitions))
    const parts = fitted(kind, kinds, given, { id, version: versionOf({ basedOn }) })
    if (!parts) return refuse('parts-unfit', {}, ['parts'])
    return [
      {
        type: 'DraftOpened',
        data: {
          kind: kind.name,
          definitionId: id,
          basedOn,
          title: titleIn(kind, parts, title),
          department,
          district,
          parts,
          hash: hashOfParts(parts),
          by: someone(actor),
          at: now,
        },
      },
    ]
  }

  const saveDraft: DraftRules['saveDraft'] = (draft, input, { actor, now }) => {
    if (draft.state !== 'drafting') return refuse('not-drafting', { state: draft.state })
    const kind = kindOf(draft)
    const parts = fitted(kind, kinds, input.parts, { id: draft.definitionId, version: versionOf(draft) })
    if (!parts) return refuse('parts-unfit', {}, ['parts'])
    const hash = hashOfParts(parts)
    if (hash === draft.hash) return []
    const title = titleIn(kind, parts, draft.title)
    return [{ type: 'DraftSaved', data: { parts, hash, title, by: someone(actor), at: now } }]
  }

  const openConsultation: DraftRules['openConsultation'] = (draft, { through }, facts) => {
    const { definitions, today, actor } = facts
    if (draft.state !== 'drafting') return refuse('not-drafting', { state: draft.state })
    const { sound, faults } = judged(draft, definitions)
    if (!sound) return refuse('draft-unsound', { count: faults.length })
    if (through <= today) return refuse('through-in-past', {}, ['through'])
    return [{ type: 'ConsultationOpened', data: { from: today, through, by: someone(actor) } }]
  }

  const endConsultation: DraftRules['endConsultation'] = (draft, _, { needs, today, now, actor }) => {
    const { consultation, state } = draft
    if (state !== 'in-consultation' || !consultation) return refuse('not-in-consultation')
    if (today <= consultation.through)
      return refuse('consultation-running', { through: consultation.through })
    if (needs.unanswered > 0) return refuse('comments-unanswered', { count: needs.unanswered })
    return [{ type: 'ConsultationEnded', data: { by: someone(actor), at: now } }]
  }

  const judgeCompetition: DraftRules['judgeCompetition'] = (draft, { answers }, facts) => {
    const { definitions, actor, now, today } = facts
    if (draft.state !== 'drafting') return refuse('not-drafting', { state: draft.state })
    const questionnaire = questionnaireOn(definitions)
    if (!questionnaire) return refuse('questionnaire-missing')
    const answered = new Set(answers.map(({ question }) => question))
    const asked = questionnaire.questions.map(({ id }) => id)
    if (
      answered.size !== asked.length ||
      answers.length !== asked.length ||
      !asked.every((id) => answered.has(id))
    )
      return refuse('answers-incomplete', { asked: asked.length, answered: answered.size }, ['answers'])
    const grounds = new Set(questionnaire.exceptions.map(({ id }) => id))
    const exceptions = answers.flatMap(({ exception }) => exception ?? [])
    if (exceptions.some(({ ground }) => !grounds.has(ground)))
      return refuse('exception-unknown', {}, ['answers'])
    // An exception has an end (公平竞争审查条例 art. 12).
    if (exceptions.some(({ until }) => until <= today)) return refuse('exception-ended', {}, ['answers'])
    return [
      {
        type: 'CompetitionJudged',
        data: {
          questionnaire: questionnaire.id,
          questionnaireVersion: questionnaire.version,
          answers,
          conclusion: concluded(answers),
          hash: draft.hash,
          by: someone(actor),
          at: now,
        },
      },
    ]
  }

  const submitDraft: DraftRules['submitDraft'] = (draft, _, { definitions, actor, now }) => {
    if (draft.state !== 'drafting') return refuse('not-drafting', { state: draft.state })
    const { sound, faults, lacks } = judged(draft, definitions)
    if (!sound) return refuse('draft-unsound', { count: faults.length })
    if (lacks.length) return refuse('not-proven', { count: lacks.length })
    const { gates } = kindOf(draft).publishing
    if (gates.includes('consultation') && !draft.consultation?.closedAt) return refuse('consultation-missing')
    if (gates.includes('fair-competition')) {
      if (draft.competition?.hash !== draft.hash) return refuse('competition-missing')
      if (draft.competition.conclusion === 'must-change') return refuse('competition-breached')
    }
    return [{ type: 'DraftSubmitted', data: { by: someone(actor), at: now } }]
  }

  const returnDraft: DraftRules['returnDraft'] = (draft, { reason }, { actor, now }) =>
    draft.state !== 'in-review' && draft.state !== 'approved'
      ? refuse('not-in-review', { state: draft.state })
      : [{ type: 'DraftReturned', data: { by: someone(actor), reason, at: now } }]

  const approveDraft: DraftRules['approveDraft'] = (draft, { opinion }, { actor, now }) => {
    if (draft.state !== 'in-review') return refuse('not-in-review', { state: draft.state })
    if (isOneOf(actor, draft.authors)) return refuse('four-eyes')
    return [{ type: 'DraftApproved', data: { by: someone(actor), opinion, hash: draft.hash, at: now } }]
  }

  const publishDraft: DraftRules['publishDraft'] = (draft, _, { definitions, needs, actor, now }) => {
    if (draft.state !== 'approved' || draft.review?.hash !== draft.hash)
      return refuse('not-approved', { state: draft.state })
    if (isOneOf(actor, [...draft.authors, draft.review.by])) return refuse('four-eyes')
    const version = versionOf(draft)
    if ((needs.newest ?? 0) !== version - 1) return refuse('version-taken', { version: needs.newest ?? 0 })
    // What the draft leans on may have been published meanwhile.
    const { sound, faults, lacks, laid } = judged(draft, definitions)
    if (!sound) return refuse('draft-unsound', { count: faults.length })
    if (lacks.length) return refuse('not-proven', { count: lacks.length })
    const published = laid.map(({ kind, id, version, value }) => ({ kind, id, version, body: value }))
    return [
      {
        type: 'DraftPublished',
        data: {
          version,
          definitions: [...published, ...replaced(kindOf(draft), draft, published[0]?.body, definitions)],
          by: someone(actor),
          at: now,
        },
      },
    ]
  }

  const withdrawDraft: DraftRules['withdrawDraft'] = (draft, { reason }, { actor, now }) => {
    if (draft.state === 'published') return refuse('already-published')
    if (draft.state === 'withdrawn') return refuse('already-withdrawn')
    return [{ type: 'DraftWithdrawn', data: { by: someone(actor), reason, at: now } }]
  }

  const lodgeComment: CommentRules['lodgeComment'] = (_, input, { needs, actor }) => {
    const { standing } = needs
    if (!standing) return refuse('consultation-unknown', {}, ['draftId'])
    if (!standing.open) return refuse('consultation-closed')
    const { draftId, speaksFor, clause, text } = input
    const { department, district } = standing
    return [
      {
        type: 'CommentLodged',
        data: { draftId, department, district: district ?? undefined, speaksFor, clause, text, by: actor.id },
      },
    ]
  }

  const answerComment: CommentRules['answerComment'] = (comment, { outcome, text }, { actor }) =>
    comment.answered
      ? refuse('already-answered')
      : [{ type: 'CommentAnswered', data: { outcome, text, by: someone(actor) } }]

  const proposeRepeal: RepealRules['proposeRepeal'] = (_, { of, on, reason }, { definitions, actor }) => {
    const kind = writableIn(kinds, of.kind)
    if (!kind) return refuse('kind-not-writable', {}, ['of'])
    const value = definitions.find(kind, of.id, of.version)
    if (value === undefined) return refuse('definition-unknown', {}, ['of'])
    const { department = '', district } = kind.publishing.office(value)
    if (!reaches(actor, 'proposeRepeal', definitions, { department, district }))
      return refuse('not-your-office')
    const { inForce } = value as { inForce?: Period }
    if (!inForce || (inForce.until !== undefined && inForce.until <= on))
      return refuse('ends-already', { until: inForce?.until ?? '' }, ['on'])
    return [{ type: 'RepealProposed', data: { of, on, reason, department, district, by: someone(actor) } }]
  }

  const confirmRepeal: RepealRules['confirmRepeal'] = (repeal, { reasonEn }, { actor }) => {
    if (repeal.state !== 'proposed') return refuse('repeal-settled')
    if (isOneOf(actor, [repeal.by])) return refuse('four-eyes')
    return [
      { type: 'RepealConfirmed', data: { reason: { zh: repeal.reason, en: reasonEn }, by: someone(actor) } },
    ]
  }

  const dropRepeal: RepealRules['dropRepeal'] = (repeal, { reason }, { actor }) =>
    repeal.state !== 'proposed'
      ? refuse('repeal-settled')
      : [{ type: 'RepealDropped', data: { reason, by: someone(actor) } }]

  return {
    openDraft,
    saveDraft,
    openConsultation,
    endConsultation,
    judgeCompetition,
    submitDraft,
    returnDraft,
    approveDraft,
    publishDraft,
    withdrawDraft,
    lodgeComment,
    answerComment,
    proposeRepeal,
    confirmRepeal,
    dropRepeal,
  }
}

const blank = (kind: Writable, known: Parameters<Writable['publishing']['blank']>[0]): DraftPart[] => [
  { kind: kind.name, body: { ...kind.publishing.blank(known) } },
]

/** No restriction; restrictions that the law lets stand for a time; or something that must be written otherwise. */
function concluded(answers: readonly CompetitionAnswer[]): Conclusion {
  const breaches = answers.filter((answer) => answer.breaches)
  if (breaches.length === 0) return 'clear'
  return breaches.every(({ exception }) => exception !== undefined) ? 'excepted' : 'must-change'
}

/** The version before ends where the new one begins, unless it ends earlier by its own text. */
function replaced(kind: Writable, draft: Draft, body: unknown, definitions: Definitions) {
  const from = (body as { inForce?: Period } | undefined)?.inForce?.from
  const before =
    draft.basedOn === undefined ? undefined : definitions.find(kind, draft.definitionId, draft.basedOn)
  const period = (before as { inForce?: Period } | undefined)?.inForce
  if (from === undefined || draft.basedOn === undefined || !period) return []
  if (period.until !== undefined && period.until <= from) return []
  const of = { kind: kind.name, id: draft.definitionId, version: draft.basedOn }
  const version = versionOf(draft)
  return [repealOf(of, from, { zh: `由第 ${version} 版代替`, en: `Replaced by version ${version}` })]
}

/** A repeal as the record of definitions keeps it. */
export function repealOf(of: RepealDraft['of'], on: string, reason: { zh: string; en: string }) {
  const id = repealId(of.kind, of.id, of.version, on)
  return { kind: repealKind.name, id, version: 1, body: { id, of, on, reason } }
}
