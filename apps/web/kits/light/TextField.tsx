import type { InputHTMLAttributes } from 'react'
import css from './Field.module.css'
import { FieldFrame, type FieldProps } from './FieldFrame.tsx'

interface TextFieldProps extends FieldProps {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly type?: 'text' | 'password' | 'tel' | 'email' | 'search'
  readonly autoComplete?: string
  readonly inputMode?: InputHTMLAttributes<HTMLInputElement>['inputMode']
  readonly maxLength?: number
  readonly rows?: number
}

export function TextField({
  value,
  onChange,
  type = 'text',
  rows,
  autoComplete,
  inputMode,
  maxLength,
  ...field
}: TextFieldProps) {
  return (
    <FieldFrame field={field}>
      {(described) =>
        rows ? (
          <textarea
            {...described}
            className={css.control}
            rows={rows}
            maxLength={maxLength}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
        ) : (
          <input
            {...described}
            className={css.control}
            type={type}
            autoComplete={autoComplete ?? 'off'}
            inputMode={inputMode}
            maxLength={maxLength}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
        )
      }
    </FieldFrame>
  )
}
