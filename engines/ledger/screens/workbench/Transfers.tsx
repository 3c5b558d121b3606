import { Button, Form, Input, Radio, Select } from 'antd'
import { useState } from 'react'
import type { Output } from '#apps/web/client/contracts.ts'
import { Money, MomentFigure } from '#apps/web/kits/light/Figure.tsx'
import { Tag } from '#apps/web/kits/light/Tag.tsx'
import { useToast } from '#apps/web/kits/light/Toast.tsx'
import { ActDialog } from '#apps/web/workbench/kit/ActDialog.tsx'
import { useOfficerAct } from '#apps/web/workbench/kit/acts.ts'
import { ExportMenu } from '#apps/web/workbench/kit/ExportMenu.tsx'
import { FilterRow } from '#apps/web/workbench/kit/FilterRow.tsx'
import { useReasonRules } from '#apps/web/workbench/kit/forms.ts'
import { useMay } from '#apps/web/workbench/kit/may.ts'
import { allRows, usePages } from '#apps/web/workbench/kit/pages.ts'
import { usePlace } from '#apps/web/workbench/kit/place.tsx'
import { ReasonDialog } from '#apps/web/workbench/kit/ReasonDialog.tsx'
import { StateTag } from '#apps/web/workbench/kit/StateTag.tsx'
import { Sheet } from '#apps/web/workbench/kit/WorkPage.tsx'
import { type Column, useColumns, WorkTable } from '#apps/web/workbench/kit/WorkTable.tsx'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import { transferStates } from './accounts.ts'

export type TransferRow = Output<'ledger.listTransfers'>['items'][number]
type Book = Output<'ledger.getBook'>
const lookEveryMs = 15_000

const tones = {
  waiting: 'soon',
  held: 'wait',
  ordered: 'wait',
  'in-doubt': 'soon',
  settled: 'done',
  returned: 'late',
  released: 'idle',
  reversed: 'idle',
} as const

type Asked = { readonly act: 'dispute' | 'release' | 'reverse'; readonly row: TransferRow }

/** What a finance officer may do with a transfer as it stands. */
function actsOn(row: TransferRow): Asked['act'][] {
  if (row.disputed) return ['dispute']
  if (row.state === 'settled') return row.askedBack ? [] : ['reverse']
  return ['waiting', 'held', 'returned'].includes(row.state) ? ['release'] : []
}

/** Every transfer of a book, by its state; what was paid wrongly or never will be is put right here. */
export function Transfers({ book }: { book: Book }) {
  const t = useWords()
  const may = useMay()
  const { search, change } = usePlace()
  const [asked, setAsked] = useState<Asked>()
  const state = transferStates.find((one) => one === search['state'])
  const filter = { bookId: book.bookId, ...(state ? { state } : {}) }
  const list = usePages('ledger.listTransfers', { ...filter, limit: 50 }, { everyMs: lookEveryMs })
  const operation = {
    dispute: 'ledger.settleDispute',
    release: 'ledger.releaseHold',
    reverse: 'ledger.reverse',
  } as const
  const reasonOf = ({ reason }: TransferRow) =>
    reason && t(`policy:reasons.${reason}`, { defaultValue: reason })
  const columns: Column<TransferRow>[] = [
    {
      id: 'payee',
      title: t('books.payee'),
      always: true,
      width: 240,
      render: (row) => <strong>{row.payee}</strong>,
      plain: (row) => row.payee,
    },
    {
      id: 'state',
      title: t('runs.state'),
      always: true,
      width: 170,
      render: (row) => (
        <>
          {row.disputed ? (
            <Tag tone="late">{t('books.inDispute')}</Tag>
          ) : (
            <StateTag state={row.state} word={t(`ledger:states.${row.state}`)} tones={tones} />
          )}
          {row.reason && <p className="work-soft">{reasonOf(row)}</p>}
        </>
      ),
      plain: (row) => t(`ledger:states.${row.state}`),
    },
    {
      id: 'amount',
      title: t('runs.amount'),
      right: true,
      width: 130,
      render: (row) => (
        <>
          <Money fen={row.amountFen} />
          {row.cameBackFen > 0 && (
            <p className="work-soft">
              {t('repayments.cameBack')} <Money fen={row.cameBackFen} />
            </p>
          )}
        </>
      ),
      plain: (row) => row.amountFen / 100,
    },
    {
      id: 'account',
      title: t('runs.account'),
      width: 190,
      render: (row) => row.account ?? t('runs.accounts.missing'),
      plain: (row) => row.account,
    },
    {
      id: 'bank',
      title: t('books.bankReference'),
      width: 200,
      render: (row) => row.bankReference ?? '',
      plain: (row) => row.bankReference,
    },
    {
      id: 'reason',
      title: t('act.reason'),
      extra: true,
      render: reasonOf,
      plain: reasonOf,
    },
    {
      id: 'changed',
      title: t('books.changedAt'),
      width: 140,
      render: (row) => <MomentFigure at={row.changedAt} />,
      plain: (row) => row.changedAt,
    },
    {
      id: 'attempt',
      title: t('books.attempt'),
      extra: true,
      right: true,
      render: (row) => row.attempt,
      plain: (row) => row.attempt,
    },
    {
      id: 'act',
      title: t('table.act'),
      always: true,
      render: (row) =>
        actsOn(row)
          .filter((act) => may(operation[act]))
          .map((act) => (
            <Button key={act} size="small" onClick={() => setAsked({ act, row })}>
              {t(`books.act.${act}`)}
            </Button>
          )),
    },
  ]
  const { shown, choice } = useColumns('transfers', columns)
  const counted = new Map(book.transfers.map((one) => [one.state, one.count]))
  return (
    <div>
      <FilterRow
        actions={
          <>
            {choice}
            <ExportMenu
              title={t('books.transfers')}
              columns={shown}
              rows={() => allRows('ledger.listTransfers', filter)}
            />
          </>
        }
      >
        <Select
          allowClear
          aria-label={t('runs.state')}
          placeholder={t('runs.state')}
          value={state ?? null}
          onChange={(next: string | null) => change({ state: next ?? '' })}
          options={transferStates.map((one) => ({
            value: one,
            label: t('books.stateCount', { state: t(`ledger:states.${one}`), count: counted.get(one) ?? 0 }),
          }))}
          style={{ width: '14rem' }}
        />
      </FilterRow>
      <Sheet plain title={t('books.transfers')}>
        <WorkTable
          label={t('books.transfers')}
          columns={shown}
          rowKey={(row) => row.instructionId}
          list={list}
          empty={{ title: t('books.noTransfers'), text: t('books.noTransfersText') }}
        />
      </Sheet>
      {asked?.act === 'dispute' && (
        <DisputeDialog bookId={book.bookId} row={asked.row} onClose={() => setAsked(undefined)} />
      )}
      {asked?.act === 'release' && (
        <ReleaseDialog bookId={book.bookId} row={asked.row} onClose={() => setAsked(undefined)} />
      )}
      {asked?.act === 'reverse' && (
        <ReverseDialog bookId={book.bookId} row={asked.row} onClose={() => setAsked(undefined)} />
      )}
    </div>
  )
}

interface OnTransfer {
  readonly bookId: string
  readonly row: TransferRow
  readonly onClose: () => void
}

function Payment({ row }: { row: TransferRow }) {
  return (
    <>
      {row.payee} · <Money fen={row.amountFen} />
    </>
  )
}

function ReleaseDialog({ bookId, row, onClose }: OnTransfer) {
  const t = useWords()
  const say = useToast()
  const release = useOfficerAct('ledger.releaseHold')
  return (
    <ReasonDialog
      title={t('books.act.release')}
      text={<Payment row={row} />}
      pending={release.pending}
      problem={release.problem}
      onClose={onClose}
      onSubmit={async (reason) => {
        const { disbursementId, instructionId } = row
        if (!(await release.run({ bookId, disbursementId, instructionIds: [instructionId], reason }))) return
        say(t('ledger:states.released'))
        onClose()
      }}
    />
  )
}

function ReverseDialog({ bookId, row, onClose }: OnTransfer) {
  const t = useWords()
  const say = useToast()
  const reverse = useOfficerAct('ledger.reverse')
  return (
    <ReasonDialog
      title={t('books.act.reverse')}
      text={<Payment row={row} />}
      danger
      pending={reverse.pending}
      problem={reverse.problem}
      onClose={onClose}
      onSubmit={async (reason) => {
        const { disbursementId, instructionId } = row
        if (!(await reverse.run({ bookId, disbursementId, instructionId, reason }))) return
        say(t('ledger:states.reversed'))
        onClose()
      }}
    />
  )
}

interface DisputeValues {
  readonly outcome: 'settled' | 'returned'
  readonly reason: string
}

/** The bank's answer disagrees with the order: a person says what really happened. */
function DisputeDialog({ bookId, row, onClose }: OnTransfer) {
  const t = useWords()
  const say = useToast()
  const [form] = Form.useForm<DisputeValues>()
  const rules = useReasonRules()
  const settle = useOfficerAct('ledger.settleDispute')
  const submit = async (values: DisputeValues) => {
    const { disbursementId, instructionId } = row
    if (!(await settle.run({ bookId, disbursementId, instructionId, ...values }))) return
    say(t('books.disputeSettled'))
    onClose()
  }
  return (
    <ActDialog<DisputeValues>
      open
      title={t('books.act.dispute')}
      act={t('books.act.dispute')}
      form={form}
      initial={{ outcome: 'settled' }}
      onClose={onClose}
      onSubmit={(values) => void submit(values)}
      pending={settle.pending}
      problem={settle.problem}
    >
      <p>
        <Payment row={row} />
      </p>
      <Form.Item name="outcome" label={t('books.outcome')}>
        <Radio.Group
          options={(['settled', 'returned'] as const).map((one) => ({
            value: one,
            label: t(`ledger:states.${one}`),
          }))}
        />
      </Form.Item>
      <Form.Item name="reason" label={t('act.reason')} rules={rules}>
        <Input.TextArea rows={3} maxLength={500} showCount />
      </Form.Item>
    </ActDialog>
  )
}
