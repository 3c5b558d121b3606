import { fieldProblems, type Problem } from '../../client/problem.ts'
import { useLanguage } from '../../i18n/i18n.ts'

/** The server's word on each field, by the field's name. */
export function useFieldErrors(problem: Problem | undefined): (name: string) => string | undefined {
  const language = useLanguage()
  const byName = new Map(fieldProblems(problem, language).map((field) => [field.name, field.message]))
  return (name) => byName.get(name)
}
