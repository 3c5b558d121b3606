import { Button } from 'antd'
import { lazy, useState } from 'react'
import type { Output } from '#apps/web/client/contracts.ts'
import { useRead } from '#apps/web/client/hooks.ts'
import { Count, Money } from '#apps/web/kits/light/Figure.tsx'
import { ExportMenu } from '#apps/web/workbench/kit/ExportMenu.tsx'
import { FilterRow } from '#apps/web/workbench/kit/FilterRow.tsx'
import { useMay } from '#apps/web/workbench/kit/may.ts'
import { whole } from '#apps/web/workbench/kit/pages.ts'
import { PlaceLink, usePlace } from '#apps/web/workbench/kit/place.tsx'
import { Sheet, WorkPage } from '#apps/web/workbench/kit/WorkPage.tsx'
import { type Column, useColumns, WorkTable } from '#apps/web/workbench/kit/WorkTable.tsx'
import { useWords, type Words } from '#apps/web/workbench/kit/words.ts'
import { bookAccounts } from './accounts.ts'
import { OpenBookDialog } from './OpenBookDialog.tsx'

const BookPage = lazy(() => import('./book.tsx'))
const FeesPage = lazy(() => import('./fees.tsx'))
const FilesPage = lazy(() => import('./files.tsx'))
const StatementsPage = lazy(() => import('./statements.tsx'))
const RepaymentsPage = lazy(() => import('./repayments.tsx'))
const StatementPage = lazy(() => import('./statement.tsx'))

/** `/workbench/books`, one book below it, and below that its statements, files and repayments. */
export default function BooksScreen() {
  const { segments } = usePlace()
  const [, bookId, part, statementId] = segments
  if (!bookId) return <Books />
  if (bookId === 'fees') return <FeesPage />
  if (part === 'files') return <FilesPage key={bookId} bookId={bookId} />
  if (part === 'repayments') return <RepaymentsPage key={bookId} bookId={bookId} />
  if (part !== 'statements') return <BookPage key={bookId} bookId={bookId} />
  return statementId ? (
    <StatementPage key={statementId} bookId={bookId} statementId={statementId} />
  ) : (
    <StatementsPage key={bookId} bookId={bookId} />
  )
}

type BookRow = Output<'ledger.listBooks'>['items'][number]
const lookEveryMs = 15_000

const accountColumn = (account: (typeof bookAccounts)[number], t: Words): Column<BookRow> => ({
  id: account,
  title: t(`ledger:labels.${account}`),
  right: true,
  extra: account === 'inDoubt' || account === 'returned',
  render: (book) => <Money fen={account === 'budget' ? -book.balances.budget : book.balances[account]} />,
  plain: (book) => (account === 'budget' ? -book.balances.budget : book.balances[account]) / 100,
})

function Books() {
  const t = useWords()
  const may = useMay()
  const { go } = usePlace()
  const [opening, setOpening] = useState(false)
  const result = useRead('ledger.listBooks', {}, { everyMs: lookEveryMs })
  const columns: Column<BookRow>[] = [
    {
      id: 'title',
      title: t('books.book'),
      always: true,
      width: 260,
      render: (book) => <PlaceLink to={`books/${book.bookId}`}>{book.title}</PlaceLink>,
      plain: (book) => book.title,
    },
    { id: 'period', title: t('runs.period'), render: (book) => book.period, plain: (book) => book.period },
    ...bookAccounts.map((account) => accountColumn(account, t)),
    {
      id: 'waiting',
      title: t('runs.payment.waiting'),
      right: true,
      render: (book) => <Count of={book.waiting} />,
      plain: (book) => book.waiting,
    },
  ]
  const { shown, choice } = useColumns('books', columns)
  return (
    <WorkPage
      title={t('place.books')}
      lead={t('books.lead')}
      actions={
        <>
          {may('ledger.listReceivables') && <PlaceLink to="books/fees">{t('fees.title')}</PlaceLink>}
          {may('ledger.openBook') && (
            <Button type="primary" onClick={() => setOpening(true)}>
              {t('books.open')}
            </Button>
          )}
        </>
      }
    >
      <div>
        <FilterRow
          actions={
            <>
              {choice}
              <ExportMenu
                title={t('place.books')}
                columns={shown}
                rows={async () => result.data?.items ?? []}
              />
            </>
          }
        />
        <Sheet plain>
          <WorkTable
            label={t('place.books')}
            columns={shown}
            rowKey={(book) => book.bookId}
            list={whole(result.data?.items, result.error)}
            onOpen={(book) => go(`books/${book.bookId}`)}
            empty={{ title: t('books.none'), text: t('books.noneText') }}
          />
        </Sheet>
      </div>
      {opening && <OpenBookDialog onClose={() => setOpening(false)} />}
    </WorkPage>
  )
}
