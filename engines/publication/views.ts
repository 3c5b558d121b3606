import type { DefinitionKind, Definitions } from '#kernel/definition.ts'
import type { Bilingual } from '#kernel/text.ts'
import type { Period } from '#kernel/time.ts'
import { changesBetween } from './changes.ts'
import type { DraftSummary, Judgement } from './contract.ts'
import { judge, linesOf } from './judge.ts'
import type { Draft } from './model.ts'
import { newestOf, type Writable, writableIn } from './parts.ts'
import type { ConsultedRow, DraftRow } from './store.ts'

const unnamed: Bilingual = { zh: '定义', en: 'Definition' }

export const kindTitle = (kinds: readonly DefinitionKind[], name: string): Bilingual =>
  writableIn(kinds, name)?.publishing.title ?? unnamed

/** A title in both languages; while nobody has translated it, the Chinese one stands for both. */
function titleOf({ kind, title: written }: Draft, parts: Draft['parts'] = []): Bilingual {
  const said = parts.find((part) => part.kind === kind)?.body['title']
  const { zh, en } = (typeof said === 'object' && said !== null ? said : {}) as Record<string, unknown>
  const named = (text: unknown) => (typeof text === 'string' && text.trim() ? text.trim() : written)
  return { zh: named(zh), en: named(en) }
}

export const summaryOf = (
  { draftId, record, openComments }: DraftRow,
  kinds: readonly DefinitionKind[],
): DraftSummary => ({
  draftId,
  kind: record.kind,
  kindTitle: kindTitle(kinds, record.kind),
  definitionId: record.definitionId,
  title: titleOf(record, record.parts),
  department: record.department,
  district: record.district,
  state: record.state,
  version: (record.basedOn ?? 0) + 1,
  savedAt: record.savedAt,
  savedBy: record.savedBy.name,
  consultationThrough: record.consultation?.through,
  openComments,
})

const shown = ({ laid: _, ...judgement }: ReturnType<typeof judge>): Judgement => judgement

/** A draft's judgement without what only publishing needs. */
export const judgementOf = (
  draft: Draft,
  parts: Draft['parts'],
  kinds: readonly DefinitionKind[],
  definitions: Definitions,
): Judgement => {
  const kind = writableIn(kinds, draft.kind)
  if (!kind) throw new Error(`no kind ${draft.kind}`)
  return shown(judge(kind, kinds, draft, parts, definitions))
}

export function draftView(row: DraftRow, kinds: readonly DefinitionKind[], definitions: Definitions) {
  const { record } = row
  const kind = writableIn(kinds, record.kind)
  if (!kind) throw new Error(`no kind ${record.kind}`)
  const judgement = judgementOf(record, record.parts, kinds, definitions)
  const { gates } = kind.publishing
  const { consultation, competition, review, returned, published, withdrawn } = record
  const competitionCurrent = competition?.hash === record.hash
  const open: ('sound' | 'proven' | (typeof gates)[number])[] = []
  if (!judgement.sound) open.push('sound')
  if (judgement.lacks.length || !judgement.sound) open.push('proven')
  if (gates.includes('consultation') && !consultation?.closedAt) open.push('consultation')
  const isJudged = competitionCurrent && competition?.conclusion !== 'must-change'
  if (gates.includes('fair-competition') && !isJudged) open.push('fair-competition')
  if (gates.includes('legal-review') && review?.hash !== record.hash) open.push('legal-review')
  return {
    ...summaryOf(row, kinds),
    streamVersion: row.streamVersion,
    parts: record.parts,
    basedOn: record.basedOn,
    authors: record.authors,
    gates: [...gates],
    proves: kind.publishing.lacks !== undefined,
    bringsProof: kind.publishing.companions.length > 0,
    open,
    consultation: consultation && {
      from: consultation.from,
      through: consultation.through,
      closedAt: consultation.closedAt,
      changes: changesBetween(
        judgementOf(record, consultation.parts, kinds, definitions).lines,
        judgement.lines,
      ),
    },
    competition,
    competitionCurrent,
    review,
    returned,
    published,
    withdrawn,
    judgement,
  }
}

export function consultationOf(
  { draftId, record }: Pick<ConsultedRow, 'draftId' | 'record'>,
  kinds: readonly DefinitionKind[],
  today: string,
) {
  const { from = '', through = '' } = record.consultation ?? {}
  return {
    draftId,
    kindTitle: kindTitle(kinds, record.kind),
    title: titleOf(record, record.consultation?.parts),
    department: record.department,
    district: record.district,
    from,
    through,
    open: record.state === 'in-consultation' && today <= through,
  }
}

interface Named {
  readonly title?: Bilingual
  readonly version?: number
  readonly inForce?: Period
}

export const periodOf = (value: unknown, endsOn?: string): { from?: string; until?: string | undefined } => {
  const { inForce } = value as Named
  if (!inForce) return {}
  const until =
    endsOn !== undefined && (inForce.until === undefined || endsOn < inForce.until) ? endsOn : inForce.until
  return { from: inForce.from, until }
}

export const namedTitle = (value: unknown): Bilingual => (value as Named).title ?? unnamed

/** What is published of a kind, for those who want to write its next version. */
export function publishedOf(kind: Writable, definitions: Definitions) {
  const key = kind.key ?? 'id'
  const ids = new Set(
    definitions.versions(kind).map((value) => String((value as Record<string, unknown>)[key])),
  )
  return [...ids].flatMap((id) => {
    const newest = newestOf(kind, id, definitions)
    return newest ? [{ id, title: namedTitle(newest.value), version: newest.version }] : []
  })
}

/** Each version with what it changed against the one before. */
export function versionChanges(kind: Writable, id: string, version: number, definitions: Definitions) {
  const value = definitions.find(kind, id, version)
  const before = version > 1 ? definitions.find(kind, id, version - 1) : undefined
  if (value === undefined || before === undefined) return []
  return changesBetween(linesOf(kind, before, definitions), linesOf(kind, value, definitions))
}
