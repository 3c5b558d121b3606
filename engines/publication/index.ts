import { lawText } from '#kernel/law-text.ts'
import path from 'node:path'
import { withAbout } from '#definitions/city/fault.ts'
import { cityKinds } from '#definitions/city/kinds.ts'
import type { DefinitionKind } from '#kernel/definition.ts'
import { streamKind } from '#kernel/engine.ts'
import { within } from '#kernel/time.ts'
import type { Trx } from '#platform/database/sql.ts'
import { addDefinitions, stored } from '#platform/definition-store.ts'
import { defineEngine, type Engine, type Projection } from '#platform/engine.ts'
import { NotFound, Refused } from '#platform/query.ts'
import { refuse } from '#kernel/refusal.ts'
import { publicationContract } from './contract.ts'
import { folderOf, partsOf } from './folder.ts'
import { linesOf } from './judge.ts'
import en from './messages/en.json' with { type: 'json' }
import zh from './messages/zh.json' with { type: 'json' }
import {
  cityWide,
  type Comment,
  type CommentEvent,
  type Draft,
  type DraftEvent,
  evolveComment,
  evolveDraft,
  evolveRepeal,
  noComment,
  noDraft,
  noRepeal,
  type RepealDraft,
  type RepealEvent,
} from './model.ts'
import { copied, newestOf, writableIn } from './parts.ts'
import { questionnaireKind, questionnaireOn } from './questionnaire.ts'
import { publicationRulesOver, repealOf } from './rules.ts'
import * as store from './store.ts'
import {
  consultationOf,
  draftView,
  judgementOf,
  kindTitle,
  namedTitle,
  periodOf,
  publishedOf,
  summaryOf,
  versionChanges,
} from './views.ts'
import { unzipped, zipped } from './zip.ts'

const office = ({ department, district }: { department: string; district?: string | undefined }) => ({
  departments: [department],
  district: district ?? cityWide,
})
const draft = streamKind<Draft, DraftEvent>({
  kind: 'draft',
  initial: noDraft,
  evolve: evolveDraft,
  scope: office,
})
const comment = streamKind<Comment, CommentEvent>({
  kind: 'comment',
  initial: noComment,
  evolve: evolveComment,
  scope: office,
})
const repeal = streamKind<RepealDraft, RepealEvent>({
  kind: 'repeal',
  initial: noRepeal,
  evolve: evolveRepeal,
  scope: office,
})

const projectDraft: Projection = async (trx, { ownerId, event, at }) => {
  const one = event as DraftEvent
  await store.putDraft(trx, ownerId, one)
  if (one.type !== 'DraftPublished') return
  const { definitions, by } = one.data
  const rows = definitions.map(({ kind, id, version, body }) => stored(kind, id, version, body))
  const added = await addDefinitions(trx, rows, by.name, at)
  // The rule saw the newest version under lock: a version that is there now is a defect, and nothing is written.
  if (added !== rows.length) throw new Error(`published ${added} of ${rows.length} definitions`)
}

const projectComment: Projection = async (trx, { ownerId, streamId, event, at }) => {
  const one = event as CommentEvent
  if (one.type === 'CommentLodged') await store.insertComment(trx, ownerId, streamId, one.data, at)
  else await store.setAnswer(trx, ownerId, streamId, one.data, at)
}

const projectRepeal: Projection = async (trx, { ownerId, event, at }) => {
  const one = event as RepealEvent
  if (one.type === 'RepealProposed') return void (await store.insertRepeal(trx, ownerId, one.data, at))
  if (one.type === 'RepealDropped') return void (await store.setRepealState(trx, ownerId, 'dropped'))
  await store.setRepealState(trx, ownerId, 'confirmed')
  const { kind, id, version, on } = await store.findRepeal(trx, ownerId)
  const made = repealOf({ kind, id, version }, on, one.data.reason)
  await addDefinitions(trx, [stored(made.kind, made.id, made.version, made.body)], one.data.by.name, at)
}

const projections: Readonly<Record<string, Projection>> = {
  draft: projectDraft,
  comment: projectComment,
  repeal: projectRepeal,
}

const zipFile = (fileName: string, files: Parameters<typeof zipped>[0]) => ({
  bytes: zipped(files),
  mediaType: 'application/zip',
  fileName: `${fileName}.zip`,
})

/** What publication needs of the rest: the engines whose kinds of definition are written here, and what the parties that comment are called. */
export interface Surroundings {
  readonly engines: readonly Engine[]
  readonly namesOf: (trx: Trx, partyIds: readonly string[]) => Promise<ReadonlyMap<string, string>>
}

/** The publication engine over the kinds of definition that a city may write. */
export function publicationEngineOver({ engines, namesOf }: Surroundings) {
  const kinds: readonly DefinitionKind[] = [
    ...(cityKinds as readonly DefinitionKind[]),
    ...engines.flatMap(({ definitions }) => definitions),
    questionnaireKind as DefinitionKind,
  ]
  const writable = (name: string) => {
    const kind = writableIn(kinds, name)
    if (!kind) throw new NotFound()
    return kind
  }
  return defineEngine({
    name: 'publication',
    contract: publicationContract,
    streams: [draft, comment, repeal],
    rules: publicationRulesOver(kinds),
    definitions: [questionnaireKind],
    queries: {
      // What asks for most before it is published stands first.
      listWritableKinds: async (_, __, { definitions }) => ({
        items: kinds
          .flatMap(({ name }) => {
            const kind = writableIn(kinds, name)
            if (!kind) return []
            const { title, gates, ofDistricts = false } = kind.publishing
            return [
              {
                kind: name,
                title,
                gates: [...gates],
                ofDistricts,
                published: publishedOf(kind, definitions),
              },
            ]
          })
          .sort((a, b) => b.gates.length - a.gates.length),
      }),
      listDrafts: async (trx, filter, { reach }) => {
        const { rows, next } = await store.listDrafts(trx, reach, filter)
        return { items: rows.map((row) => summaryOf(row, kinds)), next }
      },
      getDraft: async (trx, { draftId }, { reach, definitions }) =>
        draftView(await store.getDraft(trx, reach, draftId), kinds, definitions),
      judgeDraft: async (trx, { draftId, parts }, { reach, definitions }) =>
        judgementOf((await store.getDraft(trx, reach, draftId)).record, parts, kinds, definitions),
      readFolder: async (_, { kind: name, files = [], zip }) => {
        const kind = writableIn(kinds, name)
        if (!kind) throw new Refused(refuse('kind-not-writable', {}, ['kind']))
        const packed = zip === undefined ? [] : unzipped(Buffer.from(zip, 'base64'))
        if (!packed) throw new Refused(refuse('folder-unreadable', {}, ['zip']))
        const { parts, faults } = partsOf([...files, ...packed], kind, kinds)
        if (!parts.length && !faults.length) throw new Refused(refuse('folder-unreadable', {}, ['files']))
        return {
          parts,
          faults: faults.map(({ file: part, line, column, code, expected, remedy, ...said }) => ({
            part,
            path: `${line}:${column}`,
            code,
            expected,
            message: withAbout(said),
            remedy,
          })),
        }
      },
      exportDraft: async (trx, { draftId }, { reach }) => {
        const { record } = await store.getDraft(trx, reach, draftId)
        return zipFile(record.definitionId, folderOf(record.parts, kinds, record.definitionId))
      },
      getQuestionnaire: async (_, __, { definitions }) => {
        const found = questionnaireOn(definitions)
        if (!found) throw new Refused(refuse('questionnaire-missing'))
        const asked = ({ id, text, law }: (typeof found.questions)[number]) => ({
          id,
          text,
          basis: lawText(law),
        })
        return {
          id: found.id,
          version: found.version,
          title: found.title,
          questions: found.questions.map(asked),
          exceptions: found.exceptions.map(asked),
        }
      },
      listComments: async (trx, input, { reach }) => {
        const { items, next } = await store.listComments(trx, reach, input)
        const names = await namesOf(
          trx,
          items.map(({ partyId }) => partyId),
        )
        return { items: items.map((item) => ({ ...item, name: names.get(item.partyId) ?? '' })), next }
      },
      listMyComments: async (trx, { partyId }, { reach }) => {
        if (reach.kind === 'own' && !reach.partyIds.includes(partyId)) throw new NotFound()
        return { items: await store.listPartyComments(trx, partyId) }
      },
      listConsultations: async (trx, { limit }, { today }) => ({
        items: (await store.listConsulted(trx, limit)).map((row) => ({
          ...consultationOf(row, kinds, today),
          comments: row.comments,
        })),
      }),
      getConsultation: async (trx, { draftId }, { definitions, today }) => {
        const record = await store.findConsulted(trx, draftId)
        if (!record?.consultation) throw new NotFound()
        const { lines, changes } = judgementOf(record, record.consultation.parts, kinds, definitions)
        return {
          ...consultationOf({ draftId, record }, kinds, today),
          lines,
          changes: record.basedOn === undefined ? [] : changes,
          comments: (await store.listPublicComments(trx, draftId)).map(
            ({ commentId, speaksFor, clause, text, outcome, answer }) => ({
              commentId,
              speaksFor,
              clause,
              text,
              outcome,
              answer,
            }),
          ),
        }
      },
      listRepeals: async (trx, { limit }, { reach, definitions }) => ({
        items: (await store.listRepeals(trx, reach, limit)).map((row) => {
          const kind = writableIn(kinds, row.kind)
          const { repealId, state, on, reason, department, by, at, district } = row
          return {
            repealId,
            state,
            on,
            reason,
            department,
            by,
            at,
            ...(district === cityWide ? {} : { district }),
            of: { kind: row.kind, id: row.id, version: row.version },
            title: kind
              ? namedTitle(definitions.find(kind, row.id, row.version) ?? {})
              : kindTitle(kinds, row.kind),
          }
        }),
      }),
      listVersions: async (trx, { kind: name, id }, { definitions }) => {
        const kind = writable(name)
        const newest = newestOf(kind, id, definitions)
        if (!newest) throw new NotFound()
        const rows = await store.listPublished(trx, name, id)
        return {
          title: namedTitle(newest.value),
          items: rows.toReversed().map(({ body: _, ...row }) => ({
            ...row,
            ...periodOf(definitions.find(kind, id, row.version) ?? {}),
            changes: versionChanges(kind, id, row.version, definitions),
          })),
        }
      },
      getVersion: async (trx, { kind: name, id, validOn, knownAt, version }, { definitions, today }) => {
        const kind = writable(name)
        const ends = new Map(
          (await store.listEnds(trx, { kind: name, id }, knownAt)).map(({ version, on }) => [version, on]),
        )
        const known = (await store.listPublished(trx, name, id, knownAt)).map((row) => {
          const value = kind.schema.parse(row.body)
          return { ...row, value, period: periodOf(value, ends.get(row.version)) }
        })
        const day = validOn ?? today
        const found =
          version === undefined
            ? known.findLast(
                ({ period: { from, until } }) => from === undefined || within({ from, until }, day),
              )
            : known.find((one) => one.version === version)
        if (!found) throw new NotFound()
        const { value, period, body: _, ...row } = found
        return { ...row, ...period, title: namedTitle(value), lines: linesOf(kind, value, definitions) }
      },
      exportVersion: async (_, { kind: name, id, version }, { definitions }) => {
        const kind = writable(name)
        const wanted = version ?? newestOf(kind, id, definitions)?.version
        if (wanted === undefined) throw new NotFound()
        const parts = copied(kind, kinds, id, wanted, definitions)
        if (!parts.length) throw new NotFound()
        return zipFile(id, folderOf(parts, kinds, id))
      },
    },
    provides: {
      'publication.unanswered': (trx, { ownerId }) => store.countUnanswered(trx, ownerId),
      'publication.newest': (trx, { ownerId }) => store.lockNewest(trx, ownerId),
      'publication.consultation': (trx, { input, today }) =>
        store.findStanding(trx, String(input['draftId']), today),
    },
    projection: (trx, recorded, moment) =>
      projections[recorded.kind]?.(trx, recorded, moment) ?? Promise.resolve(),
    messages: { zh, en },
    screens: [
      { id: 'consultations', title: { zh: '征求意见', en: 'Consultations' }, path: '/consultations' },
    ],
    migrations: path.join(import.meta.dirname, 'migrations'),
  })
}
