import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useRead } from '#apps/web/client/hooks.ts'
import { useText } from '#apps/web/i18n/i18n.ts'
import { Button } from '#apps/web/kits/light/Button.tsx'
import { EmptyState } from '#apps/web/kits/light/EmptyState.tsx'
import { MomentFigure } from '#apps/web/kits/light/Figure.tsx'
import { Loaded } from '#apps/web/kits/light/Loaded.tsx'
import { Page } from '#apps/web/kits/light/Page.tsx'
import { Table } from '#apps/web/kits/light/Table.tsx'
import { TextField } from '#apps/web/kits/light/TextField.tsx'
import { PaidSince } from './paid-since.tsx'

const perPage = 50

/** What was paid: to whom, how much, by which standard (广东省优化营商环境条例 art. 54). */
export default function DisclosuresScreen() {
  const { t } = useTranslation('policy')
  const text = useText()
  const [q, setQ] = useState('')
  const [after, setAfter] = useState<string>()
  const list = useRead('policy.listDisclosures', { q: q.trim() || undefined, after, limit: perPage })
  const search = (words: string) => {
    setAfter(undefined)
    setQ(words)
  }
  return (
    <Page title={t('screens.disclosures.title')} lead={t('screens.disclosures.lead')} wide>
      <TextField name="q" type="search" label={t('screens.publicity.search')} value={q} onChange={search} />
      <Loaded result={list} lines={8}>
        {({ items, next }) =>
          items.length === 0 ? (
            <EmptyState title={t('screens.disclosures.none')}>{t('screens.disclosures.noneText')}</EmptyState>
          ) : (
            <>
              <Table
                caption={t('screens.disclosures.title')}
                rows={items}
                keyOf={(row) => `${row.paidAt} ${row.recipient} ${row.amountFen}`}
                columns={[
                  {
                    id: 'recipient',
                    title: t('screens.waiting.recipient'),
                    cell: (row) => row.recipient,
                  },
                  { id: 'policy', title: t('screens.disclosures.policy'), cell: (row) => text(row.title) },
                  {
                    id: 'amount',
                    title: t('screens.publicity.amount'),
                    figure: true,
                    cell: (row) => <PaidSince row={row} />,
                  },
                  {
                    id: 'standard',
                    title: t('screens.disclosures.standard'),
                    cell: (row) => text(row.standard),
                  },
                  {
                    id: 'paid',
                    title: t('screens.disclosures.paid'),
                    cell: (row) => <MomentFigure at={row.paidAt} />,
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
