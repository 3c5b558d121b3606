import { useTranslation } from 'react-i18next'
import type { Output } from '#apps/web/client/contracts.ts'
import { Money } from '#apps/web/kits/light/Figure.tsx'

type Disclosure = Output<'policy.listDisclosures'>['items'][number]

/** The sum that was paid, and what came of it afterwards. */
export function PaidSince({ row }: { row: Disclosure }) {
  const { t } = useTranslation('policy')
  return (
    <>
      <Money fen={row.amountFen} />
      {row.furtherFen > 0 && (
        <p>
          {t('screens.disclosures.further')} <Money fen={row.furtherFen} />
        </p>
      )}
      {row.returnedFen > 0 && (
        <p>
          {t('screens.disclosures.returned')} <Money fen={row.returnedFen} />
        </p>
      )}
    </>
  )
}
