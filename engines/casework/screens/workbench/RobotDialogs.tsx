import { Form, Input, InputNumber, Radio } from 'antd'
import { useText } from '#apps/web/i18n/i18n.ts'
import { ActDialog } from '#apps/web/workbench/kit/ActDialog.tsx'
import { useOfficerAct } from '#apps/web/workbench/kit/acts.ts'
import { useReasonRules } from '#apps/web/workbench/kit/forms.ts'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import type { RobotRow, SampleRow } from './robots.tsx'

const modes = ['on', 'shadow', 'off'] as const

interface Setting {
  readonly mode: (typeof modes)[number]
  readonly samplePercent: number
  readonly reason: string
}

/** The switch of one rule, with its reason. */
export function RobotDialog({
  row,
  onClose,
  onDone,
}: {
  row: RobotRow
  onClose: () => void
  onDone: () => void
}) {
  const t = useWords()
  const text = useText()
  const [form] = Form.useForm<Setting>()
  const set = useOfficerAct('casework.setRobot')
  const rules = useReasonRules()
  const submit = async (values: Setting) => {
    if (await set.run({ item: row.item.id, stage: row.stage.id, ...values })) onDone()
  }
  return (
    <ActDialog<Setting>
      open
      title={`${t('robots.set')} · ${text(row.item.title)}`}
      act={t('robots.set')}
      form={form}
      initial={{ mode: row.mode, samplePercent: row.samplePercent }}
      onClose={onClose}
      onSubmit={(values) => void submit(values)}
      pending={set.pending}
      problem={set.problem}
    >
      <p>{t('robots.never')}</p>
      <Form.Item name="mode" label={t('robots.mode')}>
        <Radio.Group options={modes.map((value) => ({ value, label: t(`robots.modes.${value}`) }))} />
      </Form.Item>
      <Form.Item name="samplePercent" label={t('robots.samplePercent')}>
        <InputNumber min={0} max={100} />
      </Form.Item>
      <Form.Item name="reason" label={t('act.reason')} rules={rules}>
        <Input.TextArea rows={3} maxLength={1000} showCount />
      </Form.Item>
    </ActDialog>
  )
}

interface Looked {
  readonly agrees: boolean
  readonly note: string
}

/** What a person found who looked again at what a rule granted. */
export function RecheckDialog({
  row,
  onClose,
  onDone,
}: {
  row: SampleRow
  onClose: () => void
  onDone: () => void
}) {
  const t = useWords()
  const [form] = Form.useForm<Looked>()
  const act = useOfficerAct('casework.recheckRobot')
  const rules = useReasonRules()
  const { partyId, caseId, stage } = row
  const submit = async (values: Looked) => {
    if (await act.run({ partyId, caseId, stage, ...values })) onDone()
  }
  return (
    <ActDialog<Looked>
      open
      title={`${t('robots.recheck')} · ${row.title}`}
      act={t('robots.recheck')}
      form={form}
      initial={{ agrees: true }}
      onClose={onClose}
      onSubmit={(values) => void submit(values)}
      pending={act.pending}
      problem={act.problem}
    >
      <Form.Item name="agrees" label={t('robots.found')}>
        <Radio.Group
          options={[
            { value: true, label: t('robots.right') },
            { value: false, label: t('robots.wrong') },
          ]}
        />
      </Form.Item>
      <Form.Item name="note" label={t('act.reason')} rules={rules}>
        <Input.TextArea rows={3} maxLength={1000} showCount />
      </Form.Item>
    </ActDialog>
  )
}
