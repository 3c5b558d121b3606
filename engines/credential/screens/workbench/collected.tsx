import { Button, Form, Input, Radio } from 'antd'
import { useState } from 'react'
import { api } from '#apps/web/client/api.ts'
import type { Output } from '#apps/web/client/contracts.ts'
import { useText } from '#apps/web/i18n/i18n.ts'
import { MomentFigure } from '#apps/web/kits/light/Figure.tsx'
import { useToast } from '#apps/web/kits/light/Toast.tsx'
import { ActDialog } from '#apps/web/workbench/kit/ActDialog.tsx'
import { useOfficerAct } from '#apps/web/workbench/kit/acts.ts'
import { useReasonRules } from '#apps/web/workbench/kit/forms.ts'
import { useMay } from '#apps/web/workbench/kit/may.ts'
import { usePages } from '#apps/web/workbench/kit/pages.ts'
import { Sheet, WorkPage } from '#apps/web/workbench/kit/WorkPage.tsx'
import { type Column, WorkTable } from '#apps/web/workbench/kit/WorkTable.tsx'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import { TrustTag } from '../trust-tag.tsx'

type Row = Output<'credential.findCollected'>['items'][number]

/** `/workbench/collected`: licences from elsewhere that this department may compare with their originals. */
export default function CollectedScreen() {
  const t = useWords()
  const text = useText()
  const may = useMay()
  const [asked, setAsked] = useState<Row>()
  const list = usePages('credential.findCollected', {})
  const columns: Column<Row>[] = [
    { id: 'holder', title: t('credential:screens.desk.holder'), render: (row) => row.holderName },
    { id: 'title', title: t('credential:screens.desk.licence'), render: (row) => row.title },
    { id: 'issuer', title: t('credential:screens.collected.issuer'), render: (row) => text(row.issuer) },
    {
      id: 'level',
      title: t('credential:screens.collected.trust'),
      render: (row) => <TrustTag level={row.level} />,
    },
    {
      id: 'at',
      title: t('credential:screens.collected.at'),
      render: (row) => <MomentFigure at={row.collectedAt} />,
    },
    {
      id: 'file',
      title: t('credential:screens.collected.file'),
      render: ({ partyId, collectedId, fileName }) =>
        fileName && <a href={api.href('credential.collectedFile', { partyId, collectedId })}>{fileName}</a>,
    },
    {
      id: 'act',
      title: t('credential:screens.collected.check'),
      render: (row) =>
        row.level !== 'A' && may('credential.checkCollected') ? (
          <Button onClick={() => setAsked(row)}>{t('credential:screens.collected.check')}</Button>
        ) : null,
    },
  ]
  return (
    <WorkPage title={t('place.collected')} lead={t('credential:screens.collected.deskLead')}>
      <Sheet plain>
        <WorkTable
          label={t('place.collected')}
          columns={columns}
          rowKey={(row) => row.collectedId}
          list={list}
          empty={{
            title: t('credential:screens.collected.none'),
            text: t('credential:screens.collected.noneText'),
          }}
        />
      </Sheet>
      {asked && <CheckDialog row={asked} onClose={() => setAsked(undefined)} />}
    </WorkPage>
  )
}

interface Values {
  readonly level: 'B' | 'C' | 'D'
  readonly reason: string
}

function CheckDialog({ row, onClose }: { row: Row; onClose: () => void }) {
  const t = useWords()
  const say = useToast()
  const [form] = Form.useForm<Values>()
  const check = useOfficerAct('credential.checkCollected')
  const rules = useReasonRules()
  const { partyId, collectedId } = row
  const submit = async (values: Values) => {
    if (!(await check.run({ partyId, collectedId, ...values }))) return
    say(t('credential:screens.collected.checked'))
    onClose()
  }
  const levels = (['B', 'C', 'D'] as const).filter(
    (level) => level !== row.level && (level !== 'C' || row.proof === 'file'),
  )
  return (
    <ActDialog<Values>
      open
      title={t('credential:screens.collected.check')}
      act={t('credential:screens.collected.check')}
      form={form}
      initial={{ level: levels[0] ?? 'B' }}
      onClose={onClose}
      onSubmit={(values) => void submit(values)}
      pending={check.pending}
      problem={check.problem}
    >
      <Form.Item name="level" label={t('credential:screens.collected.trust')}>
        <Radio.Group
          options={levels.map((level) => ({
            value: level,
            label: t(`credential:screens.collected.why.${level}`),
          }))}
        />
      </Form.Item>
      <Form.Item name="reason" label={t('act.reason')} rules={rules}>
        <Input.TextArea rows={3} maxLength={500} showCount />
      </Form.Item>
    </ActDialog>
  )
}
