import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '#apps/web/client/contracts.ts'
import { useRead } from '#apps/web/client/hooks.ts'
import { useText } from '#apps/web/i18n/i18n.ts'
import { Button } from '#apps/web/kits/light/Button.tsx'
import { ButtonLink } from '#apps/web/kits/light/ButtonLink.tsx'
import { Card, Cards } from '#apps/web/kits/light/Card.tsx'
import { EmptyState } from '#apps/web/kits/light/EmptyState.tsx'
import { Count, DateFigure, Money } from '#apps/web/kits/light/Figure.tsx'
import { LinkOver } from '#apps/web/kits/light/LinkOver.tsx'
import { Loaded } from '#apps/web/kits/light/Loaded.tsx'
import { Page } from '#apps/web/kits/light/Page.tsx'
import { Table } from '#apps/web/kits/light/Table.tsx'
import { TextField } from '#apps/web/kits/light/TextField.tsx'

/** What is published for objections now, or one published list. */
export default function PublicityScreen() {
  const { runId } = useParams({ strict: false })
  return runId ? <Published runId={runId} /> : <Publicities />
}

function Publicities() {
  const { t } = useTranslation('policy')
  const text = useText()
  const publicities = useRead('policy.listPublicities', {})
  return (
    <Page title={t('screens.publicity.title')} lead={t('screens.publicity.lead')}>
      <Loaded result={publicities}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t('screens.publicity.none')}>{t('screens.publicity.noneText')}</EmptyState>
          ) : (
            <Cards>
              {items.map((run) => (
                <Card
                  key={run.runId}
                  level="h2"
                  title={
                    <LinkOver to="/publicity/$runId" params={{ runId: run.runId } as never}>
                      {text(run.title)}
                    </LinkOver>
                  }
                >
                  <Term run={run} />
                </Card>
              ))}
            </Cards>
          )
        }
      </Loaded>
    </Page>
  )
}

type Publicity = Output<'policy.listPublicities'>['items'][number]

/** From when until when one may object, how many are on the list, and what it comes to. */
function Term({ run }: { run: Publicity }) {
  const { t } = useTranslation('policy')
  return (
    <>
      <p>
        <DateFigure day={run.from} /> {t('screens.policy.to')}{' '}
        {run.through ? <DateFigure day={run.through} /> : t('screens.policy.provisional')}
      </p>
      <p>
        {t('screens.publicity.count')} <Count of={run.candidates} /> · <Money fen={run.amountFen} big />
      </p>
    </>
  )
}

const perPage = 50
/** A list is made public name by name; who looks meanwhile sees it grow. */
const lookEveryMs = 5_000

function Published({ runId }: { runId: string }) {
  const { t } = useTranslation('policy')
  const text = useText()
  const [q, setQ] = useState('')
  const [after, setAfter] = useState<string>()
  const publicities = useRead('policy.listPublicities', {})
  const list = useRead(
    'policy.listPublished',
    { runId, q: q.trim() || undefined, after, limit: perPage },
    { everyMs: lookEveryMs },
  )
  const run = publicities.data?.items.find((one) => one.runId === runId)
  const search = (words: string) => {
    setAfter(undefined)
    setQ(words)
  }
  if (publicities.data && !run) return <NotOpen />
  return (
    <Page
      title={run ? text(run.title) : t('screens.publicity.title')}
      above={<Link to="/publicity">{t('screens.publicity.title')}</Link>}
      lead={t('screens.publicity.objectText')}
    >
      {run && <Term run={run} />}
      <TextField name="q" type="search" label={t('screens.publicity.search')} value={q} onChange={search} />
      <Loaded result={list} lines={8}>
        {({ items, next }) =>
          items.length === 0 ? (
            <EmptyState title={t('screens.library.none')} />
          ) : (
            <>
              <Table
                caption={t('screens.publicity.title')}
                rows={items}
                keyOf={(row) => row.candidateId}
                columns={[
                  { id: 'name', title: t('screens.publicity.name'), cell: (row) => row.name },
                  {
                    id: 'amount',
                    title: t('screens.publicity.amount'),
                    figure: true,
                    cell: (row) => <Money fen={row.amountFen} />,
                  },
                ]}
              />
              {next && <Button onClick={() => setAfter(next)}>{t('screens.publicity.more')}</Button>}
            </>
          )
        }
      </Loaded>
    </Page>
  )
}

/** A list whose time for objections is over, or has not begun, is not shown; what was paid of it is disclosed elsewhere. */
function NotOpen() {
  const { t } = useTranslation('policy')
  return (
    <Page
      title={t('screens.publicity.title')}
      above={<Link to="/publicity">{t('screens.publicity.title')}</Link>}
    >
      <EmptyState
        title={t('screens.publicity.over')}
        action={<ButtonLink to="/disclosures">{t('screens.publicity.seePaid')}</ButtonLink>}
      >
        {t('screens.publicity.overText')}
      </EmptyState>
    </Page>
  )
}
