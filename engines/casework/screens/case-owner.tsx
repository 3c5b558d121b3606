import { type ReactNode, useEffect } from 'react'
import { useRead } from '#apps/web/client/hooks.ts'
import { LoadedPage } from '#apps/web/kits/light/LoadedPage.tsx'
import { NotFoundPage } from '#apps/web/shell/NotFoundPage.tsx'
import { ownCases, rememberOwner } from './ahead.ts'

/** An address names only the case; whose it is follows from the account's own cases. */
export function useCaseOwner(caseId: string, page: (partyId: string) => ReactNode): ReactNode {
  const cases = useRead('casework.listMyCases', ownCases)
  const owner = cases.data?.items.find((item) => item.caseId === caseId)?.partyId
  useEffect(() => {
    if (owner) rememberOwner(caseId, owner)
  }, [caseId, owner])
  return (
    <LoadedPage result={cases} lines={6}>
      {() => (owner ? page(owner) : <NotFoundPage />)}
    </LoadedPage>
  )
}
