import { Form, Select } from 'antd'
import { DayPicker } from '#apps/web/workbench/kit/DayPicker.tsx'
import dayjs, { type Dayjs } from 'dayjs'
import type { Output } from '#apps/web/client/contracts.ts'
import { useRead } from '#apps/web/client/hooks.ts'
import { useLanguage, useText } from '#apps/web/i18n/i18n.ts'
import { useClock } from '#apps/web/kits/light/Clock.tsx'
import { bigMoneyText } from '#apps/web/kits/light/figures.ts'
import { Notice } from '#apps/web/kits/light/Notice.tsx'
import { addDays } from '#kernel/time.ts'
import { ActDialog } from '#apps/web/workbench/kit/ActDialog.tsx'
import { useOfficerAct } from '#apps/web/workbench/kit/acts.ts'
import { usePlace } from '#apps/web/workbench/kit/place.tsx'
import { useWords } from '#apps/web/workbench/kit/words.ts'

interface Values {
  readonly asOf: Dayjs
  readonly period: string
  readonly bookId: string
}

const yearsBack = 4

/** Which policy, as of which day, for which year, from which book. */
export function StartRunDialog({
  policy,
  onClose,
}: {
  policy: Output<'policy.listPolicies'>['items'][number]
  onClose: () => void
}) {
  const t = useWords()
  const text = useText()
  const language = useLanguage()
  const { today } = useClock()
  const { go } = usePlace()
  const [form] = Form.useForm<Values>()
  const start = useOfficerAct('policy.startRun')
  const books = useRead('ledger.listBooks', {})
  // A policy that ended is run for its last day: what was earned under it is still paid.
  const asOf = policy.until && policy.until <= today ? addDays(policy.until, -1) : today
  const year = Number(asOf.slice(0, 4))
  // Only the fund that the policy names may pay for it; a policy that names none is paid from any.
  const suited = books.data?.items.filter(({ fund }) => !policy.fund || fund === policy.fund)
  const submit = async ({ asOf, period, bookId }: Values) => {
    const answer = await start.run({
      policyId: policy.policyId,
      asOf: asOf.format('YYYY-MM-DD'),
      period,
      bookId,
    })
    if (answer) go(`policies/${answer.id}`)
  }
  return (
    <ActDialog<Values>
      open
      title={t('runs.startTitle', { title: text(policy.title) })}
      act={t('runs.start')}
      blocked={suited?.length === 0}
      form={form}
      initial={{ asOf: dayjs(asOf), period: String(year) }}
      onClose={onClose}
      onSubmit={(values) => void submit(values)}
      pending={start.pending}
      problem={start.problem}
    >
      <p>{t('runs.startText')}</p>
      <Form.Item
        name="asOf"
        label={t('runs.asOf')}
        extra={t('runs.asOfHint')}
        rules={[{ required: true, message: t('form.choose') }]}
      >
        <DayPicker maxDate={dayjs(today)} allowClear={false} style={{ width: '100%' }} />
      </Form.Item>
      <Form.Item
        name="period"
        label={t('runs.period')}
        rules={[{ required: true, message: t('form.choose') }]}
      >
        <Select
          options={Array.from({ length: yearsBack }, (_, back) => ({
            value: String(year - back),
            label: t('runs.year', { year: year - back }),
          }))}
        />
      </Form.Item>
      {suited?.length === 0 && <Notice tone="soon" title={t('runs.noBook')} />}
      <Form.Item
        name="bookId"
        label={t('runs.book')}
        hidden={suited?.length === 0}
        rules={[{ required: true, message: t('form.choose') }]}
      >
        <Select
          loading={books.isLoading}
          options={(suited ?? []).map((book) => ({
            value: book.bookId,
            label: t('runs.bookChoice', {
              title: book.title,
              period: book.period,
              available: bigMoneyText(book.balances.available, language),
            }),
          }))}
        />
      </Form.Item>
    </ActDialog>
  )
}
