import type { Answer } from '../model.ts'

/** Answers that could not be saved yet, on this device only, by case. */
const keyOf = (caseId: string) => `yishang.answers.${caseId}`

export type Kept = Record<string, Answer | undefined>

export function kept(caseId: string): Kept {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(keyOf(caseId)) ?? '{}')
    return typeof stored === 'object' && stored !== null ? (stored as Kept) : {}
  } catch {
    return {}
  }
}

/** A full or forbidden store loses only this second copy, never what is on the page. */
export function keep(caseId: string, answers: Readonly<Kept>): void {
  try {
    const nulled = Object.fromEntries(Object.entries(answers).map(([field, value]) => [field, value ?? '']))
    localStorage.setItem(keyOf(caseId), JSON.stringify(nulled))
  } catch {
    return
  }
}

export const forget = (caseId: string): void => localStorage.removeItem(keyOf(caseId))
