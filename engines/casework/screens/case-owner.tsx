import { type ReactNode, useEffect, useState } from 'react'
import { useRead } from '#apps/web/client/hooks.ts'
import { LoadedPage } from '#apps/web/kits/light/LoadedPage.tsx'
import { Skeleton } from '#apps/web/kits/light/Skeleton.tsx'
import { NotFoundPage } from '#apps/web/shell/NotFoundPage.tsx'
import { ownCases, rememberOwner } from './ahead.ts'

/** An address names only the case; whose it is follows from the account's own cases. */
export function useCaseOwner(caseId: string, page: (partyId: string) => ReactNode): ReactNode {
  const cases = useRead('casework.listMyCases', ownCases)
  const { data, refetch } = cases
  const owner = data?.items.find((item) => item.caseId === caseId)?.partyId
  const [soughtAgain, setSoughtAgain] = useState<string>()
  const unknown = data !== undefined && owner === undefined
  useEffect(() => {
    if (owner) rememberOwner(caseId, owner)
  }, [caseId, owner])
  useEffect(() => {
    // A list of a moment ago may be older than the case: nothing is said not to exist before it was asked for again.
    if (unknown) void refetch().finally(() => setSoughtAgain(caseId))
  }, [unknown, caseId, refetch])
  return (
    <LoadedPage result={cases} lines={6}>
      {() => (owner ? page(owner) : soughtAgain === caseId ? <NotFoundPage /> : <Skeleton lines={6} />)}
    </LoadedPage>
  )
}
