import { useTranslation } from 'react-i18next'
import css from './Field.module.css'
import { FieldFrame, type FieldProps } from './FieldFrame.tsx'

export interface Option {
  readonly value: string
  readonly label: string
  readonly hint?: string | undefined
}

interface SelectProps extends FieldProps {
  readonly options: readonly Option[]
  readonly value: string | undefined
  readonly onChange: (value: string | undefined) => void
  /** words for "nothing chosen" */
  readonly empty?: string
}

export function Select({ options, value, onChange, empty, ...field }: SelectProps) {
  const { t } = useTranslation()
  return (
    <FieldFrame field={field}>
      {(described) => (
        <select
          {...described}
          className={css.control}
          value={value ?? ''}
          onChange={(event) => onChange(event.target.value || undefined)}
        >
          <option value="">{empty ?? t('form.choose')}</option>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </FieldFrame>
  )
}
