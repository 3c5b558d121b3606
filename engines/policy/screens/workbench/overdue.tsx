import type { Output } from '#apps/web/client/contracts.ts'
import { useMe } from '#apps/web/client/hooks.ts'
import { useText } from '#apps/web/i18n/i18n.ts'
import { DateFigure, Money, MomentFigure } from '#apps/web/kits/light/Figure.tsx'
import { ExportMenu } from '#apps/web/workbench/kit/ExportMenu.tsx'
import { FilterRow } from '#apps/web/workbench/kit/FilterRow.tsx'
import { allRows, usePages } from '#apps/web/workbench/kit/pages.ts'
import { PlaceLink } from '#apps/web/workbench/kit/place.tsx'
import { Sheet, WorkPage } from '#apps/web/workbench/kit/WorkPage.tsx'
import { type Column, WorkTable } from '#apps/web/workbench/kit/WorkTable.tsx'
import { useWords } from '#apps/web/workbench/kit/words.ts'

type Row = Output<'policy.listCorrections'>['items'][number]

const owed = ({ repayment }: Row) => (repayment ? repayment.amountFen - repayment.receivedFen : 0)
const filter = { stage: 'escalated', limit: 50 } as const
const lookEveryMs = 30_000

/** `/workbench/overdue`: what was asked back and is late for so long that it was taken further up. */
export default function OverdueScreen() {
  const t = useWords()
  const text = useText()
  const seesRuns = useMe().data?.may['policy.getRun'] !== undefined
  const list = usePages('policy.listCorrections', filter, { cursor: 'before', everyMs: lookEveryMs })
  const columns: Column<Row>[] = [
    {
      id: 'payee',
      title: t('runs.who'),
      always: true,
      width: 200,
      render: (row) => <strong>{row.payee}</strong>,
      plain: (row) => row.payee,
    },
    {
      id: 'owed',
      title: t('overdue.owed'),
      right: true,
      width: 130,
      render: (row) => <Money fen={owed(row)} />,
      plain: (row) => owed(row) / 100,
    },
    {
      id: 'due',
      title: t('overdue.dueOn'),
      width: 140,
      render: (row) => row.repayment?.dueOn && <DateFigure day={row.repayment.dueOn} />,
      plain: (row) => row.repayment?.dueOn,
    },
    {
      id: 'why',
      title: t('overdue.why'),
      render: (row) => (
        <>
          {text(row.title)} · {row.period}
          {row.reason && <div className="work-soft">{row.reason}</div>}
        </>
      ),
      plain: (row) => text(row.title),
    },
    {
      id: 'decided',
      title: t('overdue.decided'),
      width: 190,
      render: (row) => (
        <>
          {row.decidedBy} {row.decidedAt && <MomentFigure at={row.decidedAt} />}
        </>
      ),
      plain: (row) => row.decidedBy,
    },
    ...(seesRuns
      ? [
          {
            id: 'act',
            title: t('table.act'),
            width: 130,
            render: (row: Row) => (
              <PlaceLink to={`policies/${row.runId}`} search={{ tab: 'corrections' }}>
                {t('overdue.see')}
              </PlaceLink>
            ),
          },
        ]
      : []),
  ]
  return (
    <WorkPage title={t('place.overdue')} lead={t('overdue.lead')}>
      <FilterRow
        actions={
          <ExportMenu
            title={t('place.overdue')}
            columns={columns}
            rows={() => allRows('policy.listCorrections', filter, 'before')}
          />
        }
      >
        {null}
      </FilterRow>
      <Sheet plain>
        <WorkTable
          label={t('place.overdue')}
          columns={columns}
          rowKey={(row) => `${row.correctionId} ${row.grantId}`}
          list={list}
          empty={{ title: t('overdue.none'), text: t('overdue.noneText') }}
        />
      </Sheet>
    </WorkPage>
  )
}
