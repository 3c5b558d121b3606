import { useTranslation } from 'react-i18next'
import { PolicyFinder } from './finder.tsx'
import css from './finder.module.css'

/** The finder inside a page of somebody else. */
export default function EmbeddedPolicyFinder() {
  const { t } = useTranslation('policy')
  return (
    <>
      <h1 className={css.embedded}>{t('screens.finder.title')}</h1>
      <PolicyFinder />
      <p className={css.hint}>
        <a href="/policies/find">{t('screens.finder.whole')}</a>
      </p>
    </>
  )
}
