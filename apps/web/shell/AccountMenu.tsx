import { Link, useNavigate } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Me } from '../client/contracts.ts'
import { useServiceAct } from '../client/hooks.ts'
import { Icon } from '../kits/light/Icon.tsx'
import css from './AccountMenu.module.css'
import { isOfficer } from './navigation.ts'
import { chosenTheme, setTheme } from './preferences.ts'
import { hasWorkbench } from './workbench.ts'

export function AccountMenu({ me }: { me: Me | undefined }) {
  const { t } = useTranslation()
  if (!me) return null
  if (!me.signedIn)
    return (
      <Link to="/sign-in" className={css.signIn}>
        {t('account.signIn')}
      </Link>
    )
  return <OpenMenu me={me} />
}

function OpenMenu({ me }: { me: Me }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const place = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const navigate = useNavigate()
  const signOut = useServiceAct('signOut')
  useEffect(() => {
    if (!open) return
    const close = (event: Event) => {
      const within = place.current?.contains(event.target as Node)
      const escaped = event instanceof KeyboardEvent && event.key === 'Escape'
      // Whoever was in the menu stands at its button again, not at the beginning of the page.
      if (escaped && within) button.current?.focus()
      if (escaped || (!within && !(event instanceof KeyboardEvent))) setOpen(false)
    }
    document.addEventListener('pointerdown', close)
    document.addEventListener('keydown', close)
    return () => {
      document.removeEventListener('pointerdown', close)
      document.removeEventListener('keydown', close)
    }
  }, [open])
  const theme = chosenTheme()
  return (
    <div className={css.account} ref={place}>
      <button
        ref={button}
        type="button"
        className={css.button}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <Icon name="person" />
        <span className={css.name}>{me.name}</span>
      </button>
      {open && (
        <ul className={css.menu} onClick={() => setOpen(false)}>
          {isOfficer(me) && hasWorkbench && (
            <li>
              <Link to="/workbench/$">{t('place.workbench')}</Link>
            </li>
          )}
          {!isOfficer(me) && (
            <>
              <li>
                <Link to="/space">{t('place.space')}</Link>
              </li>
              <li>
                <Link to="/space/notices">{t('place.notices')}</Link>
              </li>
              <li>
                <Link to="/space/profile">{t('place.profile')}</Link>
              </li>
              <li>
                <Link to="/space/receipts">{t('place.receipts')}</Link>
              </li>
            </>
          )}
          <li>
            <button type="button" onClick={() => setTheme(theme === 'dark' ? 'light' : 'dark')}>
              {t(theme === 'dark' ? 'shell.light' : 'shell.dark')}
            </button>
          </li>
          <li>
            <button type="button" onClick={() => void signOut.run({}).then(() => navigate({ to: '/' }))}>
              {t('account.signOut')}
            </button>
          </li>
        </ul>
      )}
    </div>
  )
}
