import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Instant } from '#kernel/time.ts'
import { useRead } from '#apps/web/client/hooks.ts'
import { Button } from '#apps/web/kits/light/Button.tsx'
import { EmptyState } from '#apps/web/kits/light/EmptyState.tsx'
import { MomentFigure } from '#apps/web/kits/light/Figure.tsx'
import { Loaded } from '#apps/web/kits/light/Loaded.tsx'
import { Table } from '#apps/web/kits/light/Table.tsx'
import { ForCompany } from '#apps/web/shell/ForCompany.tsx'
import { OperationWords } from '#apps/web/shell/OperationWords.tsx'

/** Who looked at the enterprise's data, when and for what. */
export default function ReceiptsScreen() {
  const { t } = useTranslation()
  return (
    <ForCompany title={t('receipts.title')} lead={t('receipts.lead')}>
      {(company) => <Receipts key={company.partyId} partyId={company.partyId} />}
    </ForCompany>
  )
}

function Receipts({ partyId }: { partyId: string }) {
  const { t } = useTranslation()
  const [before, setBefore] = useState<Instant>()
  const receipts = useRead('party.listReceipts', { partyId, before, limit: 20 })
  return (
    <Loaded result={receipts} lines={6}>
      {({ items, next }) =>
        items.length === 0 ? (
          <EmptyState title={t('receipts.none')}>{t('receipts.noneText')}</EmptyState>
        ) : (
          <>
            <Table
              caption={t('receipts.title')}
              rows={items}
              keyOf={(row, i) => `${row.at}${i}`}
              columns={[
                { id: 'at', title: t('receipts.at'), cell: (row) => <MomentFigure at={row.at} /> },
                { id: 'who', title: t('receipts.who'), cell: (row) => row.who },
                {
                  id: 'what',
                  title: t('receipts.what'),
                  cell: (row) => (
                    <>
                      <OperationWords operation={row.operation} />
                      {row.list && ` ${t('receipts.inList')}`}
                    </>
                  ),
                },
              ]}
            />
            <p>
              {before && <Button onClick={() => setBefore(undefined)}>{t('receipts.newest')}</Button>}{' '}
              {next && <Button onClick={() => setBefore(next)}>{t('receipts.older')}</Button>}
            </p>
          </>
        )
      }
    </Loaded>
  )
}
