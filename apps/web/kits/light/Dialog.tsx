import { type ReactNode, useEffect, useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from './Icon.tsx'
import css from './Dialog.module.css'
import { useFocusBack } from './useFocusBack.ts'

/** The browser's own modal dialog: it keeps the focus inside, closes on Escape, and gives the focus back. */
export function Dialog({
  title,
  open,
  onClose,
  children,
  actions,
}: {
  title: string
  open: boolean
  onClose: () => void
  children: ReactNode
  actions?: ReactNode
}) {
  const { t } = useTranslation()
  const element = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  useFocusBack(open)
  useEffect(() => {
    const dialog = element.current
    if (open && dialog && !dialog.open) dialog.showModal()
    if (!open && dialog?.open) dialog.close()
  }, [open])
  return (
    <dialog ref={element} className={css.dialog} aria-labelledby={titleId} onClose={onClose}>
      {open && (
        <div className={css.inside}>
          <div className={css.head}>
            <h2 id={titleId}>{title}</h2>
            <button type="button" className={css.close} onClick={onClose} aria-label={t('act.close')}>
              <Icon name="cross" />
            </button>
          </div>
          {children}
          {actions && <div className={css.actions}>{actions}</div>}
        </div>
      )}
    </dialog>
  )
}
