import { Form, Input, Select } from 'antd'
import { useText } from '#apps/web/i18n/i18n.ts'
import { useCityWords } from '#apps/web/shell/city-words.ts'
import { ActDialog } from '#apps/web/workbench/kit/ActDialog.tsx'
import { useOfficerAct } from '#apps/web/workbench/kit/acts.ts'
import { useReasonRules } from '#apps/web/workbench/kit/forms.ts'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import type { ActOnStage } from './DecisionBar.tsx'

interface Values {
  readonly department?: string
  readonly login?: string
  readonly reason: string
}

/** To a colleague, or to another department; one of the two is named. */
export function HandOverDialog({ found, stageId, onClose, onDone }: ActOnStage) {
  const t = useWords()
  const text = useText()
  const { words } = useCityWords()
  const [form] = Form.useForm<Values>()
  const handOver = useOfficerAct('casework.handOver')
  const rules = useReasonRules()
  const submit = async ({ department, login, reason }: Values) => {
    const { partyId, caseId } = found.case
    const to = { ...(department ? { department } : {}), ...(login?.trim() ? { login: login.trim() } : {}) }
    if (await handOver.run({ partyId, caseId, stage: stageId, reason, ...to })) onDone('handOver')
  }
  return (
    <ActDialog<Values>
      open
      title={t('case.act.handOver')}
      act={t('case.act.handOver')}
      form={form}
      onClose={onClose}
      onSubmit={(values) => void submit(values)}
      pending={handOver.pending}
      problem={handOver.problem}
    >
      <Form.Item name="department" label={t('case.handOver.department')} extra={t('case.handOver.hint')}>
        <Select
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          options={(words?.departments ?? []).map(({ id, title }) => ({ value: id, label: text(title) }))}
        />
      </Form.Item>
      <Form.Item
        name="login"
        label={t('case.handOver.login')}
        dependencies={['department']}
        rules={[
          ({ getFieldValue }) => ({
            validator: (_, login?: string) =>
              login?.trim() || getFieldValue('department')
                ? Promise.resolve()
                : Promise.reject(new Error(t('case.handOver.one'))),
          }),
        ]}
      >
        <Input maxLength={40} autoComplete="off" />
      </Form.Item>
      <Form.Item name="reason" label={t('act.reason')} rules={rules}>
        <Input.TextArea rows={3} maxLength={1000} showCount />
      </Form.Item>
    </ActDialog>
  )
}
