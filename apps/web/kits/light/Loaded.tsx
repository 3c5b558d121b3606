import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { problemFrom, type Problem } from '../../client/problem.ts'
import { useLanguage } from '../../i18n/i18n.ts'
import { Button } from './Button.tsx'
import { ButtonLink } from './ButtonLink.tsx'
import { Notice } from './Notice.tsx'
import { Skeleton } from './Skeleton.tsx'

/** A problem in place of what should have been shown, with the way on. */
export function ProblemNotice({ problem, retry }: { problem: Problem; retry?: () => void }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const words = problem[language]
  const denied = problem.status === 403 || problem.status === 404
  return (
    <Notice
      tone={denied ? 'idle' : 'late'}
      title={words.title}
      live
      actions={
        problem.status === 401 ? (
          <ButtonLink to="/sign-in" look="primary">
            {t('account.signIn')}
          </ButtonLink>
        ) : (
          !denied && retry && <Button onClick={retry}>{t('act.retry')}</Button>
        )
      }
    >
      <p>{words.remedy}</p>
    </Notice>
  )
}

export interface Reading<T> {
  readonly result: UseQueryResult<T>
  readonly lines?: number
  readonly children: (answer: T) => ReactNode
}

/** One reading in its three states: coming, failed, here. What was shown stays while it is looked at again. */
export function Loaded<T>({ result, lines, children }: Reading<T>) {
  if (result.data !== undefined) return <>{children(result.data)}</>
  if (result.error)
    return <ProblemNotice problem={problemFrom(result.error)} retry={() => void result.refetch()} />
  return <Skeleton lines={lines} />
}
