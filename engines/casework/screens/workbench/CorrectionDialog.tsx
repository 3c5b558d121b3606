import { Button, Form, Input, Select } from 'antd'
import { useText } from '#apps/web/i18n/i18n.ts'
import { Due } from '#apps/web/kits/light/Figure.tsx'
import { Notice } from '#apps/web/kits/light/Notice.tsx'
import { ActDialog } from '#apps/web/workbench/kit/ActDialog.tsx'
import { useOfficerAct } from '#apps/web/workbench/kit/acts.ts'
import { useReasonRules } from '#apps/web/workbench/kit/forms.ts'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import css from './case.module.css'
import type { ActOnStage } from './DecisionBar.tsx'
import { type Found, stageIn } from './found.ts'

interface Values {
  readonly items: readonly { readonly field: string; readonly reason: string }[]
}

/** Everything an applicant can be asked to correct: the answers page by page, then the materials. */
function useCorrectable(found: Found) {
  const t = useWords()
  const text = useText()
  const pages = found.form.map((page) => ({
    label: text(page.page),
    // The half-day of a survey is moved, not corrected: its place is booked.
    options: page.fields
      .filter(({ type }) => type !== 'slot')
      .map(({ id, title }) => ({ value: id, label: text(title) })),
  }))
  const materials = found.materials.map(({ id, title }) => ({ value: id, label: text(title) }))
  return [...pages, { label: t('case.materials'), options: materials }].filter((one) => one.options.length)
}

/** One complete notice: everything at once, each with its reason, within five working days (行政许可法 art. 32). */
export function CorrectionDialog({ found, stageId, onClose, onDone }: ActOnStage) {
  const t = useWords()
  const [form] = Form.useForm<Values>()
  const request = useOfficerAct('casework.requestCorrection')
  const rules = useReasonRules()
  const options = useCorrectable(found)
  const chosen = Form.useWatch('items', form) ?? []
  const acceptBy = stageIn(found, stageId)?.lane.acceptBy
  const submit = async ({ items }: Values) => {
    const { partyId, caseId } = found.case
    if (await request.run({ partyId, caseId, stage: stageId, items: [...items] }, found.recordVersion))
      onDone('requestCorrection')
  }
  return (
    <ActDialog<Values>
      open
      title={t('case.act.requestCorrection')}
      act={t('case.correction.send', { count: chosen.length })}
      width={760}
      form={form}
      initial={{ items: [{ field: '', reason: '' }] }}
      onClose={onClose}
      onSubmit={(values) => void submit(values)}
      pending={request.pending}
      problem={request.problem}
    >
      <Notice tone="soon" title={t('case.correction.once')}>
        <p>{t('case.correction.onceText')}</p>
        {acceptBy && (
          <p>
            {t('case.correction.until')} <Due at={acceptBy} />
          </p>
        )}
      </Notice>
      <Form.List name="items">
        {(fields, { add, remove }) => (
          <>
            {fields.map((field, index) => (
              <div key={field.key} className={css.row}>
                <Form.Item
                  name={[field.name, 'field']}
                  label={t('case.correction.field', { number: index + 1 })}
                  rules={[{ required: true, message: t('form.choose') }]}
                >
                  <Select
                    showSearch={{ optionFilterProp: 'label' }}
                    options={options.map((group) => ({
                      ...group,
                      options: group.options.filter(
                        ({ value }) =>
                          value === chosen[index]?.field || !chosen.some((one) => one?.field === value),
                      ),
                    }))}
                  />
                </Form.Item>
                <Form.Item name={[field.name, 'reason']} label={t('case.correction.reason')} rules={rules}>
                  <Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} maxLength={500} />
                </Form.Item>
                {fields.length > 1 && (
                  <Button
                    type="text"
                    aria-label={t('case.correction.remove', { number: index + 1 })}
                    onClick={() => remove(field.name)}
                  >
                    {t('act.remove')}
                  </Button>
                )}
              </div>
            ))}
            <Button type="dashed" block onClick={() => add({ field: '', reason: '' })}>
              {t('case.correction.add')}
            </Button>
          </>
        )}
      </Form.List>
    </ActDialog>
  )
}
