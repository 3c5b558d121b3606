import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { fieldProblems, type Problem } from '../../client/problem.ts'
import { useLanguage } from '../../i18n/i18n.ts'
import { fieldId } from './FieldFrame.tsx'
import { Notice } from './Notice.tsx'
import css from './ErrorSummary.module.css'

/** What stands in the way and what to do, in the reader's words; each line leads to its field. Takes the focus. */
export function ErrorSummary({ problem }: { problem: Problem | undefined }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (problem) place.current?.focus()
  }, [problem])
  if (!problem) return null
  const words = problem[language]
  const fields = fieldProblems(problem, language).filter((field) => field.message !== words.title)
  return (
    <div ref={place} tabIndex={-1} className={css.summary} role="alert">
      <Notice tone="late" title={words.title}>
        <p>{words.remedy}</p>
        {words.basis && (
          <p className={css.basis}>
            {t('problem.basis')} {words.basis}
          </p>
        )}
        {fields.length > 0 && (
          <ul className={css.list}>
            {fields.map((field) => (
              <li key={field.name}>
                <a
                  href={`#${fieldId(field.name)}`}
                  onClick={(event) => {
                    event.preventDefault()
                    document.querySelector<HTMLElement>(`#${CSS.escape(fieldId(field.name))}`)?.focus()
                  }}
                >
                  {field.message}
                </a>
              </li>
            ))}
          </ul>
        )}
      </Notice>
    </div>
  )
}
