import { useTranslation } from 'react-i18next'
import { Money } from '#apps/web/kits/light/Figure.tsx'

interface Since {
  readonly returnedFen: number
  readonly furtherFen: number
}

/** The sum that was paid, and what came of it afterwards. */
export const PaidSince = ({ row }: { row: Since & { readonly amountFen: number } }) => (
  <>
    <Money fen={row.amountFen} />
    <WhatCameOfIt row={row} />
  </>
)

/** What came back of a sum that was paid, and what was paid further. */
export function WhatCameOfIt({ row }: { row: Since }) {
  const { t } = useTranslation('policy')
  return (
    <>
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
