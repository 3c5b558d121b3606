import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useText } from '#apps/web/i18n/i18n.ts'
import { SaveState } from '#apps/web/kits/light/SaveState.tsx'
import { type Task, TaskList } from '#apps/web/kits/light/TaskList.tsx'
import { CheckAnswers } from './check-answers.tsx'
import { MaterialsPage } from './materials-page.tsx'
import { QuestionPage } from './question-page.tsx'
import { useDraft } from './use-draft.ts'
import type { Form, Preview } from './wizard.tsx'
import { before, after, checkStep, firstOpen, materialsStep, pagesShown, stepsOf } from './wizard-steps.ts'
import css from './wizard.module.css'

const taskState = { empty: 'open', started: 'open', done: 'done', faulty: 'attention' } as const

export interface WizardProps {
  readonly partyId: string
  readonly caseId: string
  readonly form: Form
  readonly preview: Preview
  /** reads again what the server made of the answers */
  readonly refresh: () => Promise<Preview | undefined>
}

/** Task list beside the page (above it on a phone), the save state always in sight, the present step in the address. */
export function WizardFrame(props: WizardProps) {
  const { form, preview, caseId, partyId } = props
  const { t } = useTranslation('casework')
  const text = useText()
  const navigate = useNavigate()
  const { step: asked } = useSearch({ strict: false }) as { step?: string }
  const draft = useDraft(partyId, caseId, preview)
  const steps = stepsOf(form, preview)
  // where one came in; answers saved meanwhile must not move the page under the reader
  const [start] = useState(() => firstOpen(steps))
  const wanted = asked ?? start
  const step = steps.some(({ id }) => id === wanted) ? wanted : firstOpen(steps)
  const title = (id: string) => {
    const page = form.pages.find((one) => one.id === id)
    return page ? text(page.title) : t(`screens.step.${id}`)
  }
  const go = (to: string) =>
    navigate({
      to: '/space/open/$theme/$caseId',
      params: { theme: form.theme.id, caseId },
      search: { step: to },
    })
  const tasks: Task[] = steps.map(({ id, state }) => ({
    id,
    title: title(id),
    state: id === step ? 'current' : taskState[state],
    word: id === checkStep ? '' : t(`screens.stepState.${state}`),
  }))
  const at = steps.findIndex(({ id }) => id === step)
  const back = before(steps, step)
  const page = pagesShown(form, preview).find((one) => one.id === step)
  // an answer just saved may have opened or closed pages: the next one follows from what the server says now
  const onward = async (fresh: Preview) => {
    await go(after(stepsOf(form, fresh), step))
    window.scrollTo({ top: 0 })
  }
  return (
    <div className={css.wizard}>
      <aside className={css.side}>
        <p className={css.theme}>{text(form.theme.title)}</p>
        <details className={css.compact}>
          <summary>{t('screens.progress', { at: at + 1, of: steps.length, title: title(step) })}</summary>
          <Tasks tasks={tasks} theme={form.theme.id} caseId={caseId} />
        </details>
        <div className={css.full}>
          <Tasks tasks={tasks} theme={form.theme.id} caseId={caseId} />
        </div>
        <SaveState state={draft.saving} />
      </aside>
      <div className={css.step} key={step}>
        {back && (
          <button type="button" className={css.back} onClick={() => void go(back)}>
            ← {t('screens.back')}
          </button>
        )}
        {page ? (
          <QuestionPage {...props} page={page} draft={draft} onward={onward} />
        ) : step === materialsStep ? (
          <MaterialsPage {...props} onward={onward} />
        ) : (
          <CheckAnswers {...props} draft={draft} />
        )}
      </div>
    </div>
  )
}

function Tasks({ tasks, theme, caseId }: { tasks: readonly Task[]; theme: string; caseId: string }) {
  const { t } = useTranslation('casework')
  return (
    <TaskList
      label={t('screens.tasks')}
      tasks={tasks}
      link={(task, inside) => (
        <Link to="/space/open/$theme/$caseId" params={{ theme, caseId }} search={{ step: task.id }}>
          {inside}
        </Link>
      )}
    />
  )
}
