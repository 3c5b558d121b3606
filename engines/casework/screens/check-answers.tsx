import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct } from '#apps/web/client/hooks.ts'
import { useText } from '#apps/web/i18n/i18n.ts'
import { Button } from '#apps/web/kits/light/Button.tsx'
import { ErrorSummary } from '#apps/web/kits/light/ErrorSummary.tsx'
import { FactList } from '#apps/web/kits/light/FactList.tsx'
import { Notice } from '#apps/web/kits/light/Notice.tsx'
import { useAnswerText } from './answer-text.ts'
import { FiledParts } from './filed-parts.tsx'
import { PaymentSheet } from './charges.tsx'
import { limitText } from './limit-text.ts'
import type { Draft } from './use-draft.ts'
import { WhatChanges } from './what-changes.tsx'
import type { WizardProps } from './wizard-frame.tsx'
import { pagesShown } from './wizard-steps.ts'
import css from './wizard.module.css'

/** Everything once more before it is sent: answers, what follows, and the documents to agree to. */
export function CheckAnswers({ partyId, caseId, form, preview, draft }: WizardProps & { draft: Draft }) {
  const { t } = useTranslation(['casework', 'app'])
  const text = useText()
  const shown = useAnswerText()
  const navigate = useNavigate()
  const submit = useAct('casework.submit')
  const [signed, setSigned] = useState<readonly string[]>([])
  const pages = pagesShown(form, preview)
  const toSign = preview.materials.filter((material) => preview.toSign.includes(material.id))
  const open = new Set([...preview.missing, ...Object.keys(preview.faults)])
  const unanswered = pages.flatMap((page) =>
    page.fields.filter((field) => open.has(field.id)).map((field) => ({ field, page })),
  )
  const named = new Set((submit.problem?.fields ?? []).map(({ pointer }) => pointer.replace(/^\//, '')))
  const blocked = pages.filter((page) => page.fields.some(({ id }) => named.has(id)))
  const send = async () => {
    if (!(await draft.save())) return
    if (await submit.run({ partyId, caseId, signed: [...signed] }))
      await navigate({ to: '/space/cases/$caseId', params: { caseId }, search: { sent: true } })
  }
  return (
    <>
      <h1 className={css.heading} data-page-heading tabIndex={-1}>
        {t('screens.step.check')}
      </h1>
      <p className={css.why}>{t('screens.check.lead')}</p>
      <ErrorSummary problem={submit.problem} />
      {blocked.map((page) => (
        <p key={page.id}>
          <Link
            className={css.open}
            to="/space/open/$theme/$caseId"
            params={{ theme: form.theme.id, caseId }}
            search={{ step: page.id }}
          >
            {t('screens.check.again', { page: text(page.title) })}
          </Link>
        </p>
      ))}
      {unanswered.length > 0 && (
        <Notice tone="soon" title={t('screens.check.unanswered')}>
          <ul>
            {unanswered.map(({ field, page }) => (
              <li key={field.id}>
                <Link
                  className={css.open}
                  to="/space/open/$theme/$caseId"
                  params={{ theme: form.theme.id, caseId }}
                  search={{ step: page.id }}
                >
                  {text(field.question ?? field.title)}
                </Link>
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {preview.companyName && (
        <FactList rows={[{ id: 'name', term: t('screens.check.companyName'), value: preview.companyName }]} />
      )}
      {pages.map((page) => (
        <section key={page.id} className={css.group}>
          <div className={css.groupHead}>
            <h2>{text(page.title)}</h2>
            <Link
              to="/space/open/$theme/$caseId"
              params={{ theme: form.theme.id, caseId }}
              search={{ step: page.id }}
            >
              {t('app:act.change')}
              <span className="visually-hidden"> {text(page.title)}</span>
            </Link>
          </div>
          <FactList
            rows={page.fields.map((field) => ({
              id: field.id,
              term: text(field.title),
              value: shown(field, draft.value(field.id)) || t('screens.check.empty'),
            }))}
          />
        </section>
      ))}
      <section className={css.group}>
        <h2>{t('screens.check.follows')}</h2>
        <p className={css.why}>{t('screens.check.promise', { limit: limitText(preview.promise, t) })}</p>
        <FiledParts partyId={partyId} parts={preview.parts} />
      </section>
      {preview.establishes.length > 0 && <WhatChanges partyId={partyId} facts={preview.establishes} />}
      {preview.payment && (
        <section className={css.group}>
          <h2>{t('screens.payment.title')}</h2>
          <p className={css.why}>{t('screens.payment.text')}</p>
          <PaymentSheet sheet={preview.payment} />
        </section>
      )}
      {toSign.length > 0 && (
        <section className={css.group}>
          <h2>{t('screens.check.sign')}</h2>
          <p className={css.why}>{t('screens.check.signText')}</p>
          {toSign.map((material) => (
            <label key={material.id} className={css.document}>
              <input
                type="checkbox"
                checked={signed.includes(material.id)}
                onChange={(event) =>
                  setSigned(
                    event.target.checked
                      ? [...signed, material.id]
                      : signed.filter((id) => id !== material.id),
                  )
                }
              />
              <span>
                {text(material.title)}
                {material.hint && <span>{text(material.hint)}</span>}
              </span>
            </label>
          ))}
        </section>
      )}
      <div className={css.acts}>
        <Button look="primary" pending={submit.pending} onClick={() => void send()}>
          {t('screens.check.submit')}
        </Button>
      </div>
    </>
  )
}
