import { useRead } from '../../client/hooks.ts'
import { Money, MomentFigure } from '../../kits/light/Figure.tsx'
import { usePages } from '../kit/pages.ts'
import { Sheet } from '../kit/WorkPage.tsx'
import { WorkTable } from '../kit/WorkTable.tsx'
import { useWords } from '../kit/words.ts'

/** The published order in which approved grants wait for money. */
export function Waiting({ bookId }: { bookId: string }) {
  const t = useWords()
  const list = usePages('ledger.listWaiting', { bookId, limit: 50 })
  const book = useRead('ledger.getBook', { bookId })
  return (
    <Sheet
      plain
      title={t('runs.waitingOrder')}
      aside={
        book.data && (
          <span className="work-soft">
            {t('runs.bookAvailable')} <Money fen={book.data.balances.available} big />
          </span>
        )
      }
    >
      <WorkTable
        label={t('runs.waitingOrder')}
        columns={[
          { id: 'position', title: t('runs.position'), width: 90, render: (row) => row.position },
          { id: 'payee', title: t('runs.who'), render: (row) => row.payee },
          {
            id: 'amount',
            title: t('runs.amount'),
            right: true,
            render: (row) => <Money fen={row.amountFen} />,
          },
          { id: 'since', title: t('runs.waitingSince'), render: (row) => <MomentFigure at={row.since} /> },
        ]}
        rowKey={(row) => String(row.position)}
        list={list}
        empty={{ title: t('runs.noneWaiting'), text: t('runs.noneWaitingText') }}
      />
    </Sheet>
  )
}
