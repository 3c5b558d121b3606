import type { Form, Preview } from './wizard.tsx'

/** The last two steps are the same in every theme. */
export const materialsStep = 'materials'
export const checkStep = 'check'

export interface Step {
  readonly id: string
  readonly state: 'empty' | 'started' | 'done' | 'faulty'
}

/** The pages that the answers so far ask for, then the papers where there are any to bring, then the check. */
export function stepsOf(form: Form, preview: Preview): Step[] {
  const states = new Map(preview.pages.map((page) => [page.id, page.state]))
  const pages = form.pages.flatMap((page) => {
    const state = states.get(page.id)
    return state ? [{ id: page.id, state }] : []
  })
  const toBring = preview.materials.filter((material) => material.source === 'applicant')
  const brought = toBring.every((material) => !material.required || material.attached || material.proof)
  const papers: Step[] = toBring.length ? [{ id: materialsStep, state: brought ? 'done' : 'empty' }] : []
  return [...pages, ...papers, { id: checkStep, state: 'empty' }]
}

/** Where to go on: the first step that is not done. */
export const firstOpen = (steps: readonly Step[]): string =>
  (steps.find((step) => step.state !== 'done') ?? steps.at(-1))?.id ?? checkStep

export function after(steps: readonly Step[], id: string): string {
  const at = steps.findIndex((step) => step.id === id)
  return steps[at + 1]?.id ?? checkStep
}
export function before(steps: readonly Step[], id: string): string | undefined {
  const at = steps.findIndex((step) => step.id === id)
  return at > 0 ? steps[at - 1]?.id : undefined
}

/** The pages of a form with the questions that the answers so far call for. */
export function pagesShown(form: Form, preview: Preview): Form['pages'] {
  const asked = new Map(preview.pages.map(({ id, fields }) => [id, new Set(fields)]))
  return form.pages.flatMap((page) => {
    const fields = asked.get(page.id)
    return fields ? [{ ...page, fields: page.fields.filter(({ id }) => fields.has(id)) }] : []
  })
}
