import type { ButtonHTMLAttributes } from 'react'
import { classes } from './classes.ts'
import { Icon } from './Icon.tsx'
import css from './Button.module.css'

export type ButtonLook = 'primary' | 'secondary' | 'quiet' | 'danger'

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly look?: ButtonLook
  /** the act is under way: the button stays in place, keeps the focus, says so, and cannot be pressed again */
  readonly pending?: boolean
  readonly wide?: boolean
}

export const buttonClass = (look: ButtonLook, wide = false) =>
  classes(css.button, css[look], wide && css.wide)

export function Button({ look = 'secondary', pending, wide, children, onClick, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={buttonClass(look, wide)}
      aria-busy={pending || undefined}
      aria-disabled={pending || undefined}
      onClick={(event) => (pending ? event.preventDefault() : onClick?.(event))}
    >
      {pending && (
        <span className={css.spin}>
          <Icon name="spinner" />
        </span>
      )}
      {children}
    </button>
  )
}
