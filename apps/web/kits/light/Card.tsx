import type { ReactNode } from 'react'
import { classes } from './classes.ts'
import css from './Card.module.css'

export function Card({
  title,
  tag,
  children,
  foot,
  quiet,
  level: Heading = 'h3',
}: {
  title?: ReactNode
  tag?: ReactNode
  children?: ReactNode
  foot?: ReactNode
  quiet?: boolean
  /** where the card's name stands among the page's headings */
  level?: 'h2' | 'h3'
}) {
  return (
    <article className={classes(css.card, quiet && css.quiet)}>
      {(title || tag) && (
        <div className={css.head}>
          {title && <Heading className={css.title}>{title}</Heading>}
          {tag}
        </div>
      )}
      {children}
      {foot && <div className={css.foot}>{foot}</div>}
    </article>
  )
}

/** Cards under each other on a phone, side by side where there is room and their order does not matter. */
export function Cards({ children, single }: { children: ReactNode; single?: boolean }) {
  return <div className={classes(css.cards, single && css.single)}>{children}</div>
}
