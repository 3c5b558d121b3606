import type { ReactNode } from 'react'
import type { Instant } from '#kernel/time.ts'
import { classes } from './classes.ts'
import { MomentFigure } from './Figure.tsx'
import css from './Timeline.module.css'

export interface TimelineEntry {
  readonly id: string
  readonly at?: Instant | undefined
  readonly title: ReactNode
  readonly detail?: ReactNode
  readonly state?: 'done' | 'now' | 'ahead' | 'refused'
}

/** What happened and what is to come, oldest first. */
export function Timeline({ entries }: { entries: readonly TimelineEntry[] }) {
  return (
    <ol className={css.timeline}>
      {entries.map((entry) => (
        <li key={entry.id} className={classes(css.entry, css[entry.state ?? 'done'])}>
          <div className={css.title}>{entry.title}</div>
          {entry.at && (
            <div className={css.when}>
              <MomentFigure at={entry.at} />
            </div>
          )}
          {entry.detail && <div className={css.detail}>{entry.detail}</div>}
        </li>
      ))}
    </ol>
  )
}
