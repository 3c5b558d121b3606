import { Link, useParams } from '@tanstack/react-router'
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
import { RadioCards } from '#apps/web/kits/light/RadioCards.tsx'
import { Select } from '#apps/web/kits/light/Select.tsx'
import { TextField } from '#apps/web/kits/light/TextField.tsx'
import { useCityWords } from '#apps/web/shell/city-words.ts'
import { useCompanies } from '#apps/web/shell/company.ts'
import { PlainLines } from './PlainLines.tsx'
import css from './PlainLines.module.css'

/** Drafts the city asks about, or one of them with its comments. */
export default function ConsultationsScreen() {
  const { draftId } = useParams({ strict: false }) as { draftId?: string }
  return draftId ? <One draftId={draftId} /> : <All />
}

function All() {
  const { t } = useTranslation('publication')
  const text = useText()
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
                    <Until one={one} /> · {t('screens.public.comments', { count: one.comments })}
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
    <Page
      title={result.data ? text(result.data.title) : t('screens.public.title')}
      above={<Link to="/consultations">{t('screens.public.title')}</Link>}
      lead={result.data && <Until one={result.data} />}
    >
      <Loaded result={result}>{(one) => <Text one={one} />}</Loaded>
    </Page>
  )
}

/** Who asks, and until when. */
function Until({ one }: { one: Pick<Consultation, 'department' | 'open' | 'through'> }) {
  const { t } = useTranslation('publication')
  const { department } = useCityWords()
  return (
    <>
      {department(one.department)} · {t(one.open ? 'screens.public.open' : 'screens.public.over')}{' '}
      <DateFigure day={one.through} />
    </>
  )
}

function Text({ one }: { one: Consultation }) {
  const { t } = useTranslation('publication')
  const text = useText()
  return (
    <>
      <PlainLines lines={one.lines} />
      {one.changes.length > 0 && (
        <section className={css.part}>
          <h2>{t('screens.public.changes')}</h2>
          <ul>
            {one.changes.map((change) => (
              <li key={change.key}>
                <strong>{text(change.label)}</strong> {change.before && <del>{text(change.before)}</del>}{' '}
                {change.after && <ins>{text(change.after)}</ins>}
              </li>
            ))}
          </ul>
        </section>
      )}
      <section className={css.part}>
        <h2>{t('screens.public.comments', { count: one.comments.length })}</h2>
        <Cards single>
          {one.comments.map((comment) => (
            <Card key={comment.commentId} level="h3" title={t(`screens.public.for.${comment.speaksFor}`)}>
              {comment.clause && <p>{t('screens.public.about', { clause: comment.clause })}</p>}
              <p>{comment.text}</p>
              {comment.outcome && (
                <p>
                  <strong>{t(`screens.public.outcome.${comment.outcome}`)}</strong> {comment.answer}
                </p>
              )}
            </Card>
          ))}
        </Cards>
      </section>
      {one.open && <Write consultation={one} />}
    </>
  )
}

function Write({ consultation }: { consultation: Consultation }) {
  const { t } = useTranslation('publication')
  const me = useMe()
  return me.data?.may['publication.lodgeComment'] ? (
    <CommentForm consultation={consultation} />
  ) : (
    <Notice tone="wait" title={t('screens.public.signIn')} />
  )
}

const speakers = ['itself', 'members'] as const
type Speaker = (typeof speakers)[number]

function CommentForm({ consultation: { draftId, lines } }: { consultation: Consultation }) {
  const { t } = useTranslation('publication')
  const { chosen: current } = useCompanies()
  const act = useAct('publication.lodgeComment')
  const [words, setWords] = useState('')
  const [speaksFor, setSpeaksFor] = useState<Speaker>('itself')
  const [clause, setClause] = useState<string>()
  const [sent, setSent] = useState(false)
  if (!current) return <Notice tone="wait" title={t('screens.public.signIn')} />
  if (sent) return <Notice tone="done" title={t('screens.public.sent')} live />
  const clauses = [...new Set(lines.flatMap((line) => line.clause ?? []))]
  return (
    <section className={css.part}>
      <h2>{t('screens.public.write')}</h2>
      <RadioCards
        name="speaks-for"
        label={t('screens.public.speaksFor')}
        options={speakers.map((value) => ({ value, label: t(`screens.public.as.${value}`) }))}
        value={speaksFor}
        onChange={(value) => setSpeaksFor(value as Speaker)}
      />
      {clauses.length > 0 && (
        <Select
          name="clause"
          label={t('screens.public.clause')}
          empty={t('screens.public.whole')}
          options={clauses.map((value) => ({ value, label: value }))}
          value={clause}
          onChange={setClause}
        />
      )}
      <TextField
        name="comment"
        rows={5}
        maxLength={3000}
        label={t('screens.public.words', { company: current.name })}
        value={words}
        onChange={setWords}
      />
      {act.problem && <ProblemNotice problem={act.problem} />}
      <Button
        look="primary"
        pending={act.pending}
        onClick={async () => {
          const answer = await act.run({
            partyId: current.partyId,
            draftId,
            text: words,
            speaksFor,
            ...(clause ? { clause } : {}),
          })
          if (answer) setSent(true)
        }}
      >
        {t('screens.public.send')}
      </Button>
    </section>
  )
}
