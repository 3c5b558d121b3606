import { useLanguage } from '../../i18n/i18n.ts'
import { fieldProblems, type Problem } from '../../client/problem.ts'
import { Notice } from '../../kits/light/Notice.tsx'
import { useWords } from './words.ts'

/** Why the server did not do it, in its own words: what stands in the way, the law, what helps. Stays until the next try. */
export function ActProblem({ problem }: { problem: Problem | undefined }) {
  const t = useWords()
  const language = useLanguage()
  if (!problem) return null
  const words = problem[language]
  const fields = fieldProblems(problem, language).filter(({ message }) => message !== words.title)
  return (
    <Notice tone={problem.status === 409 ? 'soon' : 'late'} title={words.title} live>
      <p>{words.remedy}</p>
      {problem.status === 409 && <p>{t('act.shownAgain')}</p>}
      {words.basis && (
        <p>
          {t('app:problem.basis')} {words.basis}
        </p>
      )}
      {fields.length > 0 && (
        <ul>
          {fields.map((field) => (
            <li key={field.name}>{field.message}</li>
          ))}
        </ul>
      )}
    </Notice>
  )
}
