import { useTranslation } from 'react-i18next'
import { Button } from '../kits/light/Button.tsx'
import { Page } from '../kits/light/Page.tsx'

/** A page that broke: our defect, or a new version whose old parts are gone. Loading again helps in both cases. */
export function PageFailed() {
  const { t } = useTranslation()
  return (
    <Page title={t('failed.title')} lead={t('failed.lead')}>
      <Button look="primary" onClick={() => location.reload()}>
        {t('act.reload')}
      </Button>
    </Page>
  )
}
