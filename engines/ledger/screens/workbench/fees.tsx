import { Button, Form, Input, Radio } from 'antd'
import { useState } from 'react'
import type { Output } from '#apps/web/client/contracts.ts'
import { useRead } from '#apps/web/client/hooks.ts'
import { Money, MomentFigure } from '#apps/web/kits/light/Figure.tsx'
import { useToast } from '#apps/web/kits/light/Toast.tsx'
import { useCityWords } from '#apps/web/shell/city-words.ts'
import { ActDialog } from '#apps/web/workbench/kit/ActDialog.tsx'
import { useOfficerAct } from '#apps/web/workbench/kit/acts.ts'
import { useReasonRules } from '#apps/web/workbench/kit/forms.ts'
import { useMay } from '#apps/web/workbench/kit/may.ts'
import { usePages, whole } from '#apps/web/workbench/kit/pages.ts'
import { PlaceLink } from '#apps/web/workbench/kit/place.tsx'
import { StateTag } from '#apps/web/workbench/kit/StateTag.tsx'
import { Sheet, WorkPage } from '#apps/web/workbench/kit/WorkPage.tsx'
import { type Column, WorkTable } from '#apps/web/workbench/kit/WorkTable.tsx'
import { useWords } from '#apps/web/workbench/kit/words.ts'

type FeeList = Output<'ledger.listReceivables'>
type Fee = FeeList['items'][number]
type Authority = FeeList['authorities'][number]

const lookEveryMs = 15_000
const tones = {
  due: 'soon',
  'under-way': 'wait',
  disputed: 'late',
  paid: 'done',
  refunding: 'wait',
  'refund-failed': 'late',
  refunded: 'idle',
  struck: 'idle',
} as const

/** What cases cost: what each authority has received, and where each payment stands. */
export default function FeesPage() {
  const t = useWords()
  const may = useMay()
  const { department } = useCityWords()
  const [asked, setAsked] = useState<Fee>()
  const sums = useRead('ledger.listReceivables', { limit: 1 }, { everyMs: lookEveryMs })
  const list = usePages('ledger.listReceivables', { limit: 50 }, { cursor: 'before', everyMs: lookEveryMs })
  const money = (id: 'owedFen' | 'receivedFen' | 'returnedFen'): Column<Authority> => ({
    id,
    title: t(`fees.${id}`),
    right: true,
    render: (row) => <Money fen={row[id]} />,
    plain: (row) => row[id] / 100,
  })
  const authorities: Column<Authority>[] = [
    {
      id: 'payee',
      title: t('fees.authority'),
      always: true,
      render: (row) => department(row.payee),
      plain: (row) => department(row.payee),
    },
    money('owedFen'),
    money('receivedFen'),
    money('returnedFen'),
  ]
  const columns: Column<Fee>[] = [
    {
      id: 'payer',
      title: t('fees.payer'),
      always: true,
      width: 220,
      render: (row) => row.payer,
      plain: (row) => row.payer,
    },
    {
      id: 'state',
      title: t('runs.state'),
      width: 130,
      render: (row) => <StateTag state={row.state} word={t(`fees.state.${row.state}`)} tones={tones} />,
      plain: (row) => t(`fees.state.${row.state}`),
    },
    {
      id: 'total',
      title: t('fees.owedFen'),
      right: true,
      render: (row) => <Money fen={row.totalFen} />,
      plain: (row) => row.totalFen / 100,
    },
    {
      id: 'collected',
      title: t('fees.collected'),
      right: true,
      render: (row) => <Money fen={row.collectedFen} />,
      plain: (row) => row.collectedFen / 100,
    },
    {
      id: 'back',
      title: t('fees.returnedFen'),
      right: true,
      render: (row) => <Money fen={row.givenBackFen} />,
      plain: (row) => row.givenBackFen / 100,
    },
    {
      id: 'split',
      title: t('fees.split'),
      width: 260,
      render: (row) =>
        row.byPayee.map((one) => (
          <div key={one.payee}>
            {department(one.payee)} <Money fen={one.owedFen} />
          </div>
        )),
      plain: (row) => row.byPayee.map((one) => `${department(one.payee)} ${one.owedFen / 100}`).join('; '),
    },
    {
      id: 'changed',
      title: t('books.changedAt'),
      width: 150,
      render: (row) => <MomentFigure at={row.changedAt} />,
      plain: (row) => row.changedAt,
    },
    {
      id: 'act',
      title: t('table.act'),
      always: true,
      render: (row) =>
        row.state === 'disputed' &&
        may('ledger.settleMoney') && (
          <Button size="small" onClick={() => setAsked(row)}>
            {t('books.act.dispute')}
          </Button>
        ),
    },
  ]
  return (
    <WorkPage
      title={t('fees.title')}
      lead={t('fees.lead')}
      above={<PlaceLink to="books">{t('place.books')}</PlaceLink>}
    >
      <Sheet plain title={t('fees.byAuthority')}>
        <WorkTable
          label={t('fees.byAuthority')}
          columns={authorities}
          rowKey={(row) => row.payee}
          list={whole(sums.data?.authorities, sums.error)}
          empty={{ title: t('fees.none'), text: t('fees.noneText') }}
        />
      </Sheet>
      <Sheet plain title={t('fees.cases')}>
        <WorkTable
          label={t('fees.cases')}
          columns={columns}
          rowKey={(row) => row.receivableId}
          list={list}
          empty={{ title: t('fees.none'), text: t('fees.noneText') }}
        />
      </Sheet>
      {asked && <DisputeDialog fee={asked} onClose={() => setAsked(undefined)} />}
    </WorkPage>
  )
}

interface Verdict {
  readonly outcome: 'settled' | 'returned'
  readonly reason: string
}

/** The bank named another sum than was ordered: a person finds out and says what is so. */
function DisputeDialog({ fee, onClose }: { fee: Fee; onClose: () => void }) {
  const t = useWords()
  const say = useToast()
  const rules = useReasonRules()
  const [form] = Form.useForm<Verdict>()
  const act = useOfficerAct('ledger.settleMoney')
  const { partyId, receivableId } = fee
  return (
    <ActDialog<Verdict>
      open
      title={t('books.act.dispute')}
      act={t('books.act.dispute')}
      form={form}
      onClose={onClose}
      onSubmit={(values) =>
        void act.run({ partyId, receivableId, ...values }).then((done) => {
          if (!done) return
          say(t('fees.settled'))
          onClose()
        })
      }
      pending={act.pending}
      problem={act.problem}
    >
      <p>{t('fees.disputeText')}</p>
      <Form.Item
        name="outcome"
        label={t('fees.outcome')}
        rules={[{ required: true, message: t('form.choose') }]}
      >
        <Radio.Group
          options={(['settled', 'returned'] as const).map((value) => ({
            value,
            label: t(`fees.outcomes.${value}`),
          }))}
        />
      </Form.Item>
      <Form.Item name="reason" label={t('act.reason')} rules={rules}>
        <Input.TextArea rows={3} maxLength={500} showCount />
      </Form.Item>
    </ActDialog>
  )
}
