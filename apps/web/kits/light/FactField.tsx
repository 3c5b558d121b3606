import { useTranslation } from 'react-i18next'
import { useLanguage, useText } from '../../i18n/i18n.ts'
import type { Language } from '#kernel/text.ts'
import type { FieldProps } from './FieldFrame.tsx'
import { Select } from './Select.tsx'
import { TextField } from './TextField.tsx'

/** What a fact of the city's dictionary is, as far as a form must know it. */
export interface AskedFact {
  readonly type: string
  readonly unit?: string | undefined
  readonly unitEn?: string | undefined
  readonly display?: string | undefined
  readonly values?: readonly { readonly code: string; readonly zh: string; readonly en: string }[] | undefined
}

/** One fact as people write it; empty is not known. The value is text, as a fact sheet takes it. */
export function FactField({
  fact,
  value,
  onChange,
  ...field
}: FieldProps & {
  fact: AskedFact
  value: string | undefined
  onChange: (value: string | undefined) => void
}) {
  const { t } = useTranslation()
  const text = useText()
  const language = useLanguage()
  const options =
    fact.type === 'boolean'
      ? [
          { value: 'true', label: t('factField.yes') },
          { value: 'false', label: t('factField.no') },
        ]
      : fact.type === 'code'
        ? fact.values?.map((one) => ({ value: one.code, label: text(one) }))
        : undefined
  if (options) {
    const written = fact.values?.find((one) => [one.code, one.zh, one.en].includes(value ?? ''))
    return (
      <Select
        {...field}
        options={options}
        empty={t('factField.unknown')}
        value={written?.code ?? value}
        onChange={onChange}
      />
    )
  }
  return <TextField {...field} hint={hintOf(fact, language, t)} value={value ?? ''} onChange={onChange} />
}

function hintOf(
  { type, display, unit, unitEn }: AskedFact,
  language: Language,
  t: (key: string) => string,
): string | undefined {
  if (type === 'date' || type === 'ratio') return t(`factField.${type}`)
  if (type === 'money')
    return t(`factField.${display === '亿元' ? 'yi' : display === '万元' ? 'wan' : 'yuan'}`)
  return language === 'zh' ? unit : unitEn
}
