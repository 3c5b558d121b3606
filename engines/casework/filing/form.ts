import type { Day } from '#kernel/time.ts'
import { type AnswerFault, checkAnswer } from './answers.ts'
import { holds, onceFor } from './conditions.ts'
import type { Answers } from '../model.ts'
import { nodeFor } from '../catalogue/formats.ts'
import type { CasePlan, PlanNode } from './plan.ts'

/**
 * Which items belong to a case with these answers, each for the business format and by the district's version that the answers call for.
 * A condition that cannot be judged yet leaves the item in.
 */
export const partsFor = onceFor((plan, answers, on): readonly PlanNode[] =>
  plan.nodes
    .filter((node) => holds(plan, node.when, { answers, on }) !== 'false')
    .map((node) => nodeFor(plan, node, answers, on)),
)

/**
 * The fields that a case with these answers must or may hold, each once. What a shown page asks is kept even where no
 * item needs it: conditions may hang on it.
 */
export function fieldsFor(
  plan: CasePlan,
  answers: Answers,
  on: Day,
): ReadonlyMap<string, { required: boolean }> {
  const shown = pagesFor(plan, answers, on).flatMap((page) => page.fields)
  const routing = new Set(plan.theme.routing)
  const wanted = new Map(shown.map((field) => [field, { required: routing.has(field) }]))
  for (const field of plan.fields.values())
    if (field.fromAccount !== undefined || field.asked === false) wanted.set(field.id, { required: false })
  for (const node of partsFor(plan, answers, on))
    for (const { field, required, when } of node.definition.fields)
      if (required && wanted.has(field) && holds(plan, when, { answers, on }) === 'true')
        wanted.set(field, { required: true })
  return wanted
}

/**
 * The pages shown now. One that hangs on a question not yet answered is not shown, and of the questions that hang on a business format
 * those of the format at hand.
 */
export function pagesFor(plan: CasePlan, answers: Answers, on: Day) {
  const shown = plan.theme.pages.filter((page) => holds(plan, page.when, { answers, on }) === 'true')
  if (plan.varied.size === 0) return shown
  const wanted = new Set([
    ...plan.theme.routing,
    ...partsFor(plan, answers, on).flatMap(({ definition }) => definition.fields.map(({ field }) => field)),
  ])
  return shown
    .map((page) => ({
      ...page,
      fields: page.fields.filter((field) => !plan.varied.has(field) || wanted.has(field)),
    }))
    .filter(({ fields }) => fields.length > 0)
}

/** Answers with what the city assumes when a person leaves a field alone. */
export const withInitials = (plan: CasePlan, answers: Answers): Answers => ({
  ...initialsOf(plan),
  ...answers,
})

const initials = new WeakMap<CasePlan, Answers>()
function initialsOf(plan: CasePlan): Answers {
  const known = initials.get(plan)
  if (known) return known
  const assumed = [...plan.fields.values()].flatMap((field) =>
    field.initial === undefined ? [] : [[field.id, field.initial] as const],
  )
  const made = Object.fromEntries(assumed)
  initials.set(plan, made)
  return made
}

export interface CheckedForm {
  /** the answers that belong to this case, and no others */
  readonly answers: Answers
  /** the fields that belong to this case, answered or not */
  readonly fields: ReadonlyMap<string, { required: boolean }>
  readonly faults: Readonly<Record<string, AnswerFault>>
}

/** Judges the whole form at once: every fault of every field that belongs to the case. */
export function checkForm(plan: CasePlan, given: Answers, on: Day): CheckedForm {
  const all = withInitials(plan, given)
  const fields = fieldsFor(plan, all, on)
  const answers: Record<string, Answers[string]> = {}
  const faults: Record<string, AnswerFault> = {}
  for (const [id, { required }] of fields) {
    const field = plan.fields.get(id)
    const value = all[id]
    if (field === undefined) continue
    if (value === undefined) {
      if (required) faults[id] = 'missing'
      continue
    }
    const checked = checkAnswer(field, value)
    if ('fault' in checked) faults[id] = checked.fault
    else answers[id] = checked.answer
  }
  return { answers, faults, fields }
}

/** Materials that a case with these answers needs, each once. */
export const materialsFor = onceFor((plan, answers, on): readonly string[] => {
  const wanted = partsFor(plan, answers, on).flatMap((node) =>
    node.definition.materials
      .filter(({ when }) => holds(plan, when, { answers, on }) === 'true')
      .map(({ material }) => material),
  )
  return [...new Set(wanted)]
})

/**
 * Materials the applicant must bring: 容缺 ones may follow, what the city knows or writes itself is not asked for. What only a fast
 * track lets follow is brought by those who are not on it.
 */
export function materialsToBring(plan: CasePlan, answers: Answers, on: Day): string[] {
  const onlyOnTrack = new Set(
    partsFor(plan, answers, on).flatMap(({ base, definition }) =>
      (base.fastTracks ?? [])
        .flatMap(({ tolerance }) => tolerance?.materials ?? [])
        .filter((id) => !definition.tolerance?.materials.includes(id)),
    ),
  )
  return materialsFor(plan, answers, on).filter((id) => {
    const material = plan.materials.get(id)
    return material?.source === 'applicant' && (material.necessity === 'main' || onlyOnTrack.has(id))
  })
}

/** Materials that may follow (容缺受理) and have not come yet. */
export const owedBy = (
  plan: CasePlan,
  node: PlanNode,
  answers: Answers,
  on: Day,
  brought: Brought,
): string[] => {
  const wanted = new Set(materialsFor(plan, answers, on))
  return (node.definition.tolerance?.materials ?? []).filter((id) => wanted.has(id) && !brought[id])
}

/** Files attached, by material. */
export type Brought = Readonly<Record<string, unknown>>

/**
 * Documents written from the answers that the applicant signs by submitting: application, articles, commitments, and the
 * promise to hand in what may follow.
 */
export const documentsToSign = (plan: CasePlan, answers: Answers, on: Day, brought: Brought): string[] => {
  const written = materialsFor(plan, answers, on).filter(
    (id) => plan.materials.get(id)?.source === 'generated',
  )
  const promises = partsFor(plan, answers, on).flatMap((node) => {
    const { tolerance } = node.definition
    return tolerance && owedBy(plan, node, answers, on, brought).length > 0 ? [tolerance.commitment] : []
  })
  return [...new Set([...written, ...promises])]
}
