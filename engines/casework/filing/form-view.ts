import type { KnownFact } from '#definitions/facts/known.ts'
import { dayText } from '#kernel/day-text.ts'
import type { Definitions } from '#kernel/definition.ts'
import type { Bilingual } from '#kernel/text.ts'
import { withKnown } from './applicant-rules.ts'
import { fenPerUnit } from './answers.ts'
import { departmentNamed, districtNamed } from '../names.ts'
import { declaredFacts } from './established.ts'
import { paymentView } from '../fees/payment-view.ts'
import { companyName } from './company-name.ts'
import {
  checkForm,
  documentsToSign,
  materialsFor,
  materialsToBring,
  pagesFor,
  partsFor,
  withInitials,
} from './form.ts'
import { itemAs } from '../catalogue/item-as.ts'
import type { Answer, CaseState, JudgedTrack } from '../model.ts'
import { type CasePlan, choiceOf, type PlanField, type PlanNode } from './plan.ts'
import { slotOf, slotShown } from '../survey/slot.ts'
import { planOn } from './plans.ts'
import type { FieldView, FormView, PreviewView } from './form-views.ts'
import { promiseFor, termsAtFiling } from '../catalogue/terms.ts'
import { trackView } from '../tracks/track-gifts.ts'
import type { TrackView } from '../tracks/track-views.ts'

/** The page after a theme's own: what the signed-in account tells about the applicant, and what it does not. */
export const applicantPage = {
  id: 'applicant',
  title: { zh: '经办人', en: 'Applicant' },
  why: {
    zh: '写进申请书，也用来联系您。',
    en: 'It goes into the application and tells us how to reach you.',
  },
}

const fieldView = (field: PlanField): FieldView => ({
  id: field.id,
  title: field.title,
  question: field.question,
  hint: field.hint,
  why: field.why,
  type: field.type,
  unit: field.unit,
  choices: field.choices.map(({ value, title, hint }) => ({ value, title, hint })),
  constraints: field.constraints,
  initial: field.initial,
  fromAccount: field.fromAccount,
  sensitive: field.sensitive === true,
})

const accountFields = (plan: CasePlan): PlanField[] =>
  [...plan.fields.values()].filter((field) => field.fromAccount !== undefined)

const fieldsOf = (plan: CasePlan, ids: readonly string[]): PlanField[] =>
  ids.flatMap((id) => plan.fields.get(id) ?? [])

export function formView(plan: CasePlan, all: Definitions): FormView {
  const { theme } = plan
  const account = accountFields(plan)
  const own = theme.pages.map((page) => ({
    id: page.id,
    title: page.title,
    why: page.why,
    fields: fieldsOf(plan, page.fields).map(fieldView),
    conditional: page.when !== undefined,
  }))
  return {
    theme: { id: theme.id, title: theme.title },
    version: theme.version,
    summary: theme.summary,
    promise: theme.promise.limit,
    pages: account.length
      ? [...own, { ...applicantPage, fields: account.map(fieldView), conditional: false }]
      : own,
    items: plan.nodes.map((node) => ({
      part: node.id,
      item: { id: node.definition.id, title: node.definition.title },
      department: departmentNamed(all, node.definition.department),
      optional: node.when !== undefined,
      after: node.after ?? [],
    })),
  }
}

/** Where a draft stands: what is known, what is missing, what is to be brought and signed. */
export function previewView(
  open: CasePlan,
  state: CaseState,
  facts: readonly KnownFact[],
  all: Definitions,
  today: string,
): PreviewView {
  const { plan, judged } = asIfFiled(open, state, facts, all, today)
  const given = withKnown(state.known, state.answers)
  const assumed = withInitials(plan, given)
  const { answers, faults } = checkForm(plan, given, today)
  const noted = { ...state.faults }
  const missing = Object.keys(faults).filter((field) => !(field in noted))
  const bring = new Set(materialsToBring(plan, assumed, today))
  const toSign = documentsToSign(plan, assumed, today, state.materials)
  const account = accountFields(plan).map(({ id }) => id)
  const pages = [
    ...pagesFor(plan, assumed, today).map(({ id, fields }) => ({ id, fields })),
    ...(account.length ? [{ id: applicantPage.id, fields: account }] : []),
  ]
  const parts = partsFor(plan, assumed, today)
  const lacking = [...bring].filter((id) => !state.materials[id])
  return {
    answers: state.standing === 'draft' ? { ...given } : { ...state.answers },
    known: [...state.known],
    faults: noted,
    pages: pages.map(({ id, fields }) => ({
      id,
      fields: [...fields],
      state: pageState(fields, state, given, { ...faults, ...noted }),
    })),
    missing,
    parts: parts.map((node) => ({
      part: node.id,
      item: { id: node.definition.id, title: node.definition.title },
      department: departmentNamed(all, node.definition.department),
      promise: node.definition.limits.promised.limit,
      format: formatView(node),
      local: node.terms.local && districtNamed(all, node.terms.local.district),
      tracks: tracksOf(plan, node, judged),
    })),
    byFormat: parts.flatMap(byFormatOf),
    materials: [...new Set([...materialsFor(plan, assumed, today), ...toSign])].flatMap((id) => {
      const material = plan.materials.get(id)
      if (!material) return []
      const { title, hint, source, provenBy = [] } = material
      const brought = state.materials[id]
      return [
        {
          id,
          title,
          hint,
          source,
          required: bring.has(id),
          attached: brought?.fileName,
          proof: brought?.licence,
          provenBy,
        },
      ]
    }),
    toSign,
    promise: state.promise ?? promiseFor(plan, parts),
    payment: paymentView(plan, answers, all, today, state),
    companyName: companyName(plan, answers)?.full,
    establishes: plan.theme.for === 'registered' ? wouldBeKnown(plan, answers, parts) : [],
    ready: Object.keys(faults).length === 0 && Object.keys(noted).length === 0 && lacking.length === 0,
    savedAt: state.savedAt,
    draftUntil: state.draftUntil,
  }
}

/** The plan on the terms that filing now would fix. A case that is filed has its terms. */
function asIfFiled(
  open: CasePlan,
  state: CaseState,
  facts: readonly KnownFact[],
  all: Definitions,
  today: string,
): { plan: CasePlan; judged: readonly JudgedTrack[] } {
  if (state.standing !== 'draft') return { plan: open, judged: state.tracks ?? [] }
  const answers = withInitials(open, withKnown(state.known, state.answers))
  const { terms, judged } = termsAtFiling(all, open, answers, facts, today)
  return { plan: terms ? planOn(all, open, terms) : open, judged }
}

export const formatView = ({ terms: { variant } }: PlanNode) =>
  variant && { id: variant.id, title: variant.title, guide: variant.guide }

/** The tracks of a part as they were judged, what each gives measured against the part without it. */
export function tracksOf(plan: CasePlan, node: PlanNode, judged: readonly JudgedTrack[]): TrackView[] {
  const usual = itemAs(node.base, { ...node.terms, track: undefined })
  return (node.base.fastTracks ?? []).flatMap((track) => {
    const said = judged.find((one) => one.part === node.id && one.track === track.id)
    return said ? [trackView(track, usual, (id) => plan.materials.get(id)?.title, said)] : []
  })
}

/** What a part asks and wants only because of its business format. */
function byFormatOf(node: PlanNode): PreviewView['byFormat'] {
  const { variant } = node.terms
  const format = formatView(node)
  if (!variant || !format) return []
  const item = { id: node.definition.id, title: node.definition.title }
  const told = (kind: 'field' | 'material', ids: readonly string[]) =>
    ids.map((id) => ({ kind, id, item, format }))
  return [
    ...told(
      'field',
      (variant.fields?.add ?? []).map(({ field }) => field),
    ),
    ...told(
      'material',
      (variant.materials?.add ?? []).map(({ material }) => material),
    ),
  ]
}

/** The last item to tell of a fact is the one that counts. */
function wouldBeKnown(
  plan: CasePlan,
  answers: Readonly<Record<string, Answer>>,
  parts: readonly PlanNode[],
): PreviewView['establishes'] {
  const told = parts.flatMap((node) => declaredFacts(plan, node, answers))
  return [...new Map(told.map(({ fact, value }) => [fact, { fact, value }])).values()]
}

function pageState(
  fields: readonly string[],
  state: CaseState,
  given: Readonly<Record<string, Answer>>,
  faults: Readonly<Record<string, string>>,
): PreviewView['pages'][number]['state'] {
  if (fields.some((field) => field in state.faults)) return 'faulty'
  const answered = fields.filter((field) => given[field] !== undefined)
  if (answered.length === 0) return 'empty'
  return fields.some((field) => field in faults) ? 'started' : 'done'
}

/** An answer in words, with its unit: never a code. */
export function answerShown(field: PlanField, answer: Answer | undefined): Bilingual {
  if (answer === undefined) return { zh: '—', en: '—' }
  if (typeof answer === 'boolean') return answer ? { zh: '是', en: 'Yes' } : { zh: '否', en: 'No' }
  const grouped = (value: number) => value.toLocaleString('en-US', { maximumFractionDigits: 6 })
  if (field.type === 'money' && typeof answer === 'number') {
    const amount = grouped(answer / fenPerUnit(field.unit?.zh))
    return { zh: `${amount} ${field.unit?.zh ?? '元'}`, en: `CNY ${grouped(answer / 100)}` }
  }
  if (typeof answer === 'number') {
    const count = grouped(answer)
    if (field.unit?.zh.includes('%')) return { zh: `${count}%`, en: `${count}%` }
    return { zh: `${count} ${field.unit?.zh ?? ''}`.trim(), en: `${count} ${field.unit?.en ?? ''}`.trim() }
  }
  if (typeof answer === 'string') {
    if (field.type === 'date') return { zh: dayText(answer, 'zh'), en: dayText(answer, 'en') }
    const slot = field.type === 'slot' ? slotOf(answer) : undefined
    if (slot) return slotShown(slot)
    const choice = field.choices.length ? choiceOf(field, answer) : undefined
    return choice?.title ?? { zh: answer, en: answer }
  }
  const entries = answer.map((one): Bilingual => {
    if (typeof one === 'string') return choiceOf(field, one)?.title ?? { zh: one, en: one }
    return { zh: `${one.name}（${one.share}%）`, en: `${one.name} (${one.share} %)` }
  })
  return { zh: entries.map((one) => one.zh).join('、'), en: entries.map((one) => one.en).join(', ') }
}
