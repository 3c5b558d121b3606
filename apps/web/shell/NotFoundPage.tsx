import { useTranslation } from 'react-i18next'
import { ButtonLink } from '../kits/light/ButtonLink.tsx'
import { Page } from '../kits/light/Page.tsx'

export function NotFoundPage() {
  const { t } = useTranslation()
  return (
    <Page title={t('notFound.title')} lead={t('notFound.lead')}>
      <p>
        <ButtonLink to="/" look="primary">
          {t('place.home')}
        </ButtonLink>
      </p>
    </Page>
  )
}
