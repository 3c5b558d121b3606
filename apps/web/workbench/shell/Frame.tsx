import { Link } from '@tanstack/react-router'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { Me } from '../../client/contracts.ts'
import { useText } from '../../i18n/i18n.ts'
import { classes } from '../../kits/light/classes.ts'
import { Icon } from '../../kits/light/Icon.tsx'
import { AccountMenu } from '../../shell/AccountMenu.tsx'
import { useCityWords } from '../../shell/city-words.ts'
import { DemoBar } from '../../shell/DemoBar.tsx'
import { ElderSwitch } from '../../shell/ElderSwitch.tsx'
import { LanguageSwitch } from '../../shell/LanguageSwitch.tsx'
import { useKeys } from '../kit/keys.ts'
import { PlaceLink } from '../kit/place.tsx'
import { useWords } from '../kit/words.ts'
import type { WorkPlace } from '../places.ts'
import css from './Frame.module.css'
import { KeyHints } from './KeyHints.tsx'

/** The workbench's shell: places on the left, who works here and in what look on top, the page beside. */
export function Frame({
  me,
  places,
  here,
  children,
}: {
  me: Me
  places: readonly WorkPlace[]
  here: WorkPlace | undefined
  children: ReactNode
}) {
  const t = useWords()
  const [open, setOpen] = useState(false)
  const [hints, setHints] = useState(false)
  const main = useRef<HTMLElement>(null)
  useKeys({ '?': () => setHints(true) })
  const path = here?.path
  const before = useRef(path)
  useEffect(() => {
    if (path === before.current) return
    before.current = path
    main.current?.querySelector<HTMLElement>('[data-page-heading]')?.focus({ preventScroll: true })
  }, [path])
  return (
    <div className={css.frame}>
      <a href="#main" className={css.skip}>
        {t('app:shell.skip')}
      </a>
      {me.demo && <DemoBar me={me} />}
      <header className={classes(css.top, 'no-print')}>
        <button
          type="button"
          className={css.menu}
          aria-expanded={open}
          aria-controls="work-places"
          onClick={() => setOpen(!open)}
        >
          <Icon name={open ? 'cross' : 'menu'} />
          <span className="visually-hidden">{t('app:shell.menu')}</span>
        </button>
        <Brand me={me} />
        <Office me={me} />
        <div className={css.tools}>
          <button type="button" className={css.hint} onClick={() => setHints(true)}>
            {t('keys.title')} <kbd>?</kbd>
          </button>
          <ElderSwitch />
          <LanguageSwitch />
          <AccountMenu me={me} />
        </div>
      </header>
      <div className={css.below}>
        <nav
          id="work-places"
          className={classes(css.places, open && css.open, 'no-print')}
          aria-label={t('frame.places')}
        >
          <ul onClick={() => setOpen(false)}>
            {places.map((place) => (
              <li key={place.path}>
                <PlaceLink
                  to={place.path}
                  here={place === here}
                  className={place === here ? css.here : undefined}
                >
                  <Icon name={place.icon} />
                  {t(`place.${place.path}`)}
                </PlaceLink>
              </li>
            ))}
            <li className={css.out}>
              <Link to="/">
                <Icon name="back" />
                {t('frame.publicSite')}
              </Link>
            </li>
          </ul>
        </nav>
        <main id="main" ref={main} className={css.main} tabIndex={-1}>
          {children}
        </main>
      </div>
      <KeyHints open={hints} onClose={() => setHints(false)} />
    </div>
  )
}

function Brand({ me }: { me: Me }) {
  const t = useWords()
  const text = useText()
  return (
    <PlaceLink to="" className={css.brand}>
      <svg viewBox="0 0 32 32" width="26" height="26" aria-hidden="true">
        <rect width="32" height="32" rx="7" className={css.tile} />
        <path d="M7 13.5 16 7l9 6.5M10 13v11h12V13M14 24v-6h4v6" className={css.house} />
      </svg>
      <span>
        <span className={css.city}>{text(me.city.title)}</span>
        <span className={css.name}>{t('frame.name')}</span>
      </span>
    </PlaceLink>
  )
}

/** For which office one works: role, department, district. */
function Office({ me }: { me: Me }) {
  const { role, department, district, ready } = useCityWords()
  const first = me.roles[0]
  if (!ready || !first) return <span className={css.office} />
  const words = [
    first.department && department(first.department),
    first.district && district(first.district),
    role(first.role),
  ].filter(Boolean)
  return <span className={css.office}>{words.join(' · ')}</span>
}
