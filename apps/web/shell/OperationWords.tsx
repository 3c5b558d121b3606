import { useTranslation } from 'react-i18next'

/** What an operation is called by its engine's own messages; never its code. */
export function OperationWords({ operation }: { operation: string }) {
  const [engine = '', name = ''] = operation.split('.')
  const { t } = useTranslation([engine, 'app'])
  return <>{t(`${engine}:operations.${name}`, { defaultValue: t('app:receipts.otherAct') })}</>
}
