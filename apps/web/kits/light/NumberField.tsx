import { useEffect, useState } from 'react'
import css from './Field.module.css'
import { FieldFrame, type FieldProps } from './FieldFrame.tsx'
import { wholeNumber } from './numbers.ts'

interface NumberFieldProps extends FieldProps {
  readonly value: number | undefined
  readonly onChange: (value: number | undefined) => void
  readonly unit?: string | undefined
}

/** A whole number. What is typed stays as typed; only what reads as a number is handed on. */
export function NumberField({ value, onChange, unit, ...field }: NumberFieldProps) {
  const [typed, setTyped] = useState(value === undefined ? '' : String(value))
  useEffect(() => {
    setTyped((now) => (wholeNumber(now) === value ? now : value === undefined ? now : String(value)))
  }, [value])
  return (
    <FieldFrame field={field}>
      {(described) => (
        <div className={css.withUnit}>
          <input
            {...described}
            className={css.control}
            inputMode="numeric"
            autoComplete="off"
            value={typed}
            onChange={(event) => {
              setTyped(event.target.value)
              onChange(wholeNumber(event.target.value))
            }}
          />
          {unit && <span className={css.unit}>{unit}</span>}
        </div>
      )}
    </FieldFrame>
  )
}
