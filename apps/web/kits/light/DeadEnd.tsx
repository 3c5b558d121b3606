import { useTranslation } from 'react-i18next'
import { ButtonLink } from './ButtonLink.tsx'
import { Page } from './Page.tsx'

/** A page that shows nothing but why, and the way home. */
export function DeadEnd({ title, lead }: { title: string; lead: string }) {
  const { t } = useTranslation()
  return (
    <Page title={title} lead={lead}>
      <p>
        <ButtonLink to="/" look="primary">
          {t('place.home')}
        </ButtonLink>
      </p>
    </Page>
  )
}
