import { Button } from 'antd'
import { DayPicker } from '#apps/web/workbench/kit/DayPicker.tsx'
import dayjs from 'dayjs'
import { useState } from 'react'
import type { Output } from '#apps/web/client/contracts.ts'
import { useRead } from '#apps/web/client/hooks.ts'
import { useClock } from '#apps/web/kits/light/Clock.tsx'
import { Count, MomentFigure } from '#apps/web/kits/light/Figure.tsx'
import { Tag } from '#apps/web/kits/light/Tag.tsx'
import { useToast } from '#apps/web/kits/light/Toast.tsx'
import { ActProblem } from '#apps/web/workbench/kit/ActProblem.tsx'
import { useOfficerAct } from '#apps/web/workbench/kit/acts.ts'
import { FilterRow } from '#apps/web/workbench/kit/FilterRow.tsx'
import { useMay } from '#apps/web/workbench/kit/may.ts'
import { usePages } from '#apps/web/workbench/kit/pages.ts'
import { PasteDialog } from '#apps/web/workbench/kit/PasteDialog.tsx'
import { PlaceLink, usePlace } from '#apps/web/workbench/kit/place.tsx'
import { Sheet, WorkPage } from '#apps/web/workbench/kit/WorkPage.tsx'
import { type Column, WorkTable } from '#apps/web/workbench/kit/WorkTable.tsx'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import { addDays, type Day, type Instant, instantAt } from '#kernel/time.ts'
import { readStatementTable } from './statement-table.ts'

export type StatementSummary = Output<'ledger.listStatements'>['items'][number]
const lookEveryMs = 5_000

/** A day of the city; of today what has passed of it. */
function periodOf(day: Day, now: Instant, offsetMinutes: number) {
  const from = instantAt(day, '00:00', offsetMinutes)
  const end = instantAt(addDays(day, 1), '00:00', offsetMinutes)
  return { from, until: end < now ? end : now }
}

/** The statements of a book: the day’s is fetched from the bank or pasted, and compared at once. */
export default function StatementsPage({ bookId }: { bookId: string }) {
  const t = useWords()
  const { go } = usePlace()
  const book = useRead('ledger.getBook', { bookId })
  const list = usePages('ledger.listStatements', { bookId }, { cursor: 'before', everyMs: lookEveryMs })
  const columns: Column<StatementSummary>[] = [
    {
      id: 'from',
      title: t('statements.period'),
      always: true,
      width: 300,
      render: (row) => (
        <PlaceLink to={`books/${bookId}/statements/${row.statementId}`}>
          <MomentFigure at={row.from} />–<MomentFigure at={row.until} />
        </PlaceLink>
      ),
      plain: (row) => row.from,
    },
    {
      id: 'open',
      title: t('statements.findings'),
      always: true,
      width: 200,
      render: (row) => (
        <Tag tone={row.open > 0 ? 'late' : 'done'}>
          {row.open > 0
            ? t('statements.open', { count: row.open })
            : t(row.findings > 0 ? 'statements.allSettled' : 'statements.agree')}
        </Tag>
      ),
      plain: (row) => row.open,
    },
    {
      id: 'rows',
      title: t('statements.rows'),
      right: true,
      render: (row) => <Count of={row.rows} />,
      plain: (row) => row.rows,
    },
    { id: 'source', title: t('statements.source'), render: (row) => t(`statements.sources.${row.source}`) },
    {
      id: 'by',
      title: t('statements.by'),
      render: (row) => (row.source === 'bank' ? t('statements.itself') : row.importedBy),
    },
    { id: 'at', title: t('statements.at'), render: (row) => <MomentFigure at={row.importedAt} /> },
  ]
  return (
    <WorkPage
      title={t('statements.title')}
      above={<PlaceLink to={`books/${bookId}`}>{book.data?.title ?? t('books.book')}</PlaceLink>}
      lead={t('statements.lead')}
    >
      {book.data && <TakeIn bookId={bookId} account={book.data.bankAccount} />}
      <Sheet plain title={t('statements.title')}>
        <WorkTable
          label={t('statements.title')}
          columns={columns}
          rowKey={(row) => row.statementId}
          list={list}
          empty={{ title: t('statements.none'), text: t('statements.noneText') }}
          onOpen={(row) => go(`books/${bookId}/statements/${row.statementId}`)}
        />
      </Sheet>
    </WorkPage>
  )
}

/** Which day, and where its statement comes from. */
function TakeIn({ bookId, account }: { bookId: string; account: string }) {
  const t = useWords()
  const may = useMay()
  const say = useToast()
  const { now, today, offsetMinutes } = useClock()
  const [day, setDay] = useState<Day>(today)
  const [pasting, setPasting] = useState(false)
  const ask = useOfficerAct('ledger.askStatement')
  const take = useOfficerAct('ledger.importStatement')
  const period = periodOf(day, now, offsetMinutes)
  if (!may('ledger.askStatement')) return undefined
  return (
    <>
      <FilterRow
        actions={
          <>
            <Button onClick={() => setPasting(true)}>{t('statements.paste')}</Button>
            <Button
              type="primary"
              loading={ask.pending}
              onClick={async () => {
                if (await ask.run({ bookId, ...period })) say(t('statements.asked'))
              }}
            >
              {t('statements.ask')}
            </Button>
          </>
        }
      >
        <DayPicker
          aria-label={t('statements.day')}
          value={dayjs(day)}
          maxDate={dayjs(today)}
          allowClear={false}
          onChange={(next) => next && setDay(next.format('YYYY-MM-DD'))}
        />
      </FilterRow>
      <ActProblem problem={ask.problem ?? take.problem} />
      {pasting && (
        <PasteDialog
          title={t('statements.paste')}
          hint={t('statements.pasteHint')}
          read={readStatementTable}
          show={(one) =>
            'row' in one
              ? `${one.row.payeeName} ${(one.row.amountFen / 100).toFixed(2)}`
              : 'received' in one
                ? `${one.received.payerName} +${(one.received.amountFen / 100).toFixed(2)}`
                : t('statements.unreadable', { line: one.line, cell: t(`statements.cells.${one.cell}`) })
          }
          onClose={() => setPasting(false)}
          onTake={(found) => {
            const rows = found.flatMap((one) => ('row' in one ? [one.row] : []))
            const received = found.flatMap((one) =>
              'received' in one ? [{ ...one.received, receivedOn: day }] : [],
            )
            setPasting(false)
            const unread = found.length - rows.length - received.length
            if (unread > 0) {
              say(t('statements.notTaken', { count: unread }))
              return
            }
            const settled = rows.filter((row) => row.state === 'settled')
            const totalFen = settled.reduce((sum, row) => sum + row.amountFen, 0)
            void take
              .run({ bookId, source: 'file', statement: { account, ...period, totalFen, rows, received } })
              .then((done) => done && say(t('statements.compared')))
          }}
        />
      )}
    </>
  )
}
