import { Form, Input, Radio } from 'antd'
import { DayPicker } from '#apps/web/workbench/kit/DayPicker.tsx'
import type { Dayjs } from 'dayjs'
import { useText } from '#apps/web/i18n/i18n.ts'
import { Notice } from '#apps/web/kits/light/Notice.tsx'
import { ActDialog } from '#apps/web/workbench/kit/ActDialog.tsx'
import { useOfficerAct } from '#apps/web/workbench/kit/acts.ts'
import { useReasonRules } from '#apps/web/workbench/kit/forms.ts'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import type { CheckRow } from './checks.tsx'

const outcomes = ['kept', 'to-mend', 'broken'] as const
interface Values {
  readonly outcome: (typeof outcomes)[number]
  readonly findings: string
  readonly basis?: string
  readonly mendBy?: Dayjs
}

/** What was found at the place: kept, to be put right by a day, or false, with what follows from it. */
export function CheckDialog({
  row,
  onClose,
  onDone,
}: {
  row: CheckRow
  onClose: () => void
  onDone: () => void
}) {
  const t = useWords()
  const text = useText()
  const [form] = Form.useForm<Values>()
  const record = useOfficerAct('casework.recordCheck')
  const rules = useReasonRules()
  const outcome = Form.useWatch('outcome', form)
  const { partyId, checkId } = row
  const submit = async ({ mendBy, ...values }: Values) => {
    const day = mendBy && { mendBy: mendBy.format('YYYY-MM-DD') }
    if (await record.run({ partyId, checkId, ...values, ...day })) onDone()
  }
  const offered = outcomes.filter((one) => one !== 'to-mend' || row.standing === 'open')
  return (
    <ActDialog<Values>
      open
      title={`${t('checks.record')} · ${text(row.item.title)}`}
      act={t('checks.record')}
      danger={outcome === 'broken'}
      form={form}
      initial={{ outcome: 'kept' }}
      onClose={onClose}
      onSubmit={(values) => void submit(values)}
      pending={record.pending}
      problem={record.problem}
    >
      {row.promised && (
        <p>
          {t('checks.promised')}
          {t('case.ahead.colon')}
          {text(row.promised)}
        </p>
      )}
      <Form.Item name="outcome" label={t('checks.outcome')}>
        <Radio.Group options={offered.map((value) => ({ value, label: t(`checks.outcomes.${value}`) }))} />
      </Form.Item>
      {outcome === 'to-mend' && (
        <Form.Item
          name="mendBy"
          label={t('checks.mendBy')}
          rules={[{ required: true, message: t('form.required') }]}
        >
          <DayPicker style={{ width: '100%' }} />
        </Form.Item>
      )}
      <Form.Item name="findings" label={t('checks.findings')} rules={rules}>
        <Input.TextArea rows={4} maxLength={1000} showCount />
      </Form.Item>
      {outcome === 'broken' && (
        <>
          <Form.Item name="basis" label={t('act.basis')} extra={t('act.basisHint')} rules={rules}>
            <Input maxLength={300} />
          </Form.Item>
          <Notice tone="late" title={t('checks.follows')}>
            <p>{row.consequence && text(row.consequence)}</p>
            <p>{t('checks.followsText')}</p>
          </Notice>
        </>
      )}
    </ActDialog>
  )
}
