import { Form, Input, Select } from 'antd'
import { useRead } from '#apps/web/client/hooks.ts'
import { ActDialog } from '#apps/web/workbench/kit/ActDialog.tsx'
import { useOfficerAct } from '#apps/web/workbench/kit/acts.ts'
import { useReasonRules } from '#apps/web/workbench/kit/forms.ts'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import { halves, slotAnswer, slotOf } from '../../slot.ts'
import { useSlotText } from '../slot-text.ts'
import type { ActOnStage } from './DecisionBar.tsx'

interface Values {
  readonly slot: string
  readonly reason: string
}

/** The whole survey moves, for every office that takes part. */
export function SurveyDialog({ found, onClose, onDone }: ActOnStage) {
  const t = useWords()
  const slotText = useSlotText()
  const [form] = Form.useForm<Values>()
  const rules = useReasonRules()
  const move = useOfficerAct('casework.rescheduleSurvey')
  const { partyId, caseId, theme } = found.case
  const slots = useRead('casework.listSurveySlots', { theme: theme.id })
  const options = (slots.data?.days ?? []).flatMap((one) =>
    halves
      .filter((half) => one[half] > 0)
      .map((half) => {
        const slot = { day: one.day, half }
        const left = t('casework:screens.slot.left', { count: one[half] })
        return { value: slotAnswer(slot), label: `${slotText(slot)} · ${left}` }
      }),
  )
  const submit = async ({ slot: answer, reason }: Values) => {
    const slot = slotOf(answer)
    if (slot && (await move.run({ partyId, caseId, slot, reason }))) onDone('rescheduleSurvey')
  }
  return (
    <ActDialog<Values>
      open
      title={t('case.act.rescheduleSurvey')}
      act={t('case.act.rescheduleSurvey')}
      form={form}
      onClose={onClose}
      onSubmit={(values) => void submit(values)}
      pending={move.pending}
      problem={move.problem}
    >
      <p>{t('case.survey.text')}</p>
      <Form.Item
        name="slot"
        label={t('case.survey.slot')}
        rules={[{ required: true, message: t('form.required') }]}
      >
        <Select options={options} loading={slots.isLoading} notFoundContent={t('case.survey.none')} />
      </Form.Item>
      <Form.Item name="reason" label={t('act.reason')} rules={rules}>
        <Input.TextArea rows={3} maxLength={1000} showCount />
      </Form.Item>
    </ActDialog>
  )
}
