import type { ReactNode } from 'react'
import { classes } from './classes.ts'
import { Icon, type IconName } from './Icon.tsx'
import css from './Notice.module.css'

export type Tone = 'done' | 'soon' | 'late' | 'wait' | 'idle'

export const toneIcon: Readonly<Record<Tone, IconName>> = {
  done: 'check',
  soon: 'clock',
  late: 'warning',
  wait: 'info',
  idle: 'dash',
}

export function Notice({
  tone = 'wait',
  title,
  children,
  actions,
  live,
}: {
  tone?: Tone
  title?: ReactNode
  children?: ReactNode
  actions?: ReactNode
  /** said aloud when it appears */
  live?: boolean
}) {
  return (
    <div
      data-notice
      className={classes(css.notice, css[tone])}
      role={live ? (tone === 'late' ? 'alert' : 'status') : undefined}
    >
      <span className={css.icon}>
        <Icon name={toneIcon[tone]} size="1.4em" />
      </span>
      <div className={css.body}>
        {title && <p className={css.title}>{title}</p>}
        {children}
        {actions && <div className={css.actions}>{actions}</div>}
      </div>
    </div>
  )
}
