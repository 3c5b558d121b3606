import { Button, Form, Input, Radio } from 'antd'
import { useState } from 'react'
import { MomentFigure } from '#apps/web/kits/light/Figure.tsx'
import { Tag } from '#apps/web/kits/light/Tag.tsx'
import { useToast } from '#apps/web/kits/light/Toast.tsx'
import { ActDialog } from '#apps/web/workbench/kit/ActDialog.tsx'
import { useOfficerAct } from '#apps/web/workbench/kit/acts.ts'
import { useMay } from '#apps/web/workbench/kit/may.ts'
import { usePages } from '#apps/web/workbench/kit/pages.ts'
import { PlaceLink } from '#apps/web/workbench/kit/place.tsx'
import { Sheet } from '#apps/web/workbench/kit/WorkPage.tsx'
import { type Column, WorkTable } from '#apps/web/workbench/kit/WorkTable.tsx'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import type { ObjectionRow } from './run-words.tsx'

const outcomes = ['dismissed', 'excluded', 'reassessed'] as const
interface Values {
  readonly outcome: (typeof outcomes)[number]
  readonly reason: string
}

/** Objections to the published list; each is answered with reasons before anybody approves. */
export function Objections({ runId }: { runId: string }) {
  const t = useWords()
  const may = useMay()
  const [answering, setAnswering] = useState<ObjectionRow>()
  const list = usePages('policy.listObjections', { runId, limit: 50 })
  const columns: Column<ObjectionRow>[] = [
    {
      id: 'state',
      title: t('runs.state'),
      width: 110,
      render: (row) => (
        <Tag tone={row.state === 'open' ? 'soon' : 'done'}>{t(`policy:states.${row.state}`)}</Tag>
      ),
      plain: (row) => row.state,
    },
    { id: 'text', title: t('runs.objection'), width: 420, render: (row) => row.text },
    {
      id: 'about',
      title: t('runs.about'),
      width: 160,
      render: (row) => (
        <PlaceLink to={`policies/${runId}`} search={{ tab: 'candidates', party: row.aboutPartyId }}>
          {t(row.partyId === row.aboutPartyId ? 'runs.aboutSelf' : 'runs.aboutOther')}
        </PlaceLink>
      ),
    },
    {
      id: 'at',
      title: t('runs.lodgedAt'),
      width: 140,
      render: (row) => <MomentFigure at={row.lodgedAt} />,
      plain: (row) => row.lodgedAt,
    },
    {
      id: 'outcome',
      title: t('runs.answer'),
      width: 240,
      render: (row) =>
        row.outcome ? (
          <>
            {t(`policy:outcomes.${row.outcome}`)}
            <br />
            <span className="work-soft">{row.reason}</span>
          </>
        ) : may('policy.resolveObjection') ? (
          <Button size="small" onClick={() => setAnswering(row)}>
            {t('runs.resolve')}
          </Button>
        ) : (
          ''
        ),
    },
  ]
  return (
    <Sheet plain>
      <WorkTable
        label={t('runs.part.objections')}
        columns={columns}
        rowKey={(row) => row.objectionId}
        list={list}
        empty={{ title: t('runs.noObjections'), text: t('runs.noObjectionsText') }}
      />
      {answering && <ResolveDialog objection={answering} onClose={() => setAnswering(undefined)} />}
    </Sheet>
  )
}

function ResolveDialog({ objection, onClose }: { objection: ObjectionRow; onClose: () => void }) {
  const t = useWords()
  const say = useToast()
  const [form] = Form.useForm<Values>()
  const resolve = useOfficerAct('policy.resolveObjection')
  const submit = async (values: Values) => {
    const { partyId, objectionId } = objection
    if (!(await resolve.run({ partyId, objectionId, ...values }))) return
    say(t('policy:states.resolved'))
    onClose()
  }
  return (
    <ActDialog<Values>
      open
      title={t('runs.resolve')}
      act={t('runs.resolve')}
      form={form}
      initial={{ outcome: 'dismissed' }}
      onClose={onClose}
      onSubmit={(values) => void submit(values)}
      pending={resolve.pending}
      problem={resolve.problem}
    >
      <blockquote className="work-quote">{objection.text}</blockquote>
      <Form.Item name="outcome" label={t('runs.answer')}>
        <Radio.Group
          options={outcomes.map((one) => ({ value: one, label: t(`policy:outcomes.${one}`) }))}
          className="work-stack"
        />
      </Form.Item>
      <Form.Item
        name="reason"
        label={t('act.reason')}
        rules={[
          { required: true, whitespace: true, message: t('form.required') },
          { min: 5, message: t('form.fiveCharacters') },
        ]}
      >
        <Input.TextArea rows={4} maxLength={2000} showCount />
      </Form.Item>
    </ActDialog>
  )
}
