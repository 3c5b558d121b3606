import { cityKind, roleKind, fieldKind, materialKind } from '#definitions/city/kinds.ts'
import type { Day } from '#kernel/time.ts'
import type { KnownFact } from '#definitions/facts/known.ts'
import type { ReadNames, ReadRow } from '#kernel/contract.ts'
import type { Definitions } from '#kernel/definition.ts'
import type { Query, QueryContext } from '#platform/engine.ts'
import type { Trx } from '#platform/database/sql.ts'
import { NotFound, Refused } from '#platform/query.ts'
import { refuse } from '#kernel/refusal.ts'
import { checkAnswer } from './filing/answers.ts'
import { caseView } from './life/case-view.ts'
import { departmentNamed, districtNamed } from './names.ts'
import { type CheckPlace, type CheckRow, listChecks, listChecksOfCase } from './checks/check-store.ts'
import { checkView, itemOfCheck } from './checks/check-views.ts'
import { companyName, lookAlike, restrictedIn } from './filing/company-name.ts'
import type { caseworkContract } from './contract.ts'
import { wordPage } from './catalogue/word-uses.ts'
import { wordsIn } from './catalogue/form/vocabulary.ts'
import type { LicenceNow } from './filing/proof-model.ts'
import { districtItemRows } from './catalogue/district-views.ts'
import { documentPdf } from './life/documents.ts'
import { formView, previewView } from './filing/form-view.ts'
import { itemGuide, itemSummaries, themeSummaries } from './catalogue/guides.ts'
import type { Item } from './catalogue/item.ts'
import { lampOf } from './life/lamps.ts'
import { findStage, CaseStanding, HoldKind } from './model.ts'
import { officerView } from './life/officer-view.ts'
import { postFor } from './life/receivers.ts'
import { listOfficersOf } from './life/receivers-store.ts'
import { type CasePlan, nodeOf, stageTitle } from './filing/plan.ts'
import { findPlan, planOf, planOfCase } from './filing/plans.ts'
import { robotFigures, sampledFor } from './robots/robot-views.ts'
import { serviceRecord } from './service-record/service-record.ts'
import * as store from './store.ts'
import type { CaseCard, QueueRow } from './views.ts'
import type { NameVerdict } from './filing/form-views.ts'
import { itemKind, themeKind } from './definition.ts'
import { catalogueRows } from './catalogue/catalogue-file.ts'
import { readGuangdong } from './catalogue/guangdong.ts'
import { openData, openDataCatalogue } from './open-data/open-data.ts'
import { dcat } from './open-data/open-data-dcat.ts'
import { surveySlots } from './survey/survey-views.ts'

type Contract = typeof caseworkContract
type Queries = {
  [K in ReadNames<Contract>]: Contract[K] extends ReadRow ? Query<Contract[K]> : never
}

const planNamed = (all: Definitions, theme: string): CasePlan => {
  const plan = findPlan(all, theme)
  if (!plan) throw new NotFound()
  return plan
}
const themeNamed = (all: Definitions, id: string, version?: number) => ({
  id,
  title: all.find(themeKind, id, version)?.title ?? { zh: id, en: id },
})
const or = <T>(value: T | null): T | undefined => value ?? undefined

function card(row: store.CaseRow, { definitions, now }: QueryContext): CaseCard {
  const stages = row.with ?? []
  const held = stages.length > 0 && stages.every((stage) => stage.hold !== null)
  const amber = stages.flatMap((stage) => stage.amber_at ?? []).sort()[0]
  const departments = [...new Set(stages.map((stage) => stage.department))]
  return {
    partyId: row.owner_id,
    caseId: row.case_id,
    theme: themeNamed(definitions, row.theme, row.version),
    title: row.title,
    standing: CaseStanding.parse(row.standing),
    openedAt: row.opened_at,
    savedAt: row.saved_at,
    draftUntil: row.standing === 'draft' ? row.draft_until : undefined,
    lodgedAt: or(row.lodged_at),
    endedAt: or(row.ended_at),
    dueAt: or(row.due_at),
    lamp: lampOf(
      { done: row.standing !== 'lodged', held, dueAt: or(row.due_at), amberAt: amber ?? or(row.due_at) },
      now,
    ),
    with: departments.map((id) => departmentNamed(definitions, id)),
    awaitingApplicant: stages.some((stage) => stage.hold === 'awaiting-applicant'),
    done: row.parts_done,
    parts: row.parts,
  }
}

function trackNamed({ fastTracks = [] }: Item, id: string | undefined) {
  if (id === undefined) return undefined
  return { id, title: fastTracks.find((track) => track.id === id)?.title ?? { zh: id, en: id } }
}

function queueRow(row: store.StageRow, { definitions, now, actor }: QueryContext): QueueRow {
  const plan = planOf(definitions, row.theme, row.version)
  const node = nodeOf(plan, row.part)
  return {
    partyId: row.owner_id,
    caseId: row.case_id,
    stage: row.stage,
    stageTitle: stageTitle(plan, row.stage),
    item: { id: node.definition.id, title: node.definition.title },
    theme: { id: plan.theme.id, title: plan.theme.title },
    title: row.title,
    partyName: row.party_name,
    department: departmentNamed(definitions, row.department),
    district: row.district === null ? undefined : districtNamed(definitions, row.district),
    holder: row.holder,
    assignee: or(row.assignee_name),
    mine: row.assignee_id === actor.id,
    hold: row.hold === null ? undefined : HoldKind.parse(row.hold),
    track: trackNamed(node.base, or(row.track)),
    ahead: row.ahead_from !== null,
    openedAt: row.opened_at,
    since: row.since,
    dueAt: or(row.due_at),
    doneAt: or(row.closed_at),
    lamp: lampOf(
      {
        done: row.closed_at !== null,
        held: row.hold !== null,
        dueAt: or(row.due_at),
        amberAt: or(row.amber_at),
      },
      now,
    ),
  }
}

/** As the queue is ordered: see `turnAt` in the store. */
const turnOf = (row: store.StageRow): string =>
  (row.hold === null && row.closed_at === null ? row.ahead_from : null) ?? row.due_at ?? 'infinity'
const placeText = (row: store.StageRow): string => [turnOf(row), row.case_id, row.stage].join('|')
/** Undefined where the text is none of ours: the list then begins anew. */
function placeIn(text: string | undefined): store.QueuePlace | undefined {
  const [, turnAt, caseId, stage] =
    /^(infinity|\d{4}-\d\d-\d\dT[\d:.]+Z)\|([0-9a-f-]{36})\|([a-z0-9.-]+)$/.exec(text ?? '') ?? []
  return turnAt && caseId && stage ? { turnAt, caseId, stage } : undefined
}

async function nameVerdict(
  trx: Trx,
  plan: CasePlan,
  given: { core: string; trade: string; form: string },
  today: string,
): Promise<NameVerdict> {
  const rules = plan.nameRules
  if (!rules) throw new NotFound()
  const answers = {
    [rules.coreField]: given.core,
    [rules.tradeField]: given.trade,
    [rules.formField]: given.form,
  }
  const faults: Record<string, string> = {}
  for (const [id, value] of Object.entries(answers)) {
    const field = plan.fields.get(id)
    const checked = field && checkAnswer(field, value)
    if (checked && 'fault' in checked) faults[id] = checked.fault
    else if (checked) answers[id] = String(checked.answer)
  }
  const name = companyName(plan, answers)
  const none = { faults, close: [], restricted: [] }
  if (!name || Object.keys(faults).length > 0) return { ...none, verdict: 'incomplete' }
  const restricted = restrictedIn(rules, name.core)
  if (restricted.length > 0) return { ...none, name: name.full, verdict: 'restricted', restricted }
  const near = await store.listNamesNear(trx, name.core, name.trade, today)
  const taken = near.some(({ core, trade }) => core === name.core && trade === name.trade)
  const close = near.filter(({ core }) => lookAlike(core, name.core)).map(({ full_name }) => full_name)
  return {
    name: name.full,
    verdict: taken ? 'taken' : 'available',
    faults,
    restricted,
    close: close.slice(0, 10),
    reservedFor: rules.reservedFor,
  }
}

const fewest = 10

/** A case with what its page shows beside it. Only one that is under way has anything to learn from others. */
async function caseWithAll(
  trx: Trx,
  partyId: string,
  caseId: string,
  { reach, today }: QueryContext,
  licencesOf: Surroundings['licencesOf'],
) {
  const found = await store.getCase(trx, partyId, caseId, reach)
  const { standing, theme, materials } = found.state
  const paces = standing === 'lodged' ? await store.listPaces(trx, theme) : []
  const relies = standing === 'lodged' && Object.values(materials).some(({ licence }) => licence)
  const licences = relies ? await licencesOf(trx, partyId, today) : []
  return { ...found, paces, licences, checks: await listChecksOfCase(trx, partyId, caseId) }
}

const placeOfCheck = (row: CheckRow): string => `${row.mend_by ?? row.last_day}|${row.check_id}`
/** Undefined where the text is none of ours: the list then begins anew. */
function placeInChecks(text: string | undefined): CheckPlace | undefined {
  const [, day, id] = /^(\d{4}-\d\d-\d\d)\|([0-9a-f-]{36})$/.exec(text ?? '') ?? []
  return day && id ? { day, id } : undefined
}

/** What casework needs of the rest to answer: what is known of a party, by which fast tracks are judged. */
export interface Surroundings {
  readonly factsOf: (trx: Trx, partyId: string) => Promise<readonly KnownFact[]>
  /** how the party's licences stand today: those put forward are judged anew whenever a case is looked at */
  readonly licencesOf: (trx: Trx, partyId: string, today: Day) => Promise<readonly LicenceNow[]>
}

export const caseworkQueriesOver = ({ factsOf, licencesOf }: Surroundings): Queries => ({
  listThemes: async (_, { search }, { definitions }) => ({ items: themeSummaries(definitions, search) }),
  getThemeForm: async (_, { theme }, { definitions }) => formView(planNamed(definitions, theme), definitions),
  listItems: async (_, { search }, { definitions }) => ({ items: itemSummaries(definitions, search) }),
  getItem: async (_, { item, district }, { definitions, today }) => {
    const guide = itemGuide(definitions, item, today, district)
    if (!guide) throw new NotFound()
    return guide
  },
  listDistrictItems: async (_, filter, { definitions }) => ({
    items: districtItemRows(definitions, filter),
  }),
  listVocabulary: async (_, __, { definitions }) => ({
    fields: definitions.list(fieldKind).map(({ id, title, type }) => ({ id, title, type })),
    materials: definitions.list(materialKind).map(({ id, title, source }) => ({ id, title, source })),
    departments: wordsIn(definitions, 'departments'),
    districts: wordsIn(definitions, 'districts'),
    items: wordsIn(definitions, 'items'),
    facts: wordsIn(definitions, 'facts'),
    licences: wordsIn(definitions, 'licences'),
    policies: wordsIn(definitions, 'policies'),
    choiceLists: wordsIn(definitions, 'choiceLists'),
    systems: wordsIn(definitions, 'systems'),
  }),
  listFieldsAndMaterials: async (_, filter, { definitions }) => wordPage(definitions, filter),
  readCatalogueFile: async (_, { file }, { definitions, today }) => {
    const rows = await catalogueRows(Buffer.from(file, 'base64'))
    if ('unreadable' in rows) throw new Refused(refuse('file-unreadable', { why: rows.unreadable }, ['file']))
    const known = definitions.list(itemKind)
    return {
      items: readGuangdong(rows, definitions, today).map((row) => ({
        ...row,
        body: row.body && { ...row.body },
        faults: [...row.faults],
        published: known.find(
          ({ title, codes }) => title.zh === row.title || (row.code && codes?.implementation === row.code),
        )?.id,
      })),
    }
  },
  listOpenData: (trx, _, context) => openDataCatalogue(trx, context),
  describeOpenData: async (trx, _, context) => {
    const [city] = context.definitions.list(cityKind)
    const told = dcat(await openDataCatalogue(trx, context), city?.title ?? { zh: '', en: '' })
    return {
      bytes: new TextEncoder().encode(JSON.stringify(told, undefined, 2)),
      mediaType: 'application/ld+json',
      fileName: 'catalogue.jsonld',
    }
  },
  exportOpenData: async (trx, { set, format }, context) => {
    const file = await openData(trx, set, format, context)
    if (!file) throw new NotFound()
    return file
  },
  listSurveySlots: async (trx, { theme }, context) => {
    const slots = await surveySlots(trx, planNamed(context.definitions, theme), context)
    if (!slots) throw new NotFound()
    return slots
  },
  checkName: (trx, input, { definitions, today }) =>
    nameVerdict(trx, planNamed(definitions, input.theme), input, today),
  listMyCases: async (trx, { partyId, before, limit }, context) => {
    const mine = context.actor.partyIds
    const parties = partyId === undefined ? mine : mine.filter((id) => id === partyId)
    const rows = await store.listCases(trx, parties, before, limit)
    const page = rows.slice(0, limit)
    return {
      items: page.map((row) => card(row, context)),
      next: rows.length > limit ? page.at(-1)?.opened_at : undefined,
    }
  },
  getCase: async (trx, { partyId, caseId }, context) => {
    const found = await caseWithAll(trx, partyId, caseId, context, licencesOf)
    return caseView(partyId, caseId, found.state, found, context)
  },
  previewAnswers: async (trx, { partyId, caseId }, { reach, definitions, today }) => {
    const { state } = await store.getCase(trx, partyId, caseId, reach)
    const plan = planOfCase(definitions, state)
    const judged = plan.nodes.some(({ base }) => base.fastTracks)
    return previewView(plan, state, judged ? await factsOf(trx, partyId) : [], definitions, today)
  },
  listQueue: async (trx, { after, limit, ...filter }, context) => {
    const { actor, now, reach } = context
    const rows = await store.listStages(trx, reach, filter, actor.id, now, placeIn(after), limit)
    const page = rows.slice(0, limit)
    const last = page.at(-1)
    return {
      items: page.map((row) => queueRow(row, context)),
      next: rows.length > limit && last ? placeText(last) : undefined,
    }
  },
  countQueue: (trx, _, { reach, actor, now }) => store.countStages(trx, reach, actor.id, now),
  listColleagues: async (trx, { partyId, caseId, stage, department }, { reach, actor, definitions }) => {
    const { state } = await store.getCase(trx, partyId, caseId, reach)
    const asked = department ?? findStage(state, stage)?.department
    if (asked === undefined) throw new NotFound()
    const { district } = state
    const officers = await listOfficersOf(trx, asked)
    return {
      items: officers.flatMap((officer) => {
        const post = postFor(definitions, officer, { department: asked, district })
        const role = post && definitions.find(roleKind, post.role)
        if (!role || officer.id === actor.id) return []
        return [{ id: officer.id, name: officer.name, role: role.title, holds: officer.holds }]
      }),
    }
  },
  getQueueCase: async (trx, { partyId, caseId }, context) => {
    const found = await caseWithAll(trx, partyId, caseId, context, licencesOf)
    return officerView(partyId, caseId, found, context.actor, context)
  },
  listChecks: async (trx, { view, after, limit }, { reach, definitions }) => {
    const rows = await listChecks(trx, reach, view, placeInChecks(after), limit)
    const page = rows.slice(0, limit)
    const last = page.at(-1)
    return {
      items: page.map((row) => {
        const commitment = itemOfCheck(definitions, row)?.commitment
        return {
          ...checkView(definitions, row),
          promised: commitment?.text,
          consequence: commitment?.consequence,
        }
      }),
      next: rows.length > limit && last ? placeOfCheck(last) : undefined,
    }
  },
  getMaterial: async (trx, { partyId, caseId, material }, { reach, files }) => {
    const { state } = await store.getCase(trx, partyId, caseId, reach)
    const brought = state.materials[material]
    const found = brought?.hash ? await files.get(brought.hash) : undefined
    if (!brought || !found) throw new NotFound()
    return {
      bytes: found.bytes,
      mediaType: found.file.mediaType,
      fileName: brought.fileName ?? brought.licence?.title.zh ?? material,
    }
  },
  getDocument: async (trx, { partyId, caseId, document, part }, context) => {
    const { state } = await store.getCase(trx, partyId, caseId, context.reach)
    return documentPdf(caseId, state, document, part, context)
  },
  caseStatistics: async (trx, { theme, from, until }) => {
    const figures = await store.caseFigures(trx, theme, from, until)
    const stages = await store.stageFigures(trx, theme, from, until)
    const { mean, median, most } = figures
    return {
      theme,
      lodged: figures.lodged,
      completed: figures.completed,
      refused: figures.refused,
      withdrawn: figures.withdrawn,
      open: figures.open,
      minutes:
        mean === null || median === null || most === null
          ? undefined
          : { mean: Math.round(mean), median: Math.round(median), most },
      promisedMinutes: figures.promised ?? 0,
      withinPromise: figures.within_promise,
      stages: {
        done: stages.done,
        late: stages.late,
        byRule: stages.rule,
        byOfficer: stages.officer,
        outside: stages.outside,
      },
      ratings: { count: figures.rated, mean: or(figures.score) },
    }
  },
  serviceRecord: (trx, _, context) => serviceRecord(trx, context),
  robotFigures: (trx, _, context) => robotFigures(trx, context),
  listSampled: (trx, { limit }, context) => sampledFor(trx, limit, context),
  publicFigures: async (trx, { theme }, { definitions }) => {
    const plan = planNamed(definitions, theme)
    const figures = await store.caseFigures(trx, theme)
    const told = figures.completed >= fewest && figures.median !== null
    return {
      theme: { id: theme, title: plan.theme.title },
      figures: told
        ? {
            completed: figures.completed,
            medianMinutes: Math.round(figures.median ?? 0),
            withinPromise: figures.within_promise,
          }
        : undefined,
    }
  },
})
