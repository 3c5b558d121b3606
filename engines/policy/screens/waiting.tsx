import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useRead } from '#apps/web/client/hooks.ts'
import { useText } from '#apps/web/i18n/i18n.ts'
import { Button } from '#apps/web/kits/light/Button.tsx'
import { EmptyState } from '#apps/web/kits/light/EmptyState.tsx'
import { Money, MomentFigure } from '#apps/web/kits/light/Figure.tsx'
import { Loaded } from '#apps/web/kits/light/Loaded.tsx'
import { Page, Section } from '#apps/web/kits/light/Page.tsx'
import { Table } from '#apps/web/kits/light/Table.tsx'

const perPage = 100

/** Approved grants that wait for money, in the order in which they will be served. */
export default function WaitingScreen() {
  const { t } = useTranslation('policy')
  const text = useText()
  const [after, setAfter] = useState<string>()
  const order = useRead('policy.listWaitingOrder', { after, limit: perPage })
  return (
    <Page title={t('screens.waiting.title')} lead={t('screens.waiting.lead')}>
      <Loaded result={order} lines={6}>
        {({ items, next }) => {
          if (items.length === 0)
            return <EmptyState title={t('screens.waiting.none')}>{t('screens.waiting.noneText')}</EmptyState>
          const policies = [...new Set(items.map(({ policyId, period }) => `${policyId} ${period}`))]
          return (
            <>
              {policies.map((key) => {
                const rows = items.filter(({ policyId, period }) => `${policyId} ${period}` === key)
                const title = rows[0] ? `${text(rows[0].title)} · ${rows[0].period}` : ''
                return (
                  <Section key={key} title={title}>
                    <Table
                      caption={title}
                      rows={rows}
                      keyOf={(row) => `${row.place}`}
                      columns={[
                        {
                          id: 'place',
                          title: t('screens.waiting.place'),
                          figure: true,
                          cell: (row) => row.place,
                        },
                        {
                          id: 'recipient',
                          title: t('screens.waiting.recipient'),
                          cell: (row) => row.recipient,
                        },
                        {
                          id: 'amount',
                          title: t('screens.publicity.amount'),
                          figure: true,
                          cell: (row) => <Money fen={row.amountFen} />,
                        },
                        {
                          id: 'since',
                          title: t('screens.waiting.since'),
                          cell: (row) => <MomentFigure at={row.since} />,
                        },
                      ]}
                    />
                  </Section>
                )
              })}
              {next && <Button onClick={() => setAfter(next)}>{t('screens.publicity.more')}</Button>}
            </>
          )
        }}
      </Loaded>
    </Page>
  )
}
