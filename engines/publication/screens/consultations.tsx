import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '#apps/web/client/contracts.ts'
import { useAct, useMe, useRead } from '#apps/web/client/hooks.ts'
import { useText } from '#apps/web/i18n/i18n.ts'
import { Button } from '#apps/web/kits/light/Button.tsx'
import { Card, Cards } from '#apps/web/kits/light/Card.tsx'
import { EmptyState } from '#apps/web/kits/light/EmptyState.tsx'
import { DateFigure } from '#apps/web/kits/light/Figure.tsx'
import { LinkOver } from '#apps/web/kits/light/LinkOver.tsx'
import { Loaded, ProblemNotice } from '#apps/web/kits/light/Loaded.tsx'
import { Notice } from '#apps/web/kits/light/Notice.tsx'
import { Page } from '#apps/web/kits/light/Page.tsx'
import { TextField } from '#apps/web/kits/light/TextField.tsx'
import { useCityWords } from '#apps/web/shell/city-words.ts'
import { useCompanies } from '#apps/web/shell/company.ts'

/** Drafts the city asks about, or one of them with its comments. */
export default function ConsultationsScreen() {
  const { draftId } = useParams({ strict: false }) as { draftId?: string }
  return draftId ? <One draftId={draftId} /> : <All />
}

function All() {
  const { t } = useTranslation('publication')
  const text = useText()
  const { department } = useCityWords()
  const list = useRead('publication.listConsultations', { limit: 50 })
  return (
    <Page title={t('screens.public.title')} lead={t('screens.public.lead')}>
      <Loaded result={list}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t('screens.public.none')}>{t('screens.public.noneText')}</EmptyState>
          ) : (
            <Cards>
              {items.map((one) => (
                <Card
                  key={one.draftId}
                  level="h2"
                  title={
                    <LinkOver to="/consultations/$draftId" params={{ draftId: one.draftId } as never}>
                      {text(one.title)}
                    </LinkOver>
                  }
                >
                  <p>
                    {department(one.department)} ·{' '}
                    {t(one.open ? 'screens.public.open' : 'screens.public.over')}{' '}
                    <DateFigure day={one.through} /> · {t('screens.public.comments', { count: one.comments })}
                  </p>
                </Card>
              ))}
            </Cards>
          )
        }
      </Loaded>
    </Page>
  )
}

type Consultation = Output<'publication.getConsultation'>

function One({ draftId }: { draftId: string }) {
  const { t } = useTranslation('publication')
  const text = useText()
  const result = useRead('publication.getConsultation', { draftId })
  return (
    <Page title={result.data ? text(result.data.title) : t('screens.public.title')}>
      <Loaded result={result}>{(one) => <Text one={one} />}</Loaded>
    </Page>
  )
}

function Text({ one }: { one: Consultation }) {
  const { t } = useTranslation('publication')
  const text = useText()
  const { department } = useCityWords()
  return (
    <>
      <p>
        {department(one.department)} · {t(one.open ? 'screens.public.open' : 'screens.public.over')}{' '}
        <DateFigure day={one.through} />
      </p>
      <dl>
        {one.lines
          .filter(({ key }) => !key.startsWith('example'))
          .map((line) => (
            <div key={line.key}>
              <dt>
                {text(line.label)} {line.clause}
              </dt>
              <dd>{text(line.text)}</dd>
            </div>
          ))}
      </dl>
      {one.changes.length > 0 && (
        <section>
          <h2>{t('screens.public.changes')}</h2>
          <ul>
            {one.changes.map((change) => (
              <li key={change.key}>
                {text(change.label)}: {change.before && <del>{text(change.before)}</del>}{' '}
                {change.after && <ins>{text(change.after)}</ins>}
              </li>
            ))}
          </ul>
        </section>
      )}
      <section>
        <h2>{t('screens.public.comments', { count: one.comments.length })}</h2>
        {one.comments.map((comment) => (
          <Card key={comment.commentId} level="h3" title={t(`screens.public.for.${comment.speaksFor}`)}>
            <p>{comment.text}</p>
            {comment.outcome && (
              <p>
                {t(`screens.public.outcome.${comment.outcome}`)}: {comment.answer}
              </p>
            )}
          </Card>
        ))}
      </section>
      {one.open && <Write draftId={one.draftId} />}
    </>
  )
}

function Write({ draftId }: { draftId: string }) {
  const { t } = useTranslation('publication')
  const me = useMe()
  return me.data?.may['publication.lodgeComment'] ? (
    <CommentForm draftId={draftId} />
  ) : (
    <Notice tone="wait" title={t('screens.public.signIn')} />
  )
}

function CommentForm({ draftId }: { draftId: string }) {
  const { t } = useTranslation('publication')
  const { chosen: current } = useCompanies()
  const act = useAct('publication.lodgeComment')
  const [words, setWords] = useState('')
  const [sent, setSent] = useState(false)
  if (!current) return <Notice tone="wait" title={t('screens.public.signIn')} />
  if (sent) return <Notice tone="done" title={t('screens.public.sent')} live />
  return (
    <section>
      <h2>{t('screens.public.write')}</h2>
      <TextField
        name="comment"
        rows={5}
        label={t('screens.public.words', { company: current.name })}
        value={words}
        onChange={setWords}
      />
      {act.problem && <ProblemNotice problem={act.problem} />}
      <Button
        pending={act.pending}
        onClick={async () => {
          const answer = await act.run({
            partyId: current.partyId,
            draftId,
            text: words,
            speaksFor: 'itself',
          })
          if (answer) setSent(true)
        }}
      >
        {t('screens.public.send')}
      </Button>
    </section>
  )
}
