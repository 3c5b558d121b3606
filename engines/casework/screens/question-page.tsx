import { type FormEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useText } from '#apps/web/i18n/i18n.ts'
import { Button } from '#apps/web/kits/light/Button.tsx'
import { DateFigure } from '#apps/web/kits/light/Figure.tsx'
import { fieldId } from '#apps/web/kits/light/FieldFrame.tsx'
import { Notice } from '#apps/web/kits/light/Notice.tsx'
import { useCityWords } from '#apps/web/shell/city-words.ts'
import type { Answer } from '../model.ts'
import { AnswerField } from './answer-field.tsx'
import { NameCheck, nameFields } from './name-check.tsx'
import type { Draft } from './use-draft.ts'
import type { Form, Preview } from './wizard.tsx'
import type { WizardProps } from './wizard-frame.tsx'
import { pagesShown } from './wizard-steps.ts'
import css from './wizard.module.css'

type FormPage = Form['pages'][number]
type FormField = FormPage['fields'][number]

const isEmpty = (value: Answer | undefined) =>
  value === undefined || value === '' || (Array.isArray(value) && value.length === 0)

/** An empty field is said to be missing by the page itself, which knows it sooner. */
const notMissing = (fault: string | undefined) => (fault === 'missing' ? undefined : fault)

/** One question group. Going on saves; what is missing is said here and nothing typed is lost. */
export function QuestionPage({
  form,
  preview,
  page,
  draft,
  refresh,
  onward,
}: WizardProps & { page: FormPage; draft: Draft; onward: (fresh: Preview) => Promise<void> }) {
  const { t } = useTranslation(['casework', 'app'])
  const text = useText()
  const heading = useRef<HTMLHeadingElement>(null)
  const [tried, setTried] = useState(() =>
    preview.pages.some(({ id, state }) => id === page.id && state === 'faulty'),
  )
  const [changed, setChanged] = useState<ReadonlySet<string>>(new Set())
  const [failed, setFailed] = useState(false)
  const [going, setGoing] = useState(false)
  useEffect(() => heading.current?.focus({ preventScroll: true }), [])
  const valueOf = (field: FormField) => draft.value(field.id) ?? field.initial
  const faultOf = (field: FormField): string | undefined => {
    if (!tried || changed.has(field.id)) return undefined
    return isEmpty(valueOf(field)) ? 'missing' : notMissing(preview.faults[field.id])
  }
  const change = (field: FormField) => (value: Answer | undefined) => {
    setChanged(new Set([...changed, field.id]))
    draft.set(field.id, value)
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    setChanged(new Set())
    setGoing(true)
    const saved = await draft.save(Object.fromEntries(page.fields.map((field) => [field.id, valueOf(field)])))
    setFailed(!saved)
    const fresh = saved ? await refresh() : undefined
    setGoing(false)
    const now = fresh ? pagesShown(form, fresh).find(({ id }) => id === page.id) : page
    const wrong = (now ?? page).fields.find(
      (field) => isEmpty(valueOf(field)) || notMissing((fresh ?? preview).faults[field.id]),
    )
    if (wrong) document.querySelector<HTMLElement>(`#${CSS.escape(fieldId(wrong.id))}`)?.focus()
    else if (saved) await onward(fresh ?? preview)
  }
  const alone = page.fields.length === 1
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      {alone ? (
        <p className={css.why}>{text(page.why)}</p>
      ) : (
        <>
          <h1 ref={heading} tabIndex={-1} className={css.heading} data-page-heading>
            {text(page.title)}
          </h1>
          <p className={css.why}>{text(page.why)}</p>
        </>
      )}
      {failed && (
        <Notice tone="soon" title={t('app:save.keptHere')} live>
          <p>{t('screens.notSaved')}</p>
        </Notice>
      )}
      {page.fields.map((field) => (
        <AnswerField
          key={field.id}
          theme={form.theme.id}
          field={field}
          value={valueOf(field)}
          onChange={change(field)}
          error={faultOf(field)}
          source={
            <>
              <WhyAsked field={field.id} preview={preview} />
              <Source field={field.id} preview={preview} value={valueOf(field)} />
            </>
          }
          alone={alone}
        />
      ))}
      {page.fields.some((field) => field.id === nameFields.core) && (
        <NameCheck theme={form.theme.id} value={(field) => draft.value(field)} />
      )}
      <div className={css.acts}>
        <Button type="submit" look="primary" pending={going}>
          {t('app:act.continue')}
        </Button>
      </div>
    </form>
  )
}

/** For which business format a question is asked that is not asked of all. */
function WhyAsked({ field, preview }: { field: string; preview: Preview }) {
  const { t } = useTranslation('casework')
  const text = useText()
  const because = preview.byFormat.filter(({ kind, id }) => kind === 'field' && id === field)
  return because.map(({ item, format }) => (
    <span key={item.id}>
      {t('screens.terms.because', { format: text(format.title), item: text(item.title) })}
    </span>
  ))
}

/** Where a value came from that nobody typed, and what to do when it is not right. */
function Source({ field, preview, value }: { field: string; preview: Preview; value: Answer | undefined }) {
  const { t } = useTranslation('casework')
  const known = preview.known.find((one) => one.field === field)
  const { department } = useCityWords()
  if (!known || JSON.stringify(known.value) !== JSON.stringify(value)) return null
  const source =
    known.source === 'account' ? t('screens.known.account') : department(known.source) || known.source
  return (
    <>
      <span>
        {t('screens.known.from', { source })} {known.on && <DateFigure day={known.on} />}
      </span>
      <details>
        <summary>{t('screens.known.wrong')}</summary>
        {t('screens.known.wrongText', { source })}
      </details>
    </>
  )
}
