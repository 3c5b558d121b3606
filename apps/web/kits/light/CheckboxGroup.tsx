import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import css from './Choices.module.css'
import { FieldFrame, type FieldProps } from './FieldFrame.tsx'
import type { Option } from './Select.tsx'

interface CheckboxGroupProps extends FieldProps {
  readonly options: readonly Option[]
  /** in the order chosen: where the first one counts for more, that is the order that counts */
  readonly value: readonly string[]
  readonly onChange: (value: readonly string[]) => void
}

/** From so many choices on, a box to narrow them is worth its place. */
const many = 12

export function CheckboxGroup({ options, value, onChange, ...field }: CheckboxGroupProps) {
  const { t } = useTranslation()
  const [narrow, setNarrow] = useState('')
  const wanted = narrow.trim().toLowerCase()
  const shown = wanted
    ? options.filter(
        (o) => value.includes(o.value) || `${o.label} ${o.hint ?? ''}`.toLowerCase().includes(wanted),
      )
    : options
  const toggle = (choice: string) =>
    onChange(value.includes(choice) ? value.filter((v) => v !== choice) : [...value, choice])
  return (
    <FieldFrame field={field} group>
      {({ id, name }) => (
        <>
          {options.length > many && (
            <input
              className={css.narrow}
              type="search"
              aria-label={t('form.narrow')}
              placeholder={t('form.narrow')}
              value={narrow}
              onChange={(event) => setNarrow(event.target.value)}
            />
          )}
          <div className={css.choices}>
            {shown.map((option, i) => (
              <label key={option.value} className={css.choice}>
                <input
                  type="checkbox"
                  id={i === 0 ? id : undefined}
                  name={name}
                  checked={value.includes(option.value)}
                  onChange={() => toggle(option.value)}
                />
                <span>
                  <span className={css.word}>{option.label}</span>
                  {option.hint && <span className={css.hint}>{option.hint}</span>}
                </span>
              </label>
            ))}
            {shown.length === 0 && <p className={css.hint}>{t('form.noneFound')}</p>}
          </div>
        </>
      )}
    </FieldFrame>
  )
}
