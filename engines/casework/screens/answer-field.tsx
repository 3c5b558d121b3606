import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { CheckboxGroup } from '#apps/web/kits/light/CheckboxGroup.tsx'
import { DateField } from '#apps/web/kits/light/DateField.tsx'
import { MoneyField } from '#apps/web/kits/light/MoneyField.tsx'
import { NumberField } from '#apps/web/kits/light/NumberField.tsx'
import { RadioCards } from '#apps/web/kits/light/RadioCards.tsx'
import { Select } from '#apps/web/kits/light/Select.tsx'
import { TextField } from '#apps/web/kits/light/TextField.tsx'
import { YesNo } from '#apps/web/kits/light/YesNo.tsx'
import { useText } from '#apps/web/i18n/i18n.ts'
import type { Answer } from '../model.ts'
import type { FieldView } from '../form-views.ts'
import { isPercent } from './answer-text.ts'
import { PeopleField, type PersonRow } from './people-field.tsx'
import { SlotField } from './slot-field.tsx'

/** From so many choices on, a list that opens is easier than cards. */
const fewChoices = 7

export interface AnswerFieldProps {
  /** whose form it is: a survey's half-days depend on it */
  readonly theme: string
  readonly field: FieldView
  readonly value: Answer | undefined
  readonly onChange: (value: Answer | undefined) => void
  readonly error?: string | undefined
  readonly source?: ReactNode
  /** the page's only question: its label is the heading */
  readonly alone?: boolean
}

/** One field of a city's form, by its type. */
export function AnswerField({ theme, field, value, onChange, error, source, alone }: AnswerFieldProps) {
  const { t } = useTranslation('casework')
  const text = useText()
  const { constraints } = field
  const common = {
    name: field.id,
    label: text(field.question ?? field.title),
    hint: field.hint
      ? text(field.hint)
      : constraints?.patternText
        ? text(constraints.patternText)
        : undefined,
    why: field.why ? text(field.why) : undefined,
    error: error ? t(`faults.${error}`, { defaultValue: t('faults.wrong-form') }) : undefined,
    source,
    heading: alone,
  }
  const options = field.choices.map((choice) => ({
    value: choice.value,
    label: text(choice.title),
    hint: choice.hint ? text(choice.hint) : undefined,
  }))
  const asText = typeof value === 'string' ? value : ''
  switch (field.type) {
    case 'integer':
      return (
        <NumberField
          {...common}
          unit={field.unit && (isPercent(field) ? '%' : text(field.unit))}
          value={typeof value === 'number' ? value : undefined}
          onChange={onChange}
        />
      )
    case 'money':
      return (
        <MoneyField
          {...common}
          unit={field.unit?.zh === '万元' ? 'wan' : 'yuan'}
          value={typeof value === 'number' ? value : undefined}
          onChange={onChange}
        />
      )
    case 'date':
      return <DateField {...common} value={asText || undefined} onChange={onChange} />
    case 'boolean':
      return <YesNo {...common} value={typeof value === 'boolean' ? value : undefined} onChange={onChange} />
    case 'choice':
      return options.length <= fewChoices ? (
        <RadioCards {...common} options={options} value={asText || undefined} onChange={onChange} />
      ) : (
        <Select {...common} options={options} value={asText || undefined} onChange={onChange} />
      )
    case 'choices':
      return (
        <CheckboxGroup
          {...common}
          options={options}
          value={Array.isArray(value) ? (value as string[]) : []}
          onChange={(chosen) => onChange([...chosen])}
        />
      )
    case 'people':
      return (
        <PeopleField
          {...common}
          value={Array.isArray(value) ? (value as PersonRow[]) : []}
          onChange={(people) => onChange([...people])}
        />
      )
    case 'slot':
      return <SlotField {...common} theme={theme} value={asText || undefined} onChange={onChange} />
    case 'text':
      return <TextField {...common} maxLength={constraints?.maxLength} value={asText} onChange={onChange} />
  }
}
