import { useTranslation } from 'react-i18next'
import { useRead } from '../client/hooks.ts'
import { MomentFigure } from '../kits/light/Figure.tsx'
import { FactList } from '../kits/light/FactList.tsx'
import { Loaded } from '../kits/light/Loaded.tsx'
import { OperationWords } from '../shell/OperationWords.tsx'

const shown = 3

/** The latest few who looked at the enterprise's data. */
export function WhoLooked({ partyId }: { partyId: string }) {
  const { t } = useTranslation()
  const receipts = useRead('party.listReceipts', { partyId, limit: shown })
  return (
    <Loaded result={receipts} lines={2}>
      {({ items }) =>
        items.length === 0 ? (
          <p>{t('receipts.noneText')}</p>
        ) : (
          <FactList
            rows={items.map((item, i) => ({
              id: `${item.at}${i}`,
              term: <MomentFigure at={item.at} />,
              value: item.who,
              note: <OperationWords operation={item.operation} />,
            }))}
          />
        )
      }
    </Loaded>
  )
}
