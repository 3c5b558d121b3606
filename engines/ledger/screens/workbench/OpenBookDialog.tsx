import { Form, Input, Select } from 'antd'
import { useRead } from '#apps/web/client/hooks.ts'
import { useText } from '#apps/web/i18n/i18n.ts'
import { useClock } from '#apps/web/kits/light/Clock.tsx'
import { useToast } from '#apps/web/kits/light/Toast.tsx'
import { ActDialog } from '#apps/web/workbench/kit/ActDialog.tsx'
import { useOfficerAct } from '#apps/web/workbench/kit/acts.ts'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import { fenOfYuan } from './fen.ts'
import { YuanInput } from './YuanInput.tsx'

interface Values {
  readonly title: string
  readonly fund: string
  readonly period: string
  readonly budget: string
  readonly bankAccount: string
  readonly accountName?: string
}

/** A fund's budget of one year: for which policy, how much, from which account. */
export function OpenBookDialog({ onClose }: { onClose: () => void }) {
  const t = useWords()
  const text = useText()
  const say = useToast()
  const { today } = useClock()
  const [form] = Form.useForm<Values>()
  const open = useOfficerAct('ledger.openBook')
  const policies = useRead('policy.listPolicies', { limit: 200 })
  const funds = new Map<string, string[]>()
  for (const { fund, title } of policies.data?.items ?? [])
    if (fund) funds.set(fund, [...(funds.get(fund) ?? []), text(title)])
  const submit = async ({ budget, accountName, ...values }: Values) => {
    const named = accountName?.trim() ? { accountName } : {}
    if (!(await open.run({ ...values, ...named, budgetFen: fenOfYuan(budget) }))) return
    say(t('books.opened'))
    onClose()
  }
  const required = [{ required: true, message: t('form.required') }]
  return (
    <ActDialog<Values>
      open
      title={t('books.open')}
      act={t('books.open')}
      form={form}
      initial={{ period: today.slice(0, 4) }}
      onClose={onClose}
      onSubmit={(values) => void submit(values)}
      pending={open.pending}
      problem={open.problem}
    >
      <Form.Item name="fund" label={t('books.fund')} rules={required}>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          loading={policies.isLoading}
          options={[...funds].map(([fund, titles]) => ({
            value: fund,
            label: titles.join(t('board.comma')),
          }))}
          onChange={(_, option) => {
            if (!form.getFieldValue('title') && option && !Array.isArray(option))
              form.setFieldValue('title', option.label)
          }}
        />
      </Form.Item>
      <Form.Item name="title" label={t('books.title')} rules={[...required, { min: 2, max: 100 }]}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item
        name="period"
        label={t('runs.period')}
        rules={[{ required: true, pattern: /^\d{4}$/, message: t('books.periodWrong') }]}
      >
        <Input maxLength={4} inputMode="numeric" />
      </Form.Item>
      <Form.Item name="budget" label={t('books.budget')} rules={required}>
        <YuanInput />
      </Form.Item>
      <Form.Item
        name="bankAccount"
        label={t('books.bankAccount')}
        rules={[{ required: true, pattern: /^\d{8,30}$/, message: t('books.accountWrong') }]}
      >
        <Input maxLength={30} inputMode="numeric" />
      </Form.Item>
      <Form.Item name="accountName" label={t('books.accountName')} extra={t('books.accountNameHint')}>
        <Input maxLength={100} />
      </Form.Item>
    </ActDialog>
  )
}
