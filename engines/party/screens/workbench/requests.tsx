import { Button, Form, Input, Select } from 'antd'
import { useState } from 'react'
import type { Output } from '#apps/web/client/contracts.ts'
import { useText } from '#apps/web/i18n/i18n.ts'
import { DateFigure, MomentFigure } from '#apps/web/kits/light/Figure.tsx'
import { Tag } from '#apps/web/kits/light/Tag.tsx'
import { useToast } from '#apps/web/kits/light/Toast.tsx'
import { ActDialog } from '#apps/web/workbench/kit/ActDialog.tsx'
import { useOfficerAct } from '#apps/web/workbench/kit/acts.ts'
import { FilterRow } from '#apps/web/workbench/kit/FilterRow.tsx'
import { useMay } from '#apps/web/workbench/kit/may.ts'
import { usePages } from '#apps/web/workbench/kit/pages.ts'
import { usePlace } from '#apps/web/workbench/kit/place.tsx'
import { ReasonDialog } from '#apps/web/workbench/kit/ReasonDialog.tsx'
import { Sheet, WorkPage } from '#apps/web/workbench/kit/WorkPage.tsx'
import { type Column, WorkTable } from '#apps/web/workbench/kit/WorkTable.tsx'
import { useWords } from '#apps/web/workbench/kit/words.ts'

type Row = Output<'party.listFactRequests'>['items'][number]
interface Values {
  readonly value: string
  readonly document: string
}

const states = ['open', 'answered', 'told', 'declined'] as const
const tones = { open: 'wait', answered: 'done', told: 'done', declined: 'idle' } as const
const lookEveryMs = 15_000

/** `/workbench/requests`: facts that enterprises and persons ask this department for, most urgent first. */
export default function RequestsScreen() {
  const t = useWords()
  const text = useText()
  const may = useMay()
  const { search, change } = usePlace()
  const [answering, setAnswering] = useState<Row>()
  const [declining, setDeclining] = useState<Row>()
  const state = states.find((one) => one === search['state']) ?? 'open'
  const list = usePages('party.listFactRequests', { limit: 50, state }, { everyMs: lookEveryMs })
  const columns: Column<Row>[] = [
    {
      id: 'name',
      title: t('requests.who'),
      always: true,
      width: 240,
      render: (row) => (
        <>
          <strong>{row.name}</strong>
          {row.creditCode && (
            <>
              <br />
              <span className="work-soft">{row.creditCode}</span>
            </>
          )}
        </>
      ),
      plain: (row) => row.name,
    },
    {
      id: 'fact',
      title: t('requests.fact'),
      always: true,
      width: 220,
      render: (row) => `${text(row.title)}${row.period ? ` · ${row.period}` : ''}`,
      plain: (row) => text(row.title),
    },
    {
      id: 'asked',
      title: t('requests.asked'),
      width: 150,
      render: (row) => <MomentFigure at={row.askedAt} />,
      plain: (row) => row.askedAt,
    },
    {
      id: 'due',
      title: t('requests.answerBy'),
      width: 150,
      render: (row) => (
        <>
          {row.answerBy && <DateFigure day={row.answerBy} />}
          {row.late && <Tag tone="late">{t('runs.claims.late')}</Tag>}
        </>
      ),
      plain: (row) => row.answerBy,
    },
    {
      id: 'state',
      title: t('runs.state'),
      width: 240,
      render: (row) => (
        <>
          <Tag tone={tones[row.state]}>{t(`policy:screens.ask.state.${row.state}`)}</Tag>
          {row.answer && <span className="work-soft"> {row.answer}</span>}
        </>
      ),
      plain: (row) => row.state,
    },
    {
      id: 'act',
      title: t('table.act'),
      always: true,
      width: 200,
      render: (row) =>
        row.state === 'open' && may('party.answerFactRequest') ? (
          <>
            <Button size="small" type="primary" onClick={() => setAnswering(row)}>
              {t('requests.answer')}
            </Button>{' '}
            <Button size="small" onClick={() => setDeclining(row)}>
              {t('requests.decline')}
            </Button>
          </>
        ) : (
          ''
        ),
    },
  ]
  return (
    <WorkPage title={t('place.requests')} lead={t('requests.lead')}>
      <div>
        <FilterRow>
          <Select
            aria-label={t('runs.state')}
            value={state}
            onChange={(next) => change({ state: next })}
            options={states.map((one) => ({ value: one, label: t(`policy:screens.ask.state.${one}`) }))}
            style={{ minWidth: '10rem' }}
          />
        </FilterRow>
        <Sheet plain>
          <WorkTable
            label={t('place.requests')}
            columns={columns}
            rowKey={(row) => row.requestId}
            list={list}
            empty={{ title: t('requests.none'), text: t('requests.noneText') }}
          />
        </Sheet>
      </div>
      {answering && <Answer row={answering} onClose={() => setAnswering(undefined)} />}
      {declining && <Decline row={declining} onClose={() => setDeclining(undefined)} />}
    </WorkPage>
  )
}

function Answer({ row, onClose }: { row: Row; onClose: () => void }) {
  const t = useWords()
  const text = useText()
  const say = useToast()
  const [form] = Form.useForm<Values>()
  const answer = useOfficerAct('party.answerFactRequest')
  const submit = async (values: Values) => {
    const { partyId, requestId } = row
    if (!(await answer.run({ partyId, requestId, ...values }))) return
    say(t('requests.answered'))
    onClose()
  }
  return (
    <ActDialog<Values>
      open
      title={t('requests.answerOf', { fact: text(row.title), name: row.name })}
      act={t('requests.answer')}
      form={form}
      initial={{}}
      onClose={onClose}
      onSubmit={(values) => void submit(values)}
      pending={answer.pending}
      problem={answer.problem}
    >
      <Form.Item
        name="value"
        label={text(row.title)}
        extra={text(row.expected)}
        rules={[{ required: true, whitespace: true, message: t('form.required') }]}
      >
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item
        name="document"
        label={t('requests.document')}
        extra={t('requests.documentHint')}
        rules={[{ required: true, whitespace: true, message: t('form.required') }]}
      >
        <Input maxLength={200} />
      </Form.Item>
    </ActDialog>
  )
}

function Decline({ row, onClose }: { row: Row; onClose: () => void }) {
  const t = useWords()
  const say = useToast()
  const decline = useOfficerAct('party.declineFactRequest')
  const { partyId, requestId } = row
  return (
    <ReasonDialog
      title={t('requests.decline')}
      text={t('requests.declineText')}
      pending={decline.pending}
      problem={decline.problem}
      onClose={onClose}
      onSubmit={async (reason) => {
        if (!(await decline.run({ partyId, requestId, reason }))) return
        onClose()
        say(t('requests.declined'))
      }}
    />
  )
}
