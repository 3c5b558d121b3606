import { type ReactNode, useEffect, useRef } from 'react'
import { classes } from './classes.ts'
import css from './Page.module.css'

export interface PageProps {
  readonly title: string
  /** one or two sentences: what this is and what can be done now */
  readonly lead?: ReactNode
  readonly above?: ReactNode
  readonly actions?: ReactNode
  readonly wide?: boolean
  readonly children?: ReactNode
}

/** One page: its name in the tab and as the heading that the focus goes to, so that a screen reader says where we are. */
export function Page({ title, lead, above, actions, wide, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    const before = document.title
    document.title = `${title} · 宜商`
    return () => {
      document.title = before
    }
  }, [title])
  return (
    <div className={classes(css.page, wide && css.wide)}>
      {above && <div className={css.above}>{above}</div>}
      <div className={css.head}>
        <h1 ref={heading} tabIndex={-1} className={css.title} data-page-heading>
          {title}
        </h1>
        {actions && <div className={css.actions}>{actions}</div>}
      </div>
      {lead && <div className={css.lead}>{lead}</div>}
      {children}
    </div>
  )
}

/** A part of a page with its heading. */
export function Section({
  title,
  aside,
  children,
}: {
  title: string
  aside?: ReactNode
  children: ReactNode
}) {
  return (
    <section className={css.section}>
      <div className={css.sectionHead}>
        <h2>{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  )
}
