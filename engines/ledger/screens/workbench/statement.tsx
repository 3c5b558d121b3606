import { Button, Form, Input, Radio } from 'antd'
import { useEffect, useState } from 'react'
import type { Output } from '#apps/web/client/contracts.ts'
import { useRead } from '#apps/web/client/hooks.ts'
import { Money, MomentFigure } from '#apps/web/kits/light/Figure.tsx'
import { Loaded } from '#apps/web/kits/light/Loaded.tsx'
import { Notice } from '#apps/web/kits/light/Notice.tsx'
import { Tag } from '#apps/web/kits/light/Tag.tsx'
import { useToast } from '#apps/web/kits/light/Toast.tsx'
import { ActDialog } from '#apps/web/workbench/kit/ActDialog.tsx'
import { useOfficerAct } from '#apps/web/workbench/kit/acts.ts'
import { ExportMenu } from '#apps/web/workbench/kit/ExportMenu.tsx'
import { FilterRow } from '#apps/web/workbench/kit/FilterRow.tsx'
import { useReasonRules } from '#apps/web/workbench/kit/forms.ts'
import { useMay } from '#apps/web/workbench/kit/may.ts'
import { whole } from '#apps/web/workbench/kit/pages.ts'
import { PlaceLink } from '#apps/web/workbench/kit/place.tsx'
import { Figures, Sheet, WorkPage } from '#apps/web/workbench/kit/WorkPage.tsx'
import { type Column, WorkTable } from '#apps/web/workbench/kit/WorkTable.tsx'
import { useWords, type Words } from '#apps/web/workbench/kit/words.ts'
import { bookAccounts, transferStates } from './accounts.ts'

const lookEveryMs = 3_000
type Statement = Output<'ledger.getStatement'>
type Finding = Statement['items'][number]
const outcomes = ['explained', 'bank-corrects', 'city-corrects'] as const

/** One statement: every difference between ledger, bank and budget, and who settled it with which reason. */
export default function StatementPage({ bookId, statementId }: { bookId: string; statementId: string }) {
  const t = useWords()
  const [everyMs, setEveryMs] = useState<number>()
  const result = useRead('ledger.getStatement', { bookId, statementId }, everyMs ? { everyMs } : {})
  const statement = result.data
  // What came in is recorded a moment after the comparison.
  const isRecording = statement?.matches.some(({ recorded }) => !recorded) ?? false
  useEffect(() => setEveryMs(isRecording ? lookEveryMs : undefined), [isRecording])
  return (
    <WorkPage
      title={t('statements.one')}
      above={<PlaceLink to={`books/${bookId}/statements`}>{t('statements.title')}</PlaceLink>}
      lead={
        statement && (
          <>
            <MomentFigure at={statement.from} />–<MomentFigure at={statement.until} /> ·{' '}
            {statement.source === 'bank'
              ? t('statements.itself')
              : `${t('statements.sources.file')} · ${statement.importedBy}`}
          </>
        )
      }
    >
      <Loaded result={result} lines={8}>
        {(found) => <Findings statement={found} />}
      </Loaded>
    </WorkPage>
  )
}

/** What one of the three says, as a sum or in words. */
function says(fen: number | undefined, words: string | undefined, t: Words) {
  if (fen !== undefined) return <Money fen={fen} />
  const state = transferStates.find((one) => one === words)
  return state ? t(`ledger:states.${state}`) : (words ?? '')
}
const plainly = (fen: number | undefined, words: string | undefined) =>
  fen === undefined ? words : fen / 100

function aboutWhom({ payee, bookAccount }: Finding, t: Words): string {
  const account = bookAccounts.find((one) => one === bookAccount)
  return payee ?? (account ? t(`ledger:labels.${account}`) : '')
}

function Findings({ statement }: { statement: Statement }) {
  const t = useWords()
  const may = useMay()
  const [settling, setSettling] = useState<Finding>()
  const columns: Column<Finding>[] = [
    {
      id: 'kind',
      title: t('statements.finding'),
      always: true,
      width: 180,
      render: (one) => <strong>{t(`ledger:findings.${one.kind}`)}</strong>,
      plain: (one) => t(`ledger:findings.${one.kind}`),
    },
    {
      id: 'whom',
      title: t('statements.whom'),
      always: true,
      width: 220,
      render: (one) => aboutWhom(one, t),
      plain: (one) => aboutWhom(one, t),
    },
    {
      id: 'row',
      title: t('statements.row'),
      right: true,
      width: 90,
      render: (one) => one.row ?? '',
      plain: (one) => one.row,
    },
    {
      id: 'ledger',
      title: t('statements.ledger'),
      right: true,
      render: (one) => says(one.ledgerFen, one.ledgerSays, t),
      plain: (one) => plainly(one.ledgerFen, one.ledgerSays),
    },
    {
      id: 'bank',
      title: t('statements.bank'),
      right: true,
      render: (one) => says(one.bankFen, one.bankSays, t),
      plain: (one) => plainly(one.bankFen, one.bankSays),
    },
    {
      id: 'budget',
      title: t('statements.budget'),
      right: true,
      render: (one) => says(one.budgetFen, undefined, t),
      plain: (one) => plainly(one.budgetFen, undefined),
    },
    {
      id: 'settled',
      title: t('statements.settled'),
      always: true,
      width: 260,
      render: (one) =>
        one.settled ? (
          <>
            {t(`ledger:findingOutcomes.${one.settled.outcome}`)}：{one.settled.reason}（{one.settled.by}{' '}
            <MomentFigure at={one.settled.at} />）
          </>
        ) : (
          may('ledger.settleFinding') && (
            <Button size="small" onClick={() => setSettling(one)}>
              {t('statements.settle')}
            </Button>
          )
        ),
      plain: (one) => one.settled?.reason,
    },
  ]
  return (
    <>
      <Figures
        items={[
          { id: 'rows', word: t('statements.rows'), value: statement.rows },
          { id: 'compared', word: t('statements.comparedPayments'), value: statement.compared },
          { id: 'total', word: t('statements.total'), value: <Money fen={statement.totalFen} big /> },
          { id: 'open', word: t('statements.findings'), value: `${statement.open} / ${statement.findings}` },
        ]}
      />
      {statement.findings === 0 ? (
        <Notice tone="done" title={t('statements.agree')} />
      ) : (
        <Notice tone="wait" title={t('statements.nothingChanges')} />
      )}
      {statement.findings > 0 && (
        <>
          <FilterRow
            actions={
              <ExportMenu title={t('statements.one')} columns={columns} rows={async () => statement.items} />
            }
          />
          <Sheet plain title={t('statements.findings')}>
            <WorkTable
              label={t('statements.findings')}
              columns={columns}
              rowKey={(one) => String(one.number)}
              list={whole(statement.items)}
              empty={{ title: t('statements.agree'), text: '' }}
            />
          </Sheet>
        </>
      )}
      {statement.matches.length > 0 && <Matches statement={statement} />}
      {settling && (
        <SettleDialog statement={statement} finding={settling} onClose={() => setSettling(undefined)} />
      )}
    </>
  )
}

type Match = Statement['matches'][number]

/** What came in for demands, and whether the demand has it. */
function Matches({ statement }: { statement: Statement }) {
  const t = useWords()
  const columns: Column<Match>[] = [
    {
      id: 'row',
      title: t('statements.row'),
      right: true,
      width: 90,
      render: (one) => one.row,
      plain: (one) => one.row,
    },
    {
      id: 'payer',
      title: t('repayments.payer'),
      width: 240,
      render: (one) => (
        <PlaceLink to={`books/${statement.bookId}/repayments`} search={{ q: one.number }}>
          {one.payer}
        </PlaceLink>
      ),
      plain: (one) => one.payer,
    },
    { id: 'number', title: t('repayments.number'), render: (one) => one.number, plain: (one) => one.number },
    {
      id: 'reference',
      title: t('books.bankReference'),
      render: (one) => one.bankReference,
      plain: (one) => one.bankReference,
    },
    {
      id: 'amount',
      title: t('runs.amount'),
      right: true,
      render: (one) => <Money fen={one.amountFen} />,
      plain: (one) => one.amountFen / 100,
    },
    {
      id: 'recorded',
      title: t('runs.state'),
      render: (one) => (
        <Tag tone={one.recorded ? 'done' : 'late'}>
          {t(one.recorded ? 'repayments.isRecorded' : 'repayments.notRecorded')}
        </Tag>
      ),
    },
  ]
  return (
    <Sheet plain title={t('repayments.matched')}>
      <WorkTable
        label={t('repayments.matched')}
        columns={columns}
        rowKey={(one) => one.bankReference}
        list={whole(statement.matches)}
        empty={{ title: t('statements.agree'), text: '' }}
      />
    </Sheet>
  )
}

interface Values {
  readonly outcome: (typeof outcomes)[number]
  readonly reason: string
}

function SettleDialog({
  statement: { bookId, statementId },
  finding,
  onClose,
}: {
  statement: Statement
  finding: Finding
  onClose: () => void
}) {
  const t = useWords()
  const say = useToast()
  const [form] = Form.useForm<Values>()
  const rules = useReasonRules()
  const settle = useOfficerAct('ledger.settleFinding')
  const submit = async (values: Values) => {
    if (!(await settle.run({ bookId, statementId, number: finding.number, ...values }))) return
    say(t('statements.settledSaid'))
    onClose()
  }
  return (
    <ActDialog<Values>
      open
      title={t('ledger:operations.settleFinding')}
      act={t('statements.settle')}
      form={form}
      initial={{ outcome: 'explained' }}
      onClose={onClose}
      onSubmit={(values) => void submit(values)}
      pending={settle.pending}
      problem={settle.problem}
    >
      <p>
        {t(`ledger:findings.${finding.kind}`)} · {aboutWhom(finding, t)}
      </p>
      <Form.Item name="outcome" label={t('statements.outcome')}>
        <Radio.Group
          options={outcomes.map((one) => ({ value: one, label: t(`ledger:findingOutcomes.${one}`) }))}
        />
      </Form.Item>
      <Form.Item name="reason" label={t('act.reason')} rules={rules}>
        <Input.TextArea rows={3} maxLength={500} showCount />
      </Form.Item>
    </ActDialog>
  )
}
