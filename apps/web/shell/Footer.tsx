import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Me } from '../client/contracts.ts'
import css from './Footer.module.css'

export function Footer({ me }: { me: Me | undefined }) {
  const { t } = useTranslation()
  return (
    <footer className={css.footer}>
      <div className={css.inside}>
        <p>
          {t('shell.ask')} <a href="tel:12345">12345</a>
        </p>
        <ul className="no-print">
          <li>
            <Link to="/consultations">{t('place.consultations')}</Link>
          </li>
          <li>
            <Link to="/publicity">{t('place.publicity')}</Link>
          </li>
          <li>
            <Link to="/waiting">{t('place.waiting')}</Link>
          </li>
          <li>
            <Link to="/disclosures">{t('place.disclosures')}</Link>
          </li>
          <li>
            <Link to="/developers">{t('place.developers')}</Link>
          </li>
          <li>
            <Link to="/verify">{t('place.verify')}</Link>
          </li>
          <li>
            <Link to="/service-record">{t('place.serviceRecord')}</Link>
          </li>
          <li>
            <Link to="/open-data">{t('place.openData')}</Link>
          </li>
          <li>
            <Link to="/board">{t('place.board')}</Link>
          </li>
        </ul>
        {me?.demo && <p className={css.note}>{t('shell.demoNote')}</p>}
      </div>
    </footer>
  )
}
