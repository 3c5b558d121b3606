import { useTranslation } from 'react-i18next'
import type { FieldProps } from './FieldFrame.tsx'
import { RadioCards } from './RadioCards.tsx'

/** A question with two answers, both of them written out. */
export function YesNo({
  value,
  onChange,
  ...field
}: FieldProps & { value: boolean | undefined; onChange: (value: boolean) => void }) {
  const { t } = useTranslation()
  return (
    <RadioCards
      {...field}
      options={[
        { value: 'yes', label: t('form.yes') },
        { value: 'no', label: t('form.no') },
      ]}
      value={value === undefined ? undefined : value ? 'yes' : 'no'}
      onChange={(chosen) => onChange(chosen === 'yes')}
    />
  )
}
