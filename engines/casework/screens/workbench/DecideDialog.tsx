import { AutoComplete, Form, Input, Radio } from 'antd'
import { useText } from '#apps/web/i18n/i18n.ts'
import { Notice } from '#apps/web/kits/light/Notice.tsx'
import { ActDialog } from '#apps/web/workbench/kit/ActDialog.tsx'
import { useOfficerAct } from '#apps/web/workbench/kit/acts.ts'
import { useReasonRules } from '#apps/web/workbench/kit/forms.ts'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import type { ActOnStage } from './DecisionBar.tsx'
import { entered, isAmount, textOf } from './entered-results.ts'

interface Values {
  readonly reasons: string
  readonly basis?: string
  readonly ground?: string
  readonly results?: Readonly<Record<string, string>>
}

/** Grant with what it yields, or refuse with reasons, law and remedies (行政许可法 art. 38). */
export function DecideDialog({
  found,
  stageId,
  outcome,
  onClose,
  onDone,
}: ActOnStage & { outcome: 'grant' | 'refuse' }) {
  const t = useWords()
  const text = useText()
  const [form] = Form.useForm<Values>()
  const decide = useOfficerAct('casework.decide')
  const rules = useReasonRules()
  const refuses = outcome === 'refuse'
  const toEnter = refuses ? [] : (found.toEnter[stageId] ?? [])
  const grounds = refuses ? (found.grounds[stageId] ?? []) : []
  // The basis goes into the decision, which is written in Chinese.
  const laws = (found.basis[stageId] ?? []).map(
    ({ law, article }) => `《${law}》${article ? `第${article.replaceAll(', ', '、')}条` : ''}`,
  )
  const submit = async ({ reasons, basis, ground, results }: Values) => {
    const { partyId, caseId } = found.case
    const input = {
      partyId,
      caseId,
      stage: stageId,
      outcome,
      reasons,
      ...(basis?.trim() ? { basis: basis.trim() } : {}),
      ...(ground ? { ground } : {}),
      results: entered(toEnter, results ?? {}),
    }
    if (await decide.run(input, found.recordVersion)) onDone(outcome)
  }
  return (
    <ActDialog<Values>
      open
      title={t(`case.act.${outcome}`)}
      act={t(`case.decide.${outcome}`)}
      danger={refuses}
      form={form}
      initial={
        refuses
          ? {}
          : {
              reasons: t('case.decide.usualReason'),
              results: Object.fromEntries(toEnter.map((result) => [result.id, textOf(result)])),
            }
      }
      onClose={onClose}
      onSubmit={(values) => void submit(values)}
      pending={decide.pending}
      problem={decide.problem}
      width={640}
    >
      {toEnter.map((result) => (
        <Form.Item
          key={result.id}
          name={['results', result.id]}
          label={text(result.title)}
          {...(result.reported === undefined ? {} : { extra: t('case.decide.reported') })}
          rules={[
            { required: true, message: t('form.required') },
            {
              validator: async (_, typed?: string) => {
                if (result.unit === 'fen' && typed && !isAmount(typed)) throw new Error(t('form.notAnAmount'))
              },
            },
          ]}
        >
          <Input maxLength={200} {...(result.unit === 'fen' ? { suffix: t('app:form.yuan') } : {})} />
        </Form.Item>
      ))}
      {grounds.length > 0 && (
        <Form.Item
          name="ground"
          label={t('case.decide.ground')}
          extra={t('case.decide.groundHint')}
          rules={[{ required: true, message: t('form.required') }]}
        >
          <Radio.Group options={grounds.map((ground) => ({ value: ground.id, label: text(ground.title) }))} />
        </Form.Item>
      )}
      <Form.Item
        name="reasons"
        label={t('case.decide.reasons')}
        rules={rules}
        {...(refuses ? { extra: t('case.decide.reasonsHint') } : {})}
      >
        <Input.TextArea rows={4} maxLength={1000} showCount />
      </Form.Item>
      <Form.Item
        name="basis"
        label={t(refuses ? 'act.basis' : 'case.decide.basisMayBeLeft')}
        extra={t('act.basisHint')}
        rules={refuses ? [{ required: true, whitespace: true, message: t('case.decide.basisNeeded') }] : []}
      >
        <AutoComplete options={laws.map((law) => ({ value: law }))} maxLength={300} />
      </Form.Item>
      {refuses && (
        <Notice tone="wait" title={t('case.decide.remedies')}>
          <p>{t('case.decide.remediesText')}</p>
        </Notice>
      )}
    </ActDialog>
  )
}
