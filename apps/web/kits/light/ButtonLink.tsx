import { Link } from '@tanstack/react-router'
import type { ComponentProps } from 'react'
import { type ButtonLook, buttonClass } from './Button.tsx'

type LinkProps = ComponentProps<typeof Link>

/** A link that looks like a button: it goes somewhere, it does nothing. */
export function ButtonLink({
  look = 'secondary',
  wide,
  ...rest
}: LinkProps & { look?: ButtonLook; wide?: boolean }) {
  return <Link {...rest} className={buttonClass(look, wide)} />
}
