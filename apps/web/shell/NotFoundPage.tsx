import { useTranslation } from 'react-i18next'
import { DeadEnd } from '../kits/light/DeadEnd.tsx'

export function NotFoundPage() {
  const { t } = useTranslation()
  return <DeadEnd title={t('notFound.title')} lead={t('notFound.lead')} />
}
