import { Form, Input, Select } from 'antd'
import type { Output } from '#apps/web/client/contracts.ts'
import { useRead } from '#apps/web/client/hooks.ts'
import { useText } from '#apps/web/i18n/i18n.ts'
import { Notice } from '#apps/web/kits/light/Notice.tsx'
import { useCityWords } from '#apps/web/shell/city-words.ts'
import { ActDialog } from '#apps/web/workbench/kit/ActDialog.tsx'
import { useOfficerAct } from '#apps/web/workbench/kit/acts.ts'
import { useReasonRules } from '#apps/web/workbench/kit/forms.ts'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import css from './case.module.css'
import type { ActOnStage } from './DecisionBar.tsx'
import { stageIn } from './found.ts'

interface Values {
  readonly department: string
  readonly officer?: string
  readonly reason: string
}
type Colleague = Output<'casework.listColleagues'>['items'][number]

/** To a colleague of the own department, or to another department and there to somebody or to nobody in particular. */
export function HandOverDialog({ found, stageId, onClose, onDone }: ActOnStage) {
  const t = useWords()
  const text = useText()
  const { words } = useCityWords()
  const [form] = Form.useForm<Values>()
  const handOver = useOfficerAct('casework.handOver')
  const rules = useReasonRules()
  const { partyId, caseId } = found.case
  const own = stageIn(found, stageId)?.stage.department.id ?? ''
  const department = Form.useWatch('department', form) ?? own
  const elsewhere = department !== own
  const colleagues = useRead('casework.listColleagues', { partyId, caseId, stage: stageId, department })
  const submit = async ({ officer, reason }: Values) => {
    const to = { ...(elsewhere ? { department } : {}), ...(officer ? { officer } : {}) }
    if (await handOver.run({ partyId, caseId, stage: stageId, reason, ...to })) onDone('handOver')
  }
  const nobody = colleagues.data?.items.length === 0
  return (
    <ActDialog<Values>
      open
      title={t('case.act.handOver')}
      act={t('case.act.handOver')}
      form={form}
      initial={{ department: own }}
      blocked={nobody && !elsewhere}
      onClose={onClose}
      onSubmit={(values) => void submit(values)}
      pending={handOver.pending}
      problem={handOver.problem}
    >
      <Form.Item name="department" label={t('case.handOver.department')} extra={t('case.handOver.own')}>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          onChange={() => form.setFieldValue('officer', undefined)}
          options={(words?.departments ?? []).map(({ id, title }) => ({ value: id, label: text(title) }))}
        />
      </Form.Item>
      {nobody ? (
        <Notice tone="soon" title={t(elsewhere ? 'case.handOver.noneElsewhere' : 'case.handOver.none')} />
      ) : (
        <Form.Item
          name="officer"
          label={t('case.handOver.colleague')}
          rules={[{ required: !elsewhere, message: t('case.handOver.own') }]}
        >
          <Colleagues
            items={colleagues.data?.items ?? []}
            loading={!colleagues.data}
            mayBeAnybody={elsewhere}
          />
        </Form.Item>
      )}
      <Form.Item name="reason" label={t('act.reason')} rules={rules}>
        <Input.TextArea rows={3} maxLength={1000} showCount />
      </Form.Item>
    </ActDialog>
  )
}

/** By name, each with what is in their hands: who has least may be free soonest. */
function Colleagues({
  items,
  loading,
  mayBeAnybody,
  ...field
}: {
  items: readonly Colleague[]
  loading: boolean
  mayBeAnybody: boolean
  id?: string
  value?: string
  onChange?: (id: string) => void
}) {
  const t = useWords()
  const text = useText()
  const inHand = (count: number) =>
    count === 0 ? t('case.handOver.free') : t('case.handOver.holds', { count })
  return (
    <Select
      {...field}
      allowClear={mayBeAnybody}
      loading={loading}
      showSearch={{ optionFilterProp: 'label' }}
      placeholder={t(mayBeAnybody ? 'case.handOver.anybody' : 'case.handOver.search')}
      notFoundContent={t('case.handOver.noName')}
      options={items.map(({ id, name, role, holds }) => ({ value: id, label: name, post: role, holds }))}
      optionRender={({ label, data }) => (
        <span className={css.colleague}>
          <span>
            {label} <span className="work-soft">{text(data.post)}</span>
          </span>
          <span className="work-soft">{inHand(data.holds)}</span>
        </span>
      )}
    />
  )
}
