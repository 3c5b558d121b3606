import { useText } from '#apps/web/i18n/i18n.ts'
import { Money, MomentFigure } from '#apps/web/kits/light/Figure.tsx'
import { ExportMenu } from '#apps/web/workbench/kit/ExportMenu.tsx'
import { FilterRow } from '#apps/web/workbench/kit/FilterRow.tsx'
import { allRows, usePages } from '#apps/web/workbench/kit/pages.ts'
import { Sheet } from '#apps/web/workbench/kit/WorkPage.tsx'
import { type Column, WorkTable } from '#apps/web/workbench/kit/WorkTable.tsx'
import { PaidSince } from '../paid-since.tsx'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import type { Output } from '#apps/web/client/contracts.ts'

type Row = Output<'policy.listDisclosures'>['items'][number]

/** What the public sees of money that was paid: recipient, sum, standard. */
export function Disclosed({ policyId }: { policyId: string }) {
  const t = useWords()
  const text = useText()
  const list = usePages('policy.listDisclosures', { policyId, limit: 50 })
  const columns: Column<Row>[] = [
    {
      id: 'recipient',
      title: t('runs.who'),
      render: (row) => <strong>{row.recipient}</strong>,
      plain: (row) => row.recipient,
    },
    {
      id: 'amount',
      title: t('runs.amount'),
      right: true,
      render: (row) => <PaidSince row={row} />,
      plain: (row) => row.amountFen / 100,
    },
    {
      id: 'further',
      title: t('policy:screens.disclosures.further'),
      right: true,
      extra: true,
      render: (row) => <Money fen={row.furtherFen} />,
      plain: (row) => row.furtherFen / 100,
    },
    {
      id: 'returned',
      title: t('policy:screens.disclosures.returned'),
      right: true,
      extra: true,
      render: (row) => <Money fen={row.returnedFen} />,
      plain: (row) => row.returnedFen / 100,
    },
    {
      id: 'standard',
      title: t('runs.standard'),
      width: 360,
      render: (row) => text(row.standard),
      plain: (row) => text(row.standard),
    },
    { id: 'period', title: t('runs.period'), render: (row) => row.period, plain: (row) => row.period },
    {
      id: 'paidAt',
      title: t('runs.paidAt'),
      render: (row) => <MomentFigure at={row.paidAt} />,
      plain: (row) => row.paidAt,
    },
  ]
  return (
    <>
      <FilterRow
        actions={
          <ExportMenu
            title={t('runs.part.disclosed')}
            columns={columns}
            rows={() => allRows('policy.listDisclosures', { policyId })}
          />
        }
      />
      <Sheet plain>
        <WorkTable
          label={t('runs.part.disclosed')}
          columns={columns}
          rowKey={(row) => `${row.recipient}${row.paidAt}${row.period}`}
          list={list}
          empty={{ title: t('runs.nothingPaid'), text: t('runs.nothingPaidText') }}
        />
      </Sheet>
    </>
  )
}
