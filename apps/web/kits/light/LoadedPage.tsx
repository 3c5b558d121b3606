import { problemFrom } from '../../client/problem.ts'
import { useLanguage } from '../../i18n/i18n.ts'
import { DeadEnd } from './DeadEnd.tsx'
import { Loaded, ProblemNotice, type Reading } from './Loaded.tsx'
import { Page } from './Page.tsx'
import css from './Page.module.css'

/** A page that is about one thing and has no name until it is here: coming and failed it is a page all the same. */
export function LoadedPage<T>({ result, lines, children }: Reading<T>) {
  const language = useLanguage()
  if (result.data === undefined && result.error) {
    const problem = problemFrom(result.error)
    const { title, remedy } = problem[language]
    if (problem.status === 403 || problem.status === 404) return <DeadEnd title={title} lead={remedy} />
    return (
      <Page title={title}>
        <ProblemNotice problem={problem} retry={() => void result.refetch()} />
      </Page>
    )
  }
  const shown = (
    <Loaded result={result} lines={lines}>
      {children}
    </Loaded>
  )
  return result.data === undefined ? <div className={css.page}>{shown}</div> : shown
}
