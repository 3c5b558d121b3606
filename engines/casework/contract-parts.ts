import { z } from 'zod'
import { PartyId } from '#kernel/ids.ts'
import { CaseId } from './model.ts'

/** What the rows of the contract share. */
export const onCase = { kind: 'case', owner: 'partyId', id: 'caseId' } as const
export const theCase = { partyId: PartyId, caseId: CaseId }
/** `item.stage` as the case names it */
export const StageId = z.string().regex(/^[a-z][a-z0-9-]*\.[a-z][a-z0-9-]*$/)
export const Reason = z.string().trim().min(2).max(1000)
