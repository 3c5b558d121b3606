import type { ReactNode } from 'react'
import { useRead } from '#apps/web/client/hooks.ts'
import { Loaded } from '#apps/web/kits/light/Loaded.tsx'
import { NotFoundPage } from '#apps/web/shell/NotFoundPage.tsx'
import { ownCases } from './ahead.ts'

/** An address names only the case; whose it is follows from the account's own cases. */
export function useCaseOwner(caseId: string, page: (partyId: string) => ReactNode): ReactNode {
  const cases = useRead('casework.listMyCases', ownCases)
  return (
    <Loaded result={cases} lines={6}>
      {({ items }) => {
        const mine = items.find((item) => item.caseId === caseId)
        return mine ? page(mine.partyId) : <NotFoundPage />
      }}
    </Loaded>
  )
}
