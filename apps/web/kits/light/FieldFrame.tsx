import { type ReactNode, useId } from 'react'
import { useTranslation } from 'react-i18next'
import { classes } from './classes.ts'
import { Icon } from './Icon.tsx'
import css from './Field.module.css'

export interface FieldProps {
  /** the name under which the server speaks of the field; the error summary finds it by this */
  readonly name: string
  readonly label: ReactNode
  readonly hint?: ReactNode
  /** why we ask, behind a tap */
  readonly why?: ReactNode
  readonly error?: string | undefined
  readonly optional?: boolean
  /** where a prefilled value came from, such as a department and date */
  readonly source?: ReactNode
  /** when the field is the page's only question its label is the heading */
  readonly heading?: boolean
}

export const fieldId = (name: string) => `field-${name.replaceAll('/', '-')}`

export interface Described {
  readonly id: string
  readonly name: string
  readonly 'aria-describedby': string | undefined
  readonly 'aria-invalid': true | undefined
}

function Why({ children }: { children: ReactNode }) {
  const { t } = useTranslation()
  return (
    <details className={css.why}>
      <summary>{t('form.why')}</summary>
      <div>{children}</div>
    </details>
  )
}

/** Label, hint, error, control, source: the same around every control. */
export function FieldFrame({
  field,
  children,
  group,
}: {
  field: FieldProps
  children: (described: Described) => ReactNode
  /** several controls under one question: a fieldset with a legend */
  group?: boolean
}) {
  const { t } = useTranslation()
  const prefix = useId()
  const id = fieldId(field.name)
  const hintId = `${prefix}hint`
  const errorId = `${prefix}error`
  const describedBy = [field.hint && hintId, field.error && errorId].filter(Boolean).join(' ') || undefined
  const described: Described = {
    id,
    name: field.name,
    'aria-describedby': describedBy,
    'aria-invalid': field.error ? true : undefined,
  }
  const words = (
    <>
      {field.label}
      {field.optional && <span className={css.optional}> {t('form.optional')}</span>}
    </>
  )
  const heading = (inside: ReactNode) =>
    field.heading ? (
      <h1 className={css.heading} tabIndex={-1} data-page-heading>
        {inside}
      </h1>
    ) : (
      inside
    )
  const labelClass = classes(css.label, field.heading && css.headingLabel)
  const inside = (
    <>
      {field.hint && (
        <p id={hintId} className={css.hint}>
          {field.hint}
        </p>
      )}
      {field.error && (
        <p id={errorId} className={css.error}>
          <Icon name="warning" /> {field.error}
        </p>
      )}
      {children(described)}
      {field.source && <p className={css.source}>{field.source}</p>}
      {field.why && <Why>{field.why}</Why>}
    </>
  )
  const frameClass = classes(css.field, field.error !== undefined && css.wrong)
  return group ? (
    <fieldset className={frameClass} aria-describedby={describedBy}>
      <legend className={labelClass}>{heading(words)}</legend>
      {inside}
    </fieldset>
  ) : (
    <div className={frameClass}>
      {heading(
        <label className={labelClass} htmlFor={id}>
          {words}
        </label>,
      )}
      {inside}
    </div>
  )
}
