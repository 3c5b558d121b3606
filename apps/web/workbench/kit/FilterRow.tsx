import type { ReactNode } from 'react'
import css from './FilterRow.module.css'

/** What narrows a list on the left, what is done with it on the right. */
export function FilterRow({ children, actions }: { children?: ReactNode; actions?: ReactNode }) {
  return (
    <div className={css.row}>
      <div className={css.part}>{children}</div>
      {actions && <div className={css.part}>{actions}</div>}
    </div>
  )
}
