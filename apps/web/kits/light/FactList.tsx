import type { ReactNode } from 'react'
import css from './FactList.module.css'

export interface FactRow {
  readonly id: string
  readonly term: ReactNode
  readonly value: ReactNode
  readonly note?: ReactNode
  readonly action?: ReactNode
}

/** Terms and what is known of them. */
export function FactList({ rows }: { rows: readonly FactRow[] }) {
  return (
    <dl className={css.list}>
      {rows.map((row) => (
        <div key={row.id} className={css.row}>
          <dt>{row.term}</dt>
          <dd className={css.value}>
            {row.value}
            {row.note && <div className={css.note}>{row.note}</div>}
          </dd>
          {row.action && <dd className={css.action}>{row.action}</dd>}
        </div>
      ))}
    </dl>
  )
}
