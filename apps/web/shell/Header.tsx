import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Me } from '../client/contracts.ts'
import { classes } from '../kits/light/classes.ts'
import { Icon } from '../kits/light/Icon.tsx'
import { useText } from '../i18n/i18n.ts'
import { AccountMenu } from './AccountMenu.tsx'
import css from './Header.module.css'
import { LanguageSwitch } from './LanguageSwitch.tsx'
import { navigation } from './navigation.ts'
import { ElderSwitch } from './ElderSwitch.tsx'

export function Header({ me }: { me: Me | undefined }) {
  const { t } = useTranslation()
  const text = useText()
  const [open, setOpen] = useState(false)
  const places = navigation(me)
  return (
    <header className={classes(css.header, 'no-print')}>
      <div className={css.bar}>
        <Link to="/" className={css.brand}>
          <svg viewBox="0 0 32 32" width="28" height="28" aria-hidden="true">
            <rect width="32" height="32" rx="7" className={css.tile} />
            <path d="M7 13.5 16 7l9 6.5M10 13v11h12V13M14 24v-6h4v6" className={css.house} />
          </svg>
          <span>
            <span className={css.city}>{me ? text(me.city.title) : ' '}</span>
            <span className={css.name}>{t('shell.name')}</span>
          </span>
        </Link>
        <div className={css.tools}>
          <span className={css.roomy}>
            <ElderSwitch />
          </span>
          <LanguageSwitch />
          <AccountMenu me={me} />
          <button
            type="button"
            className={css.menu}
            aria-expanded={open}
            aria-controls="places"
            onClick={() => setOpen(!open)}
          >
            <Icon name={open ? 'cross' : 'menu'} />
            <span>{t('shell.menu')}</span>
          </button>
        </div>
      </div>
      <nav id="places" className={classes(css.places, open && css.open)} aria-label={t('shell.places')}>
        <ul>
          {places.map((place) => (
            <li key={place.to}>
              <Link
                to={place.to}
                activeOptions={{ exact: place.to === '/' }}
                activeProps={{ className: css.here, 'aria-current': 'page' }}
                onClick={() => setOpen(false)}
              >
                {t(place.word)}
              </Link>
            </li>
          ))}
        </ul>
        <div className={css.narrow}>
          <ElderSwitch />
        </div>
      </nav>
    </header>
  )
}
