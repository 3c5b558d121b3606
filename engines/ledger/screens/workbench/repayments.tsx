import { Button, Form, Input, Select } from 'antd'
import { DayPicker } from '#apps/web/workbench/kit/DayPicker.tsx'
import dayjs, { type Dayjs } from 'dayjs'
import { useState } from 'react'
import type { Output } from '#apps/web/client/contracts.ts'
import { useRead } from '#apps/web/client/hooks.ts'
import { useText } from '#apps/web/i18n/i18n.ts'
import { useClock } from '#apps/web/kits/light/Clock.tsx'
import { DateFigure, Money, MomentFigure } from '#apps/web/kits/light/Figure.tsx'
import { Tag } from '#apps/web/kits/light/Tag.tsx'
import { useToast } from '#apps/web/kits/light/Toast.tsx'
import { useCityWords } from '#apps/web/shell/city-words.ts'
import { ActDialog } from '#apps/web/workbench/kit/ActDialog.tsx'
import { useOfficerAct } from '#apps/web/workbench/kit/acts.ts'
import { ExportMenu } from '#apps/web/workbench/kit/ExportMenu.tsx'
import { FilterRow } from '#apps/web/workbench/kit/FilterRow.tsx'
import { useMay } from '#apps/web/workbench/kit/may.ts'
import { allRows, usePages } from '#apps/web/workbench/kit/pages.ts'
import { PlaceLink, usePlace } from '#apps/web/workbench/kit/place.tsx'
import { SearchField } from '#apps/web/workbench/kit/SearchField.tsx'
import { Figures, Sheet, WorkPage } from '#apps/web/workbench/kit/WorkPage.tsx'
import { type Column, useColumns, WorkTable } from '#apps/web/workbench/kit/WorkTable.tsx'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import { fenOfYuan } from './fen.ts'
import { YuanInput } from './YuanInput.tsx'

type Repayment = Output<'ledger.listRepayments'>['items'][number]
const states = ['open', 'repaid', 'withdrawn'] as const
const tones = { due: 'wait', reminded: 'soon', overdue: 'late', escalated: 'late' } as const
const overTones = { repaid: 'done', withdrawn: 'idle' } as const
const lookEveryMs = 15_000

/** What was paid from a book and is asked back: from whom, until when, what came in. */
export default function RepaymentsPage({ bookId }: { bookId: string }) {
  const t = useWords()
  const text = useText()
  const may = useMay()
  const { department } = useCityWords()
  const { search, change } = usePlace()
  const [recording, setRecording] = useState<Repayment>()
  const book = useRead('ledger.getBook', { bookId }, { everyMs: lookEveryMs })
  const state = states.find((one) => one === search['state'])
  const filter = { bookId, ...(state ? { state } : {}), ...(search['q'] ? { q: search['q'] } : {}) }
  const list = usePages('ledger.listRepayments', { ...filter, limit: 50 }, { everyMs: lookEveryMs })
  const stateOf = (row: Repayment) => t(`ledger:repayments.${row.state === 'open' ? row.stage : row.state}`)
  const columns: Column<Repayment>[] = [
    {
      id: 'payer',
      title: t('repayments.payer'),
      always: true,
      width: 200,
      render: (row) => (
        <>
          <strong>{row.payer}</strong>
          <div className="work-soft figure">{row.number}</div>
        </>
      ),
      plain: (row) => row.payer,
    },
    {
      id: 'number',
      title: t('repayments.number'),
      extra: true,
      render: (row) => row.number,
      plain: (row) => row.number,
    },
    {
      id: 'why',
      title: t('repayments.why'),
      width: 240,
      render: (row) => (
        <>
          {text(row.title)}
          <div className="work-soft">{text(row.reason)}</div>
        </>
      ),
      plain: (row) => text(row.reason),
    },
    {
      id: 'department',
      title: t('repayments.department'),
      extra: true,
      render: (row) => department(row.department),
      plain: (row) => department(row.department),
    },
    {
      id: 'amount',
      title: t('repayments.amount'),
      right: true,
      render: (row) => <Money fen={row.amountFen} />,
      plain: (row) => row.amountFen / 100,
    },
    {
      id: 'received',
      title: t('corrections.received'),
      right: true,
      render: (row) => <Money fen={row.receivedFen} />,
      plain: (row) => row.receivedFen / 100,
    },
    {
      id: 'due',
      title: t('repayments.due'),
      always: true,
      width: 170,
      render: (row) => (
        <>
          {row.dueOn ? <DateFigure day={row.dueOn} /> : t('repayments.noDay')}{' '}
          <Tag tone={row.state === 'open' ? tones[row.stage] : overTones[row.state]}>{stateOf(row)}</Tag>
          {row.closedReason && <div className="work-soft">{row.closedReason}</div>}
        </>
      ),
      plain: (row) => `${row.dueOn ?? ''} ${stateOf(row)}`.trim(),
    },
    {
      id: 'receipts',
      title: t('repayments.receipts'),
      width: 240,
      render: (row) =>
        row.receipts.length > 0 &&
        row.receipts.map((one) => (
          <div key={one.bankReference}>
            <DateFigure day={one.receivedOn} /> <Money fen={one.amountFen} />
            <span className="work-soft">
              {' '}
              {one.bankReference} · {t(`repayments.source.${one.source}`)}
              {one.late && ` · ${t('repayments.late')}`}
            </span>
          </div>
        )),
      plain: (row) => row.receipts.map((one) => one.bankReference).join(' '),
    },
    {
      id: 'act',
      title: t('table.act'),
      always: true,
      width: 120,
      render: (row) =>
        row.state === 'open' &&
        may('ledger.recordRepayment') && (
          <Button size="small" onClick={() => setRecording(row)}>
            {t('repayments.record')}
          </Button>
        ),
    },
  ]
  const { shown, choice } = useColumns('repayments', columns)
  const sums = book.data?.repayments
  return (
    <WorkPage
      title={t('repayments.title')}
      above={<PlaceLink to={`books/${bookId}`}>{book.data?.title ?? t('books.book')}</PlaceLink>}
      lead={t('repayments.lead')}
    >
      {sums && (
        <Figures
          items={[
            { id: 'open', word: t('repayments.openSum'), value: <Money fen={sums.openFen} big /> },
            { id: 'received', word: t('corrections.received'), value: <Money fen={sums.receivedFen} big /> },
            { id: 'count', word: t('repayments.openCount'), value: sums.open },
            { id: 'overdue', word: t('ledger:repayments.overdue'), value: sums.overdue },
          ]}
        />
      )}
      <div>
        <FilterRow
          actions={
            <>
              {choice}
              <ExportMenu
                title={t('repayments.title')}
                columns={shown}
                rows={() => allRows('ledger.listRepayments', filter)}
              />
            </>
          }
        >
          <Select
            allowClear
            aria-label={t('runs.state')}
            placeholder={t('runs.state')}
            value={state}
            onChange={(next?: string) => change({ state: next ?? '' })}
            options={states.map((one) => ({ value: one, label: t(`ledger:repayments.${one}`) }))}
            style={{ minWidth: '10rem' }}
          />
          <SearchField label={t('repayments.search')} />
        </FilterRow>
        <Sheet plain>
          <WorkTable
            label={t('repayments.title')}
            columns={shown}
            rowKey={(row) => row.repaymentId}
            list={list}
            empty={
              state || search['q']
                ? { title: t('table.noneFiltered'), text: t('table.noneFilteredText') }
                : { title: t('repayments.none'), text: t('repayments.noneText') }
            }
          />
        </Sheet>
      </div>
      {recording && <RecordDialog repayment={recording} onClose={() => setRecording(undefined)} />}
    </WorkPage>
  )
}

interface Values {
  readonly amount: string
  readonly receivedOn: Dayjs
  readonly bankReference: string
  readonly payerName: string
}

/** Records what came in and no statement brought: by the bank's own number, once. */
function RecordDialog({ repayment, onClose }: { repayment: Repayment; onClose: () => void }) {
  const t = useWords()
  const say = useToast()
  const { today } = useClock()
  const [form] = Form.useForm<Values>()
  const record = useOfficerAct('ledger.recordRepayment')
  const { bookId, repaymentId, payer, openFen } = repayment
  const required = [{ required: true, message: t('form.required') }]
  const submit = async ({ amount, receivedOn, ...values }: Values) => {
    const receipt = { amountFen: fenOfYuan(amount), receivedOn: receivedOn.format('YYYY-MM-DD'), ...values }
    if (!(await record.run({ bookId, repaymentId, ...receipt }))) return
    say(t('repayments.recorded'))
    onClose()
  }
  return (
    <ActDialog<Values>
      open
      title={t('ledger:operations.recordRepayment')}
      act={t('repayments.record')}
      form={form}
      initial={{ amount: (openFen / 100).toFixed(2), receivedOn: dayjs(today), payerName: payer }}
      onClose={onClose}
      onSubmit={(values) => void submit(values)}
      pending={record.pending}
      problem={record.problem}
    >
      <p>
        {payer} · {t('repayments.openSum')} <Money fen={openFen} /> ·{' '}
        <MomentFigure at={repayment.demandedAt} />
      </p>
      <Form.Item name="amount" label={t('runs.amount')} rules={required}>
        <YuanInput />
      </Form.Item>
      <Form.Item name="receivedOn" label={t('repayments.receivedOn')} rules={required}>
        <DayPicker maxDate={dayjs(today)} allowClear={false} style={{ width: '100%' }} />
      </Form.Item>
      <Form.Item name="bankReference" label={t('statements.cells.bankReference')} rules={required}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="payerName" label={t('repayments.payerName')} rules={required}>
        <Input maxLength={300} />
      </Form.Item>
    </ActDialog>
  )
}
