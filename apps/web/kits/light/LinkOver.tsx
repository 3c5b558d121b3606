import { Link } from '@tanstack/react-router'
import type { ComponentProps } from 'react'
import css from './LinkOver.module.css'

/** A card's heading as a link whose target is the whole card. */
export function LinkOver(props: ComponentProps<typeof Link>) {
  return <Link {...props} className={css.over} />
}
