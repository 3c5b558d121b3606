import type { Day } from '#kernel/time.ts'
import { type AnswerFault, checkAnswer } from './answers.ts'
import { holds } from './conditions.ts'
import type { Answers } from './model.ts'
import type { CasePlan, PlanNode } from './plan.ts'

/** Which items belong to a case with these answers. A condition that cannot be judged yet leaves the item in. */
export const partsFor = (plan: CasePlan, answers: Answers, on: Day): PlanNode[] =>
  plan.nodes.filter((node) => holds(plan, node.when, { answers, on }) !== 'false')

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

/** The pages shown now. One that hangs on a question not yet answered is not shown. */
export const pagesFor = (plan: CasePlan, answers: Answers, on: Day) =>
  plan.theme.pages.filter((page) => holds(plan, page.when, { answers, on }) === 'true')

/** Answers with what the city assumes when a person leaves a field alone. */
export function withInitials(plan: CasePlan, answers: Answers): Answers {
  const assumed = [...plan.fields.values()].flatMap((field) =>
    field.initial === undefined ? [] : [[field.id, field.initial] as const],
  )
  return { ...Object.fromEntries(assumed), ...answers }
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
export function materialsFor(plan: CasePlan, answers: Answers, on: Day): string[] {
  const wanted = partsFor(plan, answers, on).flatMap((node) =>
    node.definition.materials
      .filter(({ when }) => holds(plan, when, { answers, on }) === 'true')
      .map(({ material }) => material),
  )
  return [...new Set(wanted)]
}

/** Materials the applicant must bring: 容缺 ones may follow, what the city knows or writes itself is not asked for. */
export const materialsToBring = (plan: CasePlan, answers: Answers, on: Day): string[] =>
  materialsFor(plan, answers, on).filter((id) => {
    const material = plan.materials.get(id)
    return material?.source === 'applicant' && material.necessity === 'main'
  })

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

/** The district whose offices serve the case: the answer to the field that asks for one. */
export function districtOf(plan: CasePlan, answers: Answers): { id: string; code: string } | undefined {
  for (const field of plan.fields.values()) {
    const choice = field.choices.find(
      ({ value, attributes }) => value === answers[field.id] && 'code' in attributes,
    )
    if (choice) return { id: choice.value, code: String(choice.attributes['code']) }
  }
  return undefined
}
