import { Form, Input, Radio, Select } from 'antd'
import { ActDialog } from '#apps/web/workbench/kit/ActDialog.tsx'
import { useOfficerAct } from '#apps/web/workbench/kit/acts.ts'
import { useReasonRules } from '#apps/web/workbench/kit/forms.ts'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import type { ActOnStage } from './DecisionBar.tsx'

const kinds = ['special-procedure', 'external-decision', 'legal-action'] as const
const procedures = [
  'hearing',
  'tender',
  'auction',
  'inspection',
  'testing',
  'quarantine',
  'appraisal',
  'expert-review',
] as const
interface Values {
  readonly kind: (typeof kinds)[number]
  readonly procedure?: (typeof procedures)[number]
  readonly reason: string
  readonly basis: string
}

/** 行政许可法 art. 45: time of hearings, inspections, expert review is left out, and the applicant is told in writing. */
export function HoldDialog({ found, stageId, onClose, onDone }: ActOnStage) {
  const t = useWords()
  const [form] = Form.useForm<Values>()
  const hold = useOfficerAct('casework.hold')
  const rules = useReasonRules()
  const special = Form.useWatch('kind', form) === 'special-procedure'
  const submit = async (values: Values) => {
    const { partyId, caseId } = found.case
    if (await hold.run({ partyId, caseId, stage: stageId, ...values })) onDone('hold')
  }
  return (
    <ActDialog<Values>
      open
      title={t('case.act.hold')}
      act={t('case.act.hold')}
      form={form}
      initial={{ kind: 'special-procedure' }}
      onClose={onClose}
      onSubmit={(values) => void submit(values)}
      pending={hold.pending}
      problem={hold.problem}
    >
      <p>{t('case.hold.told')}</p>
      <Form.Item name="kind" label={t('case.hold.kind')}>
        <Radio.Group options={kinds.map((kind) => ({ value: kind, label: t(`queue.hold.${kind}`) }))} />
      </Form.Item>
      {special && (
        <Form.Item
          name="procedure"
          label={t('case.hold.procedure')}
          rules={[{ required: true, message: t('form.required') }]}
        >
          <Select
            options={procedures.map((value) => ({ value, label: t(`case.hold.procedures.${value}`) }))}
          />
        </Form.Item>
      )}
      <Form.Item name="reason" label={t('act.reason')} rules={rules}>
        <Input.TextArea rows={3} maxLength={1000} showCount />
      </Form.Item>
      <Form.Item name="basis" label={t('act.basis')} extra={t('act.basisHint')} rules={rules}>
        <Input maxLength={300} />
      </Form.Item>
    </ActDialog>
  )
}
