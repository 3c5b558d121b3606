import type { ReactNode } from 'react'
import { classes } from './classes.ts'
import { Icon, type IconName } from './Icon.tsx'
import { type Tone, toneIcon } from './Notice.tsx'
import css from './Tag.module.css'

/** A state: colour, icon and word together, so that none of them has to carry it alone. */
export function Tag({ tone, icon, children }: { tone: Tone; icon?: IconName; children: ReactNode }) {
  return (
    <span className={classes(css.tag, css[tone])}>
      <Icon name={icon ?? toneIcon[tone]} size="1em" />
      <span className={css.word}>{children}</span>
    </span>
  )
}
