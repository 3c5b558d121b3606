import type { Day } from '#kernel/time.ts'
import { classes } from './classes.ts'
import css from './Field.module.css'
import { FieldFrame, type FieldProps } from './FieldFrame.tsx'

interface DateFieldProps extends FieldProps {
  readonly value: Day | undefined
  readonly onChange: (day: Day | undefined) => void
  readonly min?: Day
  readonly max?: Day
}

export function DateField({ value, onChange, min, max, ...field }: DateFieldProps) {
  return (
    <FieldFrame field={field}>
      {(described) => (
        <input
          {...described}
          className={classes(css.control, css.short)}
          type="date"
          min={min}
          max={max}
          value={value ?? ''}
          onChange={(event) => onChange(event.target.value || undefined)}
        />
      )}
    </FieldFrame>
  )
}
