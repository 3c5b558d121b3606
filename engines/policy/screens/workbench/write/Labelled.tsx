import type { ReactNode } from 'react'
import css from './write.module.css'

/** A field with its name above it and, where it helps, a line below. */
export function Labelled({
  label,
  hint,
  children,
}: {
  label: string
  hint?: ReactNode
  children: ReactNode
}) {
  return (
    <div className={css.field}>
      <span>{label}</span>
      {children}
      {hint && <div className="work-soft">{hint}</div>}
    </div>
  )
}
