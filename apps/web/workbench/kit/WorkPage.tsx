import { type ReactNode, useEffect } from 'react'
import { classes } from '../../kits/light/classes.ts'
import css from './WorkPage.module.css'

/** One page of the workbench: its name, what it is for in a line, what can be done here. */
export function WorkPage({
  title,
  lead,
  above,
  actions,
  children,
}: {
  title: string
  lead?: ReactNode
  above?: ReactNode
  actions?: ReactNode
  children?: ReactNode
}) {
  useEffect(() => {
    const before = document.title
    document.title = `${title} · 宜商`
    return () => {
      document.title = before
    }
  }, [title])
  return (
    <div className={css.page}>
      {above && <div className={css.above}>{above}</div>}
      <div className={css.head}>
        <div>
          <h1 tabIndex={-1} data-page-heading>
            {title}
          </h1>
          {lead && <div className={css.lead}>{lead}</div>}
        </div>
        {actions && <div className={css.actions}>{actions}</div>}
      </div>
      {children}
    </div>
  )
}

/** A part of a page on its own sheet. */
export function Sheet({
  title,
  aside,
  children,
  plain,
}: {
  title?: ReactNode
  aside?: ReactNode
  children: ReactNode
  /** without padding, for a table that reaches the edges */
  plain?: boolean
}) {
  return (
    <section className={css.sheet}>
      {(title || aside) && (
        <div className={css.sheetHead}>
          {title && <h2>{title}</h2>}
          {aside}
        </div>
      )}
      <div className={plain ? undefined : css.sheetBody}>{children}</div>
    </section>
  )
}

/** So many stand in one row; more stand in two of about the same length. */
const mostInARow = 8

/** Figures side by side, each with its word: what matters on this page at a glance. */
export function Figures({ items }: { items: readonly Figured[] }) {
  return (
    <dl className={classes(css.figures, items.length > mostInARow && css.many)}>
      {items.map((item) => (
        <div key={item.id} className={css.figure}>
          <dt>{item.word}</dt>
          <dd className="figure">{item.value}</dd>
          {item.note && <dd className={css.note}>{item.note}</dd>}
        </div>
      ))}
    </dl>
  )
}
export interface Figured {
  readonly id: string
  readonly word: ReactNode
  readonly value: ReactNode
  readonly note?: ReactNode
}
