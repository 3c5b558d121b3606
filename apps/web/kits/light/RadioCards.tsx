import css from './Choices.module.css'
import { FieldFrame, type FieldProps } from './FieldFrame.tsx'
import type { Option } from './Select.tsx'

interface RadioCardsProps extends FieldProps {
  readonly options: readonly Option[]
  readonly value: string | undefined
  readonly onChange: (value: string) => void
}

/** One of a few, each with room for a word of explanation. */
export function RadioCards({ options, value, onChange, ...field }: RadioCardsProps) {
  return (
    <FieldFrame field={field} group>
      {({ id, name }) => (
        <div className={css.choices}>
          {options.map((option, i) => (
            <label key={option.value} className={css.choice}>
              <input
                type="radio"
                id={i === 0 ? id : undefined}
                name={name}
                value={option.value}
                checked={value === option.value}
                onChange={() => onChange(option.value)}
              />
              <span>
                <span className={css.word}>{option.label}</span>
                {option.hint && <span className={css.hint}>{option.hint}</span>}
              </span>
            </label>
          ))}
        </div>
      )}
    </FieldFrame>
  )
}
