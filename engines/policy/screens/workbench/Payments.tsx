import { Progress } from 'antd'
import { Count, Money } from '#apps/web/kits/light/Figure.tsx'
import { whole } from '#apps/web/workbench/kit/pages.ts'
import { PlaceLink } from '#apps/web/workbench/kit/place.tsx'
import { Waiting } from '#apps/web/workbench/parts/Waiting.tsx'
import { Sheet } from '#apps/web/workbench/kit/WorkPage.tsx'
import { type Column, WorkTable } from '#apps/web/workbench/kit/WorkTable.tsx'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import { GrantTag, type Run } from './run-words.tsx'

type PaymentRow = Run['payments'][number]
const ended = new Set(['settled', 'released', 'reversed', 'withdrawn'])

/** How far the money is, state by state, and in which order the rest waits. */
export function Payments({ run }: { run: Run }) {
  const t = useWords()
  const all = run.payments.reduce((sum, row) => sum + row.count, 0)
  const done = run.payments.filter((row) => ended.has(row.state)).reduce((sum, row) => sum + row.count, 0)
  const columns: Column<PaymentRow>[] = [
    { id: 'state', title: t('runs.state'), render: (row) => <GrantTag state={row.state} /> },
    { id: 'count', title: t('runs.count'), right: true, render: (row) => <Count of={row.count} /> },
    { id: 'amount', title: t('runs.amount'), right: true, render: (row) => <Money fen={row.amountFen} /> },
    {
      id: 'who',
      title: t('table.act'),
      render: (row) => (
        <PlaceLink to={`policies/${run.runId}`} search={{ tab: 'candidates', payment: row.state }}>
          {t('runs.showThem')}
        </PlaceLink>
      ),
    },
  ]
  return (
    <div className="work-stack">
      {all > 0 && (
        <Sheet>
          <p>{t('runs.progress', { done, all })}</p>
          <Progress percent={Math.floor((100 * done) / all)} aria-label={t('runs.progress', { done, all })} />
        </Sheet>
      )}
      <Sheet plain>
        <WorkTable
          label={t('runs.part.payments')}
          columns={columns}
          rowKey={(row) => row.state}
          list={whole(run.payments)}
          empty={{ title: t('runs.noPayments'), text: t('runs.noPaymentsText') }}
        />
      </Sheet>
      {run.payments.some((row) => row.state === 'waiting') && <Waiting bookId={run.bookId} />}
    </div>
  )
}
