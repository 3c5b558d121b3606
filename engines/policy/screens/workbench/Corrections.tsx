import { Button, Form, Input, Radio } from 'antd'
import { useState } from 'react'
import type { Output } from '#apps/web/client/contracts.ts'
import { useText } from '#apps/web/i18n/i18n.ts'
import { DateFigure, Money, MomentFigure } from '#apps/web/kits/light/Figure.tsx'
import { useToast } from '#apps/web/kits/light/Toast.tsx'
import { ActDialog } from '#apps/web/workbench/kit/ActDialog.tsx'
import { useOfficerAct } from '#apps/web/workbench/kit/acts.ts'
import { useReasonRules } from '#apps/web/workbench/kit/forms.ts'
import { useMay } from '#apps/web/workbench/kit/may.ts'
import { usePages } from '#apps/web/workbench/kit/pages.ts'
import { ReasonDialog } from '#apps/web/workbench/kit/ReasonDialog.tsx'
import { StateTag } from '#apps/web/workbench/kit/StateTag.tsx'
import { Sheet } from '#apps/web/workbench/kit/WorkPage.tsx'
import { type Column, WorkTable } from '#apps/web/workbench/kit/WorkTable.tsx'
import { useWords, type Words } from '#apps/web/workbench/kit/words.ts'

type Correction = Output<'policy.listCorrections'>['items'][number]
interface Values {
  readonly outcome: 'approved' | 'rejected'
  readonly reason: string
}
const tones = {
  open: 'soon',
  approved: 'done',
  claimed: 'late',
  repaid: 'done',
  withdrawn: 'idle',
  rejected: 'idle',
  superseded: 'idle',
} as const

/** What is to be paid further, or claimed back, said without a sign. */
const difference = ({ differenceFen }: Correction, t: Words) => (
  <>
    {t(differenceFen > 0 ? 'corrections.further' : 'corrections.back')}{' '}
    <Money fen={Math.abs(differenceFen)} />
  </>
)

/** Differences of what a run paid, found when facts turned out otherwise; each waits for a person. */
export function Corrections({ runId }: { runId: string }) {
  const t = useWords()
  const text = useText()
  const may = useMay()
  const [deciding, setDeciding] = useState<Correction>()
  const [withdrawing, setWithdrawing] = useState<Correction>()
  const list = usePages('policy.listCorrections', { runId, limit: 50 }, { cursor: 'before' })
  const columns: Column<Correction>[] = [
    {
      id: 'payee',
      title: t('books.payee'),
      always: true,
      width: 170,
      render: (row) => <strong>{row.payee}</strong>,
      plain: (row) => row.payee,
    },
    {
      id: 'difference',
      title: t('corrections.difference'),
      always: true,
      right: true,
      render: (row) => difference(row, t),
      plain: (row) => row.differenceFen / 100,
    },
    {
      id: 'paid',
      title: t('corrections.paid'),
      right: true,
      render: (row) => <Money fen={row.paidFen} />,
      plain: (row) => row.paidFen / 100,
    },
    {
      id: 'due',
      title: t('corrections.due'),
      right: true,
      render: (row) => <Money fen={row.dueFen} />,
      plain: (row) => row.dueFen / 100,
    },
    {
      id: 'why',
      title: t('corrections.why'),
      width: 190,
      // The summary speaks to whoever gets it; where something is still due, the sums say it.
      render: (row) => (row.dueFen === 0 ? text(row.summary) : t('corrections.computedAnew')),
    },
    {
      id: 'state',
      title: t('runs.state'),
      always: true,
      width: 190,
      render: (row) => (
        <>
          <StateTag state={row.state} word={t(`policy:corrections.${row.state}`)} tones={tones} />
          {row.payment && <div className="work-soft">{t(`runs.payment.${row.payment}`)}</div>}
          {row.repayment && <RepaymentLine repayment={row.repayment} />}
        </>
      ),
      plain: (row) => t(`policy:corrections.${row.state}`),
    },
    {
      id: 'decided',
      title: t('corrections.decision'),
      always: true,
      width: 170,
      render: (row) =>
        row.state === 'open' ? (
          may('policy.decideCorrection') && (
            <Button size="small" onClick={() => setDeciding(row)}>
              {t('corrections.decide')}
            </Button>
          )
        ) : (
          <>
            {row.reason}
            <br />
            <span className="work-soft">
              {row.decidedBy} {row.decidedAt && <MomentFigure at={row.decidedAt} />}
            </span>
            {row.repayment?.state === 'open' && may('policy.withdrawCorrection') && (
              <div>
                <Button size="small" onClick={() => setWithdrawing(row)}>
                  {t('policy:operations.withdrawCorrection')}
                </Button>
              </div>
            )}
          </>
        ),
      plain: (row) => row.reason,
    },
  ]
  return (
    <Sheet plain>
      <WorkTable
        label={t('runs.part.corrections')}
        columns={columns}
        rowKey={(row) => `${row.correctionId} ${row.grantId}`}
        list={list}
        empty={{ title: t('corrections.none'), text: t('corrections.noneText') }}
      />
      {withdrawing && <WithdrawDialog correction={withdrawing} onClose={() => setWithdrawing(undefined)} />}
      {deciding && <DecideDialog correction={deciding} onClose={() => setDeciding(undefined)} />}
    </Sheet>
  )
}

/** How much of what is claimed back has come, and whether it is late. */
function RepaymentLine({ repayment }: { repayment: NonNullable<Correction['repayment']> }) {
  const t = useWords()
  const { amountFen, receivedFen, state, stage, dueOn } = repayment
  return (
    <div className="work-soft">
      {t('corrections.received')} <Money fen={receivedFen} /> / <Money fen={amountFen} />
      {state === 'open' && (
        <>
          <br />
          <span>{t(`ledger:repayments.${stage}`)}</span>
          {dueOn && (
            <>
              {' · '}
              <DateFigure day={dueOn} />
            </>
          )}
        </>
      )}
    </div>
  )
}

/** Gives up what has not come back, with the reason. */
function WithdrawDialog({ correction, onClose }: { correction: Correction; onClose: () => void }) {
  const t = useWords()
  const say = useToast()
  const withdraw = useOfficerAct('policy.withdrawCorrection')
  const { partyId, correctionId, grantId } = correction
  return (
    <ReasonDialog
      title={t('policy:operations.withdrawCorrection')}
      text={t('corrections.withdrawText')}
      danger
      pending={withdraw.pending}
      problem={withdraw.problem}
      onClose={onClose}
      onSubmit={async (reason) => {
        if (!(await withdraw.run({ partyId, correctionId, grantId, reason }))) return
        onClose()
        say(t('corrections.decided'))
      }}
    />
  )
}

function DecideDialog({ correction, onClose }: { correction: Correction; onClose: () => void }) {
  const t = useWords()
  const say = useToast()
  const [form] = Form.useForm<Values>()
  const rules = useReasonRules()
  const decide = useOfficerAct('policy.decideCorrection')
  const submit = async (values: Values) => {
    const { partyId, correctionId, grantId } = correction
    if (!(await decide.run({ partyId, correctionId, grantId, ...values }))) return
    say(t('corrections.decided'))
    onClose()
  }
  const approve = correction.differenceFen > 0 ? 'approved' : 'claimed'
  return (
    <ActDialog<Values>
      open
      title={t('corrections.decide')}
      act={t('corrections.decide')}
      form={form}
      initial={{ outcome: 'approved' }}
      onClose={onClose}
      onSubmit={(values) => void submit(values)}
      pending={decide.pending}
      problem={decide.problem}
    >
      <p>
        {correction.payee} · {difference(correction, t)}
      </p>
      <Form.Item name="outcome" label={t('corrections.decision')}>
        <Radio.Group
          options={[
            { value: 'approved', label: t(`policy:corrections.${approve}`) },
            { value: 'rejected', label: t('policy:corrections.rejected') },
          ]}
        />
      </Form.Item>
      <Form.Item name="reason" label={t('act.reason')} rules={rules}>
        <Input.TextArea rows={3} maxLength={500} showCount />
      </Form.Item>
    </ActDialog>
  )
}
